"""Gives spans whose ids count in their own file only the ids that the project keeps."""

from collections import Counter
from dataclasses import replace

from annotator.formats.base import ForeignDocument
from annotator.model.ids import AnnotatorId, DocumentId, derived_id


def with_project_ids(foreign: ForeignDocument, document: DocumentId, annotator: AnnotatorId) -> ForeignDocument:
    """Derive ids from what the spans say, so that the same file brings the same ids again."""
    if not foreign.local_ids:
        return foreign
    numbers: Counter[str] = Counter()
    made: dict[str, str] = {}
    spans = []
    for span in foreign.spans:
        parts = (document, annotator, span.layer, span.label, span.fragments)
        key = derived_id(*parts)
        identity = derived_id(*parts, numbers[key])
        numbers[key] += 1
        made[span.id] = identity
        spans.append(replace(span, id=identity))
    relations = tuple(
        replace(
            link,
            id="",
            from_span=made.get(link.from_span, link.from_span),
            to_span=made.get(link.to_span, link.to_span),
        )
        for link in foreign.relations
    )
    return replace(foreign, spans=tuple(spans), relations=relations)
