"""The flow of work: queues of articles, flags, roles and assignments."""

from functools import partial

from annotator.actions import QUEUES
from annotator.services.flow.commands import SetFlag
from annotator.services.flow.queues import Queue
from annotator.ui.dialogs.assign_dialog import AssignDialog
from annotator.ui.dialogs.roles_dialog import RolesDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts


class Flow:
    """Lets the annotator choose what she walks through, and a lead who labels what."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts
        self._session = parts.session
        self._flag = parts.actions.by_id["document.flag"]
        session = parts.session
        session.document_opened.connect(self._show_flag)
        session.changed.connect(self._show_flag)
        session.annotator_changed.connect(self._show_flag)
        self._show_flag()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        queues: dict[str, Handler] = {f"queue.{id}": partial(self._list, Queue[id.upper()]) for id in QUEUES}
        return queues | {
            "queue.choose": self._choose_queue,
            "document.flag": self._flag_article,
            "annotator.roles": self._change_roles,
            "project.assign": self._assign,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the list and the dialogs do it themselves."""

    def close(self) -> None:
        """End what still runs: nothing does."""

    def _list(self, queue: Queue) -> None:
        self._parts.documents.choose_queue(queue)

    def _choose_queue(self) -> None:
        box = self._parts.documents.queue
        if not box.isVisible():
            self._parts.actions.by_id["view.documents"].trigger()
        box.setFocus()

    def _flag_article(self) -> None:
        document = self._session.document
        if document is None:
            self._session.told.emit("No article is open.")
        elif self._session.execute(SetFlag(document.id, not self._is_flagged())) is not None:
            self._session.told.emit("Flagged, to come back to." if self._is_flagged() else "No longer flagged.")
        self._show_flag()

    def _change_roles(self) -> None:
        RolesDialog(self._session, self._parts.window).open()

    def _assign(self) -> None:
        AssignDialog(self._session, self._parts.window).open()

    def _show_flag(self, _event: object = None) -> None:
        self._flag.setChecked(self._is_flagged())

    def _is_flagged(self) -> bool:
        document = self._session.document
        if document is None:
            return False
        summary = self._session.project.summary(self._session.annotator.id, document.id)
        return summary is not None and summary.flagged
