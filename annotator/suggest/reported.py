"""Reads reported clauses from a parse: what hangs on a reporting verb as its clause."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from annotator.suggest.attribution import Cue, Places
from annotator.suggest.clauses import Unit
from annotator.suggest.content_words import PARSED_CLAUSES, PARSED_INFINITIVES, PARSED_OBJECTS, PARSED_PHRASES
from annotator.suggest.parse import Parse
from annotator.suggest.reporting_words import lemmas

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
FEWEST_WORDS = 3
SURE = 0.85
TO_BE_BORNE_OUT = frozenset({"clause", "at-end"})
OPENING = frozenset({"that", ",", ":", "–", "—", "-", "--"})
CLOSING = frozenset({".", ",", ";", ":", "!", "?", "…", "–", "—", "--", "and", "but"})


@dataclass(frozen=True, slots=True)
class Reported:
    """Places of the reported clause (one piece or two), its cue, the rule and how sure it is."""

    pieces: tuple[tuple[int, int], ...]
    cue: Cue
    rule: str
    score: float


class _Sentence:
    """A unit with the parse of its words."""

    def __init__(self, unit: Unit, parse: Parse) -> None:
        self.unit, self.parse = unit, parse
        self._starts = [item.start for item in unit.items]
        self.numbers = parse.between(unit.items[0].start, unit.items[-1].end)

    def place(self, number: int) -> int:
        """Give the place of the item that covers a parsed word."""
        return bisect_left(self._starts, self.parse.nodes[number].start + 1) - 1

    def is_quoted(self, number: int) -> bool:
        """Tell whether a parsed word stands in a quotation."""
        return self.unit.items[self.place(number)].quote >= 0

    def places_of(self, numbers: Sequence[int]) -> Places | None:
        """Give the places from the first to the last of some words, inside the sentence."""
        inside = [number for number in numbers if number in self.numbers]
        return (self.place(inside[0]), self.place(inside[-1]) + 1) if inside else None


def wants_grammar(unit: Unit, found: Sequence[Reported], parse: Parse) -> bool:
    """Tell whether a sentence has a reporting verb of which the rules did not find already what it reports."""
    words = {item.lower for item in unit.items}
    for place, item in enumerate(unit.items):
        verb = lemmas().get(item.lower, "")
        if not verb or item.quote >= 0 or not _may_report(verb, words):
            continue
        if any(_is_settled(one, place) for one in found):
            continue
        number = parse.at(item.start)
        if number is not None and parse.nodes[number].tag.startswith("VB"):
            return True
    return False


def _may_report(verb: str, words: Set[str]) -> bool:
    if "that" in words or verb in PARSED_CLAUSES or verb in PARSED_OBJECTS:
        return True
    if verb in PARSED_INFINITIVES and "to" in words:
        return True
    return any(verb in verbs for preposition, verbs in PARSED_PHRASES.items() if preposition in words)


def _is_settled(reported: Reported, place: int) -> bool:
    """Tell whether a verb has its clause, or stands in a report that was found: another one would lie over it."""
    if reported.rule == "that" and reported.cue.first <= place <= reported.cue.last:
        return True
    return any(start <= place < end for start, end in reported.pieces)


def parsed_reports(unit: Unit, parse: Parse) -> Iterator[Reported]:
    """Yield what the reporting verbs of a sentence report by its parse, in order."""
    sentence = _Sentence(unit, parse)
    for number in sentence.numbers:
        verb = lemmas().get(parse.nodes[number].lower, "")
        if verb and parse.nodes[number].tag.startswith("VB") and not sentence.is_quoted(number):
            found = _report(sentence, number, verb)
            if found is not None:
                yield found


def is_borne_out(unit: Unit, reported: Reported, parse: Parse) -> bool:
    """Tell whether the parse agrees that a reporting verb found by its form alone is a verb."""
    number = parse.at(unit.items[reported.cue.first].start)
    if number is None or reported.rule not in TO_BE_BORNE_OUT:
        return True
    return parse.nodes[number].tag.startswith("VB")


def _report(sentence: _Sentence, number: int, verb: str) -> Reported | None:
    place, subject = sentence.place(number), _subject(sentence, number)
    answers = _follows_quotation(sentence.unit, place if subject is None else min(place, subject[0]))
    for child, rule, score in _contents(sentence.parse, number, verb):
        bounds = sentence.places_of(sentence.parse.below(child, _preposition(sentence.parse, child)))
        if bounds is None or (answers and score < SURE) or bounds[0] <= place < bounds[1]:
            continue
        piece = _trimmed(sentence.unit, bounds)
        if piece is not None and piece[1] - piece[0] >= FEWEST_WORDS:
            return Reported((piece,), Cue(place, place, verb, subject), rule, score)
    return None


def _preposition(parse: Parse, number: int) -> tuple[int, ...]:
    """Give the word that joins a phrase to its verb: it is not part of what was said."""
    if parse.nodes[number].relation not in ("obl", "advcl"):
        return ()
    return tuple(parse.children_by(number, "case", "mark"))[:1]


def _follows_quotation(unit: Unit, place: int) -> bool:
    """Tell "…,” said the minister, who …": what was said stands in the marks before."""
    return any(unit.items[before].quote >= 0 for before in (place - 1, place - 2) if before >= 0)


def _contents(parse: Parse, number: int, verb: str) -> Iterator[tuple[int, str, float]]:
    """Yield the heads of what may be the reported clause, the likeliest first."""
    for child in parse.children_by(number, "ccomp"):
        if parse.marker(child) == "that":
            yield child, "parsed:that", SURE
        elif verb in PARSED_CLAUSES:
            yield child, "parsed:clause", 0.75
    if verb in PARSED_INFINITIVES:
        yield from (
            (child, "parsed:to", 0.65) for child in parse.children_by(number, "xcomp") if parse.marker(child) == "to"
        )
    if verb in PARSED_OBJECTS:
        yield from ((child, f"parsed:object:{verb}", 0.5) for child in parse.children_by(number, "obj"))
    for child in parse.children_by(number, "obl", "advcl"):
        if verb in PARSED_PHRASES.get(parse.marker(child), ()):
            yield child, f"parsed:{parse.marker(child)}:{verb}", 0.5


def _trimmed(unit: Unit, bounds: Places) -> Places | None:
    first, last = bounds
    items = unit.items
    while first < last and items[first].lower in OPENING and items[first].quote < 0:
        first += 1
    while last > first and items[last - 1].lower in CLOSING and items[last - 1].quote < 0:
        last -= 1
    return (first, last) if first < last else None


def _subject(sentence: _Sentence, number: int) -> Places | None:
    """Find the subject of a verb, or of the verb that it is joined to."""
    parse = sentence.parse
    for _ in range(4):
        for child in parse.children_by(number, *SUBJECTS):
            left_out = [
                one for one in parse.children[child] if parse.nodes[one].relation in ("acl:relcl", "appos", "parataxis")
            ]
            return sentence.places_of(parse.below(child, left_out))
        node = parse.nodes[number]
        if node.relation not in ("conj", "advcl", "xcomp") or node.head == number:
            return None
        number = node.head
    return None
