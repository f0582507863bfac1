"""Which articles stand in which queue, and what they are sorted by."""

from dataclasses import replace

import pytest

from annotator.model.document import DocumentState
from annotator.model.ids import DocumentId
from annotator.services.flow.queues import (
    ListOrder,
    Queue,
    count_queues,
    count_standings,
    sorting_key,
    standing,
    stands_in,
)
from annotator.storage.documents import DocumentSummary

PLAIN = DocumentSummary(DocumentId("1"), "Ferry", "Radio", "2023-01-02", DocumentState.TODO, 0, False, False)


@pytest.mark.parametrize(
    ("summary", "queues"),
    [
        (PLAIN, {Queue.ALL, Queue.TODO}),
        (replace(PLAIN, state=DocumentState.IN_PROGRESS), {Queue.ALL, Queue.IN_PROGRESS}),
        (replace(PLAIN, state=DocumentState.DONE, flagged=True), {Queue.ALL, Queue.DONE, Queue.FLAGGED}),
        (replace(PLAIN, state=DocumentState.SKIPPED, assigned=True), {Queue.ALL, Queue.SKIPPED, Queue.MINE}),
    ],
)
def test_an_article_stands_in_the_queues_of_its_state_flag_and_assignment(
    summary: DocumentSummary, queues: set[Queue]
) -> None:
    assert {queue for queue in Queue if stands_in(queue, standing(summary))} == queues


def test_every_queue_is_counted_even_an_empty_one() -> None:
    counts = count_queues(count_standings([PLAIN, replace(PLAIN, flagged=True)]))

    assert counts[Queue.ALL] == counts[Queue.TODO] == 2
    assert counts[Queue.FLAGGED] == 1
    assert counts[Queue.MINE] == 0


def test_as_imported_needs_no_key() -> None:
    assert sorting_key(ListOrder.IMPORT) is None


@pytest.mark.parametrize(
    ("order", "first", "second"),
    [
        (ListOrder.TITLE, replace(PLAIN, title="apple"), replace(PLAIN, title="Boat")),
        (ListOrder.DATE, PLAIN, replace(PLAIN, published="2023-01-03")),
        (ListOrder.DATE, PLAIN, replace(PLAIN, published="")),
        (ListOrder.OUTLET, replace(PLAIN, outlet="agency"), PLAIN),
        (ListOrder.OUTLET, PLAIN, replace(PLAIN, outlet="")),
        (ListOrder.OUTLET, PLAIN, replace(PLAIN, published="2024-01-01")),
        (ListOrder.LEAST_DONE, PLAIN, replace(PLAIN, state=DocumentState.IN_PROGRESS)),
        (ListOrder.LEAST_DONE, replace(PLAIN, spans=1), replace(PLAIN, spans=4)),
        (
            ListOrder.LEAST_DONE,
            replace(PLAIN, state=DocumentState.SKIPPED),
            replace(PLAIN, state=DocumentState.DONE),
        ),
    ],
)
def test_articles_are_sorted(order: ListOrder, first: DocumentSummary, second: DocumentSummary) -> None:
    key = sorting_key(order)

    assert key is not None
    assert sorted([second, first], key=key) == [first, second]
