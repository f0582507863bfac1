"""Claims about a project that goes away underneath: the window says where the work is and opens it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import app
from annotator.services.project import Project
from annotator.ui.main_window import MainWindow
from annotator.ui.safety.rescued import Rescued, RescuedDialog
from tests.ui.hands import Hands, in_front
from tests.ui.test_import_window import lines_file, opened
from tests.ui.test_trouble_while_saving import rescued, spans_in
from tests.ui.waiting import wait_until


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[app.Windows]:
    holder = app.Windows()
    yield holder
    if holder.shown is not None:
        holder.shown.close()
        holder.shown.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def move(project: Path) -> None:
    project.rename(project.with_name("moved.annotator"))


def delete(project: Path) -> None:
    project.unlink()


def replace(project: Path) -> None:
    other = Path(shutil.copy(project, project.with_name("other.annotator")))
    other.replace(project)


def feature(hands: Hands) -> Rescued:
    found = hands.window.findChild(Rescued)
    assert isinstance(found, Rescued)
    return found


def label_at(hands: Hands, start: int) -> None:
    in_front(hands.window)
    hands.drag(start, start + 5)
    hands.press(Qt.Key.Key_1)


def dialogs_of(hands: Hands) -> list[RescuedDialog]:
    return hands.window.findChildren(RescuedDialog)


def test_the_window_says_where_the_work_is_and_opens_it(windows: app.Windows, project_path: Path) -> None:
    windows.open(project_path, "first")
    assert isinstance(windows.shown, MainWindow)
    windows.shown.resize(1280, 900)
    QTest.qWaitForWindowActive(windows.shown)
    hands = Hands(windows.shown)
    hands.mark(hands.text.split()[0], "PERSON")
    project_path.unlink()

    label_at(hands, 20)

    (dialog,) = dialogs_of(hands)
    assert dialog.isVisible()
    assert dialog.place.text() == str(rescued(project_path))
    in_front(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert wait_until(lambda: windows.shown is not hands.window)
    assert isinstance(windows.shown, MainWindow)
    again = Hands(windows.shown)
    assert again.session.project.path == rescued(project_path)
    assert again.session.annotator.name == "first"
    assert len(again.stored()) == len(again.session.spans) == 2


def test_it_is_said_once_however_much_is_labelled_on(hands: Hands, project_path: Path) -> None:
    project_path.rename(project_path.with_name("moved.annotator"))

    for start in (0, 20, 40):
        label_at(hands, start)

    assert len(dialogs_of(hands)) == 1
    assert spans_in(rescued(project_path)) == 3


def test_an_undo_on_a_deleted_project_keeps_the_work_too(hands: Hands, project_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    project_path.unlink()

    hands.action("edit.undo").trigger()

    assert spans_in(rescued(project_path)) == len(hands.session.spans) == 1
    assert len(dialogs_of(hands)) == 1


@pytest.mark.parametrize("away", [move, delete, replace])
@pytest.mark.parametrize("labelled", range(5))
def test_a_project_that_goes_away_is_noticed_though_nothing_is_done(
    hands: Hands, project_path: Path, away: Callable[[Path], None], labelled: int
) -> None:
    for place in range(labelled):
        hands.mark(hands.text.split()[place], "PERSON")
    away(project_path)

    feature(hands).timer.timeout.emit()
    feature(hands).timer.timeout.emit()

    assert len(dialogs_of(hands)) == 1
    assert spans_in(rescued(project_path)) == labelled


@pytest.mark.parametrize("away", [move, delete, replace])
@pytest.mark.parametrize("labelled", range(5))
def test_closing_keeps_the_work_of_a_project_that_went_away(
    hands: Hands, project_path: Path, away: Callable[[Path], None], labelled: int
) -> None:
    for place in range(labelled):
        hands.mark(hands.text.split()[place], "PERSON")
    away(project_path)

    assert not hands.window.close()

    assert len(dialogs_of(hands)) == 1
    assert spans_in(rescued(project_path)) == labelled
    assert hands.window.close()


def test_another_project_is_opened_though_the_one_before_is_gone(windows: app.Windows, project_path: Path) -> None:
    windows.open(project_path, "first")
    other = Path(shutil.copy(project_path, project_path.with_name("other.annotator")))
    project_path.unlink()

    windows.open(other, "first")

    assert isinstance(windows.shown, MainWindow)
    assert windows.shown.session.project.path == other.resolve()
    assert rescued(project_path).exists()


def test_a_project_that_was_put_back_and_goes_away_again_is_kept_with_what_was_done_between(
    hands: Hands, project_path: Path
) -> None:
    elsewhere = project_path.with_name("elsewhere")
    project_path.rename(elsewhere)
    feature(hands).timer.timeout.emit()
    elsewhere.rename(project_path)
    label_at(hands, 0)
    project_path.unlink()
    before = set(project_path.parent.glob("*.rescued-*.annotator"))

    feature(hands).timer.timeout.emit()

    (newest,) = set(project_path.parent.glob("*.rescued-*.annotator")) - before
    assert len(before) == 1
    assert spans_in(newest) == 1


def test_half_an_import_is_not_kept_of_a_project_that_goes_away(
    hands: Hands, project_path: Path, tmp_path: Path
) -> None:
    label_at(hands, 0)
    before = len(hands.session.project.document_ids())
    dialog = opened(hands, lines_file(tmp_path / "many.jsonl", 2000))
    dialog.run()
    assert wait_until(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() > 20)
    project_path.unlink()

    feature(hands).timer.timeout.emit()
    hands.window.close()

    kept = rescued(project_path)
    assert spans_in(kept) == 1
    with Project.open(kept) as project:
        assert len(project.document_ids()) == before


@pytest.mark.parametrize("away", [move, delete, replace])
@pytest.mark.parametrize("labelled", range(5))
def test_a_label_that_comes_too_late_is_in_the_rescue_copy_and_not_shown_as_saved(
    hands: Hands, project_path: Path, away: Callable[[Path], None], labelled: int
) -> None:
    words = hands.text.split()
    for place in range(labelled):
        hands.mark(words[place], "PERSON")
    away(project_path)

    label_at(hands, hands.text.index(words[labelled]))

    assert spans_in(rescued(project_path)) == labelled + 1
    assert len(hands.session.spans) == len(hands.view.shown_spans()) == labelled
    assert hands.window.status.saved.text() == "Last change NOT saved"
    assert len(dialogs_of(hands)) == 1
