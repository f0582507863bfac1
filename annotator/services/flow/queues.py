"""Which articles an annotator walks through, and in which order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from operator import attrgetter

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
Standing = tuple[DocumentState, bool, bool]
_STANDING: Callable[[DocumentSummary], Standing] = attrgetter("state", "flagged", "assigned")
_Key = Callable[[DocumentSummary], tuple[str | int, ...]]


def standing(summary: DocumentSummary) -> Standing:
    """Tell what decides in which queues an article stands: its state, whether it is flagged and assigned."""
    return _STANDING(summary)


def stands_in(queue: Queue, place: Standing) -> bool:
    """Tell whether an article of such a standing belongs to a queue."""
    state, flagged, assigned = place
    if queue in _STATES:
        return state is _STATES[queue]
    if queue is Queue.FLAGGED:
        return flagged
    return queue is Queue.ALL or assigned


def count_standings(summaries: Iterable[DocumentSummary]) -> Counter[Standing]:
    """Count the articles of each standing: there are few, so that 100,000 articles are counted in a blink."""
    return Counter(map(_STANDING, summaries))


def count_queues(standings: Mapping[Standing, int]) -> dict[Queue, int]:
    """Count the articles of every queue."""
    return {queue: sum(count for place, count in standings.items() if stands_in(queue, place)) for queue in Queue}


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
