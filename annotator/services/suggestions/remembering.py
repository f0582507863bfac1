"""Suggests what an annotator labelled in other articles, where the same words stand again and nobody else speaks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.model.annotation import Attribute, Fragment
from annotator.model.authority import AuthorityEntry
from annotator.model.document import Document, ZoneKind
from annotator.model.ids import AnnotatorId, derived_id
from annotator.model.suggestion import Suggestion, SuggestionId
from annotator.services.authority.entries import exactly, names_of, naming_attribute
from annotator.services.project import Project
from annotator.services.worker_process import Report
from annotator.storage.memory import labelled_words
from annotator.text.words import Bounds, words

MEMORY = "memory@1"
# Layers whose spans are passages: the same passage seldom stands twice, and where it does it is found as near copy.
PASSAGES = frozenset({"quote", "claim", "helper"})
SHORTEST, LONGEST = 2, 80
SHOUTED_FROM = 4


@dataclass(frozen=True, slots=True)
class Known:
    """Words that were labelled elsewhere, as often as `count` says, with the label given most often."""

    words: tuple[str, ...]
    layer: str
    label: str
    count: int
    of: int
    attributes: tuple[Attribute, ...]

    @property
    def score(self) -> float:
        """More marks and fewer other labels make it surer; it never is quite sure."""
        return round(0.95 * self.count / self.of * (self.count + 1) / (self.count + 2), 3)


KnownWords = dict[str, list[Known]]


def remembered(project: Project, document: Document, annotator: AnnotatorId) -> tuple[Suggestion, ...]:
    """List what this annotator, and nobody else, labelled elsewhere, at every place of the document.

    Whole words; the longest wins; the case must agree, but for words all in capitals.
    """
    return recall(lambda _message: None, document, known_words(project, document, annotator))


def recall(_report: Report, document: Document, known: KnownWords) -> tuple[Suggestion, ...]:
    """Find known words in a document; of a long one a worker does this."""
    debris = [(zone.start, zone.end) for zone in document.zones if zone.kind is ZoneKind.BOILERPLATE]
    found = _places(document.text, known) if known else ()
    return tuple(_suggestion(document, one, bounds) for bounds, one in found if not _touches(bounds, debris))


def where_silent(
    fleeting: Sequence[Suggestion], others: Iterable[tuple[str, tuple[Fragment, ...]]]
) -> Iterator[Suggestion]:
    """Leave out what touches something of the same layer that others suggest or that is labelled already."""
    taken: dict[str, list[Fragment]] = {}
    for layer, fragments in others:
        taken.setdefault(layer, []).extend(fragments)
    for one in fleeting:
        if not _touches((one.start, one.end), taken.get(one.layer, ())):
            yield one


def known_words(project: Project, document: Document, annotator: AnnotatorId) -> KnownWords:
    """Gather what was labelled elsewhere by its first word, the longest first, one label for each."""
    order = {label.name: place for place, label in enumerate(project.scheme.enabled_labels)}
    with project.file.reading() as db:
        rows = labelled_words(db, annotator, document.id, longest=LONGEST)
    counted: dict[tuple[str, tuple[str, ...]], list[Known]] = {}
    for text, layer, label, count, attributes in rows:
        parts = tuple(text[start:end] for start, end in words(text))
        learnt = layer not in PASSAGES and label in order and len(text) >= SHORTEST
        if learnt and any(letter.isalpha() for letter in text):
            counted.setdefault((layer, parts), []).append(Known(parts, layer, label, count, 0, attributes))
    found: KnownWords = {}
    names = names_of(project) if counted else ()
    for members in counted.values():
        best = min(members, key=lambda one: (-one.count, order[one.label]))
        named = _named(best, naming_attribute(project.scheme, best.label), names)
        best = replace(best, of=sum(one.count for one in members), attributes=named)
        found.setdefault(best.words[0].casefold(), []).append(best)
    for known in found.values():
        known.sort(key=lambda one: (-len(one.words), one.words, one.layer))
    return found


def _places(text: str, known: KnownWords) -> Iterator[tuple[Bounds, Known]]:
    bounds = words(text)
    free = dict.fromkeys((one.layer for members in known.values() for one in members), 0)
    for place, (start, end) in enumerate(bounds):
        for one in known.get(text[start:end].casefold(), ()):
            last = place + len(one.words) - 1
            if last >= len(bounds) or start < free[one.layer]:
                continue
            there = tuple(text[a:b] for a, b in bounds[place : last + 1])
            if _same(one.words, there):
                free[one.layer] = bounds[last][1]
                yield (start, bounds[last][1]), one


def _same(learnt: tuple[str, ...], there: tuple[str, ...]) -> bool:
    if learnt == there:
        return True
    shouted = tuple(word.upper() for word in learnt)
    return there == shouted and sum(map(len, learnt)) >= SHOUTED_FROM


def _named(one: Known, attribute: str | None, names: Sequence[AuthorityEntry]) -> tuple[Attribute, ...]:
    """Add the canonical name that the words have in the project's list, unless they were given one."""
    if attribute is None or any(given.name == attribute for given in one.attributes):
        return one.attributes
    meant = exactly(names, " ".join(one.words))
    return (*one.attributes, Attribute(attribute, meant[0].name, meant[0].id)) if len(meant) == 1 else one.attributes


def _suggestion(document: Document, one: Known, bounds: Bounds) -> Suggestion:
    return Suggestion(
        SuggestionId(derived_id("suggestion", document.id, MEMORY, one.layer, one.label, bounds)),
        document.id,
        one.layer,
        one.label,
        (bounds,),
        one.attributes,
        MEMORY,
        f"labelled {one.count} {'time' if one.count == 1 else 'times'} elsewhere",
        one.score,
    )


def _touches(bounds: Fragment, others: Iterable[Fragment]) -> bool:
    return any(bounds[0] < end and start < bounds[1] for start, end in others)
