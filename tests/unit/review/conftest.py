"""A project in which two or three annotators are done with two articles, and ways to decide."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.model.annotation import Span
from annotator.model.decision import Decision, Verdict
from annotator.model.document import Document, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.services.commands import AddSpan, SetState
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import DocumentReview, ReviewItem, gold_spans, review_of
from annotator.storage.decisions import decisions
from annotator.storage.rows import change, document_image

TEXTS = ("Ana Moreno said that the ferry sails to Tallinn on Monday.", "“It sails,” Ben Okafor told Radio Two.")


@dataclass(frozen=True)
class Bench:
    """A project under review."""

    project: Project
    documents: tuple[DocumentId, ...]
    names: tuple[str, ...]
    lead: AnnotatorId

    def who(self, name: str) -> AnnotatorId:
        """Find an annotator."""
        found = self.project.annotator(name)
        assert found is not None
        return found.id

    def mark(self, name: str, words: str, label: str = "PERSON") -> SpanId:
        """Label the first place of some words for somebody."""
        number = next(place for place, text in enumerate(TEXTS) if words in text)
        start = TEXTS[number].index(words)
        wanted = AddSpan(self.documents[number], label, ((start, start + len(words)),))
        operation = self.project.execute(wanted, self.who(name))
        assert operation is not None
        return SpanId(operation.changed(RecordKind.SPAN)[0].id)

    def finish(self, *, documents: int = 1) -> None:
        """Let everybody be done with the first articles."""
        for document in self.documents[:documents]:
            for name in self.names:
                self.project.execute(SetState(document, DocumentState.DONE), self.who(name))

    def review(self, number: int = 0) -> DocumentReview:
        """What there is to review in an article."""
        with self.project.file.reading():
            return review_of(self.project.file, self.documents[number])

    def item(self, place: int = 0) -> ReviewItem:
        """One of the clusters that differ in the first article."""
        return [one for one in self.review().items if one.differs][place]

    def decide(self, verdict: Verdict, choice: int | None = None, *, item: ReviewItem | None = None) -> Operation:
        """Decide a cluster of the first article, the first that differs unless told."""
        key = (item or self.item()).cluster.key
        decided = self.project.execute(Decide(self.documents[0], (ClusterVerdict(key, verdict, choice),)), self.lead)
        assert decided is not None
        return decided

    def gold(self, number: int = 0) -> list[tuple[str, str]]:
        """The gold spans of an article as text and label."""
        with self.project.file.reading():
            return [(span.text, span.label) for span in gold_spans(self.project.file, self.documents[number])]

    def gold_span(self) -> Span:
        """The only gold span of the first article."""
        with self.project.file.reading():
            (span,) = gold_spans(self.project.file, self.documents[0])
        return span

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions on the first article that none has superseded."""
        with self.project.file.reading() as db:
            return decisions(db, self.documents[0])


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    made: list[Project] = []

    def make(*names: str) -> Bench:
        project = Project.create(tmp_path / f"{len(made)}.annotator")
        made.append(project)
        documents = [Document.of(text) for text in TEXTS]
        project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        for name in names:
            project.ensure_annotator(name)
        lead = project.ensure_annotator("lead", Role.LEAD)
        return Bench(project, tuple(one.id for one in documents), names, lead.id)

    yield make
    for project in made:
        project.close()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench("first", "second")


@pytest.fixture
def three(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench("first", "second", "third")
