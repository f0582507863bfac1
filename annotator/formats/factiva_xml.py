"""Reads the XML that Factiva's service answers with."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from annotator.formats.articles import ArticleFormat, Found, article_of, dated
from annotator.formats.recognising import head_of
from annotator.formats.safe_xml import below, first_words, parse_xml, root_name
from annotator.model.document import Metadata

_BODY = ("leadParagraph", "tailParagraphs")


class FactivaXmlFormat(ArticleFormat):
    """Each `article` with a headline is one article."""

    name = "factiva-xml"
    title = "Factiva XML"
    extensions = (".xml",)

    def recognises(self, path: Path) -> bool:
        """Tell whether the outermost element is the service's answer."""
        return self.recognises_data(head_of(path))

    def recognises_data(self, head: bytes) -> bool:
        """Tell it of the first bytes."""
        return root_name(head) == "PPSResponse" or root_name(head).endswith("ArticleResponse")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the articles; raises UserError for XML that cannot be read."""
        for article in below(parse_xml(data), "article", "Article"):
            if next(below(article, "headline", "leadParagraph"), None) is not None:
                yield _article(article)


def _article(article: ElementTree.Element) -> Found:
    raw = first_words(article, "publicationDate")
    known = dated(
        Metadata(
            title=first_words(article, "headline"),
            outlet=first_words(article, "sourceName"),
            author=first_words(article, "byline").removeprefix("By "),
            language=first_words(article, "baseLanguage"),
            extra=tuple(
                (words, value)
                for words, name in (
                    ("accession number", "accessionNo"),
                    ("length", "wordCount"),
                    ("copyright", "copyright"),
                )
                if (value := first_words(article, name))
            ),
        ),
        raw,
    )
    body = [
        " ".join("".join(one.itertext()).split())
        for part in _BODY
        for block in below(article, part)
        for one in (list(below(block, "paragraph", "para")) or [block])
    ]
    return article_of(known, body)
