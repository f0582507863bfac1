"""Reads what travels as mail: alerts (.eml) and pages saved as one file (.mhtml)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

from annotator.errors import UserError
from annotator.formats.articles import Article, ArticleFormat, Found, article_of, dated, one_line
from annotator.formats.html_articles import ARTICLE, SELECTION, page_articles
from annotator.formats.html_blocks import decode_page
from annotator.model.document import Metadata

# Deeper than any mail, and far below what a parser that calls itself can take.
DEEPEST = 20


class EmlFormat(ArticleFormat):
    """One mail: its subject is the title, its text or its HTML is the article."""

    name = "eml"
    title = "Mail (EML)"
    extensions = (".eml",)

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the mail; raises UserError when it has no text."""
        message = _message(data)
        sender, address = parseaddr(_header(message, "From"))
        known = Metadata(
            title=one_line(_header(message, "Subject")),
            author=one_line(sender),
            outlet=address.rpartition("@")[2],
        )
        known = dated(known, _header(message, "Date"))
        plain, page = _part(message, "text/plain"), _part(message, "text/html")
        if plain is not None and _text(plain).strip():
            paragraphs = re.split(r"\r?\n[ \t]*\r?\n", _text(plain))
            yield article_of(known, [one.strip("\r\n") for one in paragraphs])
        elif page is not None:
            yield from page_articles(_text(page), SELECTION, known=known)
        else:
            raise UserError("The mail has no text, only attachments: save the article that is attached.")


class MhtmlFormat(ArticleFormat):
    """A web page saved with everything it shows; only its HTML is read."""

    name = "mhtml"
    title = "Web page saved as one file (MHTML)"
    extensions = (".mhtml", ".mht")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read the page that was saved; raises UserError when there is none."""
        message = _message(data)
        page = _part(message, "text/html") or _part(message, "application/xhtml+xml")
        if page is None:
            raise UserError("The file holds no page: save the page again.")
        url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
        text = _text(page)
        for found in page_articles(text, ARTICLE, known=Metadata(url=url.strip())):
            yield _completed(found, message) if isinstance(found, Article) else found


def _completed(found: Article, message: EmailMessage) -> Article:
    """Take the subject for a title that the page lacks; the date of saving is no date of publication."""
    known = found.metadata
    title = known.title or one_line(_header(message, "Subject"))
    saved = _header(message, "Date")
    extra = (*known.extra, ("saved", saved)) if saved else known.extra
    return replace(found, metadata=replace(known, title=title, extra=extra))


def _message(data: bytes) -> EmailMessage:
    if data.lower().count(b"boundary=") > DEEPEST * 50:
        raise UserError("The mail has more parts than any mail: save the article by itself.")
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (ValueError, LookupError, RecursionError, IndexError, AttributeError) as error:
        raise UserError(f"The file is no mail that can be read ({type(error).__name__}): save it again.") from error
    return message


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """Find the first part of a kind that is no attachment, without calling itself for what is nested."""
    todo: list[EmailMessage] = [message]
    while todo:
        part = todo.pop()
        if part.is_multipart():
            inner = part.get_payload()
            todo += [one for one in reversed(inner if isinstance(inner, list) else []) if isinstance(one, EmailMessage)]
        elif part.get_content_type() == kind and "attachment" not in _header(part, "Content-Disposition").lower():
            return part
    return None


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    return decode_page(data, part.get_content_charset() or "").text


def _header(message: EmailMessage, name: str) -> str:
    """Read a header, whatever is wrong with it."""
    try:
        value = message[name]
        return "" if value is None else str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""
