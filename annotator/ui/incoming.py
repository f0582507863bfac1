"""Takes in what is dropped on the window or pasted into it: files, text and HTML."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from annotator.services.importing.sources import Choices
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts

READ_ONLY = "This project is open read only: nothing can be imported."
NOTHING = "The clipboard holds neither files nor text: copy an article first."


class Incoming(QObject):
    """Whatever comes opens the import dialog with it; nothing is fetched, an address is only text."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self._targets: tuple[QWidget, ...] = (parts.window, parts.view, parts.view.viewport())
        for target in self._targets:
            target.setAcceptDrops(not parts.session.project.read_only)
            target.installEventFilter(self)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"project.paste": self.paste}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: there is nothing to paint."""

    def close(self) -> None:
        """End an import that still goes on, and forget what was pasted."""
        for dialog in self._window.findChildren(QDialog, "import_dialog"):
            dialog.reject()
        if self._folder is not None:
            self._folder.cleanup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what can be imported."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if _can_be_taken(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and _can_be_taken(event.mimeData()):
            event.acceptProposedAction()
            self.take(event.mimeData())
            return True
        return False

    def paste(self) -> None:
        """Import what the clipboard holds."""
        held = QGuiApplication.clipboard().mimeData()
        if held is None or not _can_be_taken(held):
            self._session.told.emit(NOTHING)
            return
        self.take(held)

    def take(self, held: QMimeData) -> None:
        """Open the import dialog with files, HTML or text."""
        if self._session.project.read_only:
            self._session.told.emit(READ_ONLY)
            return
        files = [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
        if files:
            self._open(files)
        elif held.hasHtml() and held.html().strip():
            self._open([self._kept(held.html(), "html")], Choices((("page", "selection"),)))
        else:
            self._open([self._kept(held.text(), "txt")])

    def _kept(self, text: str, suffix: str) -> Path:
        """Keep what was pasted in a file of our own name; no name comes from outside."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="annotator-pasted-", ignore_cleanup_errors=True)
        self._number += 1
        path = Path(self._folder.name) / f"pasted {self._number}.{suffix}"
        path.write_text(text, encoding="utf-8", errors="replace")
        return path

    def _open(self, paths: list[Path], choices: Choices | None = None) -> None:
        # Late: the readers of all formats cost a tenth of the window's start.
        from annotator.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._session, self._window)
        dialog.choices = choices or Choices()
        dialog.imported.connect(self._session.reload)
        dialog.add_paths(paths)
        dialog.open()


def _can_be_taken(held: QMimeData) -> bool:
    local = any(url.isLocalFile() for url in held.urls())
    return local or bool(held.hasHtml() and held.html().strip()) or bool(held.hasText() and held.text().strip())
