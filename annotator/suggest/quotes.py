"""Proposes quotes: words in quotation marks with who said them, and what is only set apart by marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.model.annotation import merged
from annotator.model.document import ZoneKind
from annotator.suggest.article import Article
from annotator.suggest.attribution import Cue, Places, cues, first_phrase
from annotator.suggest.base import Collection, Suggested
from annotator.suggest.clauses import Unit, units
from annotator.suggest.quote_marks import Quotation, quotations
from annotator.suggest.sources import Sources
from annotator.text.words import word_set

# So many words between a quotation's clause and the next piece still make one interrupted utterance.
INTERRUPTION_WORDS = 14
SCARE_WORDS = 4
TITLE_NOUNS = word_set(
    "book film movie song show album series documentary novel memoir article essay podcast episode program play single"
    " poem column magazine titled entitled headlined headline"
)
STRONG_VERBS = word_set("say tell write add claim argue insist note explain warn declare tweet state announce")
WEAK_VERBS = word_set(
    "want wish plan intend decide see find seek choose expect show mean know hear read learn discover lead go open"
    " close start end begin make agree determine offer aim prefer cast press fire shoot text rule feel imagine cite"
    " regard view consider portray defend prove reflect discuss hope need mention fear speculate crow sing"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a quotation: the sentence that tells it, cue and subject there, the rule and how sure it is."""

    unit: Unit
    cue: Cue | None
    subject: Places | None
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of an article with their quotations and cues: `places` are (unit, item) of each quotation."""

    article: Article
    quotations: tuple[Quotation, ...]
    units: tuple[Unit, ...]
    cues: tuple[tuple[Cue, ...], ...]
    places: dict[int, tuple[int, int]]


def read(article: Article) -> Reading:
    """Find quotations, sentences and reporting expressions. Linear in words."""
    marked = quotations(article.text, article.paragraphs)
    found = units(article, marked)
    places = {
        item.quote: (number, place)
        for number, unit in enumerate(found)
        for place, item in enumerate(unit.items)
        if item.quote >= 0
    }
    spoken = tuple(cues(unit) if article.is_english else () for unit in found)
    return Reading(article, marked, found, spoken, places)


def suggest_quotes(reading: Reading, collection: Collection, sources: Sources) -> tuple[Suggested, ...]:
    """Propose DIRECT and SCARE with speaker, cue and relay; gives the DIRECT ones."""
    voices = _voices(reading)
    direct = []
    for group in _utterances(reading, voices):
        voice = next((voices[number] for number in group if voices[number] is not None), None)
        quote = _quote(reading, group, voice)
        collection.add(quote)
        if quote.label == "DIRECT":
            direct.append(quote)
            if voice is not None:
                link_voice(collection, sources, quote, voice)
                _link_relay(reading, group, (collection, sources), quote, voice)
    return tuple(direct)


def link_voice(collection: Collection, sources: Sources, quote: Suggested, voice: Voice) -> None:
    """Link a quote to its speaker and its cue."""
    if voice.subject is not None:
        speaker = sources.source(voice.unit, voice.subject, rule=voice.rule, score=voice.score)
        collection.link("speaker", quote, speaker, rule=voice.rule, score=voice.score)
    if voice.cue is not None:
        collection.link(
            "cue", quote, sources.cue(voice.unit, voice.cue, score=voice.score), rule=voice.rule, score=voice.score
        )


# --- who speaks ---


def _voices(reading: Reading) -> list[Voice | None]:
    """Find the voice of each quotation, first in its own sentence, then around it."""
    found: list[Voice | None] = [None] * len(reading.quotations)
    for number in range(len(reading.quotations)):
        if number not in reading.places:
            continue
        place = reading.places[number]
        found[number] = _in_sentence(reading, place) or _around(reading, number, found)
    return found


def _in_sentence(reading: Reading, at: tuple[int, int]) -> Voice | None:
    unit, spoken = reading.units[at[0]], reading.cues[at[0]]
    place = at[1]
    behind = next((cue for cue in spoken if cue.outer[0] > place), None)
    ahead = next((cue for cue in reversed(spoken) if cue.last < place), None)
    if behind is not None and _directly_behind(unit, place, behind):
        return Voice(unit, behind, behind.subject, "said-behind", 0.95 if behind.subject else 0.6)
    if ahead is not None:
        ahead = _stronger(spoken, ahead)
        near = all(item.quote < 0 for item in unit.items[ahead.last + 1 : place])
        return Voice(unit, ahead, ahead.subject, "said-before", 0.9 if near else 0.75)
    if behind is not None:
        return Voice(unit, behind, behind.subject, "said-later", 0.7)
    return None


def _stronger(spoken: Sequence[Cue], nearest: Cue) -> Cue:
    """Prefer "said" to the wish inside what was said: "Cruz said any candidate who wants to win must …"."""
    if nearest.verb not in WEAK_VERBS:
        return nearest
    return next(
        (cue for cue in spoken if cue.verb in STRONG_VERBS and cue.first < nearest.first and cue.subject), nearest
    )


def _directly_behind(unit: Unit, place: int, cue: Cue) -> bool:
    """Tell whether nothing but a comma stands between a quotation and its reporting clause."""
    begin = cue.outer[0]
    between = unit.items[place + 1 : begin]
    return len(between) <= 2 and all(item.lower in (",", "-", "–", "—", "(", ".", "quote") for item in between)


def _around(reading: Reading, number: int, found: Sequence[Voice | None]) -> Voice | None:
    """Find the voice outside the sentence: a colon before, the utterance before, "this was stated by" behind."""
    quotation = reading.quotations[number]
    at, place = reading.places[number]
    unit = reading.units[at]
    before = reading.units[at - 1] if at else None
    opens = place == 0
    if opens and before is not None and before.items[-1].lower in (":", ",") and reading.cues[at - 1]:
        cue = reading.cues[at - 1][-1]
        return Voice(before, cue, cue.subject, "colon", 0.85)
    earlier = found[number - 1] if number else None
    if earlier is not None and opens:
        previous = reading.quotations[number - 1]
        if previous.goes_on and previous.paragraph == quotation.paragraph - 1:
            return replace(earlier, rule="goes-on", score=0.9)
        if previous.paragraph == quotation.paragraph:
            return replace(earlier, rule="same-paragraph", score=0.8)
    stated = _stated_behind(reading, at)
    if stated is not None and opens:
        return stated
    if opens and _is_whole(unit) and number and earlier is not None:
        previous = reading.quotations[number - 1]
        if previous.paragraph >= quotation.paragraph - 2:
            return replace(earlier, rule="paragraph-before", score=0.6)
    if not opens and reading.article.is_english and _words(reading, number) > SCARE_WORDS:
        subject = first_phrase(unit.items, place)
        if subject is not None:
            return Voice(unit, None, subject, "subject", 0.45)
    return None


def _stated_behind(reading: Reading, at: int) -> Voice | None:
    """Read the next sentence: "This was stated by the minister"."""
    if at + 1 >= len(reading.units) or reading.units[at + 1].paragraph != reading.units[at].paragraph:
        return None
    unit = reading.units[at + 1]
    if unit.items[0].lower not in ("this", "that", "so", "these") or unit.quotes:
        return None
    cue = next((cue for cue in reading.cues[at + 1] if cue.first <= 4 and cue.subject is not None), None)
    return None if cue is None else Voice(unit, cue, cue.subject, "stated-by", 0.8)


def _is_whole(unit: Unit) -> bool:
    quoted = sum(item.end - item.start for item in unit.items if item.quote >= 0)
    return quoted >= 0.8 * (unit.items[-1].end - unit.items[0].start)


# --- which pieces belong together ---


def _utterances(reading: Reading, voices: Sequence[Voice | None]) -> Iterator[list[int]]:
    """Group the quotations that are one utterance."""
    group: list[int] = []
    for number in range(len(reading.quotations)):
        if number not in reading.places:
            continue
        if group and _belongs(reading, group[-1], number, voices):
            group.append(number)
            continue
        if group:
            yield group
        group = [number]
    if group:
        yield group


def _belongs(reading: Reading, left: int, right: int, voices: Sequence[Voice | None]) -> bool:
    """Tell whether a quotation goes on with the one before it."""
    first, second = reading.quotations[left], reading.quotations[right]
    (unit, place), (next_unit, next_place) = reading.places[left], reading.places[right]
    if first.goes_on:
        return second.paragraph == first.paragraph + 1 and next_place == 0
    if first.paragraph != second.paragraph:
        return False
    voice, other = voices[left], voices[right]
    if voice is None or voice.rule != "said-behind" or voice.cue is None:
        return False
    items = reading.units[unit].items
    if unit == next_unit:
        between = items[place + 1 : next_place]
        cue_inside = place < voice.cue.first < next_place
        return cue_inside and len(between) <= INTERRUPTION_WORDS and len(reading.units[unit].quotes) == 2
    alone = all(item.quote < 0 for item in items[place + 1 :]) and len(items) - place <= INTERRUPTION_WORDS
    follows = next_unit == unit + 1 and next_place == 0
    return alone and follows and place == 0 and other is not None and other.rule == "same-paragraph"


# --- what it is ---


def _words(reading: Reading, number: int) -> int:
    quotation = reading.quotations[number]
    return sum(word.text[0].isalnum() for word in reading.article.words_between(quotation.start, quotation.end))


def _quote(reading: Reading, group: Sequence[int], voice: Voice | None) -> Suggested:
    """Make the span of an utterance."""
    pieces = [reading.quotations[number] for number in group]
    fragments = [(piece.start, piece.end) for piece in pieces]
    for index in range(len(pieces) - 1):
        if pieces[index].goes_on:
            # The blanks between two paragraphs of one utterance belong to its span.
            fragments[index] = (pieces[index].start, pieces[index + 1].start)
    sure = 1.0 if all(piece.closed or piece.goes_on for piece in pieces) else 0.5
    scare = _scare_rule(reading, group, voice)
    if scare:
        return Suggested("quote", "SCARE", merged(fragments), rule=scare, score=0.7 * sure)
    rule = voice.rule if voice else "marks"
    return Suggested("quote", "DIRECT", merged(fragments), rule=rule, score=(voice.score if voice else 0.5) * sure)


def _scare_rule(reading: Reading, group: Sequence[int], voice: Voice | None) -> str:
    """Say which rule takes a quotation for words that nobody is said to have spoken; empty for a quote."""
    if len(group) > 1:
        return ""
    number = group[0]
    at, place = reading.places[number]
    unit = reading.units[at]
    before = unit.items[place - 1].lower if place else ""
    few = _words(reading, number) <= SCARE_WORDS
    if not few and voice is not None:
        return ""
    if before in TITLE_NOUNS:
        return "title"
    if unit.kind is ZoneKind.TITLE and few:
        return "headline"
    if few and (voice is None or voice.rule in ("said-later", "subject", "paragraph-before", "same-paragraph")):
        return "term"
    if few and before in ("so-called", "known", "nicknamed"):
        return "term"
    if few and reading.quotations[number].single and _is_far(unit, place, voice):
        return "single"
    return ""


def _is_far(unit: Unit, place: int, voice: Voice | None) -> bool:
    """Tell whether the reporting verb stands so far before that the marks set a term apart."""
    return voice is not None and voice.cue is not None and voice.unit is unit and place - voice.cue.last > 12


# --- through whom ---


def _link_relay(
    reading: Reading, group: Sequence[int], into: tuple[Collection, Sources], quote: Suggested, voice: Voice
) -> None:
    """Link a quote to the outlet or document it came through: "according to TASS", "quoted by TASS"."""
    collection, sources = into
    if voice.cue is None:
        return
    spoken = reading.cues[reading.places[group[0]][0]]
    unit = reading.units[reading.places[group[0]][0]]
    if voice.unit is not unit:
        return
    for cue in spoken:
        relays = cue.verb in ("according", "quote", "cite", "report")
        if cue is voice.cue or not relays or cue.subject is None or cue.subject == voice.subject:
            continue
        if cue.first > voice.cue.last and cue.first > reading.places[group[0]][1]:
            relay = sources.source(unit, cue.subject, rule="relay", score=0.7)
            collection.link("relay", quote, relay, rule=f"relay:{cue.verb}", score=0.7)
            return
