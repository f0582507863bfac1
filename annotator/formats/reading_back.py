"""Counts what a written file holds by reading it, and refuses one in which something is wrong."""

from collections.abc import Iterable

from annotator.errors import UserError
from annotator.formats.base import Aside, Counts, Fault, ForeignDocument, Item
from annotator.formats.placing import Unit, place_all, place_exactly
from annotator.model.document import text_sha256


def count_back(items: Iterable[Item]) -> Counts:
    """Count documents, lines, spans and relations; raises ValueError where one cannot be used."""
    documents: set[str] = set()
    ids: set[str] = set()
    ends: set[str] = set()
    lines = spans = relations = 0
    try:
        for item in items:
            if isinstance(item, Fault):
                raise ValueError(item.place.saying(item.reason))
            if isinstance(item, Aside):
                continue
            _check(item)
            documents.add(text_sha256(item.text))
            if not item.local_ids or item.id_space:
                ids.update(span.id for span in item.spans)
                ends.update(end for link in item.relations for end in (link.from_span, link.to_span))
            lines += 1
            spans += len(item.spans)
            relations += len(item.relations)
    except UserError as error:
        raise ValueError(str(error)) from error
    # A relation may end in another document.
    if ends - ids:
        raise ValueError(f"{len(ends - ids)} ends of relations are not there")
    return Counts(len(documents), lines, spans, relations)


def _check(item: ForeignDocument) -> None:
    for fault in item.faults:
        raise ValueError(fault.place.saying(fault.reason))
    if item.sha256 and item.sha256 != text_sha256(item.text):
        raise ValueError(item.place.saying("the text has another sha256"))
    exact = [place_exactly(span, item.text) for span in item.spans]
    found = exact if item.exact else place_all(item.spans, item.text)
    for span, placed in zip(item.spans, found, strict=True):
        if isinstance(placed, str) or placed.unit is Unit.NEAREST:
            raise ValueError(item.place.saying(f"span {span.label} is not at {span.fragments[0][0]}"))
    ids = {span.id for span in item.spans}
    if (
        item.local_ids
        and not item.id_space
        and any(end not in ids for link in item.relations for end in (link.from_span, link.to_span))
    ):
        raise ValueError(item.place.saying("an end of a relation is not there"))
