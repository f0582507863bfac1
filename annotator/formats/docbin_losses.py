"""Chooses what of a line spaCy's ents can hold, and tells what its ents and span groups do not show as it is."""

from collections.abc import Iterable

from annotator.formats.base import Line
from annotator.formats.fitting import Loss
from annotator.formats.token_table import TokenTable, covering_tokens
from annotator.model.annotation import Fragment, Span


def flat_spans(spans: Iterable[Span], table: TokenTable) -> tuple[tuple[Span, Fragment], ...]:
    """Choose spans that do not overlap in tokens, longest first, with their tokens; interrupted ones are no ents."""
    placed = [
        (span, bounds)
        for span in spans
        if len(span.fragments) == 1 and (bounds := table.touched(span.start, span.end)) is not None
    ]
    taken: list[tuple[Span, Fragment]] = []
    used: set[int] = set()
    for span, (first, behind) in sorted(placed, key=lambda one: (one[1][0] - one[1][1], one[0].sort_key)):
        if used.isdisjoint(range(first, behind)):
            used.update(range(first, behind))
            taken.append((span, (first, behind)))
    return tuple(sorted(taken, key=lambda one: one[1]))


def docbin_losses(line: Line, layer: str) -> tuple[Loss, ...]:
    """Tell which spans stand on other bounds in doc.spans, and which of the layer are not in doc.ents."""
    table = TokenTable(covering_tokens(line.document))
    flat = {span.id for span, _ in flat_spans((one for one in line.spans if one.layer == layer), table)}
    lost: list[Loss] = []
    for span in line.spans:
        bounds = table.widened(span.start, span.end)
        if bounds is None:
            lost.append(Loss("span of nothing but blanks, in user_data only", span.id))
        elif bounds != (span.start, span.end):
            lost.append(Loss("span moved to whole words in doc.spans, exact in user_data", span.id))
        if len(span.fragments) > 1:
            lost.append(Loss("interrupted span, one piece in doc.spans", span.id))
        if span.layer == layer and span.id not in flat and bounds is not None:
            lost.append(Loss("span not in doc.ents, which cannot overlap", span.id))
    return tuple(lost)
