"""Proposes claims: sentences that state a fact which could be checked, with the claimant where somebody says it."""

from collections.abc import Sequence

import regex

from annotator.model.annotation import Attribute
from annotator.model.document import ZoneKind
from annotator.suggest.base import Collection, Suggested
from annotator.suggest.clauses import Item, Unit
from annotator.suggest.quotes import Reading
from annotator.text.words import word_set

NOT_CLAIMED_IN = (ZoneKind.TITLE, ZoneKind.BYLINE, ZoneKind.DATELINE, ZoneKind.CAPTION)
FEWEST_WORDS = 5
NUMBER = regex.compile(
    r"\d|\b(?:dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|majority|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|twenty|first|only)\b"
)
EVENTS = word_set(
    "arrived visited met held signed delivered sent shipped killed died wounded injured attacked fired launched voted"
    " imposed imposes banned agreed recognised recognized recognize recognise announced opened closed won lost"
    " arrested charged convicted sentenced resigned appointed elected deployed invaded annexed withdrew withdrawn"
    " transferred supplied bought sold paid cost built destroyed crashed exploded landed flew flown travelled traveled"
    " left began started ended took taken happened occurred received gave given showed shown rose fell increased"
    " decreased dropped grew halted blocked condemned supported accused denied delivered lasted published released"
    " assassinated inspected laid attended hosted went came sailed joined conducted participated served mourning"
    " honoured honored employed banned sanctioned seized captured liberated occupied crossed moved returned reentered"
    " produced tested launched greeted talks exchanged exists remained fell accepted called discussing bring handed"
    " carried survived sent leads headed ran run used wished congratulated"
)
CONSEQUENTIAL = word_set(
    "killed died wounded attacked invaded annexed sanctions weapons nuclear missile missiles munitions ammunition"
    " containers troops soldiers arms war referendum referendums recognised recognized assassinated killed shot dead"
    " fraud illegal corruption crimes banned imposed voted independence coffins denied accused shipments invasion"
)
DOUBTFUL = word_set(
    "would could should may might hope hopes hoped want wants wish if perhaps maybe seems seem seemed appears believe"
    " believes think thinks feel feels expected let's please must can cannot can't certain ought"
)
OPINION = word_set(
    "bizarre stranger strange worse better beautiful terrible wonderful absurd clearly obviously unfortunately simply"
    " really actually course love best friends sad proud deeply grateful unthinkable behind"
)
FIRST_PERSONS = word_set("i we my our me us i'm we're i've you your")
SUBORDINATING = word_set("where because although though whereas since")
LEADING = word_set("but and so yet however , then")


def suggest_claims(reading: Reading, collection: Collection, quotes: Sequence[Suggested]) -> tuple[Suggested, ...]:
    """Propose CLAIM in running text and in indirect quotes; gives them in order."""
    found: list[Suggested] = []
    claimants = collection.targets("speaker")
    indirect = {quote.start: quote for quote in quotes if quote.label == "INDIRECT" and not _is_phrase(quote)}
    for number, unit in enumerate(reading.units):
        if unit.kind in NOT_CLAIMED_IN or unit.items[-1].lower == "?":
            continue
        reported = [quote for item in unit.items if (quote := indirect.get(item.start)) is not None]
        if reported:
            for quote in reported:
                claim = _claim(unit, _shortened(unit, (quote.start, quote.end)), rule="reported")
                if claim is not None:
                    found.append(collection.add(claim))
                    for speaker in claimants.get(quote.place, ()):
                        collection.link("claimant", found[-1], speaker, rule="speaker", score=quote.score)
        elif not _is_speech(unit, reading.cues[number]):
            for bounds in _clauses(unit, _body(unit)):
                claim = _claim(unit, _shortened(unit, bounds), rule="sentence")
                if claim is not None:
                    found.append(collection.add(claim))
    return tuple(found)


def _is_phrase(quote: Suggested) -> bool:
    """Tell whether what was said is no clause: "praised the decision" states that somebody praised."""
    return "object:" in quote.rule or quote.rule.count(":") > 1


def _is_speech(unit: Unit, spoken: Sequence[object]) -> bool:
    """Tell whether a sentence is about what somebody says: then the quote is there, not a claim."""
    return (bool(unit.quotes) and bool(spoken)) or sum(item.quote >= 0 for item in unit.items) >= len(unit.items) - 2


def _body(unit: Unit) -> tuple[int, int]:
    """Give the sentence without a leading connective and its final stop."""
    first, last = 0, len(unit.items)
    while first < last - 1 and unit.items[first].lower in LEADING:
        first += 1
    while last > first + 1 and unit.items[last - 1].lower in (".", "!", "…", ";", ":"):
        last -= 1
    return (unit.items[first].start, unit.items[last - 1].end)


def _clauses(unit: Unit, bounds: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence at semicolons; of what a colon divides, the second part is the fact."""
    found, start, end = [], bounds[0], bounds[0]
    for item in unit.items:
        if item.start < bounds[0] or item.end > bounds[1]:
            continue
        if item.lower in (";", ":"):
            if item.lower == ";" and end > start:
                found.append((start, end))
            start = end = item.end
            continue
        start = item.start if start == end else start
        end = item.end
    return [*found, (start, end)] if end > start else found


def _shortened(unit: Unit, bounds: tuple[int, int]) -> tuple[int, int]:
    """Leave out a subordinate clause at the end: ", where …", ", because …"."""
    items = [item for item in unit.items if bounds[0] <= item.start and item.end <= bounds[1]]
    for place in range(FEWEST_WORDS, len(items) - 1):
        if items[place].lower == "," and items[place + 1].lower in SUBORDINATING:
            return (bounds[0], items[place - 1].end)
    return bounds


def _claim(unit: Unit, bounds: tuple[int, int], *, rule: str) -> Suggested | None:
    """Weigh what speaks for a checkable fact."""
    items = [item for item in unit.items if bounds[0] <= item.start and item.end <= bounds[1]]
    words = [item.lower for item in items]
    if sum(item.text[0].isalnum() for item in items) < FEWEST_WORDS:
        return None
    weight = _weight(words, items)
    if weight < 0.5:
        return None
    high = any(word in CONSEQUENTIAL for word in words) or _counts(items)
    attribute = Attribute("check", "high" if high else "low")
    return Suggested("claim", "CLAIM", (bounds,), (attribute,), rule=rule, score=min(0.9, weight))


def _weight(words: Sequence[str], items: Sequence[Item]) -> float:
    weight = 0.3
    weight += 0.25 * any(word in EVENTS or (word.endswith("ed") and len(word) > 4) for word in words)
    weight += 0.2 * any(NUMBER.search(item.lower) for item in items if item.quote < 0)
    weight += 0.1 * any(item.text[0].isupper() for item in items[1:])
    weight += 0.1 * any(word in CONSEQUENTIAL for word in words)
    weight -= 0.3 * any(word in DOUBTFUL for word in words)
    weight -= 0.3 * any(word in OPINION for word in words)
    weight -= 0.3 * any(word in FIRST_PERSONS for word in words)
    return round(weight, 3)


def _counts(items: Sequence[Item]) -> bool:
    """Tell whether a number is stated that is no date."""
    return any(_is_count(items, place) for place in range(len(items)))


def _is_count(items: Sequence[Item], place: int) -> bool:
    word = items[place].lower
    if word in ("thousands", "hundreds", "dozens", "millions", "thousand", "million", "billion", "only"):
        return True
    return word[0].isdigit() and not (len(word) == 4 and word[:2] in ("19", "20")) and len(word) > 2
