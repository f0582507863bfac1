"""Joins the names of the rules with those of a pipeline: sure rules stand, doubtful ones are put to its vote."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.suggest.article import Article
from annotator.suggest.base import Suggested
from annotator.suggest.gazetteer import Gazetteer, plain, shipped_gazetteer
from annotator.suggest.name_words import FAC_HEADS, FUNCTION_WORDS, LOC_HEADS, NO_NAMES, SOFT_WORDS, TITLES
from annotator.suggest.parse import NamedPlace, Parse

# What these rules say is a guess from capitals or from one neighbouring word.
DOUBTFUL = frozenset({"capitals", "lone", "context", "given-alone"})
GUESSES = frozenset({"capitals", "lone"})
KINDS = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
PROPER = ("NNP", "NNPS")


def joined_names(article: Article, found: Sequence[Suggested], parse: Parse) -> tuple[Suggested, ...]:
    """Give the names of both, in order, none over another. Linear in names."""
    return _Joining(article, found, parse).joined()


class _Joining:
    def __init__(self, article: Article, found: Sequence[Suggested], parse: Parse) -> None:
        self._text = article.text
        self._words = article.words
        self._article = article
        self._found = sorted(found, key=lambda span: span.start)
        self._starts = [span.start for span in self._found]
        self._parse = parse
        self._gazetteer: Gazetteer = shipped_gazetteer()
        self._names = [name for one in parse.names if (name := self._trimmed(one)) is not None]
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        for name in self._names:
            self._votes[self._surface(name.start, name.end)][name.kind] += 1
        self._sure = {
            self._surface(span.start, span.end): span.label
            for span in reversed(self._found)
            if span.rule not in DOUBTFUL
        }

    def joined(self) -> tuple[Suggested, ...]:
        """Put doubtful names to the vote, then add what the rules passed over."""
        kept = [span for one in self._found if (span := self._weighed(one)) is not None]
        starts = sorted((span.start, span.end) for span in kept)
        kept += [self._added(name) for name in self._names if not _touches(starts, name) and self._is_proper(name)]
        return tuple(sorted(kept, key=lambda span: span.sort_key))

    def _weighed(self, span: Suggested) -> Suggested | None:
        if span.rule not in DOUBTFUL:
            return span
        surface = self._surface(span.start, span.end)
        if surface in self._sure:
            return replace(span, label=self._sure[surface], rule="elsewhere", score=0.8)
        votes = self._votes.get(surface)
        if votes:
            label = self._label(votes.most_common(1)[0][0], surface)
            agreed = label == span.label
            return replace(span, label=label, rule="voted", score=0.8 if agreed else 0.6)
        if span.rule in GUESSES or any(True for _ in self._over(span)):
            return None
        return span

    def _over(self, span: Suggested) -> Iterator[NamedPlace]:
        return (name for name in self._names if name.start < span.end and span.start < name.end)

    def _added(self, name: NamedPlace) -> Suggested:
        surface = self._surface(name.start, name.end)
        label = self._sure.get(surface) or self._label(self._votes[surface].most_common(1)[0][0], surface)
        return Suggested("entity", label, ((name.start, name.end),), rule="pipeline", score=0.6)

    def _label(self, kind: str, surface: str) -> str:
        """Tell states from rivers and airports, which the pipeline does not."""
        if kind != "LOC":
            return kind
        known = self._gazetteer.label_of(surface)
        if known in ("GPE", "LOC", "FAC"):
            return known
        words = set(surface.split())
        return "FAC" if words & FAC_HEADS else "LOC" if words & LOC_HEADS else "GPE"

    def _is_proper(self, name: NamedPlace) -> bool:
        """Tell whether the parser too takes the words for names, and none is a word that only opens a sentence."""
        numbers = self._parse.between(name.start, name.end)
        tags = [self._parse.nodes[number].tag for number in numbers]
        surface = self._surface(name.start, name.end)
        if surface in FUNCTION_WORDS | SOFT_WORDS | NO_NAMES | TITLES or len(surface) < 2 or not surface[0].isupper():
            return False
        return any(tag in PROPER for tag in tags)

    def _trimmed(self, name: NamedPlace) -> NamedPlace | None:
        """Cut a name to whole words, without titles, articles and possessive endings."""
        kind = KINDS.get(name.kind)
        words = [word for word in self._article.words_between(name.start, name.end) if word.end <= name.end]
        while words and (
            words[0].text in TITLES or words[0].lower in ("the", "a", "an") or not words[0].text[0].isalnum()
        ):
            words = words[1:]
        while words and (
            words[-1].lower in ("'s", "'") or not (words[-1].text[-1].isalnum() or words[-1].text[-1] == ".")
        ):
            words = words[:-1]
        if kind is None or not words:
            return None
        return NamedPlace(words[0].start, words[-1].end, kind)

    def _surface(self, start: int, end: int) -> str:
        return plain(" ".join(self._text[start:end].split()))


def _touches(kept: Sequence[tuple[int, int]], name: NamedPlace) -> bool:
    place = bisect_left(kept, (name.end, 0))
    return place > 0 and kept[place - 1][1] > name.start
