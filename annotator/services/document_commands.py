"""What can be done to whole documents."""

from dataclasses import dataclass

from annotator.model.ids import DocumentId
from annotator.model.operation import RecordKind
from annotator.services.commands import Plan
from annotator.services.reading import Reader, counted, shortened
from annotator.storage.rows import change, document_image


@dataclass(frozen=True, slots=True)
class Going:
    """How much goes with an article."""

    spans: int
    links: int
    annotators: int


def going_with(reader: Reader, document: DocumentId) -> Going:
    """Count what goes with an article, everybody's: it is said before it is deleted."""
    with reader.file.reading():
        parts = tuple(reader.records_of(document))
    spans = [image for kind, image in parts if kind is RecordKind.SPAN]
    links = sum(kind is RecordKind.RELATION for kind, _ in parts)
    return Going(len(spans), links, len({image["annotator"] for image in spans}))


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    """Remove an article with everybody's work on it; one undo brings all back, suggestions apart."""

    document: DocumentId

    def plan(self, reader: Reader) -> Plan:
        """Remove zones, states, spans, decisions and the links that start or end in the article."""
        document = reader.document(self.document)
        parts = [change(kind, image, None) for kind, image in reader.records_of(document.id)]
        spans = sum(part.kind is RecordKind.SPAN for part in parts)
        words = f"remove “{shortened(document.title)}” and its {counted(spans, 'span')}"
        return Plan(words, (*parts, change(RecordKind.DOCUMENT, document_image(document), None)))
