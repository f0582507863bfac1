"""Claims about what is dropped on the window or pasted into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.services.project import Project
from annotator.settings import load_settings
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.session import Session
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


@pytest.fixture
def clipboard() -> Iterator[Callable[[QMimeData], None]]:
    """Copy something; the clipboard is empty again after the test."""
    held = QGuiApplication.clipboard()
    yield held.setMimeData
    held.clear()


def html_data(html: str) -> QMimeData:
    data = QMimeData()
    data.setHtml(html)
    data.setText("the same as text")
    return data


def text_data(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def drop(hands: Hands, data: QMimeData) -> bool:
    port = hands.view.viewport()
    place = QPoint(20, 20)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(port, enter)
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(port, event)
    return enter.isAccepted()


def imported(hands: Hands) -> str:
    """Carry the opened import out and give the newest article's text."""
    dialog = hands.window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    dialog.confirm.click()
    assert wait_until(lambda: not dialog.is_running)
    project = hands.session.project
    newest = project.document(project.document_ids()[-1])
    dialog.reject()
    return newest.text


def test_a_dropped_file_becomes_an_article(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "dropped.txt"
    file.write_text("A dropped article.", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])

    assert drop(hands, data)

    assert imported(hands) == "A dropped article."


def test_dropped_html_is_taken_without_its_tags(hands: Hands) -> None:
    drop(hands, html_data("<p>One <b>bold</b> word.</p><p>Two.</p>"))

    assert imported(hands) == "One bold word.\n\nTwo."


def test_pasted_text_becomes_an_article(hands: Hands, clipboard: Callable[[QMimeData], None]) -> None:
    clipboard(text_data("A pasted article with 😀."))

    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert imported(hands) == "A pasted article with 😀."


def test_an_empty_clipboard_is_told(hands: Hands, clipboard: Callable[[QMimeData], None]) -> None:
    clipboard(QMimeData())
    told: list[str] = []
    hands.session.told.connect(told.append)

    hands.action("project.paste").trigger()

    assert "copy an article first" in told[0]
    assert hands.window.findChild(ImportDialog) is None


def test_a_dropped_address_is_not_fetched(hands: Hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/article")])

    assert not drop(hands, data) or data.hasText()


def test_a_read_only_window_takes_nothing_in(qapp: QApplication, project_path: Path) -> None:
    with Project.open(project_path) as project:
        me = project.ensure_annotator("first")
    window = MainWindow(Session(Project.open(project_path, read_only=True), me), load_settings())
    window.show()

    accepted = drop(Hands(window), text_data("An article."))
    Hands(window).action("project.paste").trigger()

    assert not accepted
    assert window.findChild(ImportDialog) is None
    window.close()
    window.deleteLater()
