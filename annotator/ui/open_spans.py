"""Keep the open article's spans in step with an operation without reading all of them again."""

from bisect import insort
from operator import attrgetter

from annotator.model.annotation import Span
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.services.project import Project

# From about this many changed spans on, one query for all costs less than one each.
MANY_SPANS = 20


def spans_after(
    spans: tuple[Span, ...],
    operation: Operation,
    project: Project,
    document: DocumentId,
    annotator: AnnotatorId,
) -> tuple[Span, ...]:
    """Return the annotator's spans of the document as they stand after the operation, in order."""
    touched = {SpanId(change.id) for change in operation.changed(RecordKind.SPAN)}
    scheme_changed = operation.changed(RecordKind.LABEL) or operation.changed(RecordKind.LAYER)
    if len(touched) > MANY_SPANS or scheme_changed:
        return project.spans(document, annotator)
    if not touched:
        return spans
    kept = [span for span in spans if span.id not in touched]
    for id in touched:
        span = project.span(id)
        if span is not None and span.document == document and span.annotator == annotator:
            insort(kept, span, key=attrgetter("sort_key"))
    return tuple(kept)
