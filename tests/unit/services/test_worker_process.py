"""What goes through the pipe of a worker's process, spoken to without a process."""

import signal
from collections.abc import Iterator
from multiprocessing import Pipe

import pytest

from annotator.services.worker_process import Answer, memory_of, serve
from tests.unit.services.worker_jobs import BREAK, COUNT, REFUSE


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Give Ctrl+C back to the tests: a worker's process does not listen to it."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def answers(*messages: object) -> list[tuple[Answer, int, object]]:
    """Let a process that tires at once take messages up to its first call, and gather what it says."""
    ours, theirs = Pipe()
    for message in messages:
        ours.send(message)
    serve(theirs, 0)
    theirs.close()
    heard = []
    while ours.poll():
        try:
            heard.append(ours.recv())
        except EOFError:
            break
    ours.close()
    return heard


def test_it_is_ready_tells_progress_answers_and_tires() -> None:
    heard = answers((7, COUNT, (2,)))
    assert [(answer, number) for answer, number, _ in heard] == [
        (Answer.READY, 0),
        (Answer.PROGRESS, 7),
        (Answer.PROGRESS, 7),
        (Answer.RESULT, 7),
        (Answer.TIRED, 0),
    ]


def test_refusals_and_faults_are_answers() -> None:
    assert answers((1, REFUSE, ()))[1][0] is Answer.FAILED
    assert "ValueError" in str(answers((1, BREAK, ()))[1][2])


def test_a_cancelled_call_says_so_and_an_old_cancellation_is_passed_over() -> None:
    assert answers((Answer.CANCELLED, 6), (7, COUNT, (1,)), (Answer.CANCELLED, 7))[1][0] is Answer.CANCELLED


def test_it_ends_when_nobody_is_there() -> None:
    ours, theirs = Pipe()
    ours.close()
    serve(theirs, 0)
    theirs.close()


def test_the_memory_of_a_process_that_is_not_there_is_nothing() -> None:
    assert memory_of(None) == 0
