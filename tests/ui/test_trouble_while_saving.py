"""Claims about writes that another program holds up, and about a project that goes away underneath."""

import shutil
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt

from annotator.services.project import Project
from tests.ui.hands import Hands, in_front
from tests.ui.test_failed_writes import held, select_first_word
from tests.ui.waiting import wait_until


def test_a_span_that_waits_is_shown_as_saving_and_written_later(hands: Hands, project_path: Path) -> None:
    select_first_word(hands)
    with held(project_path):
        began = perf_counter()
        hands.press(Qt.Key.Key_1)
        took = perf_counter() - began
        assert hands.window.status.saved.text() == "Saving…"
        assert hands.stored() == ()

    assert wait_until(lambda: len(hands.stored()) == 1, 5)
    assert wait_until(lambda: hands.window.status.saved.text() == "Saved", 5)
    assert len(hands.session.spans) == 1
    assert took < 0.3, f"the window stood still for {took * 1000:.0f} ms"


def test_a_span_that_waited_too_long_is_given_up(
    hands: Hands, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.retrying.PATIENCE_S", 0.3)
    select_first_word(hands)
    with held(project_path):
        hands.press(Qt.Key.Key_1)
        assert wait_until(lambda: hands.window.status.saved.text() == "Last change NOT saved", 5)

    assert "another program is using the file" in hands.window.banner.words
    assert hands.session.spans == hands.stored() == ()


def test_another_change_is_refused_while_one_waits(hands: Hands, project_path: Path) -> None:
    select_first_word(hands)
    with held(project_path):
        hands.press(Qt.Key.Key_1)
        hands.press(Qt.Key.Key_2)
        assert "still being saved" in hands.window.banner.words

    assert wait_until(lambda: len(hands.stored()) == 1, 5)


def test_what_waits_when_the_window_is_closed_is_kept(hands: Hands, project_path: Path) -> None:
    select_first_word(hands)
    with held(project_path):
        hands.press(Qt.Key.Key_1)
        hands.window.close()

    assert spans_in(rescued(project_path)) == 1


def test_work_on_a_project_that_was_deleted_is_kept_beside(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    project_path.unlink()

    start = len(hands.text.split()[0]) + 1
    hands.drag(start, start + 5)
    hands.press(Qt.Key.Key_1)

    kept = rescued(project_path)
    assert kept.name in hands.window.banner.words
    assert spans_in(kept) == 2
    assert len(hands.session.spans) == 1, "a span is shown as saved that its project does not hold"


def test_further_work_goes_into_the_same_rescue_copy(hands: Hands, project_path: Path) -> None:
    shutil.move(project_path, project_path.with_name("moved.annotator"))

    for number, place in enumerate((0, 10, 20)):
        in_front(hands.window)
        hands.drag(place, place + 5)
        hands.press(Qt.Key.Key_1)
        assert spans_in(rescued(project_path)) == number + 1


def rescued(path: Path) -> Path:
    (found,) = path.parent.glob("*.rescued-*.annotator")
    return found


def spans_in(path: Path) -> int:
    with Project.open(path, read_only=True) as project:
        who = project.annotator("first")
        assert who is not None
        return sum(len(project.spans(document, who.id)) for document in project.document_ids())
