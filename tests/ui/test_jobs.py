"""Jobs bring news into the window's thread while the window goes on."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.services.workers import News, NewsKind
from annotator.ui.jobs import Jobs
from tests.ui.waiting import wait_until
from tests.unit.services.worker_jobs import COUNT, SLEEP


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """Jobs that are closed afterwards."""
    parent = QObject()
    made = Jobs(parent)
    yield made
    made.close()
    parent.deleteLater()


def test_progress_and_result_come_to_the_one_who_asked(jobs: Jobs) -> None:
    mine: list[News] = []
    others: list[News] = []
    jobs.submit(mine.append, COUNT, 2)
    jobs.submit(others.append, COUNT, 0)
    assert wait_until(lambda: bool(others))
    assert [news.kind for news in mine] == [NewsKind.PROGRESS, NewsKind.PROGRESS, NewsKind.RESULT]
    assert [news.kind for news in others] == [NewsKind.RESULT]


def test_the_window_goes_on_while_a_process_starts_and_works(jobs: Jobs) -> None:
    ticks: list[int] = []
    heard: list[News] = []
    timer = QTimer(jobs)
    timer.timeout.connect(lambda: ticks.append(len(heard)))
    timer.start(5)
    jobs.submit(heard.append, SLEEP, 1.0)
    assert wait_until(lambda: bool(heard))
    timer.stop()
    # The machine of a test may be busy itself: what counts is that nothing waited for the job.
    assert ticks.count(0) > 10


def test_a_dropped_job_is_never_heard_of_again(jobs: Jobs) -> None:
    heard: list[News] = []
    jobs.drop(jobs.submit(heard.append, SLEEP, 30.0))
    later: list[News] = []
    jobs.submit(later.append, COUNT, 0)
    assert wait_until(lambda: bool(later))
    assert heard == []


def test_a_killed_process_is_said_once_and_the_result_comes(jobs: Jobs) -> None:
    said: list[str] = []
    jobs.restarted.connect(said.append)
    heard: list[News] = []
    jobs.submit(heard.append, COUNT, 0)
    assert wait_until(lambda: bool(heard))
    process = jobs.process_id
    assert process is not None
    jobs.submit(heard.append, SLEEP, 3.0)
    QTest.qWait(60)
    os.kill(process, 9)
    assert wait_until(lambda: len(heard) == 2)
    assert len(said) == 1 and "nothing is lost" in said[0]
    assert heard[1].kind is NewsKind.RESULT
