"""What each annotator says of each token: the sorted labels of the spans that touch it, or O."""

from collections.abc import Sequence

from annotator.metrics.units import Unit

OUTSIDE = "O"


def token_labels(tokens: Sequence[tuple[int, int]], units: Sequence[Unit]) -> list[str]:
    """Label every token; several labels are joined by "|". O(tokens + touched tokens)."""
    found: list[set[str]] = [set() for _ in tokens]
    starts = [start for start, _ in tokens]
    for unit in units:
        for start, end in unit.fragments:
            at = _first_touched(tokens, starts, start)
            while at < len(tokens) and tokens[at][0] < end:
                found[at].add(unit.label)
                at += 1
    return ["|".join(sorted(labels)) or OUTSIDE for labels in found]


def _first_touched(tokens: Sequence[tuple[int, int]], starts: Sequence[int], offset: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low
