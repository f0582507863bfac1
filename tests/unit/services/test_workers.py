"""A worker carries jobs out in a process of its own, survives its death and leaves nothing behind."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.services import workers
from annotator.services.workers import Job, News, NewsKind, Worker, run_in_worker
from tests.unit.services.worker_jobs import BREAK, COUNT, DIE, DIE_ONCE, HOARD, REFUSE, SLEEP, WORK_ON

PATIENCE_S = 60.0


@pytest.fixture
def worker() -> Iterator[Worker]:
    """A worker that is closed afterwards."""
    made = Worker()
    yield made
    made.close()


def until_end(worker: Worker, job: Job) -> list[News]:
    """Gather news until a job has ended."""
    gathered: list[News] = []
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        gathered += worker.wait_for(0.1)
        if any(news.job == job and news.kind in ENDS for news in gathered):
            return gathered
    raise AssertionError(f"no end within {PATIENCE_S} s: {gathered}")


ENDS = (NewsKind.RESULT, NewsKind.FAILED, NewsKind.CANCELLED)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_job_runs_in_another_process_and_tells_of_its_progress(worker: Worker) -> None:
    told = until_end(worker, worker.submit(COUNT, 3, subject="abc"))
    assert [news.value for news in told if news.kind is NewsKind.PROGRESS] == [0, 1, 2]
    assert told[-1].job.subject == "abc"
    assert told[-1].value != (3, os.getpid())


def test_jobs_are_carried_out_in_the_same_process_in_their_order(worker: Worker) -> None:
    first, second = worker.submit(COUNT, 0), worker.submit(COUNT, 1)
    results = [news for news in until_end(worker, second) if news.kind is NewsKind.RESULT]
    assert [news.job for news in results] == [first, second]
    assert results[0].value == (0, worker.process_id) and results[1].value == (1, worker.process_id)


def test_a_refusal_comes_back_as_its_sentence(worker: Worker) -> None:
    told = until_end(worker, worker.submit(REFUSE))
    assert (told[-1].kind, told[-1].value) == (NewsKind.FAILED, "The text is empty: choose another one.")


def test_a_fault_is_told_without_words_of_the_article(worker: Worker) -> None:
    told = until_end(worker, worker.submit(BREAK))
    assert told[-1].kind is NewsKind.FAILED
    assert "ValueError" in str(told[-1].value) and "secret" not in str(told[-1].value)


def test_a_killed_process_is_replaced_said_once_and_its_job_done(worker: Worker, tmp_path: Path) -> None:
    job, later = worker.submit(DIE_ONCE, tmp_path / "flag"), worker.submit(COUNT, 1)
    told = until_end(worker, later)
    assert [news.value for news in told if news.kind is NewsKind.RESTARTED] == [workers.RESTARTED]
    assert [news.value for news in told if news.job == job and news.kind is NewsKind.RESULT] == ["lived"]


def test_a_job_that_kills_its_process_twice_is_given_up_and_the_next_one_done(worker: Worker) -> None:
    deadly, harmless = worker.submit(DIE), worker.submit(COUNT, 1)
    told = until_end(worker, harmless)
    assert (NewsKind.FAILED, workers.TOO_OFTEN) in [(news.kind, news.value) for news in told if news.job == deadly]
    assert told[-1].kind is NewsKind.RESULT


def test_a_process_killed_between_jobs_is_replaced(worker: Worker) -> None:
    until_end(worker, worker.submit(COUNT, 0))
    first = worker.process_id
    assert first is not None
    os.kill(first, 9)
    told = until_end(worker, worker.submit(COUNT, 1))
    assert told[-1].value == (1, worker.process_id)
    assert worker.process_id != first


def test_a_waiting_job_is_cancelled_without_a_start(worker: Worker) -> None:
    running, waiting = worker.submit(COUNT, 5), worker.submit(COUNT, 7)
    worker.cancel(waiting)
    told = until_end(worker, running)
    assert [news.kind for news in told if news.job == waiting] == [NewsKind.CANCELLED]


@pytest.mark.parametrize("arguments", [(WORK_ON,), (SLEEP, 30.0)], ids=["it listens", "it does not listen"])
def test_a_running_job_is_cancelled_long_before_its_end(worker: Worker, arguments: tuple[str, object]) -> None:
    until_end(worker, worker.submit(COUNT, 0))
    job = worker.submit(*arguments)
    worker.poll()
    began = time.monotonic()
    worker.cancel(job)
    told = until_end(worker, job)
    assert told[-1].kind is NewsKind.CANCELLED
    assert time.monotonic() - began < 15
    assert until_end(worker, worker.submit(COUNT, 0))[-1].kind is NewsKind.RESULT


def test_a_job_that_takes_too_much_memory_is_ended() -> None:
    worker = Worker(memory_limit=120 * 2**20)
    try:
        told = until_end(worker, worker.submit(HOARD, 200, 20.0))
        assert (told[-1].kind, told[-1].value) == (NewsKind.FAILED, workers.TOO_LARGE)
    finally:
        worker.close()


def test_closing_ends_the_process_and_leaves_no_thread_or_zombie(worker: Worker) -> None:
    threads = threading.active_count()
    until_end(worker, worker.submit(COUNT, 0))
    process = worker.process_id
    assert process is not None
    worker.submit(SLEEP, 30.0)
    worker.poll()
    worker.close()
    assert not is_alive(process)
    assert threading.active_count() == threads
    assert not worker.is_busy


def test_resting_ends_an_idle_process_only(worker: Worker) -> None:
    job = worker.submit(COUNT, 0)
    worker.rest()
    assert worker.process_id is not None
    until_end(worker, job)
    worker.rest()
    assert worker.process_id is None


def test_a_worker_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    script = (
        "from annotator.services.workers import Worker\n"
        "from tests.unit.services.worker_jobs import COUNT, SLEEP\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(); worker.submit(COUNT, 0)\n"
        "    while not worker.wait_for(1): pass\n"
        "    worker.submit(SLEEP, 60.0); worker.poll(); print(worker.process_id, flush=True); input()\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(
        [sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as running:
        assert running.stdout is not None
        process = int(running.stdout.readline())
        running.kill()
    until = time.monotonic() + PATIENCE_S
    while is_alive(process) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(process)


def test_one_call_waits_for_its_result() -> None:
    result = run_in_worker(COUNT, 2)
    assert isinstance(result, tuple) and result[0] == 2


def test_one_call_raises_the_refusal() -> None:
    with pytest.raises(UserError, match="The text is empty"):
        run_in_worker(REFUSE)
