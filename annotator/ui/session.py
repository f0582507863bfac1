"""The window's hold on a project: who works, on which article, with which span; it tells every view what happened."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.errors import DamagedProject, FileBusy, NotSaved, ProjectGone, UserError
from annotator.model.annotation import Fragment, Relation, Span
from annotator.model.document import Annotator, Document, DocumentState
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.model.scheme import Scheme
from annotator.services.commands import Command
from annotator.services.project import SYSTEM, Project
from annotator.services.safety.rescuing import do_in, rescue
from annotator.ui.open_spans import spans_after
from annotator.ui.retrying import Retrying

_T = TypeVar("_T")
_LONGEST_WAIT_MS = 1_000
# The window waits no longer than that for another program; then a timer tries again.
PATIENCE_MS = 40
WAITING = "Another program is using the file: the change is kept and tried again for ten seconds."
STILL_WAITING = "The change before this one is still being saved: wait a moment and try again."
SAVED_AND_READ_AGAIN = "The change is saved; it could not be shown at once, so the article was read again."
SAVED_BUT_UNREAD = "The change is saved, but the article shows the state before it: open the article again."
GONE = "The project {} was moved, deleted or replaced while it was open: put it back, or open it again where it is now."
UNFINISHED = (DocumentState.IN_PROGRESS, DocumentState.TODO)


class Proposal(Protocol):
    """A suggestion in hand: what keys for labels and edges mean while no span is selected."""

    @property
    def span(self) -> Span:
        """The span that it would become."""

    def accept_as(self, label: str) -> None:
        """Accept it with a label."""

    def move(self, fragments: tuple[Fragment, ...]) -> None:
        """Put it on other bounds."""

    def reject(self) -> None:
        """Do not want it."""


class Session(QObject):
    """Keeps what is on the screen equal to what is stored: nothing is told before it is written."""

    changed = Signal(object)
    scheme_changed = Signal(object)
    documents_changed = Signal()
    document_opened = Signal(object)
    span_selected = Signal(object)
    annotator_changed = Signal(object)
    failed = Signal(str)
    not_saved = Signal()
    saving = Signal()
    told = Signal(str)
    settling = Signal()
    restore_wanted = Signal(object)
    rescued = Signal(object)

    def __init__(self, project: Project, annotator: Annotator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        project.file.wait_at_most(_LONGEST_WAIT_MS)
        self.annotator = annotator
        self.document: Document | None = None
        self.spans: tuple[Span, ...] = ()
        self.relations: tuple[Relation, ...] = ()
        self.selected: SpanId | None = None
        self.proposal: Proposal | None = None
        self.before_command: Callable[[Command], None] | None = None
        self._is_settling = False
        self._rescue: Path | None = None
        self._is_gone = False
        self._retrying = Retrying(self._carry_out, self)
        self._retrying.written.connect(self._on_written_late)
        self._retrying.given_up.connect(self._on_given_up)
        project.file.set_patience(PATIENCE_MS)

    @property
    def scheme(self) -> Scheme:
        """The project's current scheme."""
        return self.project.scheme

    @property
    def selected_span(self) -> Span | None:
        """The selected span of the open article."""
        return self.span(self.selected) if self.selected is not None else None

    def span(self, id: SpanId) -> Span | None:
        """Find a span of the open article."""
        return next((span for span in self.spans if span.id == id), None)

    def settle(self) -> None:
        """Have what is being typed stored, before anything else is done or shown."""
        if not self._is_settling:
            self._is_settling = True
            self.settling.emit()
            self._is_settling = False

    def execute(self, command: Command) -> Operation | None:
        """Carry a command out; a refusal or a failed write is told and leaves everything as it was.

        When another program holds the file, the command waits and is tried again.
        """
        self.settle()
        if not self._retrying.again():
            self.failed.emit(STILL_WAITING)
            return None
        try:
            if self.before_command is not None:
                self.before_command(command)
            operation = self._carry_out(command)
        except FileBusy:
            self._retrying.hold(command)
            self.failed.emit(WAITING)
            self.saving.emit()
            return None
        except ProjectGone as gone:
            self._keep_elsewhere(command, gone)
            return None
        except UserError as refusal:
            self._refuse(refusal)
            return None
        if operation is not None:
            self._tell(operation)
        return operation

    def undo(self) -> Operation | None:
        """Take back this annotator's newest operation, in whichever article it was."""
        self.settle()
        operation = self._attempt(lambda: self.project.undo(self.annotator.id))
        if operation is not None:
            self._return_to(operation)
        return operation

    def redo(self) -> Operation | None:
        """Do again what was taken back last."""
        self.settle()
        operation = self._attempt(lambda: self.project.redo(self.annotator.id))
        if operation is not None:
            self._return_to(operation)
        return operation

    def read(self, reading: Callable[[], _T]) -> _T | None:
        """Read what the screen shows: a failure may pass, so there is a second try; the second failure is told.

        Raises DamagedProject: that does not pass, and a window that is opening is to be given up.
        """
        with suppress(UserError):
            return reading()
        try:
            return reading()
        except DamagedProject:
            raise
        except UserError as refusal:
            self.failed.emit(str(refusal))
            return None

    def open_document(self, id: DocumentId) -> None:
        """Show an article with this annotator's spans."""
        self.settle()
        try:
            self._open(id)
        except UserError as refusal:
            self.failed.emit(str(refusal))

    def open_first_unfinished(self) -> None:
        """Open the first article that is not done or skipped, or the first one; raises UserError."""
        summaries = self.project.summaries(self.annotator.id)
        wanted = next((summary for summary in summaries if summary.state in UNFINISHED), None)
        if wanted is None and summaries:
            wanted = summaries[0]
        if wanted is not None:
            self._open(wanted.id)

    def select_span(self, id: SpanId | None) -> None:
        """Select a span of the open article, or none."""
        if id is not None and self.span(id) is None:
            id = None
        if id != self.selected:
            self.selected = id
            self.span_selected.emit(id)

    def switch_annotator(self, name: str) -> None:
        """Let somebody else annotate; each sees only her own spans."""
        self.settle()
        try:
            annotator = self.project.ensure_annotator(name)
            self.project.remember_annotator(annotator.id)
        except UserError as refusal:
            self.failed.emit(str(refusal))
            return
        self.annotator = annotator
        self.annotator_changed.emit(annotator)
        if self.document is not None:
            self.open_document(self.document.id)

    def reload(self) -> None:
        """Read again what is on the screen, after something was written past the commands."""
        self.documents_changed.emit()
        if self.document is None:
            self._open_another()
        else:
            self.open_document(self.document.id)

    def close(self) -> None:
        """Give the project back; what another program still keeps from being written goes into a rescue copy."""
        command = self._retrying.command
        if command is not None and not self._retrying.again():
            self._retrying.drop()
            self._keep_elsewhere(command, NotSaved(STILL_WAITING))
        self.look_after_file()
        self.project.close()

    def _open(self, id: DocumentId) -> None:
        document = self.project.document(id)
        spans = self.project.spans(id, self.annotator.id)
        relations = self.project.relations(id, self.annotator.id)
        self.document, self.spans, self.relations, self.selected = document, spans, relations, None
        self.document_opened.emit(document)
        self.span_selected.emit(None)

    def look_after_file(self) -> bool:
        """Keep the work when the project's file went away; whether that is noticed just now."""
        project = self.project
        if project.read_only or project.file.is_in_unit:
            return False  # half an import is not kept: it is looked again when it is over
        if project.file.is_in_place:
            self._note_in_place()
            return False
        is_news, self._is_gone = not self._is_gone and self._rescue is None, True
        if is_news:
            self._keep_elsewhere(None, ProjectGone(GONE.format(project.path)))
        return is_news

    def _note_in_place(self) -> None:
        """Forget a rescue copy: should the project go away again, the copy would lack what is done from now on."""
        self._is_gone, self._rescue = False, None

    def _attempt(self, act: Callable[[], Operation | None]) -> Operation | None:
        try:
            return act()
        except ProjectGone as gone:
            self._keep_elsewhere(None, gone)
            return None
        except UserError as refusal:
            self._refuse(refusal)
            return None

    def _carry_out(self, command: Command) -> Operation | None:
        return self.project.execute(command, self._known_annotator())

    def _refuse(self, refusal: UserError) -> None:
        if isinstance(refusal, NotSaved):
            self.not_saved.emit()
        self.failed.emit(str(refusal))

    def _keep_elsewhere(self, command: Command | None, gone: NotSaved) -> None:
        """Write everything and the command that came too late into a rescue copy, and name it."""
        try:
            if self._rescue is None:
                self._rescue = rescue(self.project, command, self.annotator.name)
            else:
                do_in(self._rescue, command, self.annotator.name)
        except UserError as refusal:
            self._refuse(NotSaved(f"{gone} No rescue copy could be made: {refusal}"))
            return
        kept = "Everything" if command is None else "Everything, this change too,"
        self._refuse(NotSaved(f"{gone} {kept} is kept in {self._rescue}."))
        self.rescued.emit(self._rescue)

    def _on_written_late(self, operation: Operation | None) -> None:
        if operation is not None:
            self._tell(operation)
        self.told.emit("The change that waited is saved.")

    def _on_given_up(self, sentence: str) -> None:
        self._refuse(NotSaved(sentence))

    def _known_annotator(self) -> AnnotatorId:
        """Give the annotator's id; somebody new is added to the project with the first thing she does."""
        if self.annotator.id == SYSTEM:
            self.annotator = self.project.ensure_annotator(self.annotator.name)
        return self.annotator.id

    def _return_to(self, operation: Operation) -> None:
        """Tell of an operation, open the article that it touched and select the span that it brought back."""
        try:
            document = self._document_of(operation)
        except UserError as refusal:
            self._show_anew(operation, refusal)
            return
        if document is not None and (self.document is None or self.document.id != document):
            self.open_document(document)
        self._tell(operation)
        for change in operation.changed(RecordKind.SPAN):
            if change.after is not None and self.span(SpanId(change.id)) is not None:
                self.select_span(SpanId(change.id))
                return

    def _document_of(self, operation: Operation) -> DocumentId | None:
        for change in operation.changes:
            if change.document is not None:
                return None if change.document in _gone(operation) else change.document
        for change in operation.changed(RecordKind.RELATION):
            image = change.after if change.after is not None else change.before
            span = self.project.span(SpanId(str(image["from_span"]))) if image else None
            if span is not None:
                return span.document
        return None

    def _tell(self, operation: Operation) -> None:
        """Show what is stored, even when reading it back fails at first."""
        self._note_in_place()
        try:
            self._follow(operation)
        except UserError as refusal:
            self._show_anew(operation, refusal)

    def _show_anew(self, operation: Operation, refusal: UserError) -> None:
        """Read the whole article after a stored change that could not be read back, and say so."""
        selected, sentence = self.selected, f"{SAVED_AND_READ_AGAIN} {refusal}"
        try:
            if _changes_scheme(operation):
                self.scheme_changed.emit(self.project.scheme)
            if self.document is not None:
                self._open(self.document.id)
        except UserError as again:
            sentence = f"{SAVED_BUT_UNREAD} {again}"
        self.changed.emit(operation)
        self.select_span(selected)
        self.failed.emit(sentence)

    def _follow(self, operation: Operation) -> None:
        if _changes_scheme(operation):
            self.scheme_changed.emit(self.project.scheme)
        self._take_over(operation)
        if operation.changed(RecordKind.ANNOTATOR):
            self._follow_role()
        self.changed.emit(operation)
        if self.selected is not None and self.span(self.selected) is None:
            self.select_span(None)
        elif any(change.id == self.selected for change in operation.changed(RecordKind.SPAN)):
            self.span_selected.emit(self.selected)

    def _take_over(self, operation: Operation) -> None:
        if self.document is None or not self._touches_screen(operation):
            return
        if self.document.id in _gone(operation):
            self._leave_deleted()
            return
        self.spans = spans_after(self.spans, operation, self.project, self.document.id, self.annotator.id)
        if operation.changed(RecordKind.RELATION):
            self.relations = self.project.relations(self.document.id, self.annotator.id)
        if operation.changed(RecordKind.DOCUMENT) or operation.changed(RecordKind.ZONE):
            self.document = self.project.document(self.document.id)

    def _open_another(self) -> None:
        try:
            self.open_first_unfinished()
        except UserError as refusal:
            self.failed.emit(str(refusal))

    def _leave_deleted(self) -> None:
        """Show another article than the one that is gone; an empty sheet when there is none."""
        self.document, self.spans, self.relations, self.selected = None, (), (), None
        self.span_selected.emit(None)
        self._open_another()
        if self.document is None:
            self.document_opened.emit(Document.of(""))

    def _follow_role(self) -> None:
        """Take over a role that the annotator was given or lost."""
        known = self.project.annotator(self.annotator.name)
        if known is not None and known != self.annotator:
            self.annotator = known
            self.annotator_changed.emit(known)

    def _touches_screen(self, operation: Operation) -> bool:
        assert self.document is not None
        return operation.touches(self.document.id) or bool(operation.changed(RecordKind.RELATION))


def _gone(operation: Operation) -> set[str]:
    return {change.id for change in operation.changed(RecordKind.DOCUMENT) if change.after is None}


def _changes_scheme(operation: Operation) -> bool:
    return any(operation.changed(kind) for kind in (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL))
