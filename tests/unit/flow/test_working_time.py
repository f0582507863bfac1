"""Only time at work counts, and its file can be lost without harm."""

from pathlib import Path

import pytest

from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.flow.working_time import IDLE_S, WorkClock, WorkingTimes, spoken_time
from annotator.settings import data_folder

ME, OTHER = AnnotatorId("first"), AnnotatorId("second")
ARTICLE, NEXT = DocumentId("article"), DocumentId("next")


class Hand:
    """The hand of a clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.clock = WorkClock(lambda: self.now)

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_a_clock_stands_still_until_something_is_done() -> None:
    hand = Hand()

    hand.wait(30)

    assert hand.clock.seconds == 0


def test_the_time_between_deeds_counts() -> None:
    hand = Hand()
    hand.clock.touch()
    hand.wait(20)
    hand.clock.touch()
    hand.wait(5)

    assert hand.clock.seconds == 25


def test_more_than_a_minute_without_a_deed_does_not_count() -> None:
    hand = Hand()
    hand.clock.touch()
    hand.wait(4000)
    hand.clock.touch()
    hand.wait(10)

    assert hand.clock.seconds == IDLE_S + 10


def test_a_paused_clock_does_not_run() -> None:
    hand = Hand()
    hand.clock.touch()
    hand.wait(7)
    hand.clock.pause()
    hand.wait(20)
    hand.clock.touch()
    hand.wait(3)

    assert hand.clock.seconds == 10


def test_reading_out_begins_at_zero_and_runs_on() -> None:
    hand = Hand()
    hand.clock.touch()
    hand.wait(8)

    assert hand.clock.read_out() == 8
    hand.wait(2)
    assert hand.clock.read_out() == 2


def test_reading_out_does_not_start_a_clock() -> None:
    hand = Hand()

    assert hand.clock.read_out() == 0
    hand.wait(5)
    assert hand.clock.seconds == 0


def test_reading_out_again_and_again_does_not_prolong_an_idle_minute() -> None:
    hand = Hand()
    hand.clock.touch()
    total = 0.0
    for _ in range(5):
        hand.wait(IDLE_S / 2)
        total += hand.clock.read_out()

    assert total == IDLE_S


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    hand = Hand()
    hand.clock.touch()
    hand.wait(-100)

    assert hand.clock.seconds == 0


def test_times_are_kept_per_article_and_annotator() -> None:
    times = WorkingTimes("project")
    times.add(ARTICLE, ME, 12.5)
    times.add(ARTICLE, ME, 2)
    times.add(NEXT, ME, 5)
    times.add(ARTICLE, OTHER, 100)

    again = WorkingTimes("project")

    assert again.of(ARTICLE, ME) == 14.5
    assert again.total(ME) == 19.5
    assert again.of(NEXT, OTHER) == 0


def test_projects_are_told_apart() -> None:
    WorkingTimes("one").add(ARTICLE, ME, 12)

    assert WorkingTimes("other").total(ME) == 0


def test_no_time_writes_no_file() -> None:
    WorkingTimes("project").add(ARTICLE, ME, 0)

    assert not _file().exists()


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"seconds": 3}',
        b'{"seconds": [["a", "b"]]}',
        b'{"seconds": [["a", "b", "c"]]}',
        b'{"seconds": [["article", "first", -5], ["article", "first", NaN], ["next", "first", 1e300]]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_means_that_nothing_was_counted(damaged: bytes) -> None:
    _file().parent.mkdir(parents=True)
    _file().write_bytes(damaged)

    times = WorkingTimes("project")
    assert times.total(ME) == 0

    times.add(ARTICLE, ME, 3)
    assert WorkingTimes("project").of(ARTICLE, ME) == 3


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "file" / "below"))
    times = WorkingTimes("project")

    times.add(ARTICLE, ME, 3)

    assert times.of(ARTICLE, ME) == 3


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.9, "59 s"), (60, "1 min 0 s"), (252, "4 min 12 s"), (3599, "59 min 59 s"), (7500, "2 h 5 min")],
)
def test_a_time_is_said_in_words(seconds: float, words: str) -> None:
    assert spoken_time(seconds) == words


def _file() -> Path:
    return data_folder() / "working-time" / "project.json"
