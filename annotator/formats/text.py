"""Reads plain text files: one article each, or an old bundle of LexisNexis."""

from collections.abc import Iterator

from annotator.errors import UserError
from annotator.formats.articles import Article, ArticleFormat, Found
from annotator.formats.nexis import is_text_bundle, text_articles
from annotator.model.document import Metadata
from annotator.text.decode import decode


class TextFormat(ArticleFormat):
    """An article as a text file of any encoding; title, date and zones are proposed later."""

    name = "text"
    title = "Plain text, also of LexisNexis"
    extensions = (".txt", ".text")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the one article or the bundle; raises UserError for what is no text or only blanks."""
        decoded = decode(data)
        if not decoded.text.strip():
            raise UserError("The file holds only blanks: there is nothing to label in it.")
        if is_text_bundle(decoded.text):
            yield from text_articles(decoded.text)
        else:
            yield Article(decoded.text, Metadata(encoding=decoded.encoding))
