"""A project with two articles and two annotators, and quick ways to act in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.model.annotation import Span
from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import RecordKind
from annotator.model.scheme import RelationLabel
from annotator.services.commands import AddSpan, Command
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, zone_image
from annotator.storage.scheme_rows import relation_label_image

TEXT = "Ana Moreno said 😀 on Monday that “the ferry sails”, and Ben Okafor denied it."
MEETS = "meets"  # a relation label that any layers may have
OTHER = "Ana Moreno came back to Tallinn."


@dataclass(frozen=True)
class Desk:
    """A project and the two who work in it; `act` is by the first unless told."""

    project: Project
    document: DocumentId
    other_document: DocumentId
    first: AnnotatorId
    second: AnnotatorId

    def act(self, command: Command, actor: AnnotatorId | None = None) -> None:
        """Execute a command that must change something."""
        assert self.project.execute(command, actor or self.first) is not None

    def add(self, words: str, label: str = "PERSON", actor: AnnotatorId | None = None) -> SpanId:
        """Label the first place of some words."""
        document = self.document if words in TEXT else self.other_document
        start = self.project.document(document).text.index(words)
        operation = self.project.execute(AddSpan(document, label, ((start, start + len(words)),)), actor or self.first)
        assert operation is not None
        return SpanId(operation.changed(RecordKind.SPAN)[0].id)

    def span(self, identity: SpanId) -> Span:
        """Read a span that must be there."""
        span = self.project.span(identity)
        assert span is not None
        return span

    def spans(self, actor: AnnotatorId | None = None) -> tuple[Span, ...]:
        """The spans of the first article."""
        return self.project.spans(self.document, actor or self.first)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Project.create(tmp_path / "desk.annotator") as project:
        documents = [
            Document.of(TEXT, Metadata(title="Ferry"), (Zone(0, 10, ZoneKind.BYLINE),)),
            Document.of(OTHER, Metadata(title="Return")),
        ]
        records = [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents]
        records += [change(RecordKind.ZONE, None, zone_image(one.id, zone)) for one in documents for zone in one.zones]
        records.append(
            change(RecordKind.RELATION_LABEL, None, relation_label_image(RelationLabel("m", MEETS, "#123456")))
        )
        project.import_records("import", records)
        first, second = (project.ensure_annotator(name).id for name in ("first", "second"))
        yield Desk(project, documents[0].id, documents[1].id, first, second)
