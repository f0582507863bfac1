"""Which articles an annotator walks through, and in which order."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from annotator.model.document import DocumentState
from annotator.storage.documents import DocumentSummary


class Queue(StrEnum):
    """What an article must be to stand in the list; the values are words for people."""

    ALL = "All articles"
    TODO = "Not started"
    IN_PROGRESS = "In progress"
    FLAGGED = "Flagged"
    DONE = "Done"
    SKIPPED = "Skipped"
    MINE = "Assigned to me"


class ListOrder(StrEnum):
    """How the list is sorted; the values are words for people."""

    IMPORT = "as imported"
    TITLE = "title"
    DATE = "date"
    OUTLET = "outlet"
    LEAST_DONE = "least done first"


_STATES = {
    Queue.TODO: DocumentState.TODO,
    Queue.IN_PROGRESS: DocumentState.IN_PROGRESS,
    Queue.DONE: DocumentState.DONE,
    Queue.SKIPPED: DocumentState.SKIPPED,
}
_LEAST_DONE = (DocumentState.TODO, DocumentState.IN_PROGRESS, DocumentState.SKIPPED, DocumentState.DONE)
# Sorts behind every date: an article whose date nobody knows stands last.
_NO_DATE = "\uffff"
_Key = Callable[[DocumentSummary], tuple[str | int, ...]]


def stands_in(queue: Queue, summary: DocumentSummary) -> bool:
    """Tell whether an article belongs to a queue."""
    if queue in _STATES:
        return summary.state is _STATES[queue]
    if queue is Queue.FLAGGED:
        return summary.flagged
    return queue is Queue.ALL or summary.assigned


def count_queues(summaries: Iterable[DocumentSummary]) -> dict[Queue, int]:
    """Count the articles of every queue."""
    counts = dict.fromkeys(Queue, 0)
    for summary in summaries:
        for queue in queues_of(summary):
            counts[queue] += 1
    return counts


def queues_of(summary: DocumentSummary) -> tuple[Queue, ...]:
    """List the queues in which an article stands."""
    return tuple(queue for queue in Queue if stands_in(queue, summary))


def sorting_key(order: ListOrder) -> _Key | None:
    """Give what articles are compared by, equal ones staying as imported; None leaves them so."""
    return _KEYS.get(order)


def _by_title(summary: DocumentSummary) -> tuple[str | int, ...]:
    return (summary.title.casefold(),)


def _by_date(summary: DocumentSummary) -> tuple[str | int, ...]:
    return (summary.published or _NO_DATE,)


def _by_outlet(summary: DocumentSummary) -> tuple[str | int, ...]:
    return (summary.outlet.casefold() or _NO_DATE, summary.published or _NO_DATE)


def _by_least_done(summary: DocumentSummary) -> tuple[str | int, ...]:
    return (_LEAST_DONE.index(summary.state), summary.spans)


_KEYS: dict[ListOrder, _Key] = {
    ListOrder.TITLE: _by_title,
    ListOrder.DATE: _by_date,
    ListOrder.OUTLET: _by_outlet,
    ListOrder.LEAST_DONE: _by_least_done,
}
