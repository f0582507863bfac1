"""News XML and what may not stand in it."""

import pytest

from annotator.formats.safe_xml import root_name
from tests.unit.formats.read_articles import articles, items, reasons, refusal

NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-2.dtd"><nitf><head><docdata><date.issue norm="20240506"/>
</docdata><pubdata name="The Paper"/></head><body><body.head><hedline><hl1>A title</hl1></hedline>
<byline>By <person>Ann Smith</person></byline></body.head><body.content><block><p>One   line.</p><p>Two.</p></block>
</body.content></body></nitf>"""
PPS = """<PPSResponse><ppsArticleResponse><article><headline><paragraph>A title</paragraph></headline>
<sourceName>The Paper</sourceName><publicationDate>2024-05-06</publicationDate><baseLanguage>en</baseLanguage>
<accessionNo>N1</accessionNo><leadParagraph><paragraph>One.</paragraph></leadParagraph>
<tailParagraphs><paragraph>Two.</paragraph><paragraph>Three.</paragraph></tailParagraphs></article></ppsArticleResponse>
</PPSResponse>"""


def test_nitf_with_its_usual_doctype_is_read() -> None:
    ((text, known),) = articles("newsml", NITF.encode())

    assert text == "A title\n\nOne line.\n\nTwo."
    assert (known.outlet, known.author, known.published) == ("The Paper", "Ann Smith", "2024-05-06")


def test_an_item_of_plain_text_or_html_is_read_and_one_without_is_a_fault() -> None:
    xml = """<newsMessage><newsItem><contentMeta><headline>A</headline></contentMeta><contentSet>
    <inlineData>Plain text.</inlineData></contentSet></newsItem><newsItem><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>
    <p>One.</p><p>Two.</p></body></html></inlineXML></contentSet></newsItem><newsItem/></newsMessage>"""

    first, second, third = items("newsml", xml.encode())

    assert first.text == "A\n\nPlain text."  # type: ignore[union-attr]  # an article
    assert second.text == "One.\n\nTwo."  # type: ignore[union-attr]  # an article
    assert reasons([third]) == ["the news item holds no text, only a reference to it"]
    assert reasons(items("newsml", b"<nitf/>")) == ["the item has no body"]


def test_factivas_xml_is_read() -> None:
    ((text, known),) = articles("factiva-xml", PPS.encode())

    assert text == "A title\n\nOne.\n\nTwo.\n\nThree."
    assert (known.outlet, known.published, known.extra) == ("The Paper", "2024-05-06", (("accession number", "N1"),))


LAUGHS = '<!DOCTYPE n [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (LAUGHS + "]><newsItem>&j;</newsItem>", "declares entities"),
        ('<!DOCTYPE n [<!ENTITY a "' + "x" * 50_000 + '">]><newsItem>' + "&a;" * 5000 + "</newsItem>", "entities"),
        ('<!DOCTYPE n [<!ENTITY a SYSTEM "file:///etc/passwd">]><newsItem>&a;</newsItem>', "entities"),
        ("<newsItem>" + "<a>" * 200_000, "200 levels"),
        ("<newsItem>", "not XML"),
    ],
)
@pytest.mark.timeout(60)
def test_harmful_xml_is_refused(xml: str, why: str) -> None:
    assert why in refusal("newsml", xml.encode())


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><a:nitf b='c'>", "nitf"),
        (b"<!DOCTYPE x [ <!ELEMENT y> ]>\n<rss>", "rss"),
        (b"text", ""),
    ],
)
def test_the_outermost_element_is_named(head: bytes, name: str) -> None:
    assert root_name(head) == name
