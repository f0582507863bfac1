"""Self-agreement in the window: begins a second pass, walks through it, leaves it and shows what drifted."""

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.model.document import Annotator, Role
from annotator.services.agreement_words import HIDDEN_PASS
from annotator.services.flow.queues import Queue
from annotator.services.flow.second_pass import (
    GiveUpPass,
    SecondPass,
    begin_pass,
    could_be_drawn,
    owner_of,
    passes_of,
    running_pass,
)
from annotator.ui.agreeing import Agreeing
from annotator.ui.dialogs.second_pass import SecondPassDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.panels.second_pass_bar import SecondPassBar
from annotator.ui.parts import WindowParts

NO_PASS = "You have labelled no articles again yet: begin with Review, Label your own articles again."
NOTHING_RUNS = "No second pass is going on: begin one with Review, Label your own articles again."


class SecondPassing(QObject):
    """A feature of the window: while a second pass runs, its annotator is the one who annotates."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self.bar = SecondPassBar()
        parts.bars(self.bar)
        self._is_in = False
        self.bar.pause.clicked.connect(self._pause)
        self.bar.give_up.clicked.connect(self._give_up)
        self.bar.drift.clicked.connect(self._show_drift)
        self._session.annotator_changed.connect(self._on_annotator)
        self._session.changed.connect(self._count)
        self._session.documents_changed.connect(self._count)
        self._on_annotator()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "pass.open": self._open,
            "pass.pause": self._pause,
            "pass.give_up": self._give_up,
            "pass.drift": self._show_drift,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the style sheet does it."""

    def close(self) -> None:
        """End what still runs: nothing does."""

    @property
    def _owner(self) -> Annotator:
        """Whoever sits here, be it in her first pass or in her second."""
        me = self._session.annotator
        return owner_of(me, self._session.project.annotators()) or me

    @property
    def _running(self) -> SecondPass | None:
        return running_pass(self._session.project, self._owner.id)

    def _here(self) -> SecondPass | None:
        """Find the second pass that is being labelled just now."""
        if self._session.annotator.role is not Role.SECOND_PASS:
            return None
        found = passes_of(self._session.project, self._owner.id)
        return next((one for one in found if one.annotator.id == self._session.annotator.id), None)

    def _open(self) -> None:
        project, owner = self._session.project, self._owner
        running = self._running
        finished = any(one.left != one.documents for one in passes_of(project, owner.id))
        there = len(could_be_drawn(project, owner.id))
        dialog = SecondPassDialog(there, running, has_drift=finished, parent=self._parts.window)
        dialog.begun.connect(self._begin)
        dialog.gone_on.connect(self._go_on)
        dialog.given_up.connect(self._give_up)
        dialog.drift_wanted.connect(self._show_drift)
        dialog.open()

    def _begin(self, count: int, seed: int) -> None:
        try:
            found = begin_pass(self._session.project, self._owner, count, seed)
        except UserError as refusal:
            self._session.failed.emit(str(refusal))
            return
        self._session.switch_annotator(found.annotator.name)

    def _go_on(self) -> None:
        running = self._running
        if running is not None:
            self._session.switch_annotator(running.annotator.name)

    def _pause(self) -> None:
        if self._here() is None and self._session.annotator.role is not Role.SECOND_PASS:
            self._session.failed.emit(NOTHING_RUNS)
            return
        self._session.switch_annotator(self._owner.name)

    def _give_up(self) -> None:
        found = self._here() or self._running
        if found is None:
            self._session.failed.emit(NOTHING_RUNS)
            return
        if self._session.annotator.role is Role.SECOND_PASS:
            self._session.switch_annotator(found.owner.name)
        if self._session.execute(GiveUpPass(found)) is not None:
            self._session.told.emit("The second pass is given up; your first pass is as it was. Undo brings it back.")

    def _show_drift(self) -> None:
        here = self._here()
        if here is not None and here.left:
            self._session.failed.emit(HIDDEN_PASS)
            return
        found = here or next(reversed(passes_of(self._session.project, self._owner.id)), None)
        agreeing = self._parts.window.findChild(Agreeing)
        if found is None or not isinstance(agreeing, Agreeing):
            self._session.failed.emit(NO_PASS)
            return
        if self._session.annotator.role is Role.SECOND_PASS:
            self._session.switch_annotator(found.owner.name)
        agreeing.show_passes(found.names)

    def _on_annotator(self, _annotator: object = None) -> None:
        """Enter or leave the sample: it is listed alone while it is labelled."""
        here = self._here()
        if here is not None:
            self._parts.documents.choose_queue(Queue.MINE)
            current = self._session.document
            if here.left and (current is None or current.id not in here.left):
                self._session.open_document(here.left[0])
        elif self._is_in:
            self._parts.documents.choose_queue(Queue.ALL)
        self._is_in = here is not None
        self.bar.show_pass(here)

    def _count(self, _operation: object = None) -> None:
        if self._is_in:
            self.bar.show_pass(self._here())
