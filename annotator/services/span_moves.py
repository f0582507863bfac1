"""Moves the spans of one label to another; a span that stands there already takes the links of its twin."""

from dataclasses import replace

from annotator.model.annotation import Fragment, Relation, Span
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Label
from annotator.services.reading import Reader
from annotator.storage.rows import change, relation_image, span_image

_Place = tuple[DocumentId, AnnotatorId, tuple[Fragment, ...]]


def moved_spans(reader: Reader, label: str, target: Label) -> tuple[Change, ...]:
    """Plan the move of everybody's spans; two of one annotator on the same place become one."""
    standing = {_place(span): span.id for span in reader.spans_labelled(target.name)}
    changes: list[Change] = []
    heirs: dict[SpanId, SpanId] = {}
    for span in reader.spans_labelled(label):
        heir = standing.setdefault(_place(span), span.id)
        if heir == span.id:
            after = replace(span, layer=target.layer, label=target.name)
            changes.append(change(RecordKind.SPAN, span_image(span), span_image(after)))
        else:
            heirs[span.id] = heir
            changes.append(change(RecordKind.SPAN, span_image(span), None))
    return (*_inherited(reader, heirs), *changes)


def _place(span: Span) -> _Place:
    return (span.document, span.annotator, span.fragments)


def _inherited(reader: Reader, heirs: dict[SpanId, SpanId]) -> list[Change]:
    links = {link.id: link for gone in heirs for link in reader.relations_of(gone)}
    known = {_ends(link) for heir in heirs.values() for link in reader.relations_of(heir) if link.id not in links}
    changes = []
    for link in links.values():
        moved = replace(
            link,
            from_span=heirs.get(link.from_span, link.from_span),
            to_span=heirs.get(link.to_span, link.to_span),
        )
        is_kept = moved.from_span != moved.to_span and _ends(moved) not in known
        known.add(_ends(moved))
        changes.append(change(RecordKind.RELATION, relation_image(link), relation_image(moved) if is_kept else None))
    return changes


def _ends(link: Relation) -> tuple[SpanId, SpanId, str]:
    return (link.from_span, link.to_span, link.label)
