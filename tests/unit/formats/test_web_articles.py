"""Web pages, mail and feeds."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from annotator.formats.base import ForeignDocument
from annotator.formats.html_articles import HtmlFormat
from annotator.model.document import ZoneKind
from tests.unit.formats.read_articles import articles, items, reasons, refusal

PROSE = "The council decided on Monday that the old bridge will be closed for repairs until the end of the year. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Bridge closed - The Paper</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Ann Smith">
<meta property="article:published_time" content="2024-05-06T07:08:09Z">
<link rel="canonical" href="https://paper.example/bridge"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport and more sport</a></li></ul></nav>
<article><h1>Bridge closed</h1><p>{PROSE * 3}</p><p>{PROSE * 2}“We are sorry,” the mayor said.</p></article>
<footer><p>All rights reserved. Subscribe to our newsletter.</p></footer><script>alert("x")</script>
<img src="http://tracker.example/x.gif"></body></html>"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every use of the network fail."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


def test_a_saved_page_gives_its_article_and_what_is_known_of_it() -> None:
    ((text, known),) = articles("html", PAGE.encode())

    assert text.startswith("Bridge closed\n\nThe council decided")
    assert text.endswith("the mayor said.")
    assert "newsletter" not in text
    assert (known.outlet, known.author, known.language) == ("The Paper", "Ann Smith", "en")
    assert known.published.startswith("2024-05-06")
    assert known.url == "https://paper.example/bridge"


def test_a_whole_page_is_kept_with_what_is_not_the_article_marked() -> None:
    (item,) = items(HtmlFormat().reading_with({"page": "whole"}), PAGE.encode())

    assert isinstance(item, ForeignDocument)
    assert item.zones is not None
    marked = {item.text[zone.start : zone.end]: zone.kind for zone in item.zones}
    assert marked["Bridge closed"] is ZoneKind.TITLE
    assert marked["All rights reserved. Subscribe to our newsletter."] is ZoneKind.BOILERPLATE
    assert not any("council" in words for words in marked)


def test_a_copied_part_of_a_page_is_kept_as_it_was_copied() -> None:
    form = HtmlFormat().reading_with({"page": "selection"})

    ((text, _),) = articles(form, b"<!--StartFragment--><p>One<br>two</p><div>A <i>thin</i> line</div>")

    assert text == "One\ntwo\n\nA thin line"


def test_an_unknown_way_to_read_a_page_is_a_sentence() -> None:
    with pytest.raises(Exception, match="choose article, whole or selection"):
        HtmlFormat().reading_with({"page": "half"})


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_a_page_that_names_a_wrong_encoding_keeps_its_letters(codec: str) -> None:
    page = f'<meta charset="iso-8859-1"><p>{PROSE}Müller über “Bögen”.</p>'

    ((text, _),) = articles("html", page.encode(codec))

    assert "Müller über “Bögen”" in text


def test_a_newer_europresse_page_is_taken_apart() -> None:
    page = (
        """<article><span class="DocPublicationName">Le Journal</span><span class="DocHeader">4 octobre 2012</span>
    <p class="titreArticleVisu">Un titre</p><div class="docOcurrContainer"><p>Le texte.</p></div></article>"""
        * 2
    )

    assert [(text, known.outlet, known.published) for text, known in articles("html", page.encode())] == [
        ("Un titre\n\nLe texte.", "Le Journal", "2012-10-04")
    ] * 2


def test_a_page_without_words_is_refused() -> None:
    assert reasons(items("html", b"<html><body><script>x</script></body></html>")) == [
        "it holds only blanks: there is nothing to label in it"
    ]
    assert "save it again" in refusal("html", b"<!-- -->")


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Ein Brückentag", "Ann Smith <ann@paper.example>"
    message["Date"] = "Mon, 06 May 2024 07:08:09 +0200"
    if "plain" in parts:
        message.set_content(parts["plain"])
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message.as_bytes()


def test_a_mail_is_an_article_with_its_subject_and_sender() -> None:
    ((text, known),) = articles("eml", mail(plain="First.\n\nSecond ö.\n", html="<p>no</p>"))

    assert text == "Ein Brückentag\n\nFirst.\n\nSecond ö."
    assert (known.author, known.outlet) == ("Ann Smith", "paper.example")
    assert known.published == "2024-05-06T07:08:09+02:00"


def test_a_mail_of_html_alone_is_read() -> None:
    ((text, _),) = articles("eml", mail(html="<p>First.</p><p>Second.</p>"))

    assert text == "Ein Brückentag\n\nFirst.\n\nSecond."


def test_a_mail_without_text_is_refused() -> None:
    assert "only attachments" in refusal("eml", mail())
    assert "holds no page" in refusal("mhtml", mail(plain="x"))


def test_mail_nested_without_end_is_refused_or_read_at_once() -> None:
    heads = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))

    assert "more parts than any mail" in refusal("eml", heads)


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title><language>en</language>
<item><title>One &amp; only</title><link>https://paper.example/1</link><author>Ann</author>
<pubDate>Mon, 06 May 2024 07:08:09 GMT</pubDate>
<description>&lt;p&gt;Text &lt;b&gt;one&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title><entry><title>T</title>
<updated>2024-05-06T07:08:09Z</updated><content type="html">&lt;p&gt;Long text.&lt;/p&gt;</content></entry></feed>"""


def test_entries_of_a_feed_are_articles_and_empty_ones_faults() -> None:
    first, second = items("feed", RSS.encode())

    assert isinstance(first, ForeignDocument)
    assert first.text == "One & only\n\nText one."
    assert first.metadata is not None
    assert (first.metadata.outlet, first.metadata.url) == ("The Paper", "https://paper.example/1")
    assert first.metadata.published.startswith("2024-05-06T07:08:09")
    assert reasons([second]) == ["the entry “Empty” has no text"]


def test_an_atom_feed_is_read() -> None:
    ((text, known),) = articles("feed", ATOM.encode())

    assert (text, known.outlet) == ("T\n\nLong text.", "Agency")


@pytest.mark.parametrize("data", [b"http://paper.example/feed.xml", b"<rss></rss>", b"nonsense"])
def test_what_is_no_feed_is_refused_and_never_fetched(data: bytes) -> None:
    assert "no RSS or Atom feed" in refusal("feed", data)


def test_a_feed_with_entities_is_refused() -> None:
    assert "entities" in refusal("feed", b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>')
