"""Proposes entities: names typed one by one, then settled by what the whole article says of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from annotator.suggest.article import Article
from annotator.suggest.base import Suggested
from annotator.suggest.capitals import Capitals
from annotator.suggest.gazetteer import Gazetteer, plain, shipped_gazetteer
from annotator.suggest.name_words import EAST_ASIAN_SURNAMES, FUNCTION_WORDS, NAME_SUFFIXES, ORG_HEADS, TITLES
from annotator.suggest.names import PLACE_BEFORE, Name, Typing
from annotator.suggest.reporting_words import AUXILIARIES, lemmas

SURE = 0.8
MARKS = frozenset("\"“”‘’'«»") | {"''", "``"}


def entities(article: Article, gazetteer: Gazetteer | None = None) -> tuple[Suggested, ...]:
    """List the named entities of an article in order. Linear in words."""
    known = gazetteer or shipped_gazetteer()
    capitals = Capitals(article, known)
    typing = Typing(capitals, known)
    found = [name for run in capitals.runs() for name in typing.names(run)]
    found += _in_small_letters(article, known)
    settled = _Settling(capitals, found, known).settled()
    whole = [_suggested(article, name) for name in settled]
    return tuple(sorted([*whole, *_in_compounds(article, known)], key=lambda span: span.sort_key))


def _in_small_letters(article: Article, gazetteer: Gazetteer) -> list[Name]:
    """Find known names that begin with a small letter: "al-Qaida", "special military operation"."""
    found = []
    for place, word in enumerate(article.words):
        if word.text[0].islower() and plain(word.text) in gazetteer.by_first_word:
            match = gazetteer.match(article.words, place)
            if match is not None and match.entry.label != "NORP":
                found.append(Name(place, match.last, match.entry.label, "gazetteer", 0.85))
    return found


def _in_compounds(article: Article, gazetteer: Gazetteer) -> Iterator[Suggested]:
    """Find known names in "UN-initiated" and "Russian-occupied"."""
    for word in article.words:
        name, _, suffix = plain(word.text).rpartition("-")
        label = gazetteer.label_of(name) if suffix in NAME_SUFFIXES else ""
        if label:
            bounds = (word.start, word.start + len(name))
            yield Suggested("entity", label, (bounds,), rule="compound", score=0.75)


def _suggested(article: Article, name: Name) -> Suggested:
    bounds = (article.words[name.first].start, article.words[name.last - 1].end)
    return Suggested("entity", name.label, (bounds,), rule=name.rule, score=name.score)


class _Settling:
    """Settles doubtful names by the sure ones of the same article."""

    def __init__(self, capitals: Capitals, names: Sequence[Name], gazetteer: Gazetteer) -> None:
        self._is_given = gazetteer.is_given
        self._in_mid_sentence = capitals.in_mid_sentence
        self._words = capitals.words
        self._names = _apart(names)
        self._surnames = self._surnames_of(self._names)
        self._labels = self._sure_labels(self._names)
        self._votes = self._context_votes()

    def settled(self) -> list[Name]:
        """Give every name that has a label in the end."""
        return [name for name in map(self._settle, self._names) if name.label]

    def _settle(self, name: Name) -> Name:
        surface = self._surface(name)
        single = name.last - name.first == 1
        if single and name.label in ("GPE", "ORG", "LOC", "FAC") and surface in self._surnames:
            sure_person = self._surnames[surface] > 0 and self._before(name) not in PLACE_BEFORE
            return replace(name, label="PERSON", rule="surname", score=0.75) if sure_person else name
        if name.label:
            return name
        if single and surface in self._surnames:
            return replace(name, label="PERSON", rule="surname", score=0.85)
        if surface in self._labels:
            return replace(name, label=self._labels[surface], rule="elsewhere", score=0.8)
        if name.rule == "headline":
            return name
        return self._by_context(name, surface, single=single)

    def _by_context(self, name: Name, surface: str, *, single: bool) -> Name:
        if self._is_quoted(name):
            return name
        votes = self._votes.get(surface)
        label = votes.most_common(1)[0][0] if votes else ""
        if label:
            return replace(name, label=label, rule="context", score=0.6)
        if single:
            return self._lone(name, surface)
        if name.last - name.first <= 3 and self._before(name) != "the":
            return replace(name, label="PERSON", rule="capitals", score=0.55)
        return name

    def _lone(self, name: Name, surface: str) -> Name:
        """Guess at a single unknown word: most are people."""
        if self._is_given(surface):
            return replace(name, label="PERSON", rule="given-alone", score=0.6)
        following = self._words[name.last].lower if name.last < len(self._words) else ""
        acts = following in AUXILIARIES or following in lemmas() or following.endswith("ed") or following == "'s"
        if self._before(name) in ("the", "a", "an") or surface not in self._in_mid_sentence or not acts:
            return name
        return replace(name, label="PERSON", rule="lone", score=0.4)

    def _is_quoted(self, name: Name) -> bool:
        """Tell whether quotation marks hold a name and nothing else: a title more often than not."""
        following = self._words[name.last].lower if name.last < len(self._words) else ""
        return self._before(name) in MARKS and following in MARKS | {",", "."}

    def _surface(self, name: Name) -> str:
        return " ".join(plain(word.text) for word in self._words[name.first : name.last])

    def _before(self, name: Name) -> str:
        return self._words[name.first - 1].lower if name.first else ""

    def _surnames_of(self, names: Iterable[Name]) -> dict[str, int]:
        """Count the last words of persons' full names (the first of Korean and Chinese ones)."""
        found: dict[str, int] = defaultdict(int)
        for name in names:
            if name.label != "PERSON" or name.score < SURE:
                continue
            words = [plain(word.text) for word in self._words[name.first : name.last]]
            keys = [words[-1]]
            if words[0] in EAST_ASIAN_SURNAMES and len(words) > 1:
                keys.append(words[0])
            if len(words) > 1 and words[0] not in EAST_ASIAN_SURNAMES and name.rule in ("given-name", "title"):
                found.setdefault(words[0], 0)
            for key in keys:
                if key not in FUNCTION_WORDS and key not in TITLES and len(key) > 1 and key not in ORG_HEADS:
                    found[key] += 1
        return dict(found)

    def _sure_labels(self, names: Iterable[Name]) -> dict[str, str]:
        """Map the surfaces of sure names, and the abbreviations in brackets behind them, to labels."""
        found: dict[str, str] = {}
        for name in names:
            if name.label and name.score >= SURE:
                found.setdefault(self._surface(name), name.label)
                if name.label == "ORG" and name.last + 1 < len(self._words) and self._words[name.last].text == "(":
                    found.setdefault(plain(self._words[name.last + 1].text), "ORG")
        return found

    def _context_votes(self) -> dict[str, Counter[str]]:
        """Let the words around unknown names vote, over all their mentions."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for name in self._names:
            if name.label:
                continue
            following = self._words[name.last].lower if name.last < len(self._words) else ""
            before = self._before(name)
            surface = self._surface(name)
            if before in PLACE_BEFORE and before != "to":
                votes[surface]["GPE"] += 1
            if following in lemmas() and following.endswith(("d", "ys", "lls")):
                votes[surface]["PERSON"] += 1
        return {surface: +counted for surface, counted in votes.items() if +counted}


def _apart(names: Iterable[Name]) -> list[Name]:
    """Keep names that do not overlap, the earlier and longer first."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.first, -name.last)):
        if not kept or name.first >= kept[-1].last:
            kept.append(name)
    return kept
