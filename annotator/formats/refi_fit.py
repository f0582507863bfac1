"""Cuts a line down to what a REFI-QDA project holds: one piece per span, and characters that XML knows."""

import re
from dataclasses import replace

from annotator.formats.base import Line
from annotator.formats.fitting import Fitted, Holds, Loss, cut
from annotator.model.document import DocumentState

_HOLDS = Holds(notes=True, layers=True, relations_across=True, metadata=True, states=frozenset(DocumentState))
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_refi(line: Line) -> Fitted:
    """Close the gaps of interrupted spans and leave out what has no place."""
    text = line.document.text
    gaps = [span for span in line.spans if len(span.fragments) > 1]
    strange = [span for span in line.spans if NOT_IN_XML.search(span.note)]
    whole = tuple(replace(span.moved(((span.start, span.end),), text), note=in_xml(span.note)) for span in line.spans)
    fitted = cut(replace(line, spans=whole), _HOLDS)
    lost = (
        *(Loss("gap of an interrupted span", span.id) for span in gaps),
        *(Loss("character of a note that XML cannot hold", span.id) for span in strange),
    )
    return Fitted(fitted.line, (*lost, *fitted.lost))


def in_xml(words: str) -> str:
    """Replace the characters that XML cannot hold."""
    return NOT_IN_XML.sub("\ufffd", words)
