"""Turns HTML into paragraphs as a reader sees them; nothing is fetched and no script is run."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from annotator.errors import UserError
from annotator.text.decode import Decoded, decode

Element: TypeAlias = html.HtmlElement

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul html title "
    "head item list quote row cell".split()
)
_SILENT = frozenset("script style noscript template svg math iframe object embed button select textarea".split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
# Browsers take these names for what they nearly are.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


def decode_page(data: bytes, charset: str = "") -> Decoded:
    """Decode a page: by its transport, its mark or its own words, else by what the bytes look like."""
    head = data[:_HEAD_BYTES]
    named = _CHARSET.search(head) or _XML_CHARSET.search(head)
    name = (charset or (named[1].decode("ascii") if named else "")).lower()
    codec = _MEANT.get(name, name)
    if codec and not _is_utf8_or_marked(data):
        try:
            return Decoded(data.decode(codec), codec)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def _is_utf8_or_marked(data: bytes) -> bool:
    """Tell whether bytes above ASCII can only be UTF-8, whatever a page says that was saved in another encoding."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def parse_page(text: str) -> Element:
    """Parse a page; raises UserError when there is none."""
    # An XML declaration with an encoding is refused for text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "\ufffd")
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(f"The page holds nothing that can be read ({str(error)[:80]}): save it again.") from error
    return page


def paragraphs_of(element: etree._Element) -> list[str]:
    """List the paragraphs of an element: what stands in one block, with its line breaks, blanks made one."""
    pieces: list[str] = []
    _collect(element, pieces)
    text = "".join(pieces)
    return [one for block in text.split("\x1e") if (one := _tidy(block))]


def lines_of_page(element: etree._Element) -> list[str]:
    """List every line of an element, forced breaks included."""
    return [line for paragraph in paragraphs_of(element) for line in paragraph.split("\n") if line]


def words_of(element: etree._Element | None) -> str:
    """Give the text of an element on one line, nothing of none."""
    return "" if element is None else " ".join(" ".join(paragraphs_of(element)).split())


def _collect(root: etree._Element, pieces: list[str]) -> None:
    """Gather texts between marks for blocks (U+001E) and line breaks (LF), without recursion."""
    todo: list[etree._Element | str] = [root]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        tag = one.tag if isinstance(one.tag, str) else ""
        if not tag or tag in _SILENT:
            continue
        edge = "\x1e" if tag in _BLOCKS else ""
        if tag in ("br", "lb"):
            pieces.append("\n")
        pieces.append(edge + _inline(one.text))
        if edge:
            todo.append(edge)
        todo.extend(reversed(list(_children(one))))


def _children(element: etree._Element) -> Iterator[etree._Element | str]:
    for child in element:
        yield child
        if child.tail:
            yield _inline(child.tail)


def _inline(text: str | None) -> str:
    """Line ends of the source are blanks; no-break spaces stay."""
    return re.sub(r"[ \t\r\n\f\x1e]+", " ", text) if text else ""


def _tidy(block: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip(" \t\xa0") for line in block.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
