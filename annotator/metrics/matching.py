"""Pairs the spans of two annotators: the most pairs, or the best pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.metrics.sides import Contact, Contacts, Side, contacts
from annotator.metrics.units import Unit

_SAME_LABEL_BONUS = 500_000
_IOU_SCALE = 1_000_000
_TIES_MINDED = 64  # pairs of one component; a larger knot takes any of its best pairings


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best pairing of two annotators' units of one document, and what is left on each side.

    `inside` are (a's unit, b's unit) of one label of which one is left over and lies at least half inside the other.
    """

    pairs: tuple[tuple[Unit, Unit], ...]
    only_a: tuple[Unit, ...]
    only_b: tuple[Unit, ...]
    inside: tuple[tuple[Unit, Unit], ...] = ()


def count_matches(edges: Iterable[tuple[int, int]]) -> int:
    """Count the pairs of a maximum one-to-one matching.

    Kuhn's augmenting paths with an explicit stack; each augmentation stays in its component.
    """
    neighbours: dict[int, list[int]] = defaultdict(list)
    for i, j in edges:
        neighbours[i].append(j)
    reached = Counter(j for found in neighbours.values() for j in found)
    # A pair that touches nothing else is matched whatever becomes of the others.
    alone = [i for i, found in neighbours.items() if len(found) == 1 and reached[found[0]] == 1]
    for i in alone:
        del neighbours[i]
    if not neighbours:
        return len(alone)
    partner: dict[int, int] = {}
    return len(alone) + sum(_augment(i, neighbours, partner) for i in sorted(neighbours))


def _augment(root: int, neighbours: dict[int, list[int]], partner: dict[int, int]) -> bool:
    came_from: dict[int, int] = {}
    queue = [root]
    for i in queue:
        for j in neighbours[i]:
            if j in came_from:
                continue
            came_from[j] = i
            if j in partner:
                queue.append(partner[j])
                continue
            _flip(j, came_from, partner, root)
            return True
    return False


def _flip(end: int, came_from: dict[int, int], partner: dict[int, int], root: int) -> None:
    matched = {i: j for j, i in partner.items() if j in came_from}
    j = end
    while True:
        i = came_from[j]
        previous = matched.get(i)
        partner[j] = i
        if i == root or previous is None:
            return
        j = previous


def align(a: Sequence[Unit], b: Sequence[Unit]) -> Alignment:
    """Pair two annotators' units of one document; see `align_sides`."""
    left, right = (
        Side(sorted(units, key=lambda one: (one.start, one.end, one.label, one.fragments))) for units in (a, b)
    )
    return align_sides(left, right, contacts(left, right))


def sorted_side(units: Sequence[Unit]) -> Side:
    """Put units in the order that alignments want."""
    return Side(sorted(units, key=_in_text_order))


def _in_text_order(one: Unit) -> tuple[object, ...]:
    return (one.start, one.end, one.label, one.fragments)


def align_sides(a: Side, b: Side, met: Contacts) -> Alignment:
    """Pair units that are sorted by (start, end, label, fragments), best overlap first.

    A candidate overlaps in its layer and has the same label or IoU >= .5; weight is
    round(1e6 IoU) + 500,000 for the same label; the total weight is as high as can be, each
    unit is used at most once; ties go to the earlier (start, end, label).
    """
    chosen = [*_weights(a, b, met.alone)]
    if met.tangled:
        weights = _weights(a, b, met.tangled)
        chosen += (pair for component in _components(weights) for pair in _best_pairs(component, weights))
        chosen.sort()
    used_a, used_b = {i for i, _ in chosen}, {j for _, j in chosen}
    return Alignment(
        tuple([(a.units[i], b.units[j]) for i, j in chosen]),
        tuple([unit for i, unit in enumerate(a.units) if i not in used_a]),
        tuple([unit for j, unit in enumerate(b.units) if j not in used_b]),
        # What touches one unit only is its partner, unless the labels differ.
        tuple(
            [
                (a.units[i], b.units[j])
                for i, j, shared in met.tangled
                if a.labels[i] == b.labels[j]
                and (
                    (i not in used_a and 2 * shared >= a.lengths[i]) or (j not in used_b and 2 * shared >= b.lengths[j])
                )
            ]
        ),
    )


def _weights(a: Side, b: Side, met: Sequence[Contact]) -> dict[tuple[int, int], int]:
    weights: dict[tuple[int, int], int] = {}
    for i, j, shared in met:
        share = shared / (a.lengths[i] + b.lengths[j] - shared)
        same = a.labels[i] == b.labels[j]
        if same or share >= 0.5:
            weights[i, j] = round(_IOU_SCALE * share) + _SAME_LABEL_BONUS * same
    return weights


def _components(edges: Iterable[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Split the pairs into connected components, each as (left indices, right indices)."""
    neighbours: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in edges:
        neighbours[0, i].append((1, j))
        neighbours[1, j].append((0, i))
    seen: set[tuple[int, int]] = set()
    components = []
    for node in sorted(neighbours):
        if node in seen:
            continue
        seen.add(node)
        queue = [node]
        for current in queue:
            fresh = [other for other in neighbours[current] if other not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        components.append((sorted(i for side, i in queue if side == 0), sorted(j for side, j in queue if side == 1)))
    return components


def _best_pairs(component: tuple[list[int], list[int]], weights: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    left, right = component
    edges = [(i, j) for i in left for j in right if (i, j) in weights]
    if len(left) == 1 or len(right) == 1:
        return [max(edges, key=lambda edge: weights[edge])]
    wanted = weights
    if len(edges) <= _TIES_MINDED:
        # Each earlier pair is worth more than all later ones, and all of them less than a millionth of overlap.
        wanted = {edge: (weights[edge] << len(edges)) + (1 << place) for place, edge in enumerate(reversed(edges))}
    transposed = len(left) > len(right)
    rows, columns = (right, left) if transposed else (left, right)
    cost = [[-wanted.get((c, r) if transposed else (r, c), 0) for c in columns] for r in rows]
    pairs = [(r, columns[k]) for r, k in zip(rows, assign(cost), strict=True)]
    ordered = [(c, r) for r, c in pairs] if transposed else pairs
    return [pair for pair in ordered if pair in weights]


def assign(cost: Sequence[Sequence[int]]) -> list[int]:
    """Give each row its own column at the lowest total cost; rows <= columns. O(rows^2 columns).

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957); the answer is a column per row.
    """
    n, m = len(cost), len(cost[0])
    row_potential, column_potential = [0] * (n + 1), [0] * (m + 1)
    row_of = [0] * (m + 1)
    for row in range(1, n + 1):
        _place(row, cost, row_of, (row_potential, column_potential))
    columns = [0] * n
    for column in range(1, m + 1):
        if row_of[column]:
            columns[row_of[column] - 1] = column - 1
    return columns


def _place(row: int, cost: Sequence[Sequence[int]], row_of: list[int], potentials: tuple[list[int], list[int]]) -> None:
    row_potential, column_potential = potentials
    m = len(cost[0])
    unreached = sum(abs(value) for line in cost for value in line) + 1
    best, came_from, used = [unreached] * (m + 1), [0] * (m + 1), [False] * (m + 1)
    row_of[0], column = row, 0
    while row_of[column]:
        used[column] = True
        current, delta, nearest = row_of[column], unreached, 0
        for j in range(1, m + 1):
            if used[j]:
                continue
            reduced = cost[current - 1][j - 1] - row_potential[current] - column_potential[j]
            if reduced < best[j]:
                best[j], came_from[j] = reduced, column
            if best[j] < delta:
                delta, nearest = best[j], j
        for j in range(m + 1):
            if used[j]:
                row_potential[row_of[j]] += delta
                column_potential[j] -= delta
            else:
                best[j] -= delta
        column = nearest
    while column:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
