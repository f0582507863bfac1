"""Undo and redo, which say what they would take back or do again."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.plain import menu_words, plain_tooltip
from annotator.ui.session import Session
from annotator.ui.window_actions import WindowActions


class Undoing(QObject):
    """Keeps the words of both actions equal to what stands in the journal."""

    def __init__(self, session: Session, actions: WindowActions, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        actions.connect_handlers(self.handlers())
        session.changed.connect(self._show)
        session.annotator_changed.connect(self._show)
        self._show()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"edit.undo": self._undo, "edit.redo": self._redo}

    def _undo(self) -> None:
        done = self._session.undo()
        if done is not None:
            self._session.told.emit(f"Undone: {done.words.removeprefix('undo: ')}")

    def _redo(self) -> None:
        done = self._session.redo()
        if done is not None:
            self._session.told.emit(f"Done again: {done.words.removeprefix('redo: ')}")

    def _show(self, _event: object = None) -> None:
        project, me = self._session.project, self._session.annotator.id
        self._name("edit.undo", "Undo", lambda: project.undo_words(me))
        self._name("edit.redo", "Redo", lambda: project.redo_words(me))

    def _name(self, id: str, verb: str, read: Callable[[], str | None]) -> None:
        action, known = self._actions.by_id[id], True
        try:
            words = read()
        except UserError:
            words, known = None, False  # the verb alone rather than words of before
        action.setText(f"{verb}: {menu_words(words)}" if words else verb)
        action.setToolTip(plain_tooltip(f"{verb}: {words}" if words else verb))
        action.setEnabled((bool(words) or not known) and not self._session.project.read_only)
