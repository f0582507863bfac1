"""Suggests the terms of an analyst's own list wherever they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.model.annotation import Attribute
from annotator.model.document import Document
from annotator.model.term_list import Term, TermList
from annotator.suggest.base import Collection, Suggested, Suggestions
from annotator.suggest.token_patterns import TokenPattern, UnusablePattern, token_pattern
from annotator.text.words import Bounds, words

SCORE = 0.9


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that terms may have: its layer, and the attribute that holds a canonical name, or empty."""

    layer: str
    naming: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    parts: tuple[str, ...]
    pattern: TokenPattern | None

    def end(self, there: list[str], start: int) -> int | None:
        """Find where the term ends when it begins at a word."""
        if self.pattern is not None:
            return self.pattern.end(there, start)
        end = start + len(self.parts)
        return end if tuple(there[start:end]) == self.parts else None


class Terms:
    """A suggester made of one term list; terms whose label is not wanted say nothing."""

    def __init__(self, terms: TermList, wanted: Mapping[str, Wanted]) -> None:
        self.name = terms.source
        self._wanted = wanted
        self._by_first_word: dict[str, list[_Entry]] = {}
        for term in terms.terms:
            if term.label in wanted:
                self._add(term)

    def suggest(self, document: Document) -> Suggestions:
        """Propose every place of every term, the longest where several begin; of overlapping ones the first."""
        text, collection = document.text, Collection()
        bounds = words(text)
        there = [text[start:end] for start, end in bounds]
        slow: set[str] = set()
        free: dict[str, int] = {}
        for place, word in enumerate(there):
            best = self._best(there, place, word, slow)
            if best is None:
                continue
            entry, end = best
            layer = self._wanted[entry.term.label].layer
            start = bounds[place][0]
            if start >= free.get(layer, 0):
                free[layer] = bounds[end - 1][1]
                collection.add(self._suggested(entry, (start, bounds[end - 1][1])))
        remark = f"The term list “{self.name}” has patterns that take too long here: {'; '.join(sorted(slow))}."
        suggested = collection.finished(document, remark=remark if slow else "")
        return replace(suggested, spans=tuple(replace(span, source=self.name) for span in suggested.spans))

    def _add(self, term: Term) -> None:
        if term.is_tokens:
            try:
                pattern = token_pattern(term.pattern)
            except UnusablePattern:
                return
            entry, first = _Entry(term, (), pattern), pattern.first_word
        else:
            parts = tuple(term.pattern[start:end] for start, end in words(term.pattern))
            if not parts:
                return
            entry, first = _Entry(term, parts, None), parts[0].lower()
        self._by_first_word.setdefault(first, []).append(entry)

    def _best(self, there: list[str], place: int, word: str, slow: set[str]) -> tuple[_Entry, int] | None:
        best: tuple[_Entry, int] | None = None
        for entry in (*self._by_first_word.get(word.lower(), ()), *self._by_first_word.get("", ())):
            if entry.term.pattern in slow:
                continue
            try:
                end = entry.end(there, place)
            except TimeoutError:
                slow.add(entry.term.pattern)
                continue
            if end is not None and (best is None or end > best[1]):
                best = entry, end
        return best

    def _suggested(self, entry: _Entry, bounds: Bounds) -> Suggested:
        wanted, term = self._wanted[entry.term.label], entry.term
        named = (Attribute(wanted.naming, term.name),) if term.name and wanted.naming else ()
        rule = "pattern" if entry.pattern is not None else "term"
        return Suggested(wanted.layer, term.label, (bounds,), named, rule=rule, score=SCORE)
