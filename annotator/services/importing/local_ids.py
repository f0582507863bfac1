"""Gives spans whose ids count in their own file only the ids that the project keeps."""

from collections import Counter
from dataclasses import replace

from annotator.formats.base import ForeignDocument
from annotator.model.ids import AnnotatorId, DocumentId, derived_id

# The ids that spans got, by the space in which the file's own count, their annotator, and those.
KnownIds = dict[tuple[str, AnnotatorId, str], str]


def with_project_ids(
    foreign: ForeignDocument, document: DocumentId, annotator: AnnotatorId, known: KnownIds
) -> ForeignDocument:
    """Derive ids from what the spans say, so that the same file brings the same ids again.

    What counts further than this item is noted as `known`, for relations from other items.
    """
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
    if foreign.id_space:
        known.update(((foreign.id_space, annotator, own), identity) for own, identity in made.items())
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
