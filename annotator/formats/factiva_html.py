"""Takes HTML downloads of Factiva apart."""

from collections.abc import Iterator

from annotator.formats.articles import Found
from annotator.formats.factiva import BODY_CODES, coded_article
from annotator.formats.html_blocks import Element, paragraphs_of, words_of

_CODE = "normalize-space(translate(., '\u00a0', ' '))"


def factiva_articles(page: Element) -> Iterator[Found]:
    """Take a page apart into its articles; nothing for a page that is no download of Factiva."""
    for article in page.xpath("//div[contains(concat(' ', normalize-space(@class), ' '), ' article ')]"):
        fields: dict[str, str] = {}
        body: list[str] = []
        for row in article.xpath(".//tr[count(td) = 2]"):
            code = str(row[0].xpath(_CODE)).strip()
            if code in BODY_CODES:
                body += paragraphs_of(row[1])
            elif 2 <= len(code) <= 3 and code.isupper():
                fields.setdefault(code, words_of(row[1]))
        if "HD" in fields or body:
            yield coded_article(fields, body)
