"""Reads RTF files: one article each, or a bundle of Factiva or Nexis."""

from collections.abc import Iterator

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Found, article_of
from annotator.formats.factiva import is_factiva_text, text_articles
from annotator.formats.foreign_readers import guarded_reading
from annotator.formats.nexis import is_uni_bundle, uni_articles
from annotator.model.document import Metadata

LARGEST = 20 * 1024**2


class RtfFormat(ArticleFormat):
    """The text of an RTF file, without its looks."""

    name = "rtf"
    title = "Rich text (RTF), also of Factiva and Nexis Uni"
    extensions = (".rtf",)
    largest = LARGEST

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the article or the bundle; raises UserError for what is no RTF."""
        if not data.lstrip()[:5].startswith(b"{\\rtf"):
            raise UserError("The file is no RTF: open it in a text program and save it as RTF.")
        lines = _text(data).replace("\r", "\n").split("\n")
        if is_uni_bundle(lines):
            yield from uni_articles(lines)
        elif is_factiva_text(lines):
            yield from text_articles(lines)
        else:
            yield article_of(Metadata(), lines)


def _text(data: bytes) -> str:
    # Late: only this format needs it.
    from striprtf.striprtf import rtf_to_text

    with guarded_reading("The RTF"):
        return str(rtf_to_text(data.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]  # its own types lack the call
