"""Gathers what several annotators say of one place into clusters, and names how they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from annotator.metrics.matching import Alignment, align
from annotator.metrics.units import Link, Sheet, Unit, shared_length
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


_Node = tuple[str, Unit]


def clusters(sheets: Mapping[str, Sheet], layer: str) -> tuple[Cluster, ...]:
    """Cluster one layer of one document, in text order; agreeing clusters are among them.

    Each pair of annotators is aligned, aligned units are joined over all annotators, and a unit
    that lies at least half inside a unit of the same label of another joins it (split or merge).
    """
    of_layer = {name: sheet.of_layer(layer) for name, sheet in sheets.items()}
    nodes: list[_Node] = [(name, unit) for name, sheet in of_layer.items() for unit in sheet.units]
    partners = _Partners(sheets)
    edges: list[tuple[_Node, _Node]] = []
    for a, b in combinations(of_layer, 2):
        edges += _edges(a, b, align(of_layer[a].units, of_layer[b].units))
    found = [_cluster(group, of_layer, layer, partners) for group in _joined(nodes, edges)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.key)))


class _Partners:
    """Who stands for whom between two annotators over all layers, found out when links are first compared."""

    def __init__(self, sheets: Mapping[str, Sheet]) -> None:
        self._sheets = sheets
        self._found: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, a: str, b: str) -> dict[str, str]:
        """Map a's units to b's."""
        if (a, b) not in self._found:
            whole = align(self._sheets[a].units, self._sheets[b].units)
            self._found[a, b] = {one.id: other.id for one, other in whole.pairs}
        return self._found[a, b]


def _edges(a: str, b: str, alignment: Alignment) -> Iterator[tuple[_Node, _Node]]:
    for one, other in alignment.pairs:
        yield (a, one), (b, other)
    for one in alignment.only_a:
        yield from (((a, one), (b, other)) for _, other in alignment.pairs if _mostly_inside(one, other))
    for other in alignment.only_b:
        yield from (((a, one), (b, other)) for one, _ in alignment.pairs if _mostly_inside(other, one))


def _mostly_inside(lone: Unit, whole: Unit) -> bool:
    return lone.label == whole.label and 2 * shared_length(lone, whole) >= lone.length


def _joined(nodes: Sequence[_Node], edges: Sequence[tuple[_Node, _Node]]) -> list[list[_Node]]:
    root = {node: node for node in nodes}

    def find(node: _Node) -> _Node:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in edges:
        root[find(one)] = find(other)
    groups: dict[_Node, list[_Node]] = {}
    for node in nodes:
        groups.setdefault(find(node), []).append(node)
    return list(groups.values())


def _cluster(
    group: list[_Node],
    sheets: Mapping[str, Sheet],
    layer: str,
    partners: _Partners,
) -> Cluster:
    by_content: dict[tuple[tuple[Fragment, ...], str], list[_Node]] = {}
    for name, unit in sorted(group, key=lambda node: (node[1].start, -node[1].end, node[1].label, node[0])):
        by_content.setdefault((unit.fragments, unit.label), []).append((name, unit))
    proposals = tuple(
        Proposal(fragments, label, tuple(name for name, _ in found), tuple(unit.id for _, unit in found))
        for (fragments, label), found in by_content.items()
    )
    speaking = {name for name, _ in group}
    silent = tuple(name for name in sheets if name not in speaking)
    content = sorted(
        (unit.id, unit.label, unit.fragments, unit.attributes, _links_of(unit, sheets[name])) for name, unit in group
    )
    kind = _kind(group, silent, sheets, partners)
    return Cluster(derived_id("cluster", layer, content), layer, kind, proposals, silent)


def _kind(
    group: list[_Node],
    silent: tuple[str, ...],
    sheets: Mapping[str, Sheet],
    partners: _Partners,
) -> ClusterClass:
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
    if any(_links_differ(one, other, sheets, partners) for one, other in combinations(group, 2)):
        return ClusterClass.RELATION
    if any(unit.id in sheets[name].doubled for name, unit in group):
        return ClusterClass.SELF_DUPLICATE
    return ClusterClass.AGREE


def _links_of(unit: Unit, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    return tuple((link.label, link.to_unit) for link in _from(sheet, unit))


def _mismatch(*, same_bounds: bool, same_label: bool) -> ClusterClass:
    if same_bounds:
        return ClusterClass.LABEL
    return ClusterClass.BOUNDARY if same_label else ClusterClass.BOUNDARY_LABEL


def _links_differ(one: _Node, other: _Node, sheets: Mapping[str, Sheet], partners: _Partners) -> bool:
    """Tell whether the links that start at two aligned units end at different places."""
    names = list(sheets)
    (a, unit_a), (b, unit_b) = sorted((one, other), key=lambda node: names.index(node[0]))
    if not any(_from(sheets[a], unit_a)) and not any(_from(sheets[b], unit_b)):
        return False
    partner = partners.of(a, b)
    of_a = {(link.label, partner.get(link.to_unit, link.to_unit)) for link in _from(sheets[a], unit_a)}
    of_b = {(link.label, link.to_unit) for link in _from(sheets[b], unit_b)}
    return of_a != of_b


def _from(sheet: Sheet, unit: Unit) -> Iterator[Link]:
    return (link for link in sheet.links if link.from_unit == unit.id)
