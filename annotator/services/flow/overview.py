"""The project's overview: counts in small steps, charts of them, and the spans that a bar stands for."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.annotation import Attribute, Span
from annotator.model.document import Annotator, Document, DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.scheme import AttributeType, Label, Scheme
from annotator.services.flow.charts import Chart, ChartKind, Part, Row, longest, rows_of
from annotator.services.project import Project
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.storage import figures
from annotator.storage.overview import count_documents, count_states
from annotator.storage.search import DocumentFilter, LabelFilter, documents_labelled

SPEAKER = "speaker"
UNKNOWN = "unknown"
_PER_STEP = 100  # documents per query: a few milliseconds each
STATE_ORDER = (DocumentState.DONE, DocumentState.SKIPPED, DocumentState.IN_PROGRESS, DocumentState.TODO)
_PEOPLE = (Role.ANNOTATOR, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose spans count (None: everybody's) and of which layer and label ("": any)."""

    annotator: AnnotatorId | None
    layer: str = ""
    label: str = ""

    def labels(self, scheme: Scheme) -> tuple[Label, ...]:
        """List the labels that count, in scheme order."""
        return tuple(
            label
            for label in scheme.labels
            if (not self.layer or label.layer == self.layer) and (not self.label or label.name == self.label)
        )


@dataclass(frozen=True, slots=True)
class Picked:
    """A bar of a chart, or one part of it ("": the whole bar)."""

    kind: ChartKind
    key: str
    part: str = ""


class Overview:
    """Counts step by step, so that a window can answer between two steps; nothing is held open meanwhile."""

    def __init__(self, project: Project, wanted: Wanted, asker: Annotator) -> None:
        check_blind(wanted.annotator, asker)
        self._project, self._wanted, self._asker = project, wanted, asker
        self._scheme = project.scheme
        self._labels = dict.fromkeys(label.name for label in wanted.labels(self._scheme))
        self._named = tuple(one.name for one in wanted.labels(self._scheme) if one.name in names_labels(self._scheme))
        self._outlets: Counter[tuple[str, str]] = Counter()
        self._months: Counter[tuple[str, str]] = Counter()
        self._names: Counter[tuple[str, str]] = Counter()
        self._speakers: Counter[tuple[str, str]] = Counter()
        self._written: Counter[tuple[str, str]] = Counter()

    def steps(self) -> Iterator[tuple[()]]:
        """Count some documents per step."""
        last: figures.Place | None = None
        while True:
            with self._project.file.reading() as db:
                places = figures.places(db, last, _PER_STEP)
                if not places:
                    return
                self._count_some({place.document: place for place in places})
            last = places[-1]
            yield ()

    def charts(self) -> tuple[Chart, ...]:
        """Make the charts of what was counted so far."""
        names = {key: written for (key, written), _ in sorted(self._written.items(), key=lambda one: one[1])}
        outlets = rows_of(self._outlets, tuple(self._labels), {"": UNKNOWN})
        months = rows_of(self._months, tuple(self._labels), {"": UNKNOWN})
        return (
            Chart(ChartKind.PROGRESS, progress_rows(self._project, self._asker), unit="articles"),
            longest(ChartKind.OUTLETS, outlets),
            Chart(ChartKind.DATES, tuple(sorted(months, key=lambda row: (row.key == "", row.key)))),
            longest(ChartKind.NAMES, rows_of(self._names, tuple(self._labels), names)),
            longest(ChartKind.SPEAKERS, rows_of(self._speakers, tuple(self._labels), names)),
        )

    def _count_some(self, places: dict[DocumentId, figures.Place]) -> None:
        db, some, whose = self._project.file.db, tuple(places), self._wanted.annotator
        for document, label, count in figures.count_labels(db, some, whose):
            if label in self._labels:
                self._outlets[places[document].outlet, label] += count
                self._months[places[document].month, label] += count
        self._count(figures.count_names(db, some, whose, self._named), self._names)
        speakers = figures.count_speakers(db, some, whose, SPEAKER)
        self._count(tuple(one for one in speakers if one.label in self._labels), self._speakers)

    def _count(self, counted: tuple[figures.NameCount, ...], into: Counter[tuple[str, str]]) -> None:
        for one in counted:
            shown = _called(self._scheme, one.attributes, one.text)
            into[_key(shown), one.label] += one.count
            self._written[_key(shown), shown] += one.count


def check_blind(whose: AnnotatorId | None, asker: Annotator) -> None:
    """Refuse anybody but a lead the figures of others."""
    if whose != asker.id and asker.role is not Role.LEAD:
        raise UserError("Only a lead may see the figures of other annotators: choose your own spans.")


def names_labels(scheme: Scheme) -> tuple[str, ...]:
    """List the labels that name something: those with a canonical name, or the first layer's when none has one."""
    found = tuple(label.name for label in scheme.labels if _name_attributes(label))
    return found or tuple(label.name for layer in scheme.layers[:1] for label in scheme.labels_of(layer.name))


def progress_rows(project: Project, asker: Annotator) -> tuple[Row, ...]:
    """Make the bars of the project and of each annotator; only a lead sees others than her own."""
    with project.file.reading() as db:
        documents, states = count_documents(db), count_states(db)
        furthest, assigned = figures.furthest_states(db), figures.assigned_states(db)
    leads = asker.role is Role.LEAD
    rows = [_progress("", "Project", furthest, documents)] if leads else []
    for one in project.annotators():
        if one.role in _PEOPLE and (leads or one.id == asker.id):
            rows.append(_progress(one.id, one.name, _states_of(states, one.id), documents))
            given = _states_of(assigned, one.id)
            if given:
                rows.append(_progress(one.id, f"{one.name}: assigned", given, sum(given.values())))
    return tuple(rows)


def lines_behind(
    project: Project, wanted: Wanted, picked: Picked, asker: Annotator
) -> Iterator[tuple[ContextLine, ...]]:
    """Give the spans that a bar stands for, article by article; raises UserError for a bar of others' spans."""
    check_blind(wanted.annotator, asker)
    scheme = project.scheme
    labels = tuple(one.name for one in wanted.labels(scheme) if picked.part in ("", one.name))
    if not labels or picked.kind is ChartKind.PROGRESS:
        return iter(())
    within = DocumentFilter(
        outlet=picked.key if picked.kind is ChartKind.OUTLETS else "",
        published_from=picked.key if picked.kind is ChartKind.DATES else "",
        published_to=picked.key if picked.kind is ChartKind.DATES else "",
    )
    with project.file.reading() as db:
        documents = documents_labelled(db, LabelFilter(labels, (), wanted.annotator), within)
    people = tuple(one.id for one in project.annotators() if one.role in _PEOPLE)
    whose = people if wanted.annotator is None else (wanted.annotator,)
    return (
        tuple(
            context_line(document, span.start, span.end, span.id)
            for annotator in whose
            for span in _spans_behind(project, picked, document, annotator)
            if span.label in labels
        )
        for document in map(project.document, documents)
    )


def _spans_behind(project: Project, picked: Picked, document: Document, annotator: AnnotatorId) -> Iterator[Span]:
    spans, scheme = project.spans(document.id, annotator), project.scheme
    if picked.kind is ChartKind.OUTLETS:
        yield from spans if document.metadata.outlet == picked.key else ()
    elif picked.kind is ChartKind.DATES:
        yield from spans if document.metadata.published[:7] == picked.key else ()
    elif picked.kind is ChartKind.NAMES:
        named = names_labels(scheme)
        yield from (one for one in spans if one.label in named and _is_called(scheme, one, picked.key))
    else:
        targets = {one.id: one for one in spans}
        quoting = {
            one.from_span
            for one in project.relations(document.id, annotator)
            if one.label == SPEAKER
            and (target := targets.get(one.to_span) or project.span(one.to_span)) is not None
            and _is_called(scheme, target, picked.key)
        }
        yield from (one for one in spans if one.id in quoting)


def _progress(key: str, name: str, states: dict[DocumentState, int], documents: int) -> Row:
    begun = sum(count for state, count in states.items() if state is not DocumentState.TODO)
    counts = states | {DocumentState.TODO: max(0, documents - begun)}
    return Row(key, name, tuple(Part(state.value, counts[state]) for state in STATE_ORDER if counts.get(state)))


def _states_of(
    counts: dict[tuple[AnnotatorId, DocumentState], int], annotator: AnnotatorId
) -> dict[DocumentState, int]:
    return {state: count for (who, state), count in counts.items() if who == annotator}


def _name_attributes(label: Label) -> frozenset[str]:
    return frozenset(one.name for one in label.attributes if one.type is AttributeType.ENTITY)


def _called(scheme: Scheme, attributes: tuple[Attribute, ...], text: str) -> str:
    """Give the canonical name, or the words as they stand when none is set."""
    if attributes:
        known = frozenset[str]().union(*(_name_attributes(label) for label in scheme.labels))
        canonical = next((one.value.strip() for one in attributes if one.name in known and one.value.strip()), "")
        return canonical or " ".join(text.split())
    return " ".join(text.split())


def _is_called(scheme: Scheme, span: Span, key: str) -> bool:
    return _key(_called(scheme, span.attributes, span.text)) == key


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
