"""What figures are computed from: one annotator's spans of one document as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.model.annotation import Fragment, Relation, Span
from annotator.model.ids import DocumentId


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A labelled extent; `id` is the span it comes from and takes no part in equality of extents."""

    fragments: tuple[Fragment, ...]
    label: str
    layer: str
    id: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> int:
        """The first code point."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.fragments[-1][1]

    @property
    def length(self) -> int:
        """How many characters lie inside the fragments."""
        return sum(end - start for start, end in self.fragments)

    @property
    def extent(self) -> tuple[str, tuple[Fragment, ...]]:
        """Layer and fragments: what 'same boundaries' compares."""
        return (self.layer, self.fragments)

    @property
    def identity(self) -> tuple[str, tuple[Fragment, ...], str]:
        """Layer, fragments and label: what 'exact' compares."""
        return (self.layer, self.fragments, self.label)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two units of one annotator, by their ids."""

    label: str
    from_unit: str
    to_unit: str
    layer: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One annotator's work on one document; `units` are sorted and hold no extent and label twice.

    `doubled` are the ids of the units that stand for several identical spans.
    """

    units: tuple[Unit, ...]
    links: tuple[Link, ...] = ()
    doubled: frozenset[str] = frozenset()

    def of_layer(self, layer: str | None) -> "Sheet":
        """Keep one layer, or everything when `layer` is None."""
        if layer is None:
            return self
        return Sheet(
            tuple(unit for unit in self.units if unit.layer == layer),
            tuple(link for link in self.links if link.layer == layer),
            self.doubled,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One document as figures see it: its length in code points and its tokens' bounds."""

    id: DocumentId
    length: int
    tokens: tuple[tuple[int, int], ...]


def sheet(spans: Iterable[Span], relations: Iterable[Relation] = ()) -> Sheet:
    """Make a sheet of spans; the same extent and label twice by one annotator counts once."""
    units: dict[tuple[str, tuple[Fragment, ...], str], Unit] = {}
    stands_for: dict[str, str] = {}
    for span in sorted(spans, key=lambda one: one.sort_key):
        attributes = tuple(sorted((one.name, one.value) for one in span.attributes))
        unit = Unit(span.fragments, span.label, span.layer, span.id, attributes)
        stands_for[span.id] = units.setdefault(unit.identity, unit).id
    doubled = frozenset(unit for span, unit in stands_for.items() if span != unit)
    layers = {unit.id: unit.layer for unit in units.values()}
    links = {
        Link(one.label, stands_for[one.from_span], stands_for[one.to_span], layers[stands_for[one.from_span]])
        for one in relations
        if one.from_span in stands_for and one.to_span in stands_for
    }
    ordered = sorted(units.values(), key=lambda unit: (unit.start, unit.end, unit.label, unit.layer, unit.fragments))
    return Sheet(tuple(ordered), tuple(sorted(links, key=lambda one: (one.label, one.from_unit, one.to_unit))), doubled)


def shared_length(one: Unit, other: Unit) -> int:
    """Count the characters that lie inside both."""
    if one.end <= other.start or other.end <= one.start:
        return 0
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one.fragments for c, d in other.fragments)


def iou(one: Unit, other: Unit) -> float:
    """Intersection over union of the characters."""
    shared = shared_length(one, other)
    return shared / (one.length + other.length - shared)
