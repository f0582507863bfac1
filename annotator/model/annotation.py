"""Spans and the relations between them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from annotator.model.ids import AnnotatorId, DocumentId, RelationId, SpanId

Fragment = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute's value; `ref` is the id of an authority entry or empty."""

    name: str
    value: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a gold span comes from; `sources` are span ids."""

    status: str
    votes: int
    of: int
    difference: str
    by: str
    at: str
    reason: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a document: half-open code points, one fragment or, interrupted, more.

    `fragments` are sorted and do not touch; `text` is the redundant copy of the
    document's text[start:end], checked at every boundary. `layer` and `label` are names.
    """

    id: SpanId
    document: DocumentId
    layer: str
    label: str
    annotator: AnnotatorId
    fragments: tuple[Fragment, ...]
    text: str
    attributes: tuple[Attribute, ...] = ()
    note: str = ""
    origin: str = "hand"
    score: float | None = None
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        fragments = self.fragments
        if not _is_one_piece(fragments) and (not fragments or fragments != merged(fragments)):
            raise ValueError(f"fragments must be sorted, apart and not empty: {fragments}")
        if len(self.text) != fragments[-1][1] - fragments[0][0]:
            raise ValueError(f"the text of span {self.id} has not the length of {self.start}-{self.end}")
        _check_score(self.score)

    @property
    def start(self) -> int:
        """The first code point."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.fragments[-1][1]

    @property
    def sort_key(self) -> tuple[int, int, str, str, str]:
        """The order of every list and export: start, longest first, layer, label, id."""
        return (self.start, -self.end, self.layer, self.label, self.id)

    def covers(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies inside a fragment."""
        return any(start <= offset < end for start, end in self.fragments)

    def moved(self, fragments: Iterable[Fragment], document_text: str) -> Self:
        """Return this span on other bounds of the same document."""
        pieces = merged(fragments)
        return replace(self, fragments=pieces, text=document_text[pieces[0][0] : pieces[-1][1]])


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled link from one span to another of the same annotator, maybe across documents."""

    id: RelationId
    label: str
    from_span: SpanId
    to_span: SpanId
    annotator: AnnotatorId
    attributes: tuple[Attribute, ...] = ()
    note: str = ""
    origin: str = "hand"
    score: float | None = None

    def __post_init__(self) -> None:
        _check_score(self.score)


def _is_one_piece(fragments: tuple[Fragment, ...]) -> bool:
    """Tell whether there is one fragment, and a good one: nearly all spans, which then need no merging."""
    return len(fragments) == 1 and 0 <= fragments[0][0] < fragments[0][1]


def merged(fragments: Iterable[Sequence[int]]) -> tuple[Fragment, ...]:
    """Sort fragments and join those that overlap or touch.

    Raises ValueError when a fragment is empty, reversed or negative.
    """
    pieces: list[Fragment] = []
    for start, end in sorted((int(piece[0]), int(piece[1])) for piece in fragments):
        if not 0 <= start < end:
            raise ValueError(f"a fragment needs 0 <= start < end, not {start}-{end}")
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return tuple(pieces)


def _check_score(score: float | None) -> None:
    # SQLite turns NaN into NULL, and JSON knows neither NaN nor infinity: a record would not equal its image.
    if score is not None and not math.isfinite(score):
        raise ValueError(f"a score is a finite number or None, not {score}")
