"""What each annotator says of each token: the sorted labels of the spans that touch it, or O."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from annotator.metrics.units import Unit

OUTSIDE = "O"

Touched = Mapping[int, str]  # the tokens inside some span, by their number


def touched_tokens(tokens: Sequence[tuple[int, int]], units: Sequence[Unit]) -> Touched:
    """Label the tokens that spans touch; several labels are joined by "|". O(units log tokens + touched tokens)."""
    if not units:
        return {}
    found: dict[int, set[str]] = {}
    for unit in units:
        for start, end in unit.fragments:
            at = bisect_right(tokens, start, key=_end)
            while at < len(tokens) and tokens[at][0] < end:
                found.setdefault(at, set()).add(unit.label)
                at += 1
    return {at: "|".join(sorted(labels)) for at, labels in found.items()}


def _end(token: tuple[int, int]) -> int:
    return token[1]


def count_items(number: int, annotators: Sequence[Touched]) -> Counter[tuple[str, ...]]:
    """Count the combinations of values over all tokens of a document, one value per annotator."""
    inside = set().union(*annotators)
    counts = Counter(tuple(one.get(at, OUTSIDE) for one in annotators) for at in inside)
    if number > len(inside):
        counts[(OUTSIDE,) * len(annotators)] += number - len(inside)
    return counts


def token_labels(tokens: Sequence[tuple[int, int]], units: Sequence[Unit]) -> list[str]:
    """Label every token."""
    touched = touched_tokens(tokens, units)
    return [touched.get(at, OUTSIDE) for at in range(len(tokens))]
