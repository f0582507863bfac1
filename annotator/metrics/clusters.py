"""Gathers what several annotators say of one place into clusters, and names how they differ."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from operator import itemgetter

from annotator.metrics.matching import Alignment, align, align_sides, sorted_side
from annotator.metrics.sides import contacts
from annotator.metrics.units import Link, Sheet, Unit
from annotator.model.annotation import Fragment
from annotator.model.ids import derived_id


class ClusterClass(StrEnum):
    """How the annotators of a cluster differ; the first that applies, in this order, is shown."""

    OMISSION = "omission"
    SPLIT = "split/merge"
    LABEL = "label"
    BOUNDARY = "boundary"
    BOUNDARY_LABEL = "boundary+label"
    ATTRIBUTE = "attribute"
    RELATION = "relation"
    SELF_DUPLICATE = "self-duplicate"
    AGREE = "agree"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One distinct extent and label, who made it, and the span ids behind it in the same order."""

    fragments: tuple[Fragment, ...]
    label: str
    annotators: tuple[str, ...]
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the annotators who are done with a document say of one place of one layer.

    `key` follows from the spans, their content and the links that start at them: an edit makes another key.
    """

    key: str
    layer: str
    kind: ClusterClass
    proposals: tuple[Proposal, ...]
    silent: tuple[str, ...]

    @property
    def start(self) -> int:
        """The first code point of any proposal."""
        return min(one.fragments[0][0] for one in self.proposals)

    @property
    def end(self) -> int:
        """The code point after the last of any proposal."""
        return max(one.fragments[-1][1] for one in self.proposals)


_STRETCH = 300  # units
_Node = tuple[str, Unit]
_End = tuple[str, str]


Aligned = Callable[[str, str, str], Alignment]


def clusters(sheets: Mapping[str, Sheet], layer: str) -> tuple[Cluster, ...]:
    """Cluster one layer of one document, in text order; agreeing clusters are among them.

    Each pair of annotators is aligned, aligned units are joined over all annotators, and a unit
    that lies at least half inside a unit of the same label of another joins it (split or merge).
    """
    found = [one for stretch in clusters_by_stretch(sheets, layer) for one in stretch]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.key)))


def clusters_by_stretch(
    sheets: Mapping[str, Sheet], layer: str, aligned: Aligned | None = None
) -> Iterator[list[Cluster]]:
    """Do the same stretch by stretch of the text, cut where no unit runs on.

    `aligned` gives the alignment of two annotators in a layer when somebody has it already.
    """
    scene = _Scene(sheets, layer)
    whole = {name: sheet.units for name, sheet in scene.sheets.items()}
    for units in [whole] if aligned else _stretches(whole):
        nodes = [(name, unit) for name, of_one in units.items() for unit in of_one]
        sides = {} if aligned else {name: sorted_side(of_one) for name, of_one in units.items()}
        edges: list[tuple[_Node, _Node]] = []
        for a, b in combinations(units, 2):
            if aligned:
                edges += _edges(a, b, aligned(a, b, layer))
            else:
                edges += _edges(a, b, align_sides(sides[a], sides[b], contacts(sides[a], sides[b])))
        yield [_cluster(group, scene) for group in _joined(nodes, edges)]


def _stretches(units: Mapping[str, Sequence[Unit]]) -> Iterator[dict[str, list[Unit]]]:
    """Cut annotators' units into stretches of some hundred that share no character."""
    stretch: dict[str, list[Unit]] = {}
    number = reach = 0
    for start, name, unit in sorted(
        ((unit.start, name, unit) for name, of_one in units.items() for unit in of_one), key=itemgetter(0)
    ):
        if number >= _STRETCH and start >= reach:
            yield stretch
            stretch, number = {}, 0
        stretch.setdefault(name, []).append(unit)
        number, reach = number + 1, max(reach, unit.end)
    if number:
        yield stretch


class _Scene:
    """One layer of one document as all annotators have it, with their links."""

    def __init__(self, sheets: Mapping[str, Sheet], layer: str) -> None:
        self.layer = layer
        self.sheets = {name: sheet.of_layer(layer) for name, sheet in sheets.items()}
        self._whole = sheets
        self._partners: dict[tuple[str, str], dict[str, str]] = {}
        self._links: dict[_End, list[Link]] = {}
        for name, sheet in self.sheets.items():
            for link in sheet.links:
                self._links.setdefault((name, link.from_unit), []).append(link)

    def links(self, node: _Node) -> Sequence[Link]:
        """List the links that start at a unit."""
        return self._links.get((node[0], node[1].id), ())

    def partners(self, a: str, b: str) -> Mapping[str, str]:
        """Map a's units to b's over all layers; found out when links are first compared."""
        if (a, b) not in self._partners:
            whole = align(self._whole[a].units, self._whole[b].units)
            self._partners[a, b] = {one.id: other.id for one, other in whole.pairs}
        return self._partners[a, b]


def _edges(a: str, b: str, alignment: Alignment) -> Iterator[tuple[_Node, _Node]]:
    for one, other in alignment.pairs:
        yield (a, one), (b, other)
    for one, other in alignment.inside:
        yield (a, one), (b, other)


def _joined(nodes: Sequence[_Node], edges: Sequence[tuple[_Node, _Node]]) -> list[list[_Node]]:
    place = {(name, unit.fragments, unit.label): number for number, (name, unit) in enumerate(nodes)}
    root = list(range(len(nodes)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for (a, one), (b, other) in edges:
        root[find(place[a, one.fragments, one.label])] = find(place[b, other.fragments, other.label])
    groups: dict[int, list[_Node]] = {}
    for number, node in enumerate(nodes):
        groups.setdefault(find(number), []).append(node)
    return list(groups.values())


def _cluster(group: list[_Node], scene: _Scene) -> Cluster:
    by_content: dict[tuple[tuple[Fragment, ...], str], list[_Node]] = {}
    for name, unit in sorted(group, key=lambda node: (node[1].start, -node[1].end, node[1].label, node[0])):
        by_content.setdefault((unit.fragments, unit.label), []).append((name, unit))
    proposals = tuple(
        Proposal(fragments, label, tuple(name for name, _ in found), tuple(unit.id for _, unit in found))
        for (fragments, label), found in by_content.items()
    )
    speaking = {name for name, _ in group}
    silent = tuple(name for name in scene.sheets if name not in speaking)
    content = sorted(
        (unit.id, unit.label, unit.fragments, unit.attributes, _links_of((name, unit), scene)) for name, unit in group
    )
    return Cluster(
        derived_id("cluster", scene.layer, content), scene.layer, _kind(group, silent, scene), proposals, silent
    )


def _kind(group: list[_Node], silent: tuple[str, ...], scene: _Scene) -> ClusterClass:
    if silent:
        return ClusterClass.OMISSION
    if len(group) > len({name for name, _ in group}):
        return ClusterClass.SPLIT
    same_bounds = len({unit.fragments for _, unit in group}) == 1
    same_label = len({unit.label for _, unit in group}) == 1
    if not (same_bounds and same_label):
        return _mismatch(same_bounds=same_bounds, same_label=same_label)
    if len({unit.attributes for _, unit in group}) > 1:
        return ClusterClass.ATTRIBUTE
    if any(_links_differ(one, other, scene) for one, other in combinations(group, 2)):
        return ClusterClass.RELATION
    if any(unit.id in scene.sheets[name].doubled for name, unit in group):
        return ClusterClass.SELF_DUPLICATE
    return ClusterClass.AGREE


def _links_of(node: _Node, scene: _Scene) -> tuple[tuple[str, str], ...]:
    return tuple((link.label, link.to_unit) for link in scene.links(node))


def _mismatch(*, same_bounds: bool, same_label: bool) -> ClusterClass:
    if same_bounds:
        return ClusterClass.LABEL
    return ClusterClass.BOUNDARY if same_label else ClusterClass.BOUNDARY_LABEL


def _links_differ(one: _Node, other: _Node, scene: _Scene) -> bool:
    """Tell whether the links that start at two aligned units, in their annotators' order, end at different places."""
    if not scene.links(one) and not scene.links(other):
        return False
    partner = scene.partners(one[0], other[0])
    of_one = {(link.label, partner.get(link.to_unit, link.to_unit)) for link in scene.links(one)}
    return of_one != {(link.label, link.to_unit) for link in scene.links(other)}
