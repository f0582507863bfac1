"""Takes in the spans of an import: placed, checked against their text, known ones told from new ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignSpan
from annotator.formats.placing import Placed, place_all, place_exactly
from annotator.model.annotation import Fragment, Span, merged
from annotator.model.ids import AnnotatorId, DocumentId, SpanId, derived_id
from annotator.model.operation import Change, RecordKind
from annotator.services.importing.report import Tally
from annotator.services.importing.scheme import SchemeGrowth
from annotator.services.project import Project
from annotator.storage import annotations
from annotator.storage.rows import change, span_image
from annotator.text.normalise import Normalised


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose work on which document."""

    document: DocumentId
    annotator: AnnotatorId


@dataclass(frozen=True, slots=True)
class Work:
    """One item of a file with its text as stored, its owner, and the origin of spans that name none."""

    foreign: ForeignDocument
    text: Normalised
    owner: Owner
    origin: str


_Said = tuple[str, str, tuple[Fragment, ...]]  # layer, label, fragments
_Numbers = dict[_Said, int]  # how many spans without an id say the same in one line


class SpanIntake:
    """Makes the spans of one import and remembers which ids it has met."""

    def __init__(self, project: Project, growth: SchemeGrowth, tally: Tally) -> None:
        self._project = project
        self._growth = growth
        self._tally = tally
        self._project_has_spans = _has_spans(project)
        # 800,000 spans must fit: a hash of the content, and the number of an owner that its neighbours share.
        self._met: dict[str, tuple[int, int]] = {}
        self._owners: list[Owner] = []

    def take(self, work: Work) -> Iterator[Change]:
        """Yield the new spans of one annotator's work on one document; what cannot be taken is told."""
        stored = self._stored_spans(work.owner)
        numbers: _Numbers = {}
        for span, placed in zip(work.foreign.spans, _places(work.foreign), strict=True):
            try:
                made = self._made(span, placed, work, numbers)
            except _Unusable as error:
                self._reject(work.foreign, span, str(error))
            else:
                yield from self._added(made, stored, work)

    def owner(self, identity: str) -> Owner | None:
        """Tell whose a span is, of this import or of the project."""
        if identity in self._met:
            return self._owners[self._met[identity][1]]
        span = self._read(identity)
        return None if span is None else Owner(span.document, span.annotator)

    def _stored_spans(self, owner: Owner) -> Mapping[str, Span]:
        if not self._project_has_spans:
            return {}
        return {span.id: span for span in self._project.spans(owner.document, owner.annotator)}

    def _read(self, identity: str) -> Span | None:
        return self._project.span(SpanId(identity)) if self._project_has_spans else None

    def _made(self, span: ForeignSpan, placed: Placed | str, work: Work, numbers: _Numbers) -> Span:
        if isinstance(placed, str):
            raise _Unusable(placed)
        fragments = _stored_fragments(placed.fragments, work.text)
        home = self._growth.label(span.layer, span.label, loose=work.foreign.loose_layers)
        if isinstance(home, str):
            raise _Unusable(home)
        self._tally.units[placed.unit] += 1
        return Span(
            id=SpanId(span.id or _identity((*home, fragments), work.owner, numbers)),
            document=work.owner.document,
            layer=home[0],
            label=home[1],
            annotator=work.owner.annotator,
            fragments=fragments,
            text=work.text.text[fragments[0][0] : fragments[-1][1]],
            attributes=span.attributes,
            note=span.note,
            origin=span.origin or work.origin,
            score=span.score,
            provenance=span.provenance,
        )

    def _added(self, span: Span, stored: Mapping[str, Span], work: Work) -> Iterator[Change]:
        """Yield a span that is new; count one that is known; refuse one whose id stands for something else."""
        content = _content(span)
        met = self._met.get(span.id)
        if met is None:
            before = stored.get(span.id) or self._read(span.id)
            owner = work.owner if before is None else Owner(before.document, before.annotator)
            met = (content if before is None else _content(before), self._number(owner))
            if before is None:
                self._met[span.id] = met
                self._tally.spans_added += 1
                yield change(RecordKind.SPAN, None, span_image(span))
                return
        if met[0] == content:
            self._met[span.id] = met
            self._tally.spans_known += 1
        else:
            place, document = work.foreign.place, work.owner.document
            self._tally.faults.append(
                Fault(FaultKind.SPAN, place, "it differs from the stored span", document, span.id)
            )

    def _number(self, owner: Owner) -> int:
        if not self._owners or self._owners[-1] is not owner:
            self._owners.append(owner)
        return len(self._owners) - 1

    def _reject(self, foreign: ForeignDocument, span: ForeignSpan, reason: str) -> None:
        called = span.id or f"{span.label} {span.fragments[0][0]}-{span.fragments[-1][1]}"
        self._tally.faults.append(Fault(FaultKind.SPAN, foreign.place, reason, foreign.document, called))


class _Unusable(Exception):
    """A span that cannot be taken; the message is the reason."""


def _has_spans(project: Project) -> bool:
    with project.file.reading() as db:
        return bool(annotations.count_spans(db))


def _places(foreign: ForeignDocument) -> Sequence[Placed | str]:
    if foreign.exact:
        return [place_exactly(span, foreign.text) for span in foreign.spans]
    return place_all(foreign.spans, foreign.text)


def _stored_fragments(fragments: tuple[Fragment, ...], text: Normalised) -> tuple[Fragment, ...]:
    """Carry bounds from the text as written to the text as stored."""
    if not text.crlf and not text.leading:
        return fragments
    try:
        return merged((text.to_stored(start), text.to_stored(end)) for start, end in fragments)
    except ValueError:
        raise _Unusable("nothing of it is left in the stored text") from None


def _identity(said: _Said, owner: Owner, numbers: _Numbers) -> str:
    """Derive the id of a span that came without one from its content."""
    number = numbers.get(said, 0)
    numbers[said] = number + 1
    return derived_id(owner.document, owner.annotator, *said, number)


def _content(span: Span) -> int:
    """Hash what a span says; the order of its attributes is the scheme's affair."""
    if len(span.attributes) < 2:
        return hash(span)
    ordered = sorted(span.attributes, key=lambda one: (one.name, one.value, one.ref))
    return hash(replace(span, attributes=tuple(ordered)))
