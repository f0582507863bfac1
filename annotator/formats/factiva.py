"""Takes articles of Factiva apart, by the two-letter codes of its fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.formats.articles import Article, Found, article_of, dated, one_line
from annotator.formats.nexis import language_code
from annotator.model.document import Metadata

BODY_CODES = ("LP", "TD")
_CODES = (
    "SE HD BY CR WC PD ET SN SC ED PG VOL NGC GC LA CY LP TD CT RF CO IN NS RE IPD IPC PUB AN ART CLM CX DLN".split()
)
_CODED = re.compile(rf"\|?\s*(?P<code>{'|'.join(_CODES)})\s*(?:\||\t|\xa0|\s{{2,}}|$)(?P<value>.*)")
_LAST = re.compile(r"\s*(?:Document|Dokument|Documento)\s+(?P<number>[A-Za-z0-9]{15,35})\s*")
_WORDS = re.compile(r"\s*\d[\d.,\s]*\s(?:words|mots|Wörter|palabras|parole|palavras|woorden|слов)\s*")
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?\s*")
_COPYRIGHT = re.compile(r"\s*(?:\(c\)|©|copyright)", re.IGNORECASE)
_EXTRA = {"SE": "section", "WC": "length", "PG": "page", "SC": "source code", "ED": "edition", "CY": "copyright",
          "NS": "subject", "RE": "region", "CO": "company", "IN": "industry", "AN": "accession number"}  # fmt: skip


def coded_article(fields: Mapping[str, str], body: Sequence[str]) -> Article:
    """Make an article of the fields by code and the paragraphs of its body."""
    known = Metadata(
        title=one_line(fields.get("HD", "")),
        outlet=one_line(fields.get("SN", "")),
        author=re.sub(r"^(?:by|von|par) ", "", one_line(fields.get("BY", "")), flags=re.IGNORECASE),
        language=language_code(fields.get("LA", "")),
        extra=tuple((name, value) for code, name in _EXTRA.items() if (value := one_line(fields.get(code, "")))),
    )
    return article_of(_with_clock(dated(known, fields.get("PD", "")), fields.get("ET", "")), body)


def _with_clock(known: Metadata, printed: str) -> Metadata:
    """Add the time of day, which stands in a field of its own."""
    clock = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*", printed)
    if clock is None or len(known.published) != len("2000-01-01"):
        return known
    return replace(
        known,
        published=f"{known.published}T{int(clock[1]):02}:{clock[2]}:00",
        published_raw=f"{known.published_raw} {printed.strip()}",
    )


def is_factiva_text(lines: Sequence[str]) -> bool:
    """Tell whether lines, of an RTF file say, are a download of Factiva."""
    return any(_LAST.fullmatch(line) for line in lines)


def text_articles(lines: Sequence[str]) -> Iterator[Found]:
    """Take a text download apart: each article ends with its number."""
    part: list[str] = []
    for line in lines:
        last = _LAST.fullmatch(line)
        if last is None:
            part.append(line)
            continue
        kept = [one.strip() for one in part if one.strip(" |\t\xa0")]
        coded = sum(_CODED.match(one) is not None for one in kept) >= 3
        yield _coded_text(kept, last["number"]) if coded else _plain_text(kept, last["number"])
        part = []


def _coded_text(lines: Sequence[str], number: str) -> Article:
    fields: dict[str, str] = {"AN": number}
    body: list[str] = []
    code = ""
    for line in lines:
        found = _CODED.match(line)
        code = found["code"] if found else code
        value = (found["value"] if found else line).strip(" |\t\xa0")
        if value and code in BODY_CODES:
            body.append(value)
        elif value and code:
            fields[code] = f"{fields.get(code, '')} {value}".strip()
    return coded_article(fields, body)


def _plain_text(lines: Sequence[str], number: str) -> Article:
    """Read title, words, date, time, outlet, code, page, language and copyright: the order without codes."""
    words_at = next((n for n, one in enumerate(lines) if _WORDS.fullmatch(one)), None)
    if words_at is None:
        return coded_article({"HD": lines[0] if lines else "", "AN": number}, lines[1:])
    copyright_at = next(
        (n for n in range(words_at, min(len(lines), words_at + 10)) if _COPYRIGHT.match(lines[n])), None
    )
    end = words_at + 5 if copyright_at is None else copyright_at
    head, facts = lines[:words_at], list(lines[words_at + 1 : end])
    fields = {"AN": number, "WC": lines[words_at], "HD": head[-1] if head else ""}
    if len(head) > 1 and re.match(r"(?:by|von|par) ", head[-1], re.IGNORECASE):
        fields |= {"HD": head[-2], "BY": head[-1]}
    if facts:
        fields["PD"] = facts.pop(0)
    if facts and _CLOCK.fullmatch(facts[0]):
        fields["ET"] = facts.pop(0)
    fields["SN"] = facts[0] if facts else ""
    if len(facts) > 2:
        fields["LA"] = facts[-1]
    body = lines[end + (copyright_at is not None) :]
    return coded_article(fields, body)
