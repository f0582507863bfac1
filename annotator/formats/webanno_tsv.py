"""WebAnno TSV 3.3, the table of tokens that WebAnno and INCEpTION export: read only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.base import LARGEST_ARTICLE_BYTES, Companion, Counts, Item, Line
from annotator.formats.recognising import head_of
from annotator.formats.webanno_tsv_read import read_table

_MARK = b"#FORMAT=WebAnno TSV 3"


class WebannoTsvFormat:
    """One article of one annotator per file; the file does not say whose."""

    name = "webanno-tsv"
    title = "WebAnno TSV 3.3"
    schema = "webanno-tsv/3.3"
    extensions = (".tsv",)
    reads = True
    writes = False
    keeps = "text, tokens, spans, features as attributes, relations, slots and chains as relations; never annotators"

    def recognises(self, path: Path) -> bool:
        """Tell whether the first line names the format."""
        return head_of(path).startswith(_MARK)

    def read(self, path: Path, name: str) -> Iterator[Item]:
        """Read the article of a file."""
        with path.open("rb") as file:
            data = file.read(LARGEST_ARTICLE_BYTES + 1)
        if len(data) > LARGEST_ARTICLE_BYTES:
            raise UserError(f"The file {path} is larger than 50 MB, too large for one article: split it.")
        if not data.removeprefix(b"\xef\xbb\xbf").startswith(_MARK):
            raise UserError(f"The file {path} is no WebAnno TSV 3: its first line does not say so; export it again.")
        try:
            yield read_table(data.decode("utf-8-sig"), name)
        except ValueError as error:
            raise UserError(f"The file {path} cannot be read ({error}): export it again.") from error

    def write(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Refuse: INCEpTION's makers advise the CAS formats."""
        raise UserError("WebAnno TSV is not written: choose cas-json, which INCEpTION reads without losses.")

    def verify(self, path: Path) -> Counts:
        """Refuse: nothing is written."""
        raise ValueError(f"{path} was not written here")

    def companions(self) -> tuple[Companion, ...]:
        """No file stands beside."""
        return ()
