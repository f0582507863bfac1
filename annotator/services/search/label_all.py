"""Label all like this: finds every place of some words, and labels, unlabels or relabels them in one operation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from annotator.errors import SpanRejected, UserError
from annotator.model.annotation import Attribute, Span
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Change
from annotator.services.commands import AddSpan, Plan, RelabelSpan, RemoveSpans
from annotator.services.project import Project
from annotator.services.reading import Reader, shortened
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.services.search.places import Term
from annotator.services.search.query import Query
from annotator.services.search.searching import outside_boilerplate
from annotator.storage.search import documents_matching, spans_of_label

MOST_PLACES = 5_000
_SIGN = r"[\p{L}\p{N}\p{M}]"
# The index takes these, which put no blanks between words, and marks alone otherwise than the pattern does.
_NOT_INDEXED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Co}]")


@dataclass(frozen=True, slots=True)
class Like:
    """What is meant by "like this": the words or `aliases`, the label, where (None: everywhere), and how exactly."""

    words: str
    label: str
    document: DocumentId | None
    whole_words: bool = True
    match_case: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document to be labelled."""

    document: DocumentId
    start: int
    end: int


def places_to_label(project: Project, like: Like, annotator: AnnotatorId) -> Iterator[tuple[ContextLine, ...]]:
    """Give each article's places of the words, page debris and what has the label already left out."""
    pattern = _pattern(like)
    for identity in _candidates(project, like):
        document = project.document(identity)
        found = outside_boilerplate((match.span() for match in pattern.finditer(document.text)), document)
        have = [span for span in project.spans(identity, annotator) if span.label == like.label] if found else []
        yield tuple(
            context_line(document, start, end)
            for start, end in found
            if not any(a < end and start < b for span in have for a, b in span.fragments)
        )


def spans_like(project: Project, like: Like, annotator: AnnotatorId) -> Iterator[tuple[ContextLine, ...]]:
    """Give each article's spans of the annotator that have the label and these words."""
    wanted = _folded(like.words, match_case=like.match_case)
    with project.file.reading() as db:
        spans = spans_of_label(db, annotator, like.label, like.document)
    alike = [span for span in spans if _folded(span.text, match_case=like.match_case) == wanted]
    for identity, members in groupby(alike, key=_document_of):
        document = project.document(identity)
        yield tuple(context_line(document, span.start, span.end, span.id) for span in members)


@dataclass(frozen=True, slots=True)
class LabelAll:
    """Label many places alike; one that cannot be labelled so is left out, and the words say how many."""

    label: str
    places: tuple[Place, ...]
    attributes: tuple[Attribute, ...] = ()

    def plan(self, reader: Reader) -> Plan:
        """Add the spans; of places that overlap each other the first is taken."""
        _check_number(len(self.places))
        changes: dict[str, Change] = {}
        added, left_out, first = 0, 0, ""
        documents = set()
        for place in _apart(self.places):
            try:
                plan = AddSpan(place.document, self.label, ((place.start, place.end),), self.attributes).plan(reader)
            except SpanRejected:
                left_out += 1
                continue
            changes |= {change.id: change for change in plan.changes}
            first = first or plan.words
            added += 1
            documents.add(place.document)
        if added <= 1 and not left_out:
            return Plan(first, tuple(changes.values()))
        words = f"label {_counted(added, len(documents))} {self.label}{_left_out(left_out)}"
        return Plan(words, tuple(changes.values()))


@dataclass(frozen=True, slots=True)
class UnlabelAll:
    """Remove many spans with their links."""

    spans: tuple[SpanId, ...]

    def plan(self, reader: Reader) -> Plan:
        """Remove each span once."""
        _check_number(len(self.spans))
        if not self.spans:
            return Plan("", ())
        found = [reader.own_span(identity) for identity in dict.fromkeys(self.spans)]
        changes = RemoveSpans(self.spans).plan(reader).changes
        counted = _counted(len(found), len({span.document for span in found}))
        return Plan(f"unlabel {counted} like “{shortened(found[0].text)}” {found[0].label}", changes)


@dataclass(frozen=True, slots=True)
class RelabelAll:
    """Give many spans another label; one that cannot have it is left out, and the words say how many."""

    spans: tuple[SpanId, ...]
    label: str

    def plan(self, reader: Reader) -> Plan:
        """Relabel each span once; spans that have the label already stay as they are."""
        _check_number(len(self.spans))
        changes: list[Change] = []
        left_out, first = 0, ""
        documents = set()
        for identity in dict.fromkeys(self.spans):
            span = reader.own_span(identity)
            try:
                planned = RelabelSpan(identity, self.label).plan(reader).changes
            except SpanRejected:
                left_out += 1
                continue
            changes += planned
            documents |= {span.document for _ in planned}
            first = first or shortened(span.text)
        counted = _counted(len(changes), len(documents))
        return Plan(f"relabel {counted} like “{first}” to {self.label}{_left_out(left_out)}", tuple(changes))


def _pattern(like: Like) -> regex.Pattern[str]:
    """Make the pattern of the words and aliases, the longest first: any run of blanks is as good as another."""
    if not like.words.split():
        raise UserError("Only blanks are selected: select words first.")
    surfaces = sorted({like.words, *like.aliases}, key=lambda one: (-len(one), one))
    either = "|".join(_either(one.split(), whole_words=like.whole_words) for one in surfaces if one.split())
    return regex.compile(either, 0 if like.match_case else regex.IGNORECASE)


def _either(words: list[str], *, whole_words: bool) -> str:
    inside = r"\s+".join(regex.escape(word, literal_spaces=True) for word in words)
    before = f"(?<!{_SIGN})" if whole_words and regex.match(_SIGN, words[0]) else ""
    after = f"(?!{_SIGN})" if whole_words and regex.search(f"{_SIGN}$", words[-1]) else ""
    return f"{before}{inside}{after}"


def _candidates(project: Project, like: Like) -> tuple[DocumentId, ...]:
    """List the articles that can hold one of the surfaces, in import order."""
    if like.document is not None:
        return (like.document,)
    matches = [_match_of(words, whole_words=like.whole_words) for words in (like.words, *like.aliases)]
    with project.file.reading() as db:
        if not all(matches):
            return documents_matching(db, "", ())
        found = {identity for match in matches for identity in documents_matching(db, match, ())}
    return tuple(identity for identity in project.document_ids() if identity in found)


def _match_of(words: str, *, whole_words: bool) -> str:
    """Ask the index for whole words; parts of words are found only by reading every article: then nothing."""
    plain = " ".join(words.replace('"', " ").replace("\x00", " ").split())
    indexed = whole_words and regex.search(r"[\p{L}\p{N}]", plain) and not _NOT_INDEXED.search(plain)
    return Query((Term(plain),), (), (), ()).match if indexed else ""


def _apart(places: Sequence[Place]) -> Iterator[Place]:
    """Leave out places that overlap one before them."""
    document, end = DocumentId(""), 0
    for place in sorted(places, key=lambda one: (one.document, one.start, -one.end)):
        if place.document != document or place.start >= end:
            document, end = place.document, place.end
            yield place


def _check_number(count: int) -> None:
    if count > MOST_PLACES:
        raise UserError(f"{count} places are too many for one step: choose at most {MOST_PLACES}.")


def _counted(places: int, documents: int) -> str:
    return (
        f"{places} {'place' if places == 1 else 'places'} in {documents} {'article' if documents == 1 else 'articles'}"
    )


def _left_out(count: int) -> str:
    return f", {count} left out" if count else ""


def _document_of(span: Span) -> DocumentId:
    return span.document


def _folded(text: str, *, match_case: bool) -> str:
    line = " ".join(text.split())
    return line if match_case else line.casefold()
