"""Lines of a list of places: the words of an article with what stands before and after them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from annotator.model.document import Document
from annotator.model.ids import DocumentId, SpanId

CONTEXT = 80


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A place of a document: its text[start:end] is `match`; `span` is the span that stands there, if one is meant."""

    document: DocumentId
    title: str
    outlet: str
    published: str
    start: int
    end: int
    left: str
    match: str
    right: str
    span: SpanId | None = None


class Order(StrEnum):
    """How lines are sorted; the values are words for people."""

    ARTICLE = "article"
    LEFT = "words before"
    RIGHT = "words after"


def context_line(document: Document, start: int, end: int, span: SpanId | None = None) -> ContextLine:
    """Make the line of one place."""
    text, known = document.text, document.metadata
    return ContextLine(
        document=document.id,
        title=document.title,
        outlet=known.outlet,
        published=known.published,
        start=start,
        end=end,
        left=text[max(0, start - CONTEXT) : start],
        match=text[start:end],
        right=text[end : end + CONTEXT],
        span=span,
    )


def ordered(lines: Iterable[ContextLine], order: Order) -> tuple[ContextLine, ...]:
    """Sort lines that come in import order; equal ones stay in it."""
    return tuple(sorted(lines, key=_KEYS[order]))


def _left_key(line: ContextLine) -> tuple[str, ...]:
    """Compare the nearest word first, as a reader of a concordance does."""
    return tuple(reversed(line.left.casefold().split()))


def _right_key(line: ContextLine) -> tuple[str, ...]:
    return tuple(line.right.casefold().split())


def _no_key(_line: ContextLine) -> tuple[str, ...]:
    return ()


_KEYS: dict[Order, Callable[[ContextLine], tuple[str, ...]]] = {
    Order.ARTICLE: _no_key,
    Order.LEFT: _left_key,
    Order.RIGHT: _right_key,
}
