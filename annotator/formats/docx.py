"""Reads Word files: one article each, or a bundle of Nexis Uni."""

from collections.abc import Iterator
from xml.etree import ElementTree

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Found, article_of, one_line
from annotator.formats.nexis import is_uni_bundle, uni_articles
from annotator.formats.office_files import office_part, office_parts
from annotator.formats.safe_xml import below, first_words, local, parse_xml
from annotator.model.document import Metadata

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# What Word keeps beside the text: a second drawing of the same box, deleted words, fields' codes.
_UNSEEN = frozenset({"Fallback", "del", "delText", "instrText"})


class DocxFormat(ArticleFormat):
    """A Word file's paragraphs; the title is the one of its properties when the text begins with it."""

    name = "docx"
    title = "Word (DOCX), also of Nexis Uni"
    extensions = (".docx", ".docm")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the article or the bundle; raises UserError for what is locked, broken or no Word file."""
        if "word/document.xml" not in office_parts(data):
            raise UserError("The file is an Office file, but not of Word: save the article as .docx.")
        paragraphs = _paragraphs(parse_xml(office_part(data, "word/document.xml")))
        if is_uni_bundle(paragraphs):
            yield from uni_articles(paragraphs)
        else:
            yield article_of(_known(data, paragraphs), paragraphs)


def _paragraphs(document: ElementTree.Element) -> list[str]:
    """List the paragraphs in order, those inside tables and boxes too."""
    return ["".join(_pieces(paragraph)) for paragraph in below(document, "p") if paragraph.tag.endswith("main}p")]


def _pieces(paragraph: ElementTree.Element) -> Iterator[str]:
    """Give the texts of one paragraph, not those of paragraphs inside it."""
    todo = list(reversed(paragraph))
    while todo:
        one = todo.pop()
        name = local(one)
        if name in _UNSEEN or name == "p":
            continue
        if name == "t":
            yield one.text or ""
        yield _BREAKS.get(name, "")
        todo.extend(reversed(one))


def _known(data: bytes, paragraphs: list[str]) -> Metadata:
    """Take the properties' title and author; many templates leave a wrong title, so it must stand in the text."""
    core = office_part(data, "docProps/core.xml")
    if not core:
        return Metadata()
    properties = parse_xml(core)
    title = one_line(first_words(properties, "title"))
    first = next((one_line(one) for one in paragraphs if one.strip()), "")
    return Metadata(title=title if title == first else "", author=one_line(first_words(properties, "creator")))
