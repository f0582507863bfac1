"""brat standoff: .ann files beside their texts, or a ZIP of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.brat_files import read_beside, read_zip
from annotator.formats.brat_write import brat_files, fit_for_brat
from annotator.formats.fitting import Fitted
from annotator.formats.reading_back import count_back
from annotator.formats.zip_files import names_in, zipped


class BratFormat:
    """One folder per annotator in a ZIP; folders are read file by file."""

    name = "brat"
    title = "brat standoff"
    schema = "brat-standoff/1.3"
    extensions = (".zip", ".ann")
    reads = True
    writes = True
    relation_facts = True
    keeps = (
        "text, spans, fragments, relations within an article, notes and attributes of both, annotators; "
        "states, zones, scores and layers are lost, events become relations"
    )

    def recognises(self, path: Path) -> bool:
        """Tell whether a ZIP holds .ann files or brat's configuration."""
        return path.suffix.lower() == ".ann" or any(
            name.endswith((".ann", "annotation.conf")) for name in names_in(path)
        )

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read an .ann file with its text, or a ZIP; `name` is not needed, the text's own name counts."""
        if path.suffix.lower() == ".ann":
            yield read_beside(path)
        else:
            yield from read_zip(path)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what brat cannot hold."""
        return fit_for_brat(line)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP."""
        return zipped(brat_files(lines))

    def verify(self, path: Path) -> Counts:
        """Read a written ZIP back."""
        return count_back(read_zip(path))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the ZIP."""
        return ()
