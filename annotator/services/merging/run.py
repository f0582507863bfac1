"""Merges other annotators' work into a project: whole or not at all, any number of times, in any order."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId
from annotator.model.operation import Change, RecordKind
from annotator.services.merging.again import MergeAgain
from annotator.services.merging.exchange_file import is_exchange, read_exchange
from annotator.services.merging.siblings import Sibling, siblings
from annotator.services.project import SYSTEM, Project
from annotator.storage.copying import copy_to
from annotator.storage.integrity import findings
from annotator.storage.operations import Transfer, operation_ids, transfers
from annotator.storage.totals import spans_per_document


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one annotator: how many spans, in how many articles."""

    spans: int
    documents: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge brought; `foreign` are files of another project, whose articles were matched by their text.

    `per_document` holds title, annotator and how many spans came, `gone` how many went, because they were deleted
    there; `again` tells that a merge of these files was undone, and what it had brought came in once more.
    """

    documents_added: int
    documents_known: int
    operations_added: int
    operations_known: int
    siblings: tuple[Sibling, ...]
    per_annotator: dict[str, Brought]
    foreign: tuple[str, ...] = ()
    per_document: tuple[tuple[str, str, int], ...] = ()
    again: bool = False
    gone: tuple[tuple[str, str, int], ...] = ()
    documents_gone: int = 0

    @property
    def spans_gone(self) -> int:
        """How many spans went."""
        return sum(count for _, _, count in self.gone)

    @property
    def brings(self) -> bool:
        """Whether anything comes that is not here."""
        return bool(self.operations_added or self.foreign or self.again)

    def as_json(self) -> dict[str, object]:
        """Write the report as `merge --json` prints it; what went is told only when something did."""
        gone = {"gone": {"documents": self.documents_gone, "spans": self.spans_gone}}
        return {
            "documents": {"added": self.documents_added, "known": self.documents_known},
            "operations": {"added": self.operations_added, "known": self.operations_known},
            "siblings": [one.as_json() for one in self.siblings],
            "per_annotator": {
                name: {"spans": one.spans, "documents": one.documents} for name, one in self.per_annotator.items()
            },
            **(gone if self.documents_gone or self.gone else {}),
        }


DONE = "The merge is done and stored"


def merge(project: Project, others: Sequence[Path], actor: AnnotatorId) -> MergeReport:
    """Merge project files and exchange files, checked before anything is written; raises UserError.

    Files of this project bring their operations; a project file of another project brings its spans,
    matched by the articles' texts. An exchange file of another project is refused.
    """
    before = _Count.of(project)
    again, changes = False, tuple[Change, ...]()
    with ExitStack() as opened:
        own, foreign, projects = _sorted_by_origin(project, others, opened)
        known = before.documents & _documents_in(own, projects)
        if own:
            changes = project.merge_operations(_words(others), own, actor)
            # Last: what came now may have brought back some of it.
            again = _bring_again(project, own, actor)
        for other in foreign:
            _bring_foreign(project, other)
    try:
        report = _report(project, before, {one.id for one in own}, foreign=foreign, known=len(known))
        gone, documents_gone = _gone(project, changes)
        return replace(report, again=again, gone=gone, documents_gone=documents_gone)
    except UserError as fault:
        raise UserError(f"{DONE}, but what came in could not be counted: {fault}") from fault


def _bring_again(project: Project, own: Iterable[Transfer], actor: AnnotatorId) -> bool:
    try:
        return project.execute(MergeAgain(frozenset(one.id for one in own)), actor) is not None
    except UserError as fault:
        raise UserError(f"{DONE}, but what was undone before is not back; merge once more: {fault}") from fault
    finally:
        project.forget()


def _report(
    project: Project, before: "_Count", brought: set[str], *, foreign: Sequence[Project], known: int
) -> MergeReport:
    after = _Count.of(project)
    return MergeReport(
        documents_added=len(after.documents - before.documents),
        documents_known=known,
        operations_added=len(brought - before.operations) + len(foreign),
        operations_known=len(brought & before.operations),
        siblings=siblings(project),
        per_annotator=_gained(project, before, after),
        foreign=tuple(str(other.path) for other in foreign),
        per_document=_gained_in(project, before, after),
    )


def preview(project: Project, others: Sequence[Path]) -> MergeReport:
    """Tell what a merge would bring, by doing it on a copy."""
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "preview.annotator"
        with project.file.reading() as db:
            copy_to(db, copy)
        for path in others:
            _refuse_itself(project, path)
        with Project.open(copy) as lent:
            return merge(lent, others, AnnotatorId(""))


@dataclass(frozen=True, slots=True)
class _Count:
    documents: frozenset[str]
    operations: frozenset[str]
    spans: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, project: Project) -> "_Count":
        with project.file.reading() as db:
            spans = Counter(
                {(str(who), str(document)): count for (who, document), count in spans_per_document(db).items()}
            )
            return cls(frozenset(project.document_ids()), operation_ids(db), spans)


def _sorted_by_origin(
    project: Project, others: Iterable[Path], opened: ExitStack
) -> tuple[list[Transfer], list[Project], list[Project]]:
    own: list[Transfer] = []
    foreign: list[Project] = []
    projects: list[Project] = []
    seen: set[str] = set()
    for path in others:
        if is_exchange(path):
            brought = _of_exchange(project, path)
        else:
            other = opened.enter_context(_sound(project, path))
            projects.append(other)
            if other.uuid != project.uuid:
                foreign.append(other)
                continue
            with other.file.reading() as db:
                brought = tuple(transfers(db))
        own += [one for one in brought if one.id not in seen]
        seen.update(one.id for one in brought)
    return own, foreign, projects


def _of_exchange(project: Project, path: Path) -> tuple[Transfer, ...]:
    head, brought = read_exchange(path)
    if head.project != project.uuid:
        raise UserError(
            f"{path} was shared from another project, nothing was merged: ask for one made from a copy of "
            f"{project.path.name}, or merge the whole project file."
        )
    return brought


def _sound(project: Project, path: Path) -> Project:
    """Open a project file that is to be merged, once it is known to be whole."""
    _refuse_itself(project, path)
    other = Project.open(path, read_only=True)
    try:
        with other.file.reading() as db:
            faults = list(islice(findings(db), 1))
    except BaseException:
        other.close()
        raise
    if not other.uuid:
        faults.append(("identity", "property", "it does not say which project it is"))
    if faults:
        other.close()
        raise UserError(
            f"{path} is damaged ({faults[0][1]}: {faults[0][2]}), nothing was merged: ask for it to be sent again, "
            "or run `annotator check --salvage` on it."
        )
    return other


def _refuse_itself(project: Project, path: Path) -> None:
    if path.exists() and path.samefile(project.path):
        raise UserError(f"{path} is the project itself: name another annotator's file.")


def _bring_foreign(project: Project, other: Project) -> None:
    # Late: a merge of copies, and the window's start, need neither.
    from annotator.services.exporting.run import ExportRequest, export
    from annotator.services.exporting.selection import Scope
    from annotator.services.importing.run import import_paths

    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        lines = Path(folder) / f"{other.path.stem}.jsonl"
        export(other, ExportRequest(lines, scope=Scope(everything=True)))
        import_paths(project, [lines])


def _documents_in(own: Iterable[Transfer], projects: Iterable[Project]) -> frozenset[str]:
    told = {step.record for one in own for step in one.all_steps() if step.kind is RecordKind.DOCUMENT}
    return frozenset(told.union(*(other.document_ids() for other in projects)))


def _gained(project: Project, before: _Count, after: _Count) -> dict[str, Brought]:
    gained = after.spans - before.spans
    people = {who for who, _ in gained}
    return {
        one.name: Brought(
            sum(count for (who, _), count in gained.items() if who == one.id),
            sum(who == one.id for who, _ in gained),
        )
        for one in project.annotators()
        if one.id in people
    }


def _gained_in(project: Project, before: _Count, after: _Count) -> tuple[tuple[str, str, int], ...]:
    titles = {str(one.id): one.title for one in project.summaries(SYSTEM)}
    # By id: a merge may change how a name is written.
    names = {str(one.id): one.name for one in project.annotators()}
    gained = after.spans - before.spans
    return tuple(sorted((titles[document], names[who], count) for (who, document), count in gained.items()))


def _gone(project: Project, changes: Sequence[Change]) -> tuple[tuple[tuple[str, str, int], ...], int]:
    """Count what went by title and annotator; one record may have changed several times."""
    last = {(one.kind, one.id): one.after for one in changes}
    first = {(one.kind, one.id): one.before for one in reversed(changes)}
    went = [(kind, image) for (kind, id), image in first.items() if image is not None and last[kind, id] is None]
    documents = [image for kind, image in went if kind is RecordKind.DOCUMENT]
    titles = {str(one.id): one.title for one in project.summaries(SYSTEM)}
    titles |= {str(one["id"]): str(one["title"]) for one in documents}
    names = {str(one.id): one.name for one in project.annotators()}
    spans = Counter(
        (titles[str(one["document"])], names.get(str(one["annotator"]), ""))
        for kind, one in went
        if kind is RecordKind.SPAN
    )
    told = tuple(sorted((title, who, count) for (title, who), count in spans.items()))
    return told, len(documents)


def _words(others: Sequence[Path]) -> str:
    return f"merge {', '.join(path.name for path in others[:3])}" + (
        f" and {len(others) - 3} more" if len(others) > 3 else ""
    )
