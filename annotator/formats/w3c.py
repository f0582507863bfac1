"""W3C Web Annotation: JSON-LD with the texts inside, or annotations of text files that lie beside."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.fitting import Fitted, Holds, cut
from annotator.formats.reading_back import count_back
from annotator.formats.recognising import head_of
from annotator.formats.w3c_read import read_annotations
from annotator.formats.w3c_write import graph_json
from annotator.model.document import DocumentState, Role

_HOLDS = Holds(
    fragments=True,
    relations_across=True,
    attributes=True,
    notes=True,
    scores=True,
    layers=True,
    origins=True,
    metadata=True,
    states=frozenset(DocumentState),
    roles=frozenset(Role),
)
_MARK = re.compile(rb"www\.w3\.org/ns/anno\.jsonld|\"(?:TextQuoteSelector|TextPositionSelector)\"")


class W3cFormat:
    """A graph of texts and annotations; selectors quote the words and count code points."""

    name = "w3c"
    title = "W3C Web Annotation (JSON-LD)"
    schema = "w3c-annotation/2017"
    extensions = (".jsonld", ".json")
    reads = True
    writes = True
    keeps = (
        "text, spans, fragments, relations, attributes, notes, scores, annotators, roles, states; "
        "zones, tokens and provenance are lost"
    )

    def recognises(self, path: Path) -> bool:
        """Tell whether a JSON file names the context of Web Annotation or its selectors."""
        return _MARK.search(head_of(path)) is not None

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file, one item per text and annotator."""
        return read_annotations(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what annotations cannot say."""
        return cut(line, _HOLDS)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write node by node."""
        return graph_json(lines)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return count_back(read_annotations(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the graph."""
        return ()
