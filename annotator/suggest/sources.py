"""Turns the words of a reporting clause into spans: the source as an entity or a helper, the cue as a helper."""

from bisect import bisect_left
from collections.abc import Sequence

from annotator.suggest.attribution import Cue, Places
from annotator.suggest.base import Collection, Suggested
from annotator.suggest.clauses import Unit
from annotator.suggest.reporting_words import PERSONAL, PREPOSITIONS

NAMED = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC")


class Sources:
    """The named mentions of an article, and the helpers made so far."""

    def __init__(self, collection: Collection, mentions: Sequence[Suggested]) -> None:
        self._collection = collection
        self._mentions = sorted((one for one in mentions if one.label in NAMED), key=lambda one: one.sort_key)
        self._starts = [one.start for one in self._mentions]

    def source(self, unit: Unit, places: Places, *, rule: str, score: float) -> Suggested:
        """Give the mention that a noun phrase names, else a helper SOURCE on the phrase."""
        items = unit.items[places[0] : places[1]]
        start, end = items[0].start, items[-1].end
        if items[-1].lower in ("'s", "'") and len(items) > 1:
            end = items[-2].end
        head_end = next((item.start for item in items[1:] if item.lower in PREPOSITIONS), end)
        mention = self._mention(start, head_end, whole=len(items) == 1)
        if mention is not None:
            return mention
        helper = Suggested("helper", "SOURCE", ((start, end),), rule=rule, score=score)
        return self._collection.add(helper)

    def cue(self, unit: Unit, cue: Cue, *, score: float) -> Suggested:
        """Give the helper CUE on a reporting expression."""
        bounds = (unit.items[cue.first].start, unit.items[cue.last].end)
        return self._collection.add(Suggested("helper", "CUE", (bounds,), rule=f"cue:{cue.verb}", score=score))

    def _mention(self, start: int, end: int, *, whole: bool) -> Suggested | None:
        """Find the mention that heads a phrase: a person anywhere in it, something else at its end."""
        inside = []
        for place in range(bisect_left(self._starts, start), len(self._mentions)):
            one = self._mentions[place]
            if one.start >= end:
                break
            if one.end <= end + 1:
                inside.append(one)
        people = [one for one in inside if one.label == "PERSON"]
        if people:
            return people[-1]
        last = inside[-1] if inside else None
        heads = last is not None and last.end >= end and (whole or last.label != "NORP")
        return last if heads else None


def is_pronoun(unit: Unit, places: Places) -> bool:
    """Tell whether a subject is a personal pronoun."""
    return places[1] - places[0] == 1 and unit.items[places[0]].lower in PERSONAL
