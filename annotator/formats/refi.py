"""REFI-QDA projects (.qdpx), the exchange format of MAXQDA, ATLAS.ti, NVivo and QualCoder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.fitting import Fitted
from annotator.formats.reading_back import count_back
from annotator.formats.refi_fit import fit_for_refi
from annotator.formats.refi_read import read_project
from annotator.formats.refi_write import project_files
from annotator.formats.zip_files import zipped
from annotator.model.scheme import Scheme

_EMPTY = Scheme((), (), ())


@dataclass(frozen=True, slots=True)
class RefiFormat:
    """Sources as plain text, a code per label, a selection and a coding per span."""

    scheme: Scheme = _EMPTY
    name: str = "refi-qda"
    title: str = "REFI-QDA project"
    schema: str = "refi-qda/1.0"
    extensions: tuple[str, ...] = (".qdpx",)
    reads: bool = True
    writes: bool = True
    keeps: str = (
        "text, spans, annotators, notes, states, relations; interrupted spans become one piece, "
        "attributes, scores, zones, tokens, provenance and roles are lost"
    )
    options: tuple[Option, ...] = ()

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "RefiFormat":
        """Take the scheme, whose labels become the codes."""
        del chosen
        return RefiFormat(scheme)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a project, one item per source and coder."""
        return read_project(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Leave out what a project cannot hold."""
        return fit_for_refi(line)

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write a ZIP."""
        return zipped(project_files(lines, self.scheme))

    def verify(self, path: Path) -> Counts:
        """Read a written project back."""
        return count_back(read_project(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside the project."""
        return ()
