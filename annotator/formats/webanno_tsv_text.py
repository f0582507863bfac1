"""Puts the sentences of a WebAnno TSV together to the text that its offsets count in."""

from collections.abc import Callable, Sequence

from annotator.formats.webanno_tsv_cells import Sentence
from annotator.model.annotation import Fragment
from annotator.text.offsets import OffsetMap

_FARTHEST = 50 * 1024 * 1024


def text_of(sentences: Sequence[Sentence]) -> tuple[str, dict[str, Fragment]]:
    """Make the text and, by the names of the units, their bounds in code points.

    Offsets are UTF-16, as the format wants; files that count code points are taken too if
    only so every token stands at its place. Raises ValueError when neither is true.
    """
    for length, converter in ((_utf16_length, _from_utf16), (len, _as_is)):
        text = _joined(sentences, length)
        bounds = _bounds(sentences, text, converter(text)) if text is not None else None
        if text is not None and bounds is not None:
            return text, bounds
    raise ValueError("its tokens are not at their offsets")


def _utf16_length(words: str) -> int:
    return OffsetMap(words).length_utf16


def _from_utf16(text: str) -> Callable[[int], int]:
    return OffsetMap(text).to_code_point


def _as_is(text: str) -> Callable[[int], int]:
    return lambda offset: offset


def _joined(sentences: Sequence[Sentence], length: Callable[[str], int]) -> str | None:
    """Set each sentence where its first token says; what lies between was a line end and blanks."""
    pieces: list[str] = []
    reached = 0
    for sentence in sentences:
        first = next((unit for unit in sentence.units if unit.is_token), None)
        if first is None:
            continue
        inside = sentence.text.find(first.form)
        start = first.start - length(sentence.text[: max(inside, 0)])
        gap = start - reached
        if inside < 0 or not 0 <= gap <= _FARTHEST:
            return None
        pieces += ((" " * gap if not pieces else "\n" + " " * (gap - 1)) if gap else "", sentence.text)
        reached = start + length(sentence.text)
    return "".join(pieces)


def _bounds(sentences: Sequence[Sentence], text: str, convert: Callable[[int], int]) -> dict[str, Fragment] | None:
    bounds: dict[str, Fragment] = {}
    for sentence in sentences:
        for unit in sentence.units:
            try:
                start, end = convert(unit.start), convert(unit.end)
            except ValueError:
                return None
            if text[start:end] != unit.form:
                return None
            bounds[unit.name] = (start, end)
    return bounds
