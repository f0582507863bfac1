"""Claims about printing the open article to PDF."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog

from annotator.ui.pdf_page import ClosedDocument
from annotator.ui.printing import Printing
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until


def printing(hands: Hands) -> Printing:
    found = hands.window.findChild(Printing)
    assert isinstance(found, Printing)
    return found


def test_the_open_article_is_written_as_pdf_while_the_window_goes_on(hands: Hands, tmp_path: Path) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    out = tmp_path / "out.pdf"
    told: list[str] = []
    hands.session.told.connect(told.append)
    hands.action("project.print_pdf").trigger()
    dialog = hands.window.findChild(QFileDialog, "print_dialog")
    assert isinstance(dialog, QFileDialog)

    dialog.fileSelected.emit(str(out))
    dialog.close()

    assert wait_until(lambda: bool(told) and told[-1].startswith("Written:"))
    assert out.read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.glob("*.part"))


def test_a_place_that_cannot_be_written_is_a_sentence(hands: Hands, tmp_path: Path) -> None:
    said: list[str] = []
    hands.session.failed.connect(said.append)

    printing(hands).write(str(tmp_path / "none" / "out.pdf"))

    assert wait_until(lambda: bool(said))
    assert "was not written" in said[0]


def test_a_page_fetches_nothing() -> None:
    document = ClosedDocument()

    assert document.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("file:///etc/hostname")) is None
