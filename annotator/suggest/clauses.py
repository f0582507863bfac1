"""Sentences with each quotation folded into one item, so that the words of the reporting clause stand together."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.model.document import ZoneKind
from annotator.suggest.article import Article, Paragraph
from annotator.suggest.quote_marks import Quotation
from annotator.suggest.reporting_words import lemmas

WORDS_IN_REPORTING_CLAUSE = 9
# A longer sentence is cut: a text without sentence ends must not cost quadratic time.
LONGEST_UNIT = 200


class Item(NamedTuple):
    """A word or a whole quotation (`quote` is its number, -1 for a word)."""

    start: int
    end: int
    text: str
    lower: str
    quote: int


class Unit(NamedTuple):
    """A sentence: its items, the number of its paragraph and the paragraph's zone."""

    items: tuple[Item, ...]
    paragraph: int
    kind: ZoneKind | None

    @property
    def quotes(self) -> tuple[int, ...]:
        """The places of quotations among the items."""
        return tuple(place for place, item in enumerate(self.items) if item.quote >= 0)


def units(article: Article, quotations: Sequence[Quotation]) -> tuple[Unit, ...]:
    """Split an article into sentences that quotations do not break. Linear in words."""
    ends = [end for _, end in article.sentences]
    by_paragraph: dict[int, list[int]] = {}
    for number, quotation in enumerate(quotations):
        by_paragraph.setdefault(quotation.paragraph, []).append(number)
    found: list[Unit] = []
    for number, paragraph in enumerate(article.paragraphs):
        items = list(_items(article, paragraph, quotations, by_paragraph.get(number, [])))
        found += [Unit(tuple(part), number, paragraph.kind) for part in _split(article.text, items, ends)]
    return tuple(found)


def _items(
    article: Article, paragraph: Paragraph, quotations: Sequence[Quotation], numbers: Sequence[int]
) -> Iterator[Item]:
    pending = list(reversed(numbers))
    place = paragraph.first
    while place < paragraph.last:
        word = article.words[place]
        quotation = quotations[pending[-1]] if pending else None
        if quotation is None or word.end <= quotation.start:
            yield Item(word.start, word.end, word.text, word.lower, -1)
            place += 1
            continue
        yield Item(quotation.start, quotation.end, article.text[quotation.start : quotation.end], '""', pending.pop())
        while place < paragraph.last and article.words[place].start < quotation.end:
            place += 1


def _split(text: str, items: Sequence[Item], sentence_ends: Sequence[int]) -> Iterator[list[Item]]:
    """Cut where a sentence ends outside quotations, or with one that no reporting clause follows."""
    part: list[Item] = []
    for place, item in enumerate(items):
        part.append(item)
        if place + 1 == len(items):
            continue
        following = items[place + 1]
        if item.quote >= 0:
            ends = _stops(text, item) and not _goes_on(items, place + 1)
        else:
            cut = bisect_right(sentence_ends, item.end - 1)
            ends = cut < len(sentence_ends) and sentence_ends[cut] <= following.start
        if ends or len(part) >= LONGEST_UNIT:
            yield part
            part = []
    if part:
        yield part


def _stops(text: str, quote: Item) -> bool:
    """Tell whether a quotation ends with a full stop, a question mark or the like inside its marks."""
    inner = text[quote.start : quote.end].rstrip("\"”»’' ")
    return inner[-1:] in ".!?…"


def _goes_on(items: Sequence[Item], place: int) -> bool:
    """Tell whether the sentence goes on behind a quotation: in lower case, or with a short reporting clause."""
    first = items[place]
    if first.quote >= 0:
        return False
    if first.lower in (",", ";", "-", "–", "—", "(") or first.text[:1].islower():
        return True
    if first.lower in (".", "!", "?"):
        return True
    known = lemmas()
    for number in range(place, min(place + WORDS_IN_REPORTING_CLAUSE, len(items))):
        item = items[number]
        if item.quote >= 0 or item.lower in (".", ":", ","):
            # "… ?” Kirby asked." is the same sentence; "… .” Kirby also visited Oslo." is not.
            return item.lower in (".", ",") and number > place and items[number - 1].lower in known
    last = items[-1]
    return len(items) - place < WORDS_IN_REPORTING_CLAUSE and last.lower in known
