"""The rules that may decide a cluster: a majority of votes, or edges that differ in trifles only."""

from annotator.metrics.clusters import ClusterClass
from annotator.model.annotation import Fragment, Span
from annotator.model.decision import Policy
from annotator.services.review.clustered import Choice
from annotator.services.review.gathering import ReviewItem

_MARKS = "\"“”„‟«»‹›'‘’‚‛"
_TRIFLES = _MARKS + ".,;:!?…()[]-–—"
_QUOTES = "quote"


def choice_by(policy: Policy, item: ReviewItem, text: str, votes: int | None = None) -> Choice | None:
    """Find the reading that a rule takes, or None; a place that somebody left out is never decided so.

    `votes` is how many a majority needs; None means more than half of those who are done.
    """
    if item.cluster.silent:
        return None
    if policy is Policy.MAJORITY:
        return _majority(item, votes)
    return _trimmed(item, text) if policy is Policy.TRIM else None


def _majority(item: ReviewItem, votes: int | None) -> Choice | None:
    voters = sum(len(one.annotators) for one in item.choices)
    needed = max(votes or 0, voters // 2 + 1)
    return next((one for one in item.choices if len(one.annotators) >= needed), None)


def _trimmed(item: ReviewItem, text: str) -> Choice | None:
    """Take the shortest of readings that are the same without trifles; of a quote, the one with its marks."""
    if item.cluster.kind is not ClusterClass.BOUNDARY:
        return None
    spans = [choice.reading[0] for choice in item.choices]
    if len({tuple(_without_trifles(piece, text) for piece in span.fragments) for span in spans}) != 1:
        return None
    marked = [one for one in item.choices if _in_marks(one.reading[0], text)]
    if item.cluster.layer == _QUOTES and marked:
        return marked[0]
    return min(item.choices, key=lambda one: one.reading[0].end - one.reading[0].start)


def _without_trifles(piece: Fragment, text: str) -> Fragment:
    start, end = piece
    while start < end and (text[start].isspace() or text[start] in _TRIFLES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _TRIFLES):
        end -= 1
    return (start, end)


def _in_marks(span: Span, text: str) -> bool:
    return text[span.start] in _MARKS and text[span.end - 1] in _MARKS
