"""Turns the files of an import into the changes of one operation, streamed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.formats.base import Aside, Fault, FaultKind, ForeignDocument
from annotator.model.document import Annotator, DocumentState
from annotator.model.ids import AnnotatorId, DocumentId, derived_id
from annotator.model.operation import Change, RecordKind
from annotator.services.importing.documents import DocumentIntake, Refused, TakenDocument
from annotator.services.importing.local_ids import with_project_ids
from annotator.services.importing.reading import ReadItem, read_items
from annotator.services.importing.relations import RelationIntake
from annotator.services.importing.report import ImportFailed, ImportReport, Skipped, Tally
from annotator.services.importing.scheme import SchemeGrowth
from annotator.services.importing.sources import Choices, Sources
from annotator.services.importing.spans import Owner, SpanIntake, Work
from annotator.services.project import Project
from annotator.storage import records
from annotator.storage.rows import annotator_image, change, name_key, state_image

NOBODY = "imported"  # whose work a file brings that names nobody


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import: `mapping` renames labels, `status` overrides files, `choices` say how formats read."""

    format: str = ""
    annotator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    status: DocumentState | None = None
    strict_scheme: bool = False
    keep_good: bool = False
    dry_run: bool = False
    choices: Choices = field(default_factory=Choices)


class ImportPlan:
    """The state of one import while its items stream by."""

    def __init__(self, project: Project, options: ImportOptions) -> None:
        self._project = project
        self._options = options
        self._tally = Tally()
        self._growth = SchemeGrowth(project.scheme, dict(options.mapping), strict=options.strict_scheme)
        self._documents = DocumentIntake(project, self._tally)
        self._spans = SpanIntake(project, self._growth, self._tally)
        self._relations = RelationIntake(project, self._growth, self._tally)
        self._annotators = {name_key(one.name): one for one in project.annotators()}
        self._met_documents: set[DocumentId] = set()
        self._met_work: set[Owner] = set()

    @property
    def report(self) -> ImportReport:
        """The figures so far."""
        return self._tally.report(tuple(self._growth.added))

    def changes(self, sources: Sources, progress: Callable[[int], None]) -> Iterator[Change]:
        """Yield every new record in an order that streams; raises ImportFailed at the end when there are faults.

        `progress` is told how many items were read; what it raises ends the import.
        """
        for count, read in enumerate(read_items(sources), start=1):
            yield from self.taken(read)
            progress(count)
        yield from self.rest()

    def rest(self) -> Iterator[Change]:
        """Yield what can only be made after the last item; raises ImportFailed when there are faults."""
        yield from self._relations.resolve(self._spans, self._documents)
        yield from self._growth.take_changes()
        if self._tally.faults and not self._options.keep_good:
            raise ImportFailed(self.report)

    def taken(self, read: ReadItem) -> Iterator[Change]:
        """Yield what one item brings; what cannot be taken is told in the report."""
        item = read.item
        if isinstance(item, Fault):
            self._tally.faults.append(item)
            return
        if isinstance(item, Aside):
            self._tally.skipped.append(Skipped(item.place.path, item.place.saying(item.reason)))
            return
        self._tally.faults += item.faults
        try:
            taken = self._documents.take(item, read.name)
        except Refused as error:
            self._tally.faults.append(Fault(FaultKind.DOCUMENT, item.place, str(error), item.document, item.document))
            return
        yield from taken.changes
        yield from self._work(item, taken, f"import:{read.format}")

    def _work(self, item: ForeignDocument, taken: TakenDocument, origin: str) -> Iterator[Change]:
        """Yield what somebody did on a document: who, how far, spans; relations wait."""
        name = self._annotator_name(item)
        if not name:
            self._count_known(Owner(taken.id, AnnotatorId("")))
            return
        annotator = self._annotators.get(name_key(name))
        if annotator is None:
            annotator = Annotator(AnnotatorId(derived_id("annotator", name_key(name))), name, item.role)
            self._annotators[name_key(name)] = annotator
            yield change(RecordKind.ANNOTATOR, None, annotator_image(annotator))
        owner = Owner(taken.id, annotator.id)
        if owner not in self._met_work:
            yield from self._state(item, owner)
        self._count_known(owner)
        item = with_project_ids(item, owner.document, owner.annotator, self._relations.known_ids)
        spans = list(self._spans.take(Work(item, taken.text, owner, origin)))
        yield from self._growth.take_changes()
        yield from spans
        self._relations.keep(item, annotator.id, origin=origin)

    def _annotator_name(self, item: ForeignDocument) -> str:
        """Whose work an item is: what the file says, else what was asked for, else nobody's."""
        if item.annotator:
            return item.annotator
        brings_work = item.spans or item.relations or item.faults or item.status not in (None, DocumentState.TODO)
        asked = self._options.annotator.strip()
        if brings_work:
            return asked or NOBODY
        return asked if item.status is None or self._options.status else ""

    def _count_known(self, owner: Owner) -> None:
        """Count a document that the project had, once, and each further copy of the same work."""
        had = owner.document not in self._met_documents and not self._documents.is_new(owner.document)
        if had or owner in self._met_work:
            self._tally.documents_known += 1
        self._met_documents.add(owner.document)
        self._met_work.add(owner)

    def _state(self, item: ForeignDocument, owner: Owner) -> Iterator[Change]:
        """Yield the state; one that the project has already stays, because an import only adds."""
        state = self._options.status or item.status or DocumentState.DONE
        image = state_image(owner.document, owner.annotator, state)
        with self._project.file.reading() as db:
            before = records.read_image(db, RecordKind.DOCUMENT_STATE, str(image["id"]))
        if before is None:
            if state is not DocumentState.TODO:
                yield change(RecordKind.DOCUMENT_STATE, None, image)
        elif before["state"] != state.value:
            reason = f"its state stays {before['state']} and does not become {state.value}: use `annotator state`"
            self._tally.warnings.append(Fault(FaultKind.DOCUMENT, item.place, reason, owner.document))
