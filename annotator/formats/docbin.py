"""spaCy's DocBin: one Doc per article and annotator, with ents, span groups and everything else in user_data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import Companion, Counts, Item, Line
from annotator.formats.configuring import Option
from annotator.formats.docbin_losses import docbin_losses
from annotator.formats.fitting import Fitted
from annotator.formats.reading_back import count_back
from annotator.formats.zip_files import names_in
from annotator.model.scheme import Scheme

SUFFIX = ".spacy"
_MOST_PERCENT = 99


@dataclass(frozen=True, slots=True)
class DocbinFormat:
    """A .spacy file for spaCy's trainer; with a share for development a ZIP of two."""

    layer: str = "entity"
    dev_percent: int = 0
    name: str = "spacy"
    title: str = "spaCy DocBin"
    schema: str = "spacy-docbin/0.1"
    extensions: tuple[str, ...] = (SUFFIX, ".zip")
    reads: bool = True
    writes: bool = True
    keeps: str = (
        "everything but who confirmed a zone, in doc.user_data; doc.ents and doc.spans hold the spans moved to whole "
        "tokens, doc.ents those of one layer that do not overlap"
    )

    @property
    def options(self) -> tuple[Option, ...]:
        """The layer of the ents and the share for development."""
        return (
            Option("ents", "the layer whose spans become doc.ents", "entity"),
            Option("dev", "percent of the articles for development, 0 to 99: above 0 gives a ZIP of two files", "0"),
        )

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> "DocbinFormat":
        """Take the layer and the share."""
        if scheme.layer(chosen["ents"]) is None:
            there = ", ".join(layer.name for layer in scheme.layers)
            raise UserError(f"There is no layer {chosen['ents']!r} for the ents: choose one of {there}.")
        percent = chosen["dev"]
        if not percent.isascii() or not percent.isdecimal() or int(percent) > _MOST_PERCENT:
            raise UserError(f"{percent!r} is no share for development: choose a whole number from 0 to 99.")
        return DocbinFormat(chosen["ents"], int(percent))

    def recognises(self, path: Path) -> bool:
        """Tell whether a ZIP holds such files; .spacy files are nobody else's."""
        return path.suffix.lower() == SUFFIX or any(name.endswith(SUFFIX) for name in names_in(path))

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read a file or a ZIP."""
        # Late: spaCy takes seconds to load, and only who reads or writes this format needs it.
        from annotator.formats.docbin_read import read_docbins

        return read_docbins(path, name)

    def fitted(self, line: Line) -> Fitted:
        """Tell what spaCy's own places cannot hold; user_data holds it."""
        return Fitted(line, docbin_losses(line, self.layer))

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Write one file, or a ZIP of two."""
        # Late: see read.
        from annotator.formats.docbin_write import docbin_bytes, split_bytes

        return split_bytes(lines, self.layer, self.dev_percent) if self.dev_percent else docbin_bytes(lines, self.layer)

    def verify(self, path: Path) -> Counts:
        """Read a written file back."""
        return count_back(self.read(path, path.name))

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside a .spacy file."""
        return ()
