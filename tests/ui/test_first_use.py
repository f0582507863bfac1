"""Claims about first use: an empty project, an article without spans and the last article each name the next step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from annotator.services.document_commands import RemoveDocument
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.settings import Settings
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.panels.suggestion_bar import SuggestionBar
from annotator.ui.start_window import StartWindow
from tests.ui.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def empty(tmp_path: Path, open_window: Callable[..., Hands]) -> Hands:
    """The window of a project without articles."""
    path = tmp_path / "empty.annotator"
    Project.create(path).close()
    return open_window(path)


def part(hands: Hands, name: str) -> QWidget:
    found = hands.window.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def import_dialog(hands: Hands) -> ImportDialog | None:
    dialogs = (one for one in hands.window.findChildren(QDialog, "import_dialog") if one.isVisible())
    return next((one for one in dialogs if isinstance(one, ImportDialog)), None)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_an_empty_project_imports_with_its_first_key(empty: Hands) -> None:
    assert focused().objectName() == "empty_import"

    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert import_dialog(empty) is not None


def test_an_empty_project_shows_the_keys_that_count_now(empty: Hands) -> None:
    empty.window.actions_.set_keys({"project.import": ("Ctrl+Alt+9",)})

    button = part(empty, "empty_import")

    assert isinstance(button, QPushButton)
    assert "Ctrl+Alt+9" in button.text()


def test_a_copied_article_is_pasted_where_there_is_none(empty: Hands) -> None:
    QGuiApplication.clipboard().setText("A minister spoke.")

    QTest.keyClick(focused(), Qt.Key.Key_V, CTRL)

    assert import_dialog(empty) is not None


def test_a_file_is_dropped_where_there_is_no_article(empty: Hands, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("A minister spoke.", encoding="utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file))])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction

    QApplication.sendEvent(empty.window, QDragEnterEvent(QPoint(400, 400), copy, held, button, none))
    QApplication.sendEvent(empty.window, QDropEvent(QPointF(400, 400), copy, held, button, none))

    assert import_dialog(empty) is not None


def test_nothing_about_suggestions_is_shown_without_an_article(empty: Hands) -> None:
    bar = empty.window.findChild(SuggestionBar, "suggestion_bar")

    assert isinstance(bar, SuggestionBar)
    assert not bar.isVisible()


def test_the_first_import_brings_the_article_with_its_beginning_and_the_keys(empty: Hands, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("A minister spoke at length.\n\n" * 80, encoding="utf-8")
    size = empty.window.size()
    import_paths(empty.session.project, [file])

    empty.session.reload()
    QTest.qWait(20)

    assert not part(empty, "empty_project").isVisible()
    assert part(empty, "suggestion_bar").isVisible()
    assert focused() is empty.view
    assert empty.view.verticalScrollBar().value() == 0
    assert empty.window.size() == size


def test_with_the_last_article_gone_the_beginning_is_back(hands: Hands) -> None:
    for id in hands.session.project.document_ids():
        hands.session.execute(RemoveDocument(id))

    assert part(hands, "empty_project").isVisible()
    assert focused().objectName() == "empty_import"


def test_f6_leaves_the_beginning_and_comes_back(empty: Hands) -> None:
    seen = [focused()]
    for _ in range(6):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        seen.append(focused())

    assert len({one.objectName() for one in seen}) >= 4
    assert seen.count(seen[0]) >= 2


def test_the_pane_of_spans_says_how_to_begin_until_there_is_one(hands: Hands) -> None:
    hint = hands.window.findChild(QLabel, "span_hint")
    assert isinstance(hint, QLabel)
    assert hint.isVisible()
    assert "press N" in hint.text()
    assert "1 is PERSON" in hint.text()

    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_1)

    assert len(hands.stored()) == 1
    assert not hint.isVisible()


def test_the_hint_about_spans_names_keys_that_were_changed(hands: Hands) -> None:
    hands.window.actions_.set_keys({"select.name_next": ("Ctrl+Alt+7",)})

    hint = hands.window.findChild(QLabel, "span_hint")

    assert isinstance(hint, QLabel)
    assert "press Ctrl+Alt+7" in hint.text()


def test_the_last_article_names_the_export_with_its_own_key(hands: Hands) -> None:
    hands.window.actions_.set_keys({"project.export": ("Ctrl+Alt+8",)})

    for _ in hands.session.project.document_ids():
        hands.press(Qt.Key.Key_Return, CTRL)

    assert hands.window.banner.words == "Every article is done. Ctrl+Alt+8 exports the labelled data."


def test_the_boxes_above_the_articles_are_not_cut_in_a_small_window(hands: Hands) -> None:
    hands.window.resize(1280, 800)
    QTest.qWait(10)

    for box in (hands.window.documents.queue, hands.window.documents.order):
        room = box.width() - 34  # the frame, the padding and the arrow
        for place in range(box.count()):
            assert box.fontMetrics().horizontalAdvance(box.itemText(place)) <= room, box.itemText(place)


def test_the_start_page_offers_the_sample_first_and_names_the_keys(qapp: QApplication) -> None:
    window = StartWindow(Settings())

    cards = [one.text() for one in window.findChildren(QPushButton)]

    assert [card.split("\n")[0] for card in cards] == [
        "Sample project   Ctrl+T",
        "New project   Ctrl+N",
        "Open project   Ctrl+O",
    ]
    window.deleteLater()
