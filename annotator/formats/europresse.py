"""Takes HTML downloads of Europresse apart: tables in the older form, `article` in the newer one."""

import re
from collections.abc import Iterator

from lxml import etree

from annotator.formats.articles import Article, Found, article_of, dated, one_line, same_words
from annotator.formats.html_blocks import Element, paragraphs_of, words_of
from annotator.model.document import Metadata
from annotator.text.foreign_dates import read_any_date

_SAID = "contains(translate(@class, 'DOCPUBLIATNMEHRVSU', 'docpubliatnmehrvsu'), '{}')"
_END = re.compile(
    r"(?:Numéro de document|Document number|News number)\s*:|Ce certificat est émis|©\s*\d{4}.*(?:réservés|reserved)"
)


def europresse_articles(page: Element) -> Iterator[Found]:
    """Take a page apart into its articles; nothing for a page that is no download of Europresse."""
    for article in page.xpath("//article | //table[not(ancestor::article)][.//*[@id = 'celPublication']]"):
        outlet = _first(article, "docpublicationname")
        if outlet is not None and not article.xpath(f".//table[.//*[{_SAID.format('docpublicationname')}]]"):
            yield _article(article, outlet)


def _first(article: Element, name: str) -> etree._Element | None:
    found = article.xpath(f".//*[{_SAID.format(name)}]")
    return found[0] if found else None


def _article(article: Element, outlet: etree._Element) -> Article:
    title = _first(article, "titrearticlevisu")
    if title is None:
        title = _first(article, "titrearticle")
    headers = [words_of(one) for one in article.xpath(f".//*[{_SAID.format('docheader')}]")]
    dates = [one for one in headers if (found := read_any_date(one)) and found.iso]
    section = one_line(" ".join(one for one in headers if one not in dates)).strip(" ,")
    heading = words_of(title)
    paragraphs = [one for block in paragraphs_of(article) for one in block.split("\n")]
    begin = next((n for n, one in enumerate(paragraphs) if heading and same_words(one, heading)), -1) + 1
    end = next((n for n in range(begin, len(paragraphs)) if _END.search(paragraphs[n])), len(paragraphs))
    body = [one for one in paragraphs[begin:end] if one.strip()]
    author = body.pop(0) if len(body) > 1 and _is_name(body[0]) else ""
    extra = (("section", section),) if section else ()
    known = Metadata(title=heading, outlet=words_of(outlet), author=author, extra=extra)
    known = dated(known, dates[0] if dates else "")
    return article_of(known, body)


def _is_name(line: str) -> bool:
    """Tell whether a line below the title names who wrote: a few words that begin with capitals, no full stop."""
    words = line.split()
    return (
        2 <= len(words) <= 6 and line[-1:] not in ".!?:;" and all(word[0].isupper() or word == "et" for word in words)
    )
