"""Writes a line as a row of Prodigy's, with tokens cut so that every span stands on their bounds."""

from itertools import pairwise

from annotator.formats.base import Line
from annotator.formats.flat_metadata import flat_metadata
from annotator.model.annotation import Fragment, Span
from annotator.model.document import DocumentState
from annotator.text.tokens import words


def row_of(line: Line) -> dict[str, object]:
    """Make the row of one annotator's work on one document.

    `end` of a span is exclusive, `token_end` inclusive. The head of a relation is its last token.
    """
    tokens = _tokens(line)
    starts = {start: number for number, (start, _) in enumerate(tokens)}
    ends = {end: number for number, (_, end) in enumerate(tokens)}
    spans = {span.id: _span(span, starts, ends) for span in line.spans}
    row: dict[str, object] = {
        "text": line.document.text,
        "meta": flat_metadata(line.document.metadata),
        "tokens": [_token(line.document.text, number, bounds) for number, bounds in enumerate(tokens)],
        "spans": list(spans.values()),
        "relations": [
            {
                "head": spans[link.from_span]["token_end"],
                "child": spans[link.to_span]["token_end"],
                "head_span": spans[link.from_span],
                "child_span": spans[link.to_span],
                "label": link.label,
            }
            for link in line.relations
        ],
        "_view_id": "relations" if line.relations else "spans_manual",
    }
    if line.annotator:
        row |= {
            "_annotator_id": line.annotator,
            "_session_id": line.annotator,
            "answer": "ignore" if line.status is DocumentState.SKIPPED and not line.spans else "accept",
        }
    return row


def _tokens(line: Line) -> list[Fragment]:
    """Cut the document's tokens at the bounds of spans, and keep blanks where a span begins or ends in them."""
    text = line.document.text
    bounds = line.document.tokens or words(text)
    starts, ends = {span.start for span in line.spans}, {span.end for span in line.spans}
    cuts = sorted({0, len(text), *starts, *ends, *(place for pair in bounds for place in pair)})
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip() or a in starts or b in ends]


def _token(text: str, number: int, bounds: Fragment) -> dict[str, object]:
    start, end = bounds
    ws = text[end : end + 1] == " "
    return {"text": text[start:end], "start": start, "end": end, "id": number, "ws": ws, "disabled": False}


def _span(span: Span, starts: dict[int, int], ends: dict[int, int]) -> dict[str, object]:
    return {
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "token_start": starts[span.start],
        "token_end": ends[span.end],
        "label": span.label,
        # Prodigy passes unknown keys on; two spans on one place are told apart by it.
        "id": span.id,
    }
