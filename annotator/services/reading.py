"""What a command may read while it plans its changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from annotator.errors import UserError
from annotator.model.annotation import Relation, Span
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.document import Annotator, Document, DocumentState
from annotator.model.guideline import Guideline
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId
from annotator.model.operation import Image, RecordKind
from annotator.model.scheme import Label, RelationLabel, Scheme
from annotator.storage import annotations, assignments, authority, documents, guidelines, records
from annotator.storage.assignments import Pair
from annotator.storage.database import ProjectFile


@dataclass(frozen=True, slots=True)
class Reader:
    """The project as the command's actor meets it; every method raises UserError for what is not there.

    One reader serves one plan, in which nothing is written: documents and states are read once.
    """

    file: ProjectFile
    actor: AnnotatorId
    known_scheme: Scheme
    _documents: dict[DocumentId, Document] = field(default_factory=dict, compare=False, repr=False)
    _states: dict[DocumentId, DocumentState] = field(default_factory=dict, compare=False, repr=False)

    def document(self, identity: DocumentId) -> Document:
        """Read a document."""
        if identity not in self._documents:
            document = documents.read_document(self.file.db, identity)
            if document is None:
                raise UserError("The article is no longer in the project: choose another one.")
            self._documents[identity] = document
        return self._documents[identity]

    def check_actor(self) -> None:
        """Refuse somebody whom the project does not know."""
        if not documents.has_annotator(self.file.db, self.actor):
            raise UserError("The project does not know who annotates: choose an annotator first.")

    def document_ids(self) -> tuple[DocumentId, ...]:
        """List all documents in import order."""
        return documents.document_ids(self.file.db)

    def annotators(self) -> tuple[Annotator, ...]:
        """List all annotators by name."""
        return documents.annotators(self.file.db)

    def assignments(self) -> frozenset[Pair]:
        """Read who is to label which document."""
        return assignments.assignments(self.file.db)

    def records_of(self, document: DocumentId) -> Iterator[tuple[RecordKind, Image]]:
        """Read everybody's records of a document: zones, states, spans, links, decisions."""
        return records.images_of_document(self.file.db, document)

    def own_span(self, identity: SpanId) -> Span:
        """Read a span of the actor; another annotator's spans are not hers to change."""
        span = annotations.read_span(self.file.db, identity)
        if span is None:
            raise UserError("The span is no longer there: choose another one.")
        if span.annotator != self.actor:
            raise UserError(f"The span “{shortened(span.text)}” belongs to another annotator and was not changed.")
        return span

    def own_relation(self, identity: RelationId) -> Relation:
        """Read a relation of the actor."""
        relation = annotations.read_relation(self.file.db, identity)
        if relation is None:
            raise UserError("The link is no longer there: choose another one.")
        if relation.annotator != self.actor:
            raise UserError("The link belongs to another annotator and was not changed.")
        return relation

    def own_spans(self, document: DocumentId) -> tuple[Span, ...]:
        """List the actor's spans of a document."""
        return annotations.spans(self.file.db, document, self.actor)

    def own_spans_touching(self, span: Span) -> tuple[Span, ...]:
        """List the actor's spans whose outermost bounds overlap those of a span."""
        return annotations.spans_between(self.file.db, span.document, self.actor, (span.start, span.end))

    def relations_of(self, span: SpanId) -> tuple[Relation, ...]:
        """List the relations that start or end at a span."""
        return annotations.relations_of_span(self.file.db, span)

    def scheme(self) -> Scheme:
        """The scheme as it stands."""
        return self.known_scheme

    def label(self, name: str) -> Label:
        """Find a label by name."""
        label = self.scheme().label(name)
        if label is None:
            raise UserError(f"The scheme has no label {name}: add it in the scheme editor.")
        return label

    def relation_label(self, name: str) -> RelationLabel:
        """Find a relation label by name."""
        label = self.scheme().relation_label(name)
        if label is None:
            raise UserError(f"The scheme has no relation label {name}: add it in the scheme editor.")
        return label

    def spans_labelled(self, label: str) -> Iterator[Span]:
        """Read the spans that carry a label, everybody's: a label belongs to all."""
        return annotations.spans_labelled(self.file.db, label)

    def relations_labelled(self, label: str) -> Iterator[Relation]:
        """Read the relations that carry a label, everybody's."""
        return annotations.relations_labelled(self.file.db, label)

    def entries(self) -> tuple[AuthorityEntry, ...]:
        """List the authority list by name."""
        return authority.read_entries(self.file.db)

    def entry(self, identity: AuthorityId) -> AuthorityEntry:
        """Read an entry of the authority list."""
        entry = authority.read_entry(self.file.db, identity)
        if entry is None:
            raise UserError("The name is no longer in the list of names: choose another one.")
        return entry

    def guidelines(self) -> tuple[Guideline, ...]:
        """List all versions of the guideline, the newest first."""
        return tuple(version for version, _ in guidelines.read_guidelines(self.file.db))

    def spans_named(self, entries: Collection[AuthorityId]) -> Iterator[Span]:
        """Read the spans that name one of some entries, everybody's: the list of names belongs to all."""
        return authority.spans_named(self.file.db, entries)

    def state(self, document: DocumentId) -> DocumentState:
        """Read the actor's state of a document."""
        if document not in self._states:
            self._states[document] = documents.read_state(self.file.db, document, self.actor)
        return self._states[document]

    def image(self, kind: RecordKind, identity: str) -> Image | None:
        """Read any record as it stands, or None."""
        return records.read_image(self.file.db, kind, identity)


def shortened(text: str, most: int = 40) -> str:
    """Shorten a text to one line for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def counted(number: int, thing: str) -> str:
    """Write a number with what it counts."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
