"""Reads the XML of newsrooms: NewsML-G2 and NITF."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from annotator.formats.articles import ArticleFormat, Broken, Found, article_of, dated
from annotator.formats.html_blocks import paragraphs_of, parse_page
from annotator.formats.recognising import head_of
from annotator.formats.safe_xml import below, first_words, local, parse_xml, root_name
from annotator.model.document import Metadata

_ROOTS = ("newsItem", "newsMessage", "nitf")
_PARAGRAPHS = ("p", "hl2", "hl3", "h1", "h2", "h3", "li", "td", "caption", "media-caption")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class NewsmlFormat(ArticleFormat):
    """Each news item with text is one article."""

    name = "newsml"
    title = "NewsML-G2 and NITF"
    extensions = (".xml", ".nitf", ".newsml")

    def recognises(self, path: Path) -> bool:
        """Tell whether the outermost element is one of these."""
        return self.recognises_data(head_of(path))

    def recognises_data(self, head: bytes) -> bool:
        """Tell it of the first bytes."""
        return root_name(head) in _ROOTS

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the items; raises UserError for XML that cannot be read."""
        root = parse_xml(data)
        if local(root) == "nitf":
            yield _from_nitf(root, Metadata())
            return
        for item in below(root, "newsItem"):
            yield _from_item(item)


def _from_item(item: ElementTree.Element) -> Found:
    meta = next(below(item, "contentMeta"), item)
    raw = first_words(meta, "contentModified", "contentCreated") or first_words(item, "versionCreated")
    tag = next((one.get("tag", "") for one in below(meta, "language")), "")
    known = dated(
        Metadata(
            title=first_words(meta, "headline"),
            author=_name(meta, "creator"),
            outlet=_name(meta, "infoSource") or _name(item, "provider"),
            language=tag or item.get(_XML_LANGUAGE, ""),
            extra=(("guid", item.get("guid", "")),) if item.get("guid") else (),
        ),
        raw,
    )
    nitf = next(below(item, "nitf"), None)
    if nitf is not None:
        return _from_nitf(nitf, known)
    inline = next(below(item, "inlineXML"), None)
    if inline is not None:
        for one in inline.iter():
            one.tag = local(one)  # written with their namespaces, the names would be none of HTML
        return article_of(known, paragraphs_of(parse_page(ElementTree.tostring(inline, "unicode", method="html"))))
    plain = first_words(item, "inlineData")
    return article_of(known, [plain]) if plain else Broken("the news item holds no text, only a reference to it")


def _name(element: ElementTree.Element, role: str) -> str:
    found = next(below(element, role), None)
    return "" if found is None else first_words(found, "name") or found.get("literal", "")


def _from_nitf(nitf: ElementTree.Element, known: Metadata) -> Found:
    head = next(below(nitf, "body.head"), nitf)
    issue = next((one.get("norm", "") for one in below(nitf, "date.issue", "story.date")), "")
    byline = next(below(head, "byline"), None)
    person = "" if byline is None else first_words(byline, "person") or (byline.text or "")
    metadata = Metadata(
        title=known.title or first_words(head, "hl1", "hedline") or first_words(nitf, "title"),
        outlet=known.outlet or _publication(nitf) or first_words(head, "distributor"),
        author=known.author or " ".join(person.split()).removeprefix("By ").strip(" ,"),
        url=known.url,
        language=known.language or nitf.get(_XML_LANGUAGE, ""),
        extra=known.extra,
        published=known.published,
        published_raw=known.published_raw,
    )
    metadata = dated(metadata, issue) if issue and not known.published_raw else metadata
    content = next(below(nitf, "body.content"), None)
    if content is None:
        return Broken("the item has no body")
    return article_of(metadata, [" ".join("".join(one.itertext()).split()) for one in below(content, *_PARAGRAPHS)])


def _publication(nitf: ElementTree.Element) -> str:
    return next((one.get("name", "") for one in below(nitf, "pubdata")), "")
