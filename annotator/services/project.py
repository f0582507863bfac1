"""A project: open it, execute commands, undo, redo, ask."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from annotator.errors import UserError
from annotator.model.annotation import Relation, Span
from annotator.model.document import Annotator, Document, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId, OperationId, SpanId, derived_id, random_id
from annotator.model.operation import Change, Operation, RecordKind
from annotator.model.scheme import Scheme
from annotator.services.commands import Command, Plan
from annotator.services.reading import Reader, shortened
from annotator.services.scheme_file import default_scheme
from annotator.services.storable import storable_line, storable_plan
from annotator.services.undo import UndoStack, inverse
from annotator.storage import annotations, assignments, documents, journal, schemes
from annotator.storage.assignments import Pair
from annotator.storage.database import DoesNotFit, ProjectFile
from annotator.storage.documents import DocumentSummary
from annotator.storage.merging import changes_before, merge_in
from annotator.storage.operations import MERGE, Transfer
from annotator.storage.records import RecordChanged
from annotator.storage.replica import settle_replica
from annotator.storage.rows import annotator_image, change, name_key
from annotator.storage.scheme_rows import label_image, layer_image, relation_label_image
from annotator.storage.settling import with_siblings

SYSTEM = AnnotatorId("")
LONGEST_NAME = 80

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def _asking(
    method: Callable[Concatenate["Project", _Asked], _Answer],
) -> Callable[Concatenate["Project", _Asked], _Answer]:
    """Turn a failing read into UserError."""

    @wraps(method)
    def guarded(self: "Project", /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Answer:
        with self.file.reading():
            return method(self, *args, **kwargs)

    return guarded


class Project:
    """One open project. Every change is one operation, durable when the call returns."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self._scheme: Scheme | None = None
        self._stacks: dict[AnnotatorId, UndoStack] = {}
        self.path = file.path
        self.read_only = file.read_only
        if not file.read_only:
            with file.unit() as db:
                settle_replica(db, file.path)
        with file.reading() as db:
            self.uuid = journal.read_property(db, "uuid") or ""
            self._replica = journal.read_property(db, "replica") or ""

    @classmethod
    def create(cls, path: Path, scheme: Scheme | None = None) -> Self:
        """Make a project with a scheme (the default one unless given); raises UserError."""
        chosen = scheme or default_scheme()
        file = ProjectFile.create(path)
        try:
            project = cls(file)
            project._begin(chosen)
            return project
        except BaseException:
            file.path.unlink(missing_ok=True)
            file.close()
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a project; raises UserError for what is none, ProjectBusy when somebody writes to it."""
        file = ProjectFile.open(path, read_only=read_only)
        try:
            return cls(file)
        except BaseException:
            file.close()
            raise

    @classmethod
    def open_lent(cls, path: Path) -> Self:
        """Open for writing what the window that asks for it holds and lends; raises UserError."""
        file = ProjectFile.open_lent(path)
        try:
            return cls(file)
        except BaseException:
            file.close()
            raise

    def forget(self) -> None:
        """Read scheme and undo list anew: another process wrote into the lent file."""
        self._scheme = None
        self._stacks.clear()

    def close(self) -> None:
        """Close the file; everything is saved already."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def file(self) -> ProjectFile:
        """The project's file, for services that stream much."""
        return self._file

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about what had to be done to open the project; mostly none."""
        return self._file.notices

    @property
    def scheme(self) -> Scheme:
        """The scheme as it is now."""
        if self._scheme is None:
            with self._file.reading() as db:
                self._scheme = schemes.read_scheme(db)
        return self._scheme

    def reader(self, actor: AnnotatorId) -> Reader:
        """What a command of this actor may read."""
        return Reader(self._file, actor, self.scheme)

    # --- changing ---

    def execute(self, command: Command, actor: AnnotatorId) -> Operation | None:
        """Do a command in one unit; None when there was nothing to change.

        Raises UserError when it is refused and NotSaved when the write fails; nothing is changed then.
        """
        stack = self._stack(actor)
        with self._changing():
            # Planned inside the unit: nobody can change what was read before it is written.
            plan = command.plan(self.reader(actor))
            operation = self._append(plan, actor, kind=type(command).__name__) if plan.changes else None
        if operation:
            stack.done(operation.id)
        return operation

    def undo(self, actor: AnnotatorId) -> Operation:
        """Take back the actor's newest operation; raises UserError naming what changed since."""
        newest = self._operation(self._stack(actor).newest_done, "There is nothing to undo.")
        operation = self._take_back(newest, f"undo: {newest.words}", actor, kind="undo")
        self._stack(actor).undone(newest.id, operation.id)
        return operation

    def redo(self, actor: AnnotatorId) -> Operation:
        """Do again what the actor undid last; raises UserError naming what changed since."""
        undoing = self._operation(self._stack(actor).newest_undone, "There is nothing to redo.")
        words = f"redo: {undoing.words.removeprefix('undo: ')}"
        operation = self._take_back(undoing, words, actor, kind="redo")
        self._stack(actor).redone(undoing.id)
        return operation

    def undo_words(self, actor: AnnotatorId) -> str | None:
        """Say what undo would take back, or None."""
        operation = self._read_operation(self._stack(actor).newest_done)
        return operation.words if operation else None

    def undo_list(self, actor: AnnotatorId, most: int) -> tuple[Operation, ...]:
        """List what undo would take back, newest first, without the changes."""
        newest = self._stack(actor).all_done[::-1][:most]
        with self._file.reading() as db:
            return journal.heads(db, newest)

    def redo_words(self, actor: AnnotatorId) -> str | None:
        """Say what redo would do again, or None."""
        operation = self._read_operation(self._stack(actor).newest_undone)
        return operation.words.removeprefix("undo: ") if operation else None

    def import_records(self, words: str, changes: Iterable[Change], actor: AnnotatorId = SYSTEM) -> Operation:
        """Insert new records, streamed, in one operation and one unit; an exception leaves nothing behind."""
        with self._changing():
            operation = self._new_operation(Plan(words, ()), actor, kind="import")
            journal.append_bulk(self._file.db, operation, changes)
        self._scheme = None
        return operation

    def import_in_batches(
        self, words: str, batches: Iterable[Sequence[Change]], actor: AnnotatorId = SYSTEM
    ) -> Generator[int, None, None]:
        """Insert new records as `import_records` does, with a pause after each batch.

        Until it ends nobody else can write; closing it early leaves nothing behind.
        """
        with self._changing(), self._file.occupied("an import is running: wait until it has ended"):
            operation = self._new_operation(Plan(words, ()), actor, kind="import")
            yield from journal.append_batches(self._file.db, operation, batches)
        self._scheme = None

    def merge_operations(self, words: str, transfers: Iterable[Transfer], actor: AnnotatorId) -> tuple[Change, ...]:
        """Take operations of another copy in, in one operation and one unit; returns what changed.

        An operation that is here already is passed over. Raises UserError; nothing is changed then.
        """
        with self._changing():
            changes = merge_in(self._file.db, self._new_operation(Plan(words, ()), actor, kind=MERGE), transfers)
        self.forget()
        return changes

    def ensure_annotator(self, name: str, role: Role = Role.ANNOTATOR) -> Annotator:
        """Find an annotator by name or add one; equal names are one person."""
        found = self.annotator(name)
        if found:
            return found
        shown = storable_line(name)
        if not shown:
            raise UserError("An annotator needs a name: type one.")
        if len(shown) > LONGEST_NAME:
            raise UserError(f"The name {shown[:20]}… is too long: use at most {LONGEST_NAME} characters.")
        annotator = Annotator(AnnotatorId(derived_id("annotator", name_key(shown))), shown, role)
        added = change(RecordKind.ANNOTATOR, None, annotator_image(annotator))
        with self._changing():
            self._append(Plan(f"add annotator {shown}", (added,)), annotator.id, kind="AddAnnotator")
        return annotator

    def remember_annotator(self, annotator: AnnotatorId) -> None:
        """Remember who annotates in this project file."""
        if self.remembered_annotator() != annotator:
            with self._changing():
                journal.write_property(self._file.db, "annotator", annotator)

    # --- asking ---

    @_asking
    def remembered_annotator(self) -> AnnotatorId | None:
        """Tell who annotated last in this project file."""
        known = journal.read_property(self._file.db, "annotator")
        return next((one.id for one in self.annotators() if one.id == known), None)

    @_asking
    def annotators(self) -> tuple[Annotator, ...]:
        """List all annotators by name."""
        return documents.annotators(self._file.db)

    @_asking
    def annotator(self, name: str) -> Annotator | None:
        """Find an annotator by name, whatever its case."""
        return documents.annotator_named(self._file.db, name)

    @_asking
    def summaries(self, annotator: AnnotatorId) -> tuple[DocumentSummary, ...]:
        """Summarise all documents for one annotator in import order."""
        return documents.summaries(self._file.db, annotator)

    @_asking
    def summary(self, annotator: AnnotatorId, document: DocumentId) -> DocumentSummary | None:
        """Summarise one document for one annotator."""
        return documents.summary(self._file.db, annotator, document)

    @_asking
    def document_ids(self) -> tuple[DocumentId, ...]:
        """List all documents in import order."""
        return documents.document_ids(self._file.db)

    @_asking
    def document(self, identity: DocumentId) -> Document:
        """Read a document; raises UserError when it is gone."""
        return self.reader(SYSTEM).document(identity)

    @_asking
    def spans(self, document: DocumentId, annotator: AnnotatorId) -> tuple[Span, ...]:
        """List one annotator's spans of one document, by start, longest first."""
        return annotations.spans(self._file.db, document, annotator)

    @_asking
    def relations(self, document: DocumentId, annotator: AnnotatorId) -> tuple[Relation, ...]:
        """List one annotator's relations with an end in one document."""
        return annotations.relations(self._file.db, document, annotator)

    @_asking
    def span(self, identity: SpanId) -> Span | None:
        """Read one span."""
        return annotations.read_span(self._file.db, identity)

    @_asking
    def state(self, document: DocumentId, annotator: AnnotatorId) -> DocumentState:
        """Read one annotator's state of one document."""
        return documents.read_state(self._file.db, document, annotator)

    @_asking
    def states(self, document: DocumentId) -> dict[AnnotatorId, DocumentState]:
        """Read everybody's state of one document, those at todo left out."""
        return documents.states(self._file.db, document)

    @_asking
    def assignments(self) -> frozenset[Pair]:
        """Read who is to label which document; samples of second passes are nobody's work to share out."""
        return assignments.assignments_of_people(self._file.db)

    @_asking
    def span_history(self, identity: SpanId) -> tuple[Operation, ...]:
        """List the operations that changed a span, oldest first."""
        return journal.history(self._file.db, RecordKind.SPAN, identity)

    # --- inside ---

    def _begin(self, scheme: Scheme) -> None:
        records = [change(RecordKind.LAYER, None, layer_image(layer)) for layer in scheme.layers]
        records += [change(RecordKind.LABEL, None, label_image(label)) for label in scheme.labels]
        records += [
            change(RecordKind.RELATION_LABEL, None, relation_label_image(label)) for label in scheme.relation_labels
        ]
        with self._changing():
            self._append(Plan("begin the project", tuple(records)), SYSTEM, kind="begin")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            with self._file.unit():
                yield
        except RecordChanged as error:
            raise UserError(f"A {error.change.kind} changed meanwhile, nothing was done: try again.") from error

    def _append(self, plan: Plan, actor: AnnotatorId, *, kind: str, undo_of: OperationId | None = None) -> Operation:
        """Write one operation; the scheme is read again when it is asked for next."""
        whole = replace(plan, changes=with_siblings(self._file.db, plan.changes))
        operation = self._new_operation(storable_plan(whole), actor, kind=kind, undo_of=undo_of)
        journal.append(self._file.db, operation)
        self._scheme = None if _changes_scheme(operation) else self._scheme
        return operation

    def _take_back(self, operation: Operation, words: str, actor: AnnotatorId, *, kind: str) -> Operation:
        try:
            with self._changing():
                if operation.kind == MERGE:
                    changes = changes_before(self._file.db, operation.id)
                else:
                    changes = inverse(operation, self.reader(actor))
                return self._append(Plan(words, changes), actor, kind=kind, undo_of=operation.id)
        except DoesNotFit as error:
            raise UserError(
                f"“{shortened(operation.words)}” cannot be taken back: something that it needs was deleted since "
                "then, or something needs it now."
            ) from error

    def _new_operation(
        self, plan: Plan, actor: AnnotatorId, *, kind: str, undo_of: OperationId | None = None
    ) -> Operation:
        return Operation(
            id=OperationId(random_id()),
            replica=self._replica,
            counter=journal.next_counter(self._file.db),
            actor=actor,
            at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            kind=kind,
            words=plan.words,
            scheme_revision=self.scheme.revision,
            changes=plan.changes,
            undo_of=undo_of,
        )

    def _operation(self, identity: OperationId | None, otherwise: str) -> Operation:
        operation = self._read_operation(identity)
        if operation is None:
            raise UserError(otherwise)
        return operation

    def _read_operation(self, identity: OperationId | None) -> Operation | None:
        with self._file.reading() as db:
            return journal.operation(db, identity) if identity else None

    def _stack(self, actor: AnnotatorId) -> UndoStack:
        if actor not in self._stacks:
            with self._file.reading() as db:
                self._stacks[actor] = UndoStack.replayed(journal.operations_of(db, actor))
        return self._stacks[actor]


def _changes_scheme(operation: Operation) -> bool:
    kinds = (RecordKind.LAYER, RecordKind.LABEL, RecordKind.RELATION_LABEL)
    return any(change.kind in kinds for change in operation.changes)
