"""Takes bundles of LexisNexis apart: the old text and HTML downloads and the newer ones of Nexis Uni."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.articles import Found, NoArticle, article_of, dated, one_line
from annotator.formats.html_blocks import Element, paragraphs_of
from annotator.model.document import Metadata
from annotator.text.foreign_dates import read_any_date

_OPENS = re.compile(r"[ \t]*(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+)[ \t]*", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:End of Document|Ende des Dokuments?|Fin du document)\s*", re.IGNORECASE)
_BODY = re.compile(r"\s*(?:Body|Text|Corps)\s*", re.IGNORECASE)
_HEADS = """
    byline section length dateline headline title author source language load-date publication-type journal-code
    graphic distribution subject series copyright type highlight update correction-date organization person
    geographic company industry ticker rubrik länge autor sprache longueur langue encart auteur titre untertitel grafik
"""
_FIELD = re.compile(
    rf"(?P<name>{'|'.join(_HEADS.split()).replace('-', '[- ]')})[ \xa0]*:[ \xa0]*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COPYRIGHT = re.compile(r"(?:copyright|copy|©|\(c\))\s*\d{4}", re.IGNORECASE)
_COVER = re.compile(r"(?:Documents? \(\d+\)|Job Number:|Date and Time:)", re.IGNORECASE)
_AFTER = frozenset(
    """load-date language publication-type journal-code graphic distribution subject series update copyright type
    correction-date organization person geographic company industry ticker sprache langue grafik""".split()
)
_NAMES = {
    "byline": "author", "author": "author", "autor": "author", "auteur": "author",
    "language": "language", "sprache": "language", "langue": "language",
    "headline": "title", "title": "title", "titre": "title",
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "englisch": "en", "anglais": "en", "german": "de", "deutsch": "de", "allemand": "de",
    "french": "fr", "français": "fr", "französisch": "fr", "spanish": "es", "español": "es", "italian": "it",
    "dutch": "nl", "portuguese": "pt", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko",
}  # fmt: skip
SORRY = "We are sorry but there is an error in this document"


def is_text_bundle(text: str) -> bool:
    """Tell whether a text is an old download: a cover page at most, then "1 of 20 DOCUMENTS"."""
    return any(_OPENS.fullmatch(line) for line in text[:200_000].splitlines())


def text_articles(text: str) -> Iterator[Found]:
    """Take an old text download apart: paragraphs stand between empty lines."""
    for part in _parts(text.splitlines(), _OPENS):
        blocks = re.split(r"\n[ \t]*\n", "\n".join(part))
        yield old_article([_unwrapped(block) for block in blocks if block.strip()])


def nexis_page_articles(page: Element) -> Iterator[Found]:
    """Take an old HTML download apart; nothing for any other page."""
    if not page.xpath("//a[starts-with(@name, 'DOC_ID')]"):
        return
    paragraphs: list[str] = []
    for child in page.body:
        if child.xpath("descendant-or-self::a[starts-with(@name, 'DOC_ID')]"):
            yield from _page_article(paragraphs)
            paragraphs = ["\x00"]
        paragraphs += paragraphs_of(child)
    yield from _page_article(paragraphs)


def _page_article(paragraphs: Sequence[str]) -> Iterator[Found]:
    """Read one article of a page; what stands before the first one is the cover."""
    if paragraphs[:1] == ["\x00"]:
        yield old_article([one for one in paragraphs[1:] if not _OPENS.fullmatch(one)])


def old_article(paragraphs: Sequence[str]) -> Found:
    """Read outlet, date, title, fields, body, fields: the order of the old downloads."""
    if any(SORRY in one for one in paragraphs):
        return NoArticle("the database put an error message in the article's place")
    fields = _Fields()
    head: list[str] = []
    body: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        found = _FIELD.fullmatch(paragraph)
        if found:
            fields.add(found, after=bool(body))
        elif _COPYRIGHT.match(paragraph):
            fields.copyright = one_line(paragraph)
        elif not fields.begun and not body and _still_head(head, paragraphs[number:]):
            head.append(paragraph)
        elif fields.ended:
            fields.more(paragraph)
        else:
            body.append(paragraph)
    return article_of(fields.metadata(*_head(head)), body)


def is_uni_bundle(paragraphs: Sequence[str]) -> bool:
    """Tell whether the paragraphs of a document are a download of Nexis Uni."""
    return any(_ENDS.fullmatch(one) for one in paragraphs)


def uni_articles(paragraphs: Iterable[str]) -> Iterator[Found]:
    """Take a download of Nexis Uni apart: head lines, "Body", the body, "End of Document"."""
    part: list[str] = []
    for paragraph in paragraphs:
        if _ENDS.fullmatch(paragraph):
            yield _uni_article(_without_cover(part))
            part = []
        else:
            part.append(paragraph)
    if any(_BODY.fullmatch(one) for one in part):
        yield _uni_article(_without_cover(part))


def _uni_article(part: Sequence[str]) -> Found:
    lines = [one.strip(" \t\n") for one in part]
    body_at = next((number for number, line in enumerate(lines) if _BODY.fullmatch(line)), None)
    if body_at is None:
        return NoArticle("it has no line “Body”, below which the article stands")
    fields = _Fields()
    head: list[str] = []
    for line in (line for line in lines[:body_at] if line):
        found = _FIELD.fullmatch(line)
        if found:
            fields.add(found, after=False)
        elif _COPYRIGHT.match(line):
            fields.copyright = one_line(line)
        else:
            head.append(line)
    body = []
    for line in (line for line in lines[body_at + 1 :] if line):
        found = _FIELD.fullmatch(line)
        if found and found["name"].lower().replace(" ", "-") in _AFTER:
            fields.add(found, after=True)
        elif line == "Classification":
            fields.ended = True
        elif fields.ended:
            fields.more(line)
        else:
            body.append(line)
    title, outlet, printed = (*head, "", "", "")[:3]
    return article_of(fields.metadata(title, outlet, printed), body)


def _without_cover(part: list[str]) -> list[str]:
    """Drop the list of contents: the article begins after the last run of empty paragraphs before its "Body"."""
    if not any(_COVER.match(one.strip()) for one in part):
        return part
    body_at = next((number for number, one in enumerate(part) if _BODY.fullmatch(one)), len(part))
    fields_at = [number for number in range(body_at) if re.match(r"(?:Length|Länge|Longueur)", part[number])]
    begin = fields_at[-1] if fields_at else body_at
    empty_before = [number for number in range(1, begin) if not part[number].strip() and not part[number - 1].strip()]
    listed = [
        number for number, one in enumerate(part[:begin]) if re.match(r"Narrowed by|Search Type|Client/Matter", one)
    ]
    after = max(listed, default=0)
    return part[max([number for number in empty_before if number > after][:1] or [after]) + 1 :]


def _still_head(head: Sequence[str], rest: Sequence[str]) -> bool:
    """Up to the first field everything is head, unless no field comes: then outlet, date and title."""
    return any(_FIELD.fullmatch(one) for one in rest[:8]) or len(head) < 3


def _head(head: Sequence[str]) -> tuple[str, str, str]:
    """Tell title, outlet and date from the lines above the fields."""
    date_at = next((n for n, one in enumerate(head) if (found := read_any_date(one)) and found.iso), None)
    if date_at is None:
        outlet, title = (head[0] if len(head) > 1 else ""), (head[-1] if head else "")
        return one_line(title), one_line(outlet), ""
    outlet = one_line(" ".join(head[:date_at]))
    return one_line(" ".join(head[date_at + 1 :])), outlet, one_line(head[date_at])


@dataclass(slots=True)
class _Fields:
    """What stands behind names like BYLINE."""

    values: dict[str, str] = field(default_factory=dict)
    copyright: str = ""
    begun: bool = False
    ended: bool = False
    _latest: str = ""

    def add(self, found: "re.Match[str]", *, after: bool) -> None:
        name = found["name"].lower().replace(" ", "-")
        self._latest = name
        self.values.setdefault(name, one_line(found["value"]))
        self.begun = True
        self.ended = self.ended or (after and name in _AFTER)

    def more(self, paragraph: str) -> None:
        """Take a paragraph that goes on with the last field."""
        self.values[self._latest] = f"{self.values.get(self._latest, '')} {one_line(paragraph)}".strip()

    def metadata(self, title: str, outlet: str, printed: str) -> Metadata:
        known = {_NAMES[name]: value for name, value in self.values.items() if name in _NAMES}
        extra = [(name, value) for name, value in self.values.items() if name not in _NAMES and value]
        extra += [("copyright", self.copyright)] if self.copyright else []
        return dated(
            Metadata(
                title=one_line(title) or known.get("title", ""),
                outlet=one_line(outlet),
                author=re.sub(r"^(?:by|von|par) ", "", known.get("author", ""), flags=re.IGNORECASE),
                language=language_code(known.get("language", "")),
                extra=tuple(extra),
            ),
            printed,
        )


def language_code(words: str) -> str:
    """Give the code of a language's name, the name where there is none."""
    first = re.split(r"[;,/]", words)[0].strip()
    return _LANGUAGES.get(first.lower(), first.lower())


def _parts(lines: Iterable[str], opens: "re.Pattern[str]") -> Iterator[list[str]]:
    part: list[str] | None = None
    for line in lines:
        if opens.fullmatch(line):
            if part is not None:
                yield part
            part = []
        elif part is not None:
            part.append(line)
    if part is not None:
        yield part


def _unwrapped(block: str) -> str:
    """Join the lines of a paragraph, which the old downloads break at 70 characters."""
    return one_line(block)
