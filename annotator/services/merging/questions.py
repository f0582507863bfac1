"""What somebody must answer before files are merged: what both sides added, other projects, other texts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from annotator.model.authority import AuthorityEntry
from annotator.model.document import Role
from annotator.model.operation import Image, RecordKind
from annotator.services.merging.exchange_file import is_exchange, read_exchange
from annotator.services.project import SYSTEM, Project
from annotator.services.reading import shortened
from annotator.storage.authority import entry_key, entry_of, read_entries
from annotator.storage.operations import Transfer, annotators_added
from annotator.storage.scheme_rows import label_image, relation_label_image

_LABELS = (RecordKind.LABEL, RecordKind.RELATION_LABEL)
_PEOPLE = (Role.ANNOTATOR, Role.LEAD)
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class _Label:
    id: str
    definition: str
    layer: str

    @classmethod
    def of(cls, image: Image) -> "_Label":
        return cls(str(image["id"]), str(image.get("definition", "")), str(image.get("layer", "")))


@dataclass(frozen=True, slots=True)
class _Side:
    """What one copy named: labels, annotators with the operations that added them, entries."""

    place: str
    labels: Mapping[str, _Label]
    people: Mapping[str, tuple[str, frozenset[str]]]
    entries: Mapping[tuple[str, str], AuthorityEntry]


def merge_questions(project: Project, others: Sequence[Path]) -> tuple[str, ...]:
    """List the sentences that must be agreed to; raises UserError for a file that cannot be read."""
    asked: dict[str, None] = {}
    sides = [_side_of(project, "here")]
    with ExitStack() as opened:
        for path in others:
            if is_exchange(path):
                side = _side_in(path, read_exchange(path)[1])
            else:
                other = opened.enter_context(Project.open(path, read_only=True))
                if other.uuid != project.uuid:
                    asked.update(dict.fromkeys(_of_another(project, other)))
                    continue
                side = _side_of(other, f"in {path.name}")
            for known in sides:
                asked.update(dict.fromkeys(_between(known, side, path.name)))
            sides.append(side)
    return tuple(asked)


def _between(known: _Side, side: _Side, name: str) -> Iterator[str]:
    for label in sorted(known.labels.keys() & side.labels.keys()):
        here, there = known.labels[label], side.labels[label]
        if here.id != there.id:
            moved = (
                f" It is in the layer {there.layer} there: one layer will stand." if there.layer != here.layer else ""
            )
            defined = " It is defined differently there: one definition will stand."
            differs = moved + (defined if there.definition != here.definition else "")
            yield f"{name} has a label {label} of its own: it is the same label as {label} {known.place}.{differs}"
    for key in sorted(known.entries.keys() & side.entries.keys()):
        entry = side.entries[key]
        if known.entries[key].id != entry.id:
            yield (
                f"{name} has “{shortened(entry.name)}” in its list of names by itself: it is the same as "
                f"“{shortened(known.entries[key].name)}” {known.place}. The two become one with the aliases of both."
            )
    for identity in sorted(known.people.keys() & side.people.keys(), key=lambda one: side.people[one][0]):
        (person, here_added), (_, there_added) = known.people[identity], side.people[identity]
        if here_added.isdisjoint(there_added):
            where = "this project" if known.place == "here" else known.place.removeprefix("in ")
            yield (
                f"{name} and {where} each added an annotator {person}: they are the same person. If they are two, do "
                "not merge: export the work from there and import it here under another name."
            )


def _side_of(project: Project, place: str) -> _Side:
    with project.file.reading() as db:
        added = annotators_added(db)
        entries = {entry_key(one): one for one in read_entries(db)}
    people = {
        str(one.id): (one.name, added[one.id])
        for one in project.annotators()
        if one.role in _PEOPLE and one.id in added
    }
    return _Side(place, _labels_of(project), people, entries)


def _side_in(path: Path, transfers: Sequence[Transfer]) -> _Side:
    people: dict[str, tuple[str, frozenset[str]]] = {}
    entries: dict[str, AuthorityEntry] = {}
    for one in transfers:
        for step in one.steps:
            if step.kind is RecordKind.ANNOTATOR and step.before is None and step.after is not None:
                before = people.get(step.record, ("", frozenset()))[1]
                if step.after["role"] in _PEOPLE:
                    people[step.record] = (str(step.after["name"]), before | {one.id})
            elif step.kind is RecordKind.AUTHORITY:
                entries.pop(step.record, None)
                if step.after is not None:
                    entries[step.record] = entry_of(step.after)
    return _Side(f"in {path.name}", _labels_in(transfers), people, {entry_key(one): one for one in entries.values()})


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


def _labels_of(project: Project) -> dict[str, _Label]:
    labels = map(label_image, project.scheme.labels)
    links = map(relation_label_image, project.scheme.relation_labels)
    return {str(image["name"]): _Label.of(image) for image in (*labels, *links)}


def _labels_in(transfers: Sequence[Transfer]) -> dict[str, _Label]:
    newest: dict[str, Image] = {}
    for step in (step for one in transfers for step in one.all_steps()):
        if step.kind in _LABELS:
            newest.pop(step.record, None)
            if step.after is not None:
                newest[step.record] = step.after
    return {str(image["name"]): _Label.of(image) for image in newest.values()}


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f" ({', '.join(names[:_MOST_NAMES])}{more})" if names else ""
