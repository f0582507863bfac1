"""What somebody must answer before files are merged: labels of one name, other projects, other texts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from annotator.model.document import Role
from annotator.model.operation import RecordKind
from annotator.model.scheme import Label, RelationLabel
from annotator.services.merging.exchange_file import is_exchange, read_exchange
from annotator.services.project import SYSTEM, Project
from annotator.services.reading import shortened
from annotator.storage.operations import Transfer, annotators_added

_LABELS = (RecordKind.LABEL, RecordKind.RELATION_LABEL)
_PEOPLE = (Role.ANNOTATOR, Role.LEAD)
_MOST_NAMES = 5


def merge_questions(project: Project, others: Sequence[Path]) -> tuple[str, ...]:
    """List the sentences that must be agreed to; raises UserError for a file that cannot be read."""
    asked: dict[str, None] = {}
    with ExitStack() as opened:
        for path in others:
            if is_exchange(path):
                brought = read_exchange(path)[1]
                asked.update(dict.fromkeys(_same_names(project, path, _labels_in(brought))))
                asked.update(dict.fromkeys(_same_people(project, path, _added_in(brought))))
                continue
            other = opened.enter_context(Project.open(path, read_only=True))
            if other.uuid == project.uuid:
                asked.update(dict.fromkeys(_same_names(project, path, _labels_of(other))))
                with other.file.reading() as db:
                    asked.update(dict.fromkeys(_same_people(project, path, annotators_added(db))))
            else:
                asked.update(dict.fromkeys(_of_another(project, other)))
    return tuple(asked)


def _same_names(project: Project, path: Path, labels: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for name, (identity, definition) in sorted(_labels_of(project).items()):
        there, said = labels.get(name, (identity, definition))
        if there != identity:
            differs = "" if said == definition else " It is defined differently there: one definition will stand."
            yield f"{path.name} has a label {name} of its own: it is the same label as {name} here.{differs}"


def _same_people(project: Project, path: Path, there: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Ask about names that were typed on both sides: nobody else can tell whether that is one person."""
    with project.file.reading() as db:
        here = annotators_added(db)
    for one in project.annotators():
        if one.role in _PEOPLE and one.id in there and one.id in here and here[one.id].isdisjoint(there[one.id]):
            yield (
                f"{path.name} and this project each added an annotator {one.name}: they are the same person. If they "
                "are two, do not merge: export the work from there and import it here under another name."
            )


def _of_another(project: Project, other: Project) -> Iterator[str]:
    shared = sorted(_labels_of(project).keys() & _labels_of(other).keys())
    people = sorted({one.name for one in project.annotators()} & {one.name for one in other.annotators()})
    name = other.path.name
    yield (
        f"{name} is another project: its articles are matched by their text and its labels by their names"
        f"{_listed(shared)}. It comes as an import, which the backup takes back and undo does not."
    )
    if people:
        yield f"Annotators of the same name are the same people in {name} and here{_listed(people)}."
    here = {one.title: one.id for one in project.summaries(SYSTEM)}
    differ = [one for one in other.summaries(SYSTEM) if here.get(one.title, one.id) != one.id]
    if differ:
        titles = _listed([f"“{shortened(one.title)}”" for one in differ])
        yield (
            f"{len(differ)} articles of {name} have the title of one here but another text{titles}: they come as "
            "articles of their own, nothing is laid over the text here."
        )


def _labels_of(project: Project) -> dict[str, tuple[str, str]]:
    """Map the names of labels to their ids and definitions."""
    scheme = project.scheme
    labels: tuple[Label | RelationLabel, ...] = (*scheme.labels, *scheme.relation_labels)
    return {label.name: (str(label.id), label.definition) for label in labels}


def _labels_in(transfers: Sequence[Transfer]) -> dict[str, tuple[str, str]]:
    newest: dict[str, tuple[str, str]] = {}
    for step in (step for one in transfers for step in one.all_steps()):
        if step.kind in _LABELS:
            newest.pop(step.record, None)
            if step.after is not None:
                newest[step.record] = (str(step.after["name"]), str(step.after.get("definition", "")))
    return {name: (identity, definition) for identity, (name, definition) in newest.items()}


def _added_in(transfers: Sequence[Transfer]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in transfers:
        for step in one.steps:
            if step.kind is RecordKind.ANNOTATOR and step.before is None:
                found.setdefault(step.record, set()).add(one.id)
    return found


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f" ({', '.join(names[:_MOST_NAMES])}{more})" if names else ""
