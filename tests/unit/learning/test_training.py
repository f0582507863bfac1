"""Claims about training: it learns, tells how it goes, stops when told to, and gives the same pipeline again."""

from pathlib import Path

import pytest

from annotator.learning.training import MOST_EPOCHS, Progress, found_by, train
from annotator.suggest.pipelines import find_pipeline, loaded
from tests.unit.learning.sample_lessons import ship_lessons

UNSEEN = ship_lessons(5)


class Stopped(Exception):
    """What a report raises when nobody waits any more."""


def test_names_are_learnt_from_what_surrounds_them_and_saved(tmp_path: Path) -> None:
    told: list[object] = []

    train(told.append, ship_lessons(), tmp_path / "ships", starting_from=find_pipeline("bundled").folder)

    again = loaded(find_pipeline(str(tmp_path / "ships")).folder)
    assert found_by(again, UNSEEN) == [lesson.spans for lesson in UNSEEN]
    steps = [one for one in told if isinstance(one, Progress)]
    assert [one.epoch for one in steps] == list(range(1, len(steps) + 1))
    assert len(steps) <= MOST_EPOCHS
    assert steps[-1].score > 0.9
    assert steps[-1].loss < steps[0].loss


def test_training_needs_no_bundled_pipeline(tmp_path: Path) -> None:
    language = train(lambda _: None, ship_lessons(), tmp_path / "ships")

    assert found_by(language, UNSEEN) == [lesson.spans for lesson in UNSEEN]


def test_a_report_that_raises_stops_the_training_and_nothing_is_saved(tmp_path: Path) -> None:
    def stop(_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        train(stop, ship_lessons(), tmp_path / "ships")

    assert not (tmp_path / "ships").exists()
