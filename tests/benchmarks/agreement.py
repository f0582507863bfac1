"""Measures the agreement page in processor time: a few articles, many, and one edit among many."""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.model.annotation import Span
from annotator.model.document import Document, DocumentState, Metadata, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Change, RecordKind
from annotator.services.agreement.cache import AgreementCache
from annotator.services.agreement.pages import board_of
from annotator.services.commands import RemoveSpans
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, span_image, state_image

SPANS = 40
FEW, FEW_LIMIT_S = (5, 2), 0.100
MANY, MANY_LIMIT_S = (1_000, 3), 10.0
EDIT_LIMIT_S = 0.100
EDITS = 5
LABELS = (("entity", "PERSON"), ("entity", "ORG"), ("entity", "GPE"), ("quote", "DIRECT"), ("claim", "CLAIM"))
WORDS = "the envoy met ministers in a capital and said that talks on trade would go on next week".split()


def spans_of(document: Document, annotator: AnnotatorId, seed: int) -> Iterator[Span]:
    """Make the spans of one annotator: mostly those of the others, some left out, longer or labelled otherwise."""
    common, own = random.Random(document.id), random.Random(f"{document.id} {annotator} {seed}")
    for number in range(SPANS):
        start = common.randrange(len(document.text) - 60)
        end = start + common.choice((5, 11, 23, 40)) + (6 if own.random() < 0.1 else 0)
        layer, label = common.choice(LABELS) if own.random() > 0.05 else LABELS[0]
        if own.random() > 0.1:
            yield Span(
                SpanId(f"{document.id}-{annotator}-{number}"), document.id, layer, label, annotator,
                ((start, end),), document.text[start:end],
            )  # fmt: skip


def records(articles: int, annotators: list[AnnotatorId]) -> Iterator[Change]:
    """Make articles of some 4,000 characters that all annotators have finished."""
    for number in range(articles):
        body = " ".join(WORDS[(number * 7 + place * 5) % len(WORDS)] for place in range(780))
        document = Document.of(f"Article {number}. {body}", Metadata(title=f"Article {number}"))
        yield change(RecordKind.DOCUMENT, None, document_image(document))
        for annotator in annotators:
            yield change(RecordKind.DOCUMENT_STATE, None, state_image(document.id, annotator, DocumentState.DONE))
            for span in spans_of(document, annotator, number):
                yield change(RecordKind.SPAN, None, span_image(span))


def took_s(act: Callable[[], object]) -> float:
    """Time something in the processor, which other programs on the machine disturb least."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def page(cache: AgreementCache, project: Project) -> None:
    """Bring the page up to date, as the worker's process does."""
    cache.refresh(project, lambda _message: None)
    board_of(cache, "entity")


def measure(folder: Path, articles: int, annotators: int) -> tuple[float, float]:
    """Time the first page of a project, and the median of the page after an edit."""
    with Project.create(folder / f"{articles}.annotator") as project:
        people = [project.ensure_annotator(f"annotator {n}", Role.ANNOTATOR).id for n in range(annotators)]
        project.import_records("make articles", records(articles, people))
        cache = AgreementCache()
        first = took_s(lambda: page(cache, project))
        edits = []
        for number in range(EDITS):
            document: DocumentId = project.document_ids()[number]
            gone = next(one for one in project.spans(document, people[0]) if one.layer == "entity")
            project.execute(RemoveSpans((gone.id,)), people[0])
            edits.append(took_s(lambda: page(cache, project)))
    return first, sorted(edits)[EDITS // 2]


def main() -> int:
    """Print times and their ratios to the limits; 1 when one is above its limit."""
    with tempfile.TemporaryDirectory() as name:
        few, _ = measure(Path(name), *FEW)
        many, edit = measure(Path(name), *MANY)
    found = (
        (f"{FEW[0]} articles x {FEW[1]} annotators", few, FEW_LIMIT_S),
        (f"{MANY[0]:,} articles x {MANY[1]} annotators", many, MANY_LIMIT_S),
        ("one edit among them", edit, EDIT_LIMIT_S),
    )
    for words, seconds, limit in found:
        print(f"{words:32} {seconds:8.3f} s of processor time, {seconds / limit:.2f} of the limit")
    return 0 if all(seconds <= limit for _, seconds, limit in found) else 1


if __name__ == "__main__":
    sys.exit(main())
