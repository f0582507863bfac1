"""What else changes when somebody decides between versions of a record: what bears its name, what hangs on it."""

from collections.abc import Iterator

from annotator.errors import UserError
from annotator.model.authority import AuthorityId
from annotator.model.ids import DocumentId, SpanId
from annotator.model.operation import Change, Image, RecordKind
from annotator.services.authority.commands import following
from annotator.services.carriers import renamed_carriers
from annotator.services.reading import Reader, shortened
from annotator.storage.authority import entry_of
from annotator.storage.rows import change, relation_image
from annotator.storage.versions import NAMED

_NEEDED = (
    "“{}” came back because {} it: choose the version that exists, or delete it where it is shown, "
    "which says what goes with it."
)


def followers(reader: Reader, kind: RecordKind, now: Image | None, chosen: Image | None) -> Iterator[Change]:
    """List what follows a choice; raises UserError for one that something else stands against."""
    if now is None or now == chosen:
        return
    if kind is RecordKind.AUTHORITY:
        entry = AuthorityId(str(now["id"]))
        named = following(reader.spans_named((entry,)), {entry: None if chosen is None else entry_of(chosen)})
        yield from (one for one in named if one.before != one.after)
    elif kind in NAMED:
        _check_name(reader, kind, now, chosen)
        yield from renamed_carriers(reader, [change(kind, now, chosen)])
    elif kind is RecordKind.SPAN and chosen is None:
        links = reader.relations_of(SpanId(str(now["id"])))
        yield from (change(RecordKind.RELATION, relation_image(one), None) for one in links)
    elif kind is RecordKind.DOCUMENT and chosen is None and any(reader.records_of(DocumentId(str(now["id"])))):
        raise UserError(_NEEDED.format(shortened(str(now["title"])), "work was done in"))


def _check_name(reader: Reader, kind: RecordKind, now: Image, chosen: Image | None) -> None:
    name = str(now["name"])
    if chosen is None:
        if next(_carriers(reader, kind, name), None) is not None:
            raise UserError(_NEEDED.format(shortened(name), "labels or spans need"))
        return
    scheme = reader.scheme()
    known = {
        RecordKind.LAYER: scheme.layer,
        RecordKind.LABEL: scheme.label,
        RecordKind.RELATION_LABEL: scheme.relation_label,
    }[kind](str(chosen["name"]))
    if known is not None and known.id != chosen["id"]:
        raise UserError(f"The scheme has another {known.name} now: rename that one, then choose this version.")


def _carriers(reader: Reader, kind: RecordKind, name: str) -> Iterator[object]:
    if kind is RecordKind.LAYER:
        return iter(reader.scheme().labels_of(name))
    return iter(reader.spans_labelled(name) if kind is RecordKind.LABEL else reader.relations_labelled(name))
