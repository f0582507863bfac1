"""Turns suggestions that wait in a project into export lines: one per source, with the role of a suggester."""

from annotator.formats.base import Line
from annotator.model.annotation import Relation, Span
from annotator.model.document import Annotator, Document, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId
from annotator.services.project import Project
from annotator.storage import suggestions as stored

_MARK = "suggestions of "


def sources_of(project: Project, document: DocumentId) -> tuple[Annotator, ...]:
    """List the sources that have suggestions for a document, as suggesters, by name."""
    with project.file.reading() as db:
        names = stored.sources_for(db, document)
    return tuple(Annotator(AnnotatorId(_MARK + name), name, Role.SUGGESTER) for name in names)


def is_source(annotator: Annotator) -> bool:
    """Tell whether somebody stands for a source and is no annotator of the project."""
    return annotator.id.startswith(_MARK)


def suggestion_line(project: Project, document: Document, source: Annotator) -> Line:
    """Make the line of one source: its suggestions as spans, its links between them."""
    with project.file.reading() as db:
        found = [one for one in stored.read_suggestions(db, document.id) if one.source == source.name]
        links = [one for one in stored.read_suggested_relations(db, document.id) if one.source == source.name]
    origin = f"suggestion:{source.name}"
    spans = tuple(
        Span(
            id=SpanId(one.id),
            document=document.id,
            layer=one.layer,
            label=one.label,
            annotator=source.id,
            fragments=one.fragments,
            text=document.text[one.start : one.end],
            attributes=one.attributes,
            origin=origin,
            score=one.score,
        )
        for one in found
    )
    relations = tuple(
        Relation(
            RelationId(one.id),
            one.label,
            SpanId(one.from_suggestion),
            SpanId(one.to_suggestion),
            source.id,
            origin=origin,
            score=one.score,
        )
        for one in links
    )
    return Line(
        document, source.name, source.role, DocumentState.TODO, spans, relations, tuple(document.id for _ in relations)
    )
