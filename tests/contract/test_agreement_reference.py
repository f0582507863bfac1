"""`annotator agreement --json` gives the figures of the reference for a project that is as hard as projects get."""

import json
import random
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.program import program
from annotator.model.annotation import Attribute, Span
from annotator.model.document import Document, DocumentState, Metadata
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.agreement.comparing import tokens_of
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, span_image, state_image
from tests.unit.metrics.reference import Article, Mark
from tests.unit.metrics.test_reference import HOW, expect, pair_wanted

NAMES = ("first", "second", "third")
LABELS = (("entity", "PERSON"), ("entity", "ORG"), ("quote", "DIRECT"), ("claim", "CLAIM"))
TEXT = "The envoy met “ministers” in Wien, and said: talks would go on."


def drawn(draw: random.Random) -> Mark:
    """Draw a mark, one in three interrupted."""
    layer, label = draw.choice(LABELS)
    start = draw.randrange(len(TEXT) - 20)
    pieces = [(start, start + draw.randint(1, 9))]
    if draw.random() < 0.3:
        again = pieces[0][1] + draw.randint(1, 3)
        pieces.append((again, again + draw.randint(1, 5)))
    return Mark(layer, label, tuple(pieces), (("tone", draw.choice("ab")),) if draw.random() < 0.3 else ())


def work(draw: random.Random) -> dict[str, tuple[Mark, ...]]:
    """Draw what annotators found in one article: some skip it, some find nothing."""
    common = [drawn(draw) for _ in range(4)]
    return {
        name: tuple([one for one in common if draw.random() < 0.7] + [drawn(draw)]) if draw.random() < 0.85 else ()
        for name in NAMES
        if draw.random() < 0.75
    }


def store(project: Project, number: int, found: dict[str, tuple[Mark, ...]]) -> Article:
    """Write an article with the work on it."""
    document = Document.of(f"{TEXT} {number}", Metadata(title=str(number)))
    project.import_records("article", [change(RecordKind.DOCUMENT, None, document_image(document))])
    for name, marks in found.items():
        who = project.ensure_annotator(name).id
        made = [change(RecordKind.DOCUMENT_STATE, None, state_image(document.id, who, DocumentState.DONE))]
        for place, one in enumerate(marks):
            span = Span(
                SpanId(f"{number}-{name}-{place}"), document.id, one.layer, one.label, who, one.fragments,
                document.text[one.fragments[0][0] : one.fragments[-1][1]],
                tuple(Attribute(*pair) for pair in one.attributes),
            )  # fmt: skip
            made.append(change(RecordKind.SPAN, None, span_image(span)))
        project.import_records("work", made)
    return Article(len(document.text), tokens_of(document), found)


@pytest.mark.parametrize("seed", range(3))
def test_the_command_prints_the_figures_of_the_reference(tmp_path: Path, seed: int) -> None:
    draw, path = random.Random(seed), tmp_path / "nasty.annotator"
    with Project.create(path) as project:
        for name in NAMES:
            project.ensure_annotator(name)
        articles = {n: store(project, n, work(draw)) for n in range(6)}
        titles = [project.document(one).metadata.title for one in project.document_ids()]
    # Resamples are drawn by place: the reference has to have the articles in the project's order.
    ordered = [articles[int(title)] for title in titles]

    how = ["--annotators", ",".join(NAMES), "--bootstrap", str(HOW.resamples), "--seed", str(HOW.seed)]
    result = CliRunner().invoke(program, ["agreement", str(path), *how, "--json"])

    assert result.exit_code == 0, result.output
    scopes = json.loads(result.stdout)["scopes"]
    for scope in ("all", "entity", "quote", "claim"):
        layer = None if scope == "all" else scope
        for got, (a, b) in zip(scopes[scope]["pairs"], combinations(NAMES, 2), strict=True):
            expect(
                {k: v for k, v in got.items() if k != "reasons"}, pair_wanted(ordered, a, b, layer), f"{scope} {a} {b}"
            )
