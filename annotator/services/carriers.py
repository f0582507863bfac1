"""Lets spans and links go by what their labels and the names that they bear are called, in their label's layer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityId
from annotator.model.operation import Change, Image, RecordKind
from annotator.model.scheme import Label
from annotator.services.reading import Reader
from annotator.storage.operations import ids_once_named, names_ever_of
from annotator.storage.rows import attributes_of, change, dump_attributes, relation_image, span_image
from annotator.storage.scheme_rows import label_image, label_of, relation_label_image

_LABEL_OF = {RecordKind.SPAN: RecordKind.LABEL, RecordKind.RELATION: RecordKind.RELATION_LABEL}


class NamesNow:
    """The labels and the list of names as they are, or as they will be once some changes are done."""

    def __init__(self, reader: Reader, changes: Sequence[Change] = ()) -> None:
        scheme = reader.scheme()
        self._db, self._reader = reader.file.db, reader
        self._entries: dict[str, Image | None] = {}
        by_id: dict[RecordKind, dict[str, Image]] = {
            RecordKind.LABEL: {one.id: label_image(one) for one in scheme.labels},
            RecordKind.RELATION_LABEL: {one.id: relation_label_image(one) for one in scheme.relation_labels},
        }
        for one in changes:
            if one.kind is RecordKind.AUTHORITY:
                self._entries[one.id] = one.after
            elif one.kind in by_id:
                by_id[one.kind].pop(one.id, None)
                if one.after is not None:
                    by_id[one.kind][one.id] = one.after
        self._by_id = by_id
        self._by_name = {
            kind: {str(image["name"]): image for image in labels.values()} for kind, labels in by_id.items()
        }

    def written(self, kind: RecordKind, image: Image | None) -> Image | None:
        """Write a span or link that was read earlier by the names of now; everything else stays as it is."""
        if image is None or kind not in _LABEL_OF:
            return image
        now = dict(image)
        if kind is RecordKind.SPAN and image["attributes"] != "[]":
            now["attributes"] = dump_attributes(tuple(map(self._named, attributes_of(str(image["attributes"])))))
        label = self._label(_LABEL_OF[kind], str(image["label"]))
        if label is not None:
            now |= {"label": label["name"]} | ({"layer": label["layer"]} if kind is RecordKind.SPAN else {})
        return now

    def _label(self, kind: RecordKind, name: str) -> Image | None:
        known = self._by_name[kind].get(name)
        if known is None:
            once = (self._by_id[kind].get(identity) for identity in ids_once_named(self._db, kind, name))
            known = next((one for one in once if one is not None), None)
            if known is not None:
                self._by_name[kind][name] = known
        return known

    def _named(self, attribute: Attribute) -> Attribute:
        ref = attribute.ref
        if ref and ref not in self._entries:
            self._entries[ref] = self._reader.image(RecordKind.AUTHORITY, ref)
        entry = self._entries.get(ref)
        if not ref or (entry is not None and attribute.value == entry["name"]):
            return attribute
        if attribute.value not in names_ever_of(self._db, RecordKind.AUTHORITY, ref):
            return attribute  # words of the annotator's own, or no entry of this list
        return replace(attribute, ref="") if entry is None else replace(attribute, value=str(entry["name"]))


def current(reader: Reader, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Write changes of earlier images by the names of now; what carries a label or a name that they change follows."""
    here, then = NamesNow(reader), NamesNow(reader, changes)
    at: dict[tuple[RecordKind, str], Image | None] = {}
    found: list[Change] = []
    for one in changes:
        record = (one.kind, one.id)
        before = at[record] if record in at else here.written(one.kind, one.before)
        at[record] = then.written(one.kind, one.after)
        if before != at[record] or one.before == one.after:  # a check says that a span is as it was
            found.append(Change(*record, before, at[record]))
    entries = [AuthorityId(one.id) for one in found if one.kind is RecordKind.AUTHORITY and one.before is not None]
    named = (span_image(span) for span in reader.spans_named(entries)) if entries else ()
    for image in named:
        record, after = (RecordKind.SPAN, str(image["id"])), then.written(RecordKind.SPAN, image)
        if record not in at and after != image:
            found.append(Change(*record, image, after))
    return (*found, *renamed_carriers(reader, found))


def renamed_carriers(reader: Reader, changes: Sequence[Change]) -> Iterator[Change]:
    """Rename what carries a label that kept its id and changed its name or layer, unless it is changed anyway."""
    touched = {(one.kind, one.id) for one in changes if one.kind in _LABEL_OF}
    for one in changes:
        if one.before is None or one.after is None:
            continue
        found: Iterator[Change] = iter(())
        if one.kind is RecordKind.LABEL:
            old, new = label_of(one.before), label_of(one.after)
            if (old.name, old.layer) != (new.name, new.layer):
                found = relabelled(reader, old.name, new)
        elif one.kind is RecordKind.RELATION_LABEL and one.before["name"] != one.after["name"]:
            found = _renamed_links(reader, str(one.before["name"]), str(one.after["name"]))
        yield from (follower for follower in found if (follower.kind, follower.id) not in touched)


def relabelled(reader: Reader, name: str, label: Label) -> Iterator[Change]:
    """Let everybody's spans with a label carry another, or the same as it is now."""
    for span in reader.spans_labelled(name):
        moved = replace(span, layer=label.layer, label=label.name)
        yield change(RecordKind.SPAN, span_image(span), span_image(moved))


def _renamed_links(reader: Reader, name: str, new: str) -> Iterator[Change]:
    for relation in reader.relations_labelled(name):
        yield change(RecordKind.RELATION, relation_image(relation), relation_image(replace(relation, label=new)))
