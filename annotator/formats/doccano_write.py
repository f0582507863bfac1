"""Writes a line as a row of doccano, with offsets in UTF-16 code units."""

import re

from annotator.formats.base import Line
from annotator.formats.doccano_read import RESERVED
from annotator.formats.flat_metadata import flat_metadata
from annotator.text.offsets import OffsetMap

_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f]|^[. ]|[. ]$|^all$')


def row_of(line: Line, number: int) -> dict[str, object]:
    """Make the row of one annotator's work; the text's hash travels among the facts that doccano keeps."""
    offsets = OffsetMap(line.document.text)
    ids = {span.id: place for place, span in enumerate(line.spans, start=1)}
    return {
        "id": number,
        "text": line.document.text,
        **flat_metadata(line.document.metadata, RESERVED),
        "text_sha256": line.document.sha256,
        "entities": [
            {
                "id": ids[span.id],
                "label": span.label,
                "start_offset": offsets.to_utf16(span.start),
                "end_offset": offsets.to_utf16(span.end),
            }
            for span in line.spans
        ],
        "relations": [
            {"id": place, "from_id": ids[link.from_span], "to_id": ids[link.to_span], "type": link.label}
            for place, link in enumerate(line.relations, start=1)
        ],
    }


def member_name(annotator: str) -> str:
    """Name the file of an annotator so that the name can be read back."""
    return _UNSAFE.sub(_percent, annotator) + ".jsonl"


def _percent(found: "re.Match[str]") -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())
