"""Which versions of a record stand when several copies of a project changed it, whatever order they are read in.

A version is a record's content. It stands unless a later change was made on it; two that stand are siblings.
Renaming a label or an entry of the list of names changes no span: versions name both by their ids. Nor does moving
a label to another layer: spans are in the layer of their label.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from annotator.model.annotation import Attribute
from annotator.model.operation import Image, RecordKind, Value
from annotator.storage.rows import attributes_of, dump_attributes, row_hash

Order = tuple[int, str, int]  # Lamport counter, operation, place in it: the clock has no say
GONE = ""
_BEFORE_ALL: Order = (-1, "", 0)
NAMED = (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL)
# Where an article came from differs between copies that imported it each for itself.
_OF_ONE_COPY = ("position", "source_file", "encoding", "raw_sha256")
_NAMES_IN: Mapping[RecordKind, Mapping[str, RecordKind]] = {
    RecordKind.SPAN: {"label": RecordKind.LABEL, "layer": RecordKind.LAYER},
    RecordKind.RELATION: {"label": RecordKind.RELATION_LABEL},
    RecordKind.LABEL: {"layer": RecordKind.LAYER},
}


@dataclass(slots=True)
class Names:
    """The ids that ever went by a name, by kind of record; the names that each entry of the list of names went by.

    `ids` holds the lowest id of each name, `known` every layer, label and relation label there ever was.
    """

    ids: dict[tuple[RecordKind, str], str] = field(default_factory=dict)
    known: set[tuple[RecordKind, str]] = field(default_factory=set)
    entries: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: RecordKind, image: Image | None) -> None:
        """Note a name; two records that went by one name count as the one with the lower id."""
        if image is not None and kind is RecordKind.AUTHORITY:
            self.entries.setdefault(str(image["id"]), set()).add(str(image["name"]))
        elif image is not None:
            place, identity = (kind, str(image["name"])), str(image["id"])
            self.ids[place] = min(identity, self.ids.get(place, identity))
            self.known.add((kind, identity))

    def key(self, kind: RecordKind, image: Image | None) -> str:
        """Name a version by its content."""
        if image is None:
            return GONE
        told = dict(image)
        if kind is RecordKind.DOCUMENT:
            told = {name: value for name, value in told.items() if name not in _OF_ONE_COPY}
        for column, of in _NAMES_IN.get(kind, {}).items():
            told[column] = self.ids.get((of, str(told[column])), told[column])
        if kind is RecordKind.SPAN:
            del told["layer"]  # its label says it
            told["attributes"] = self._without_names(str(told["attributes"]))
        return row_hash(told)

    def follows(self, attribute: Attribute) -> bool:
        """Whether an attribute's words are a name of its entry, which change with it."""
        return attribute.value in self.entries.get(attribute.ref, ())

    def _without_names(self, attributes: str) -> str:
        if attributes == "[]" or not self.entries:
            return attributes
        read = attributes_of(attributes)
        return dump_attributes(tuple(replace(one, value="") if self.follows(one) else one for one in read))


class Versions:
    """The versions of one record: when each was made last, and when it was changed into another last."""

    __slots__ = ("_images", "_left", "_made", "_written")

    def __init__(self) -> None:
        self._made: dict[str, Order] = {}
        self._left: dict[str, Order] = {}
        self._written: dict[str, Order] = {}
        self._images: dict[str, Image] = {}

    def add(self, order: Order, before: str, after: str, image: Image | None) -> None:
        """Note a change from one version to another, in any order.

        One that changes names only makes nothing new, but tells how the version is written from then on.
        """
        if image is not None and order > self._written.get(after, _BEFORE_ALL):
            self._written[after] = order
            self._images[after] = image
        if before == after:
            return
        self._left[before] = max(order, self._left.get(before, _BEFORE_ALL))
        self._made[after] = max(order, self._made.get(after, _BEFORE_ALL))

    @property
    def standing(self) -> tuple[str, ...]:
        """The versions that stand: what exists before what is deleted, the newest first."""
        stand = [key for key, made in self._made.items() if made > self._left.get(key, _BEFORE_ALL)]
        return tuple(sorted(stand, key=lambda key: (key != GONE, self._made[key]), reverse=True))

    @property
    def newest_existing(self) -> str | None:
        """The newest version that is no deletion, standing or not."""
        existing = [key for key in self._made if key != GONE]
        return max(existing, key=lambda key: self._made[key], default=None)

    def allows(self, key: str) -> bool:
        """Tell whether a record may have this content: one that is needed elsewhere may outlive its deletion."""
        standing = self.standing
        return key in standing or (GONE in standing and key == self.newest_existing)

    def image(self, key: str) -> Image | None:
        """The content of a version, None for a deletion."""
        return self._images.get(key)

    def made(self, key: str) -> Order:
        """When a version was made last."""
        return self._made[key]


def renamed(kind: RecordKind, image: Image, now: Mapping[tuple[RecordKind, str], str]) -> Image:
    """Write a record with the names that its label and layer go by now; `now` maps old names."""
    columns = _NAMES_IN.get(kind, {})
    changed: dict[str, Value] = {
        column: now[of, str(image[column])] for column, of in columns.items() if (of, str(image[column])) in now
    }
    return {**image, **changed} if changed else image
