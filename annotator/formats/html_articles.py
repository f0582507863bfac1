"""Reads saved web pages and the HTML bundles of press databases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from annotator.errors import UserError
from annotator.formats.articles import (
    Article,
    ArticleFormat,
    Found,
    article_of,
    dated,
    one_line,
    same_words,
    with_encoding,
)
from annotator.formats.configuring import Option
from annotator.formats.europresse import europresse_articles
from annotator.formats.factiva_html import factiva_articles
from annotator.formats.html_blocks import Element, decode_page, paragraphs_of, parse_page, words_of
from annotator.formats.nexis import nexis_page_articles
from annotator.model.document import Metadata, Zone, ZoneKind
from annotator.text.normalise import normalise
from annotator.text.zones import propose_zones

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

ARTICLE, WHOLE, SELECTION = "article", "whole", "selection"
_BUNDLES = (nexis_page_articles, factiva_articles, europresse_articles)


@dataclass(frozen=True)
class HtmlFormat(ArticleFormat):
    """A saved page; `page` says how much of it becomes the text."""

    page: str = ARTICLE

    name = "html"
    title = "Web page (HTML), also of Nexis, Factiva and Europresse"
    extensions = (".html", ".htm", ".xhtml")
    reading_options = (
        Option("page", "article (default), whole: keep everything, furniture marked, or selection: a copied part"),
    )

    def reading_with(self, chosen: Mapping[str, str]) -> "HtmlFormat":
        """Make the format for one import; raises UserError for a page that is none of the three."""
        page = chosen.get("page", self.page)
        if page not in (ARTICLE, WHOLE, SELECTION):
            raise UserError(f"There is no way {page!r} to read a page: choose article, whole or selection.")
        return replace(self, page=page)

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Find the articles of a page: those of a bundle, or the one that it shows."""
        decoded = decode_page(data)
        for found in page_articles(decoded.text, self.page):
            yield with_encoding(found, decoded.encoding)


def page_articles(text: str, page: str = ARTICLE, *, known: Metadata | None = None) -> Iterator[Found]:
    """Find the articles of a page's text; what is `known` of it already counts more than what it says."""
    tree = parse_page(text)
    for bundle in _BUNDLES:
        found = list(bundle(tree))
        if found:
            yield from found
            return
    yield _shown_article(tree, page, known or Metadata())


def _shown_article(tree: Element, page: str, known: Metadata) -> Article:
    everything = paragraphs_of(tree.body if tree.body is not None else tree)
    if page == SELECTION:
        return article_of(known, everything)
    extracted = _extracted(tree)
    if extracted is None:
        return article_of(replace(known, title=known.title or words_of(tree.find(".//title"))), everything)
    metadata = _with(known, _metadata(extracted, tree))
    article = article_of(metadata, paragraphs_of(extracted.body))
    return article if page == ARTICLE else _whole_page(everything, article)


def _extracted(tree: Element) -> "Extracted | None":
    # Late: 0.3 s that only web pages need.
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    # The whole of a page's types is a stub's affair; a page without an article gives nothing or no text.
    return found if found is not None and not isinstance(found, dict) and found.text else None


def _metadata(extracted: "Extracted", tree: Element) -> Metadata:
    url = extracted.url or ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return dated(
        Metadata(
            title=one_line(extracted.title or ""),
            outlet=one_line(extracted.sitename or "") or host,
            author=one_line(extracted.author or ""),
            url=url,
            language=str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:20],
        ),
        extracted.date or "",
    )


def _with(known: Metadata, said: Metadata) -> Metadata:
    names = ("title", "outlet", "author", "published", "published_raw", "url", "language")
    return replace(known, **{name: getattr(known, name) or getattr(said, name) for name in names})


def _whole_page(everything: list[str], article: Article) -> Article:
    """Keep all paragraphs and mark those that the article lacks."""
    kept = {one_line(one) for one in article.text.split("\n\n")}
    zones: list[Zone] = []
    start = 0
    for paragraph in everything:
        end = start + len(paragraph)
        words = one_line(paragraph)
        if same_words(words, article.metadata.title):
            zones.append(Zone(start, end, ZoneKind.TITLE))
        elif not any(words in one or one in words for one in kept if one and words):
            zones.append(Zone(start, end, ZoneKind.BOILERPLATE))
        start = end + 2
    text = normalise("\n\n".join(everything)).text
    marked = {(zone.start, zone.end) for zone in zones}
    zones += [
        zone
        for zone in propose_zones(text)
        if zone.kind in (ZoneKind.BYLINE, ZoneKind.DATELINE, ZoneKind.CAPTION)
        and not any(start < zone.end and zone.start < end for start, end in marked)
    ]
    return Article(text, article.metadata, tuple(sorted(zones)))
