"""UIMA CAS as INCEpTION exports it: CAS JSON in and out, XMI in, alone or in a ZIP with a file per annotator."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.cas_files import read_cas_files
from annotator.formats.cas_write import cas_files
from annotator.formats.fitting import Fitted, Holds, cut
from annotator.formats.reading_back import count_back
from annotator.formats.recognising import head_of
from annotator.formats.safe_xml import root_name
from annotator.formats.zip_files import names_in, zipped
from annotator.model.document import DocumentState, Role

_HOLDS = Holds(
    fragments=True,
    attributes=True,
    notes=True,
    scores=True,
    layers=True,
    origins=True,
    zones=True,
    tokens=True,
    metadata=True,
    states=frozenset(DocumentState),
    roles=frozenset(Role),
)


class CasFormat:
    """One CAS per article and annotator in a ZIP; offsets in the files are UTF-16, as UIMA counts."""

    name = "cas-json"
    title = "UIMA CAS JSON, XMI (INCEpTION)"
    schema = "uima-cas-json/0.4"
    extensions = (".zip", ".json", ".xmi")
    reads = True
    writes = True
    keeps = (
        "text, spans, fragments, relations within an article, attributes, notes, scores, zones, tokens, annotators, "
        "roles, states; provenance is lost; XMI is read only"
    )

    def recognises(self, path: Path) -> bool:
        """Tell whether a file holds feature structures, or a ZIP such files."""
        if path.suffix.lower() == ".zip":
            names = names_in(path)
            folders = ("annotation/", "annotation_ser/", "curation/")
            return any(name.startswith(folders) or name.endswith(".xmi") for name in names)
        head = head_of(path)
        return b'"%FEATURE_STRUCTURES"' in head or root_name(head) == "XMI"

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a CAS, or those of a ZIP."""
        return read_cas_files(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what the type system has no place for."""
        return cut(line, _HOLDS)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP."""
        return zipped(cas_files(lines))

    def verify(self, path: Path) -> Counts:
        """Read a written ZIP back."""
        return count_back(read_cas_files(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the ZIP."""
        return ()
