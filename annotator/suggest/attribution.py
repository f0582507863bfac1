"""Finds who reports in a sentence and with which words: cue, its subject, the relay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.suggest.clauses import Item, Unit
from annotator.suggest.reporting_words import (
    ADVERBS,
    ALSO_NOUNS,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    MONTHS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLES,
    VERBS,
    lemmas,
)

Places = tuple[int, int]
PUNCTUATION = frozenset(",;:.!?()[]-–—…\"'“”‘’/") | {"--", '""'}
NOT_IN_PHRASE = PREPOSITIONS | CONJUNCTIONS | RELATIVES | AUXILIARIES | VERBS | PUNCTUATION
OBJECT_PRONOUNS = frozenset({"him", "her", "them", "me", "us"})
NO_SUBJECTS = frozenset({"here", "there", "how", "why", "what", "as", "speaking", "asked", "first"})
# What may open a subject that is found by its place alone.
SUBJECT_OPENERS = DETERMINERS | PERSONAL
LONGEST_PHRASE = 14
APPOSITION_REACH = 45
OPINIONS = frozenset({"opinion", "view", "words", "eyes", "judgment", "judgement", "telling", "mind", "assessment"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting expression: places of its items, verb, subject as places or None, and how it stands."""

    first: int
    last: int
    verb: str
    subject: Places | None
    inverted: bool = False

    @property
    def is_according(self) -> bool:
        """Whether it is no verb: "according to", "in his opinion"."""
        return self.verb in ("according", "opinion")

    @property
    def outer(self) -> Places:
        """The places from the first of cue and subject to the one after the last."""
        if self.subject is None:
            return (self.first, self.last + 1)
        return (min(self.first, self.subject[0]), max(self.last + 1, self.subject[1]))


def cues(unit: Unit) -> tuple[Cue, ...]:
    """List the reporting expressions of a sentence in order."""
    found: list[Cue] = []
    items = unit.items
    for place in range(len(items)):
        cue = _cue_at(items, place, found)
        if cue is not None and not (found and found[-1].last >= cue.first and not found[-1].is_according):
            found.append(cue)
    return tuple(found)


def _cue_at(items: Sequence[Item], place: int, before: Sequence[Cue]) -> Cue | None:
    lower = items[place].lower
    if lower == "according" and _lower(items, place + 1) == "to":
        return Cue(place, place + 1, "according", phrase_from(items, place + 2))
    if lower in OPINIONS and place >= 2:
        return _opinion(items, place)
    verb = lemmas().get(lower)
    if verb is None or _is_noun_here(items, place):
        return None
    if lower.endswith("ing") and _lower(items, place - 1) not in AUXILIARIES | ADVERBS:
        return _dependent(items, place, verb, before)
    first, subject = _subject_before(items, place)
    closing = _closing_inversion(items, place)
    if closing is not None:
        return Cue(place, place, verb, closing, inverted=True)
    if subject is not None:
        return Cue(place, place, verb, subject)
    inverted = _inverted(items, place)
    if inverted is not None:
        return Cue(place, place, verb, inverted, inverted=True)
    passive = _passive(items, place)
    if passive is not None:
        return Cue(place, place + 1, verb, passive, inverted=True)
    return _dependent(items, place, verb, before) if first else None


def _lower(items: Sequence[Item], place: int) -> str:
    return items[place].lower if 0 <= place < len(items) else ""


def _opinion(items: Sequence[Item], place: int) -> Cue | None:
    """Read "in his opinion" and "in Kirby's view"."""
    owner = place - 1
    if _lower(items, owner) in ("his", "her", "their", "my", "our") and _lower(items, owner - 1) in ("in", "to"):
        return Cue(owner - 1, place, "opinion", (owner, owner + 1))
    if _lower(items, owner) in ("'s", "'"):
        phrase = phrase_to(items, owner - 1)
        if phrase and _lower(items, phrase[0] - 1) == "in":
            return Cue(phrase[0] - 1, place, "opinion", phrase)
    return None


def _is_noun_here(items: Sequence[Item], place: int) -> bool:
    """Tell whether a form that is also a noun stands as one: after an article, an adjective of quantity, "of"."""
    lower, previous = items[place].lower, _lower(items, place - 1)
    if previous in ("the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "'s", "of"):
        return True
    if lower not in ALSO_NOUNS:
        return False
    if previous in PERSONAL or previous in RELATIVES or previous in AUXILIARIES or previous == '""':
        return previous == "'s"
    if lower.endswith("s"):
        return not (place and items[place - 1].text[:1].isupper())
    return not (place and previous == "to")


def _subject_before(items: Sequence[Item], place: int) -> tuple[bool, Places | None]:
    """Find the subject to the left of a verb; the flag tells that the verb may hang on an earlier subject."""
    left = place - 1
    while left >= 0 and _may_part(items[left]):
        left -= 1
    if left < 0:
        return (True, None)
    lower = items[left].lower
    if lower in ("who", "which", "that"):
        left -= 2 if _lower(items, left - 1) == "," else 1
        return (True, phrase_to(items, left))
    if lower in (",", ")", "–", "—", "--", "-"):
        return (True, _before_parenthesis(items, left))
    if lower in ("and", "but", "or", "to", "as", "by", "in", "while", "before", "after", "then", '""'):
        return (True, None)
    if lower in DAYS:
        left -= 2 if _lower(items, left - 1) == "on" else 1
    return (True, phrase_to(items, left))


def _may_part(item: Item) -> bool:
    """Tell whether a word may stand between subject and verb."""
    return item.lower in ADVERBS or item.lower in AUXILIARIES or (item.lower.endswith("ly") and len(item.lower) > 4)


def _before_parenthesis(items: Sequence[Item], closing: int) -> Places | None:
    """Find the subject before an apposition: "Kirby, the spokesman, said"."""
    sign = items[closing].lower
    opening = "(" if sign == ")" else sign
    for place in range(closing - 1, max(-1, closing - APPOSITION_REACH), -1):
        if items[place].quote >= 0:
            return None
        if items[place].lower == opening:
            if place == 0:
                return None
            found = phrase_to(items, place - 1)
            # "On Monday, Kirby, …" has a date before the comma, not a subject.
            return found if found and items[found[0]].lower not in DAYS else None
    return None


def _inverted(items: Sequence[Item], place: int) -> Places | None:
    """Find the subject behind a verb that follows a quotation or a comma: "…,” said Lavrov"."""
    before = _lower(items, place - 1)
    if before == "," and _lower(items, place - 2) != '""' and items[place].lower not in ("says", "said", "wrote"):
        return None
    if before not in ('""', ",", "–", "—", "-") or items[place].lower.endswith("ing"):
        return None
    found = phrase_from(items, place + 1)
    if found is None or before == '""':
        return found
    # "…, said the programme is late": no subject but what was said.
    following = items[found[1]] if found[1] < len(items) else None
    return found if following is None or following.lower in PUNCTUATION | PREPOSITIONS | CONJUNCTIONS else None


def _closing_inversion(items: Sequence[Item], place: int) -> Places | None:
    """Find the subject of "…, said an official." at the end of a sentence."""
    if _lower(items, place - 1) != "," or items[place].lower not in ("said", "says", "wrote", "added"):
        return None
    found = phrase_from(items, place + 1)
    if found is None or items[found[0]].lower in PERSONAL:
        return None
    commas = sum(item.lower == "," for item in items[: place - 1])
    following = items[found[1]].lower if found[1] < len(items) else "."
    return found if following == "." or (following in (",", "who") and not commas) else None


def _passive(items: Sequence[Item], place: int) -> Places | None:
    """Find the agent: "stated by the minister", "quoted by the agency"."""
    if _lower(items, place + 1) != "by" or not items[place].lower.endswith(("ed", "en", "id", "ld")):
        return None
    return phrase_from(items, place + 2)


def _dependent(items: Sequence[Item], place: int, verb: str, before: Sequence[Cue]) -> Cue | None:
    """Give a verb the subject of an earlier one: "He praised it and said", "…, adding that"."""
    if _lower(items, place - 1) == "to" and _lower(items, place - 2) in OBJECT_PRONOUNS:
        return Cue(place, place, verb, (place - 2, place - 1))
    earlier = next((cue for cue in reversed(before) if cue.subject is not None and not cue.is_according), None)
    if earlier is not None and earlier.subject is not None:
        return Cue(place, place, verb, earlier.subject)
    return Cue(place, place, verb, first_phrase(items, place))


def first_phrase(items: Sequence[Item], before: int) -> Places | None:
    """Find the first noun phrase or pronoun of a sentence that may be its subject."""
    place = 0
    while place < before:
        item = items[place]
        if item.lower in PREPOSITIONS:
            # "In a letter on Monday, Kirby": the subject stands behind the comma.
            comma = next((n for n in range(place, min(before, place + 20)) if items[n].lower == ","), None)
            if comma is None:
                place += 1
                continue
            place = comma + 1
            continue
        if item.lower in SUBJECT_OPENERS or (item.text[0].isupper() and item.lower not in ADVERBS | NO_SUBJECTS):
            found = phrase_from(items, place)
            if found is not None and found[1] <= before:
                return found
        place += 1
    return None


def phrase_from(items: Sequence[Item], place: int) -> Places | None:
    """Read a noun phrase that begins at an item."""
    if place >= len(items) or not _may_begin(items[place]):
        return None
    if items[place].lower in PERSONAL:
        return (place, place + 1)
    end = place
    while end < len(items) and end - place < LONGEST_PHRASE and _belongs(items, end, place):
        end += 1
    while end > place and items[end - 1].lower in ("of", "and", "for", "in", "at", "from", "with", "'s"):
        end -= 1
    if end == place or (end == place + 1 and items[place].lower in DETERMINERS):
        return None
    return (place, end)


def _may_begin(item: Item) -> bool:
    return item.quote < 0 and (item.text[:1].isalnum() or item.text[:1] in "@[") and item.lower not in NOT_IN_PHRASE


def _belongs(items: Sequence[Item], place: int, begin: int) -> bool:
    """Tell whether an item goes on with the noun phrase before it."""
    item = items[place]
    if item.quote >= 0:
        return False
    if place == begin or item.lower in ("'s", "’"):
        return True
    if item.lower in ("of", "for", "in", "at", "from", "with"):
        return _lower(items, place - 1) in ROLES or (item.lower == "of" and place - begin > 0)
    if item.lower == "and":
        following = items[place + 1] if place + 1 < len(items) else None
        return following is not None and following.text[:1].isupper() and items[place - 1].text[:1].isupper()
    if item.lower in DAYS or item.lower in MONTHS or item.lower in ADVERBS:
        return False
    if item.lower in DETERMINERS or item.lower in PRONOUNS:
        return _lower(items, place - 1) in ("of", "for", "in", "at", "from", "with", "and")
    return item.text[:1].isalnum() and item.lower not in NOT_IN_PHRASE and not _is_verb_after_name(items, place)


def _is_verb_after_name(items: Sequence[Item], place: int) -> bool:
    """Tell a verb form behind a name or a noun: "Kirby told", "the ministry announced"."""
    lower = items[place].lower
    return (lower in lemmas() and not _is_noun_here(items, place)) or (
        lower.endswith(("ed", "ing")) and items[place - 1].text[:1].isupper() and items[place].text[:1].islower()
    )


def phrase_to(items: Sequence[Item], place: int) -> Places | None:
    """Read the noun phrase that ends at an item."""
    if place < 0 or place >= len(items) or not _may_end(items[place]):
        return None
    if items[place].lower in PERSONAL:
        return (place, place + 1)
    begin = place
    for previous in _leftwards(items, place):
        begin = previous
        if items[previous].lower in DETERMINERS and _lower(items, previous - 1) not in (
            "of",
            "for",
            "in",
            "at",
            "with",
            "from",
        ):
            break
    while begin < place and (
        items[begin].lower in DAYS | MONTHS | ADVERBS | {"and", "of", "for", "in", "at", "from", "with", "'s"}
    ):
        begin += 1
    return (begin, place + 1)


def _may_end(item: Item) -> bool:
    if item.quote >= 0 or not (item.text[:1].isalnum() or item.text[:1] == "@"):
        return False
    return item.lower not in NOT_IN_PHRASE and item.lower not in DETERMINERS - {"one", "some", "others", "many", "most"}


def _leftwards(items: Sequence[Item], place: int) -> Iterator[int]:
    """Yield the items to the left that belong to the noun phrase which ends at `place`."""
    for left in range(place - 1, max(-1, place - LONGEST_PHRASE), -1):
        item = items[left]
        if item.quote >= 0 or item.lower in PRONOUNS:
            return
        if item.lower in ("of", "for", "in", "at", "from", "with"):
            owner = _lower(items, left - 1)
            if not (owner in ROLES or (item.lower == "of" and owner not in NOT_IN_PHRASE)):
                return
        elif item.lower == "and":
            if not (left and items[left - 1].text[:1].isupper() and items[left + 1].text[:1].isupper()):
                return
        elif item.lower in ("'s", "’"):
            pass
        elif (
            item.lower in NOT_IN_PHRASE
            or (item.lower in lemmas() and not _is_noun_here(items, left))
            or not item.text[:1].isalnum()
        ):
            return
        yield left
