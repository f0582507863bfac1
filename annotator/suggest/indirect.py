"""Proposes indirect quotes: the clause that somebody is reported to have said, without marks around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.model.annotation import merged
from annotator.model.document import ZoneKind
from annotator.suggest.attribution import Cue, first_phrase, phrase_from
from annotator.suggest.base import Collection, Suggested
from annotator.suggest.clauses import Item, Unit
from annotator.suggest.content_words import ALSO_PLAIN, CONTENT_ADJECTIVES, CONTENT_NOUNS, OBJECT_VERBS, SUREST
from annotator.suggest.parse import Parse
from annotator.suggest.quotes import Reading, Voice, link_voice
from annotator.suggest.reported import Reported, is_borne_out, parsed_reports, wants_grammar
from annotator.suggest.reporting_words import (
    ADDRESSED,
    ADDRESSED_INFINITIVE,
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    INFINITIVE,
    PERSONAL,
    PLAIN,
    PREPOSITIONS,
    QUESTIONING,
    RELATIVES,
    THAT,
    VERBS,
)
from annotator.suggest.sources import Sources
from annotator.text.words import word_set

SIGNS = frozenset(",;:.!?()[]-–—…\"'“”‘’/") | {"--"}
QUESTION_WORDS = word_set("whether if how why what who where when which")
FEWEST_WORDS = 3
VERB_REACH = 14
# So far before a reporting clause its comma stands; and no sentence that people write has more such clauses.
CUT_REACH = 8
MOST_CUES = 12


def suggest_indirect(
    reading: Reading, collection: Collection, sources: Sources, parse: Parse | None = None
) -> tuple[Suggested, ...]:
    """Propose INDIRECT with speaker and cue, at most one for each cue; gives them in order."""
    found: list[Suggested] = []
    plain = {
        number: tuple(_by_rules(unit, reading.cues[number], parse))
        for number, unit in enumerate(reading.units)
        if unit.kind not in (ZoneKind.BYLINE, ZoneKind.DATELINE)
    }
    parsed = _parsed(reading, plain, parse) if parse is not None else {}
    for number, by_rules in plain.items():
        unit = reading.units[number]
        for reported in _apart((*by_rules, *parsed.get(number, ()))):
            quote = _span(unit, reported)
            if quote is None:
                continue
            found.append(collection.add(quote))
            voice = Voice(unit, reported.cue, reported.cue.subject, reported.rule, reported.score)
            link_voice(collection, sources, quote, voice)
    found += _stated_before(reading, collection, sources)
    return tuple(found)


def _by_rules(unit: Unit, spoken: tuple[Cue, ...], parse: Parse | None) -> Iterator[Reported]:
    for reported in (*_reported(unit, spoken), *_hanging(unit)):
        if parse is None or is_borne_out(unit, reported, parse):
            yield reported


def _parsed(reading: Reading, plain: Mapping[int, Sequence[Reported]], parse: Parse) -> dict[int, list[Reported]]:
    """Map the numbers of sentences to what their grammar shows to be reported, where the rules leave room for it."""
    units = {number: reading.units[number] for number in plain}
    wanting = {number: unit for number, unit in units.items() if wants_grammar(unit, plain[number], parse)}
    whole = parse.with_grammar([(unit.items[0].start, unit.items[-1].end) for unit in wanting.values()])
    return {number: list(parsed_reports(unit, whole)) for number, unit in wanting.items()}


def _apart(reports: Iterable[Reported]) -> Iterator[Reported]:
    """Leave out what lies over an earlier one."""
    taken: list[tuple[int, int]] = []
    for reported in reports:
        first, last = reported.pieces[0][0], reported.pieces[-1][1]
        if not any(first < end and start < last for start, end in taken):
            taken.append((first, last))
            yield reported


def _reported(unit: Unit, spoken: tuple[Cue, ...]) -> Iterator[Reported]:
    """Yield what each cue of a sentence reports."""
    for number, cue in enumerate(spoken):
        following = spoken[number + 1 :]
        found = (
            _according(unit, cue)
            or _as_cue(unit, cue)
            or _interrupting(unit, cue)
            or _at_end(unit, cue, spoken[:number])
            or _behind(unit, cue, following)
            or _object(unit, cue, following)
        )
        if found is not None:
            yield found


def _hanging(unit: Unit) -> Iterator[Reported]:
    """Yield clauses that hang on a noun or an adjective: "the claim that …", "confident that …"."""
    items = unit.items
    for place in range(1, len(items) - FEWEST_WORDS):
        head = items[place - 1].lower
        if items[place].lower != "that" or head not in CONTENT_NOUNS | CONTENT_ADJECTIVES:
            continue
        if head in CONTENT_NOUNS and _is_demonstrative(items, place):
            continue
        end = _clause_end(unit, place + 1, ())
        comma = next((n for n in range(place + 1, end) if items[n].lower in (",", ";", "–", "—", "--")), end)
        end = comma if comma - place > FEWEST_WORDS else end
        if end - place > FEWEST_WORDS:
            subject = first_phrase(items, place - 1) if head in CONTENT_ADJECTIVES else None
            yield Reported(((place + 1, end),), Cue(place - 1, place - 1, head, subject), "noun-that", 0.6)


# --- the forms ---


def _behind(unit: Unit, cue: Cue, following: tuple[Cue, ...]) -> Reported | None:
    """Read "X said (that) …", "X told Y that …", "X promised to …", "X asked whether …"."""
    if cue.is_according or cue.inverted:
        return None
    items, place = unit.items, cue.last + 1
    place = _past_address(items, cue, place)
    word = _lower(items, place)
    if word == "," and _lower(items, place + 1) == "that":
        place, word = place + 1, "that"
    opening = _opening(items, cue, place, word)
    if opening is None:
        return None
    begin, rule, score = opening
    end = _clause_end(unit, begin, following)
    if end - begin < (2 if rule == "to" else FEWEST_WORDS):
        return None
    if cue.subject is None:
        score -= 0.2
    return Reported(((begin, end),), cue, rule, score)


def _opening(items: tuple[Item, ...], cue: Cue, place: int, word: str) -> tuple[int, str, float] | None:
    """Tell where the clause behind a cue begins, by which rule, and how sure that is."""
    verb = cue.verb
    if word == "that" and verb in PLAIN | THAT | ADDRESSED | ADDRESSED_INFINITIVE:
        return None if _is_demonstrative(items, place) else (place + 1, "that", 0.92)
    if verb in QUESTIONING and word in QUESTION_WORDS and items[cue.last].lower != "said":
        return (place, "whether", 0.7)
    if word == "to" and (verb in INFINITIVE or (verb in ADDRESSED_INFINITIVE and place > cue.last + 1)):
        return (place, "to", 0.72)
    if '""' in (_lower(items, cue.outer[0] - 1), _lower(items, cue.outer[0] - 2)):
        # "…,” he said in the email": what was said stands before.
        return None
    if verb in SUREST and _begins_clause(items, place, sure=True):
        return (place, "clause", 0.88 if verb == "say" else 0.75)
    if verb in PLAIN | ALSO_PLAIN and _begins_clause(items, place, sure=False):
        return (place, "clause", 0.68)
    return None


def _according(unit: Unit, cue: Cue) -> Reported | None:
    """Read "According to X, …", "…, according to X" and "In his opinion, …"."""
    if not cue.is_according or cue.subject is None:
        return None
    items, (first, last) = unit.items, cue.outer
    if first <= 1:
        comma = next((place for place in range(last, min(len(items), last + 25)) if items[place].lower == ","), None)
        if comma is None:
            return None
        pieces = ((comma + 1, _trimmed_end(items, len(items))),)
    else:
        pieces = ((_content_start(items, first), _trimmed_end(items, first)),)
    start, end = pieces[0]
    if end - start < FEWEST_WORDS or items[start].quote >= 0:
        return None
    return Reported(pieces, cue, "according", 0.9)


def _as_cue(unit: Unit, cue: Cue) -> Reported | None:
    """Read "As X reported on Monday, …"."""
    items = unit.items
    if _lower(items, 0) != "as" or cue.subject is None or cue.outer[0] > 2 or cue.verb not in PLAIN | THAT:
        return None
    comma = next((n for n in range(cue.last + 1, min(len(items), cue.last + 8)) if items[n].lower == ","), None)
    end = _trimmed_end(items, len(items))
    if comma is None or end - comma <= FEWEST_WORDS:
        return None
    return Reported(((comma + 1, end),), cue, "as", 0.75)


def _interrupting(unit: Unit, cue: Cue) -> Reported | None:
    """Read "Russia, he said, appreciates …": two pieces around the clause."""
    first, last = cue.outer
    items = unit.items
    if cue.verb not in PLAIN | THAT | {"tell"} or cue.subject is None or first < 2 or _lower(items, first - 1) != ",":
        return None
    close = next((n for n in range(last, min(len(items), last + 6)) if items[n].lower == ","), None)
    if close is None or items[first - 2].quote >= 0 or close + 1 >= len(items):
        return None
    if _lower(items, close + 1) in CONJUNCTIONS | RELATIVES or _lower(items, close + 1).endswith("ing"):
        return None
    start, end = _content_start(items, first), _trimmed_end(items, len(items))
    if first - 1 - start < 1 or end - close < FEWEST_WORDS or "that" in [item.lower for item in items[last:close]]:
        return None
    return Reported(((start, first - 1), (close + 1, end)), cue, "interrupted", 0.8)


def _object(unit: Unit, cue: Cue, following: tuple[Cue, ...]) -> Reported | None:
    """Read "X accused Y of …", "X proposed …", "X called for …": what is said stands as a phrase."""
    if cue.is_according or cue.inverted or cue.subject is None or cue.verb not in OBJECT_VERBS:
        return None
    items, begin = unit.items, cue.last + 1
    if (
        begin >= len(items)
        or items[begin].quote >= 0
        or items[begin].lower in SIGNS | CONJUNCTIONS | {"by", "in", "at"}
    ):
        return None
    wanted = OBJECT_VERBS[cue.verb]
    if wanted and not any(item.lower in wanted for item in items[begin : begin + 12]):
        return None
    if not wanted and items[begin].lower in PREPOSITIONS:
        return None
    end = _clause_end(unit, begin, following)
    comma = next((n for n in range(begin + 1, end) if items[n].lower in (",", ";", "–", "—", "--")), end)
    end = min(end, comma)
    if end - begin < FEWEST_WORDS or any(item.quote >= 0 for item in items[begin:end]):
        return None
    return Reported(((begin, end),), cue, f"object:{cue.verb}", 0.5)


def _at_end(unit: Unit, cue: Cue, before: tuple[Cue, ...]) -> Reported | None:
    """Read "…, X said." and "…, said X."."""
    first, last = cue.outer
    items = unit.items
    if cue.verb not in PLAIN | THAT | {"tell"} or cue.subject is None or _lower(items, first - 1) != ",":
        return None
    if first < FEWEST_WORDS + 1 or items[first - 2].quote >= 0 or not _ends_soon(items, last):
        return None
    start = _content_start(items, first)
    if any(earlier.outer[0] <= start + 2 and not earlier.is_according for earlier in before):
        return None
    if first - 1 - start < FEWEST_WORDS or not _has_verb(items, start, first - 1):
        return None
    return Reported(((start, first - 1),), cue, "at-end", 0.85)


def _stated_before(reading: Reading, collection: Collection, sources: Sources) -> list[Suggested]:
    """Read "…. This was stated by X.": the sentence before is what was stated."""
    found = []
    for number in range(1, len(reading.units)):
        unit, before = reading.units[number], reading.units[number - 1]
        if unit.items[0].lower not in ("this", "that") or before.quotes or before.paragraph != unit.paragraph:
            continue
        cue = next((cue for cue in reading.cues[number] if cue.first <= 4 and cue.inverted), None)
        end = _trimmed_end(before.items, len(before.items))
        if cue is None or end < FEWEST_WORDS or reading.cues[number - 1]:
            continue
        bounds = (before.items[0].start, before.items[end - 1].end)
        quote = collection.add(Suggested("quote", "INDIRECT", (bounds,), rule="stated-by", score=0.8))
        link_voice(collection, sources, quote, Voice(unit, cue, cue.subject, "stated-by", 0.8))
        found.append(quote)
    return found


# --- the words ---


def _lower(items: tuple[Item, ...], place: int) -> str:
    return items[place].lower if 0 <= place < len(items) else ""


def _past_address(items: tuple[Item, ...], cue: Cue, place: int) -> int:
    """Step over "reporters", "on Monday", "in a statement" between verb and clause."""
    if cue.verb in ADDRESSED | ADDRESSED_INFINITIVE:
        if _lower(items, place) in PERSONAL | {"him", "her", "them", "me", "us", "it"}:
            place += 1
        elif (phrase := phrase_from(items, place)) is not None:
            place = phrase[1]
    for _ in range(3):
        word = _lower(items, place)
        if word in DAYS or word in ADVERBS - {"not", "n't", "never", "only", "even", "just", "both", "all"}:
            place += 1
        elif word in ("on", "in", "at", "during", "to", "of", "about", "after", "by") and _steps_to_that(items, place):
            place = _steps_to_that(items, place)
        else:
            break
    return place


def _steps_to_that(items: tuple[Item, ...], place: int) -> int:
    """Find a "that" or a clause's first word a few words behind a preposition; 0 for none."""
    if _lower(items, place) == "on" and _lower(items, place + 1) in DAYS:
        return place + 2
    for step in range(place + 1, min(len(items), place + 9)):
        if items[step].quote >= 0 or items[step].lower in SIGNS:
            return 0
        if items[step].lower == "that":
            return step
    return 0


def _is_demonstrative(items: tuple[Item, ...], place: int) -> bool:
    """Tell "said that." and "said that was fine" from "said that he was fine"."""
    return _lower(items, place + 1) in SIGNS | AUXILIARIES - {"'s"} or place + 1 >= len(items)


def _begins_clause(items: tuple[Item, ...], place: int, *, sure: bool) -> bool:
    """Tell whether a clause, not just an object, begins at an item."""
    if place >= len(items) or items[place].quote >= 0:
        return False
    word = items[place].lower
    if word in SIGNS or word in CONJUNCTIONS or word in RELATIVES - {"what"} or word in AUXILIARIES_FIRST:
        return False
    if word in PREPOSITIONS and not (sure and word in ("if", "when", "although", "because")):
        return False
    if sure and word not in ADVERBS and not word.endswith("ly"):
        return True
    return word in SUBJECT_PRONOUNS or _has_verb(items, place + 1, min(len(items), place + VERB_REACH))


AUXILIARIES_FIRST = AUXILIARIES - {"'s"}
SUBJECT_PRONOUNS = word_set("he she they i we it there")


def _has_verb(items: tuple[Item, ...], start: int, end: int) -> bool:
    """Tell whether a finite verb is likely among some words."""
    return any(
        item.quote >= 0
        or item.lower in AUXILIARIES
        or item.lower in VERBS
        or (item.lower.endswith("ed") and len(item.lower) > 4 and item.text[0].islower())
        for item in items[start:end]
    )


def _content_start(items: tuple[Item, ...], before: int) -> int:
    """Skip a leading "But" and the like."""
    return 1 if before > 1 and items[0].lower in CONJUNCTIONS else 0


def _ends_soon(items: tuple[Item, ...], place: int) -> bool:
    rest = [item for item in items[place:] if item.lower not in SIGNS]
    return len(rest) <= 8 and _lower(items, place) not in ("that", "to", "'s") and not any(i.quote >= 0 for i in rest)


def _trimmed_end(items: tuple[Item, ...], end: int) -> int:
    """Leave out marks at the end; a closing bracket stays."""
    while end and items[end - 1].lower in SIGNS - {")", "]"} and items[end - 1].quote < 0:
        end -= 1
    return end


def _clause_end(unit: Unit, begin: int, following: tuple[Cue, ...]) -> int:
    """Find where the reported clause ends: with the sentence, or before the next reporting clause."""
    items = unit.items
    end = len(items)
    for cue in following[:MOST_CUES]:
        first = cue.outer[0] if cue.subject and cue.outer[0] > begin else cue.first
        if first <= begin:
            continue
        cut = next(
            (
                place
                for place in range(first - 1, max(begin, first - 1 - CUT_REACH), -1)
                if items[place].lower in (",", ";", "and", "but", "–", "—", "--")
            ),
            None,
        )
        if cut is not None and first - cut <= (CUT_REACH if cue.is_according or items[cut].lower == "," else 2):
            end = cut
            break
        if cue.is_according:
            end = first
            break
    return _trimmed_end(items, end)


def _span(unit: Unit, reported: Reported) -> Suggested | None:
    """Make the span, unless nothing but a quotation is reported."""
    fragments = []
    plain_words = 0
    for start, end in reported.pieces:
        items = unit.items[start:end]
        if not items:
            return None
        plain_words += sum(item.quote < 0 and item.text[0].isalnum() for item in items)
        fragments.append((items[0].start, items[-1].end))
    if plain_words < (2 if reported.rule == "to" else FEWEST_WORDS):
        return None
    return Suggested("quote", "INDIRECT", merged(fragments), rule=reported.rule, score=reported.score)
