"""Parses XML that nobody vouches for: no entities, no other files, no depth that breaks a parser."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from defusedxml import ElementTree as DefusedTree
from defusedxml.common import DefusedXmlException

from annotator.errors import UserError

DEEPEST = 200
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")
_LOOKED_AT = 16 * 1024


def parse_xml(data: bytes) -> ElementTree.Element:
    """Parse a document; raises UserError when it is none or would do harm."""
    try:
        depth = 0
        root: ElementTree.Element | None = None
        for event, element in DefusedTree.iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=False):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > DEEPEST:
                raise UserError("The XML is nested more than 200 levels deep: export it again.")
    except DefusedXmlException as error:
        raise UserError("The XML declares entities, which can do harm: export it without them.") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UserError(f"The file is not XML that can be read ({str(error)[:80]}): export it again.") from error
    if root is None:
        raise UserError("The XML is empty: export it again.")
    return root


def root_name(head: bytes) -> str:
    """Name the outermost element of a file by its first bytes, without its prefix."""
    head = head[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    place = 0
    while found := _PROLOG.match(head, place):
        place = found.end()
    root = _ROOT.match(head, place)
    return root[1].decode("ascii", "replace") if root else ""


def local(element: ElementTree.Element) -> str:
    """Name an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def below(element: ElementTree.Element, *names: str) -> Iterator[ElementTree.Element]:
    """Find the elements of some names inside another, in order."""
    return (one for one in element.iter() if local(one) in names)


def first_words(element: ElementTree.Element, *names: str) -> str:
    """Give the text of the first element of each name in turn that has any, on one line."""
    for name in names:
        for one in below(element, name):
            words = " ".join("".join(one.itertext()).split())
            if words:
                return words
    return ""
