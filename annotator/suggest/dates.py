"""Proposes dates, absolute and relative; durations are none."""

from collections.abc import Iterator

import regex

from annotator.suggest.article import Article
from annotator.suggest.base import Suggested

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
NUMBER = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)\d\d"
PERIOD = (
    r"(?:year|month|week|weekend|decade|century|quarter|summer|winter|spring|autumn|fall|morning|afternoon|evening"
    r"|night)"
)
COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|few|a\s+few|a\s+couple\s+of)"
DATE = regex.compile(
    rf"""
    (?<![\w$€£.,-])(?:
      \d{{4}}-\d\d-\d\d
    | (?:{DAY},?\s+)?{MONTH}\s*{NUMBER}(?:\s*(?:(?:to|-|–|through)\s*(?:{MONTH}\s*)?|and\s+){NUMBER}(?!\d))?
      (?:,?\s+(?:-\s+)?{YEAR})?(?!\d)
    | (?:{DAY},?\s+)?{NUMBER}(?:\s*(?:to|-|–)\s*{NUMBER})?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?
    | (?:(?:early|late|mid)[-\s])?{MONTH}(?:,?\s+(?:of\s+)?(?:{YEAR}|last\s+year|this\s+year|next\s+year))
    | (?:(?i:last|next|this|past|earlier\s+this|later\s+this)\s+)(?:{DAY}|{MONTH}|{PERIOD})\b(?!s)
    | {DAY}(?:\s+(?:morning|afternoon|evening|night))?
    | (?i:{COUNT})\s+(?:days|weeks|months|years|decades|day|week|month|year)\s+(?:ago|earlier|later)
    | (?i:days|weeks|months|years)\s+ago
    | (?i:recent)\s+(?:days|weeks|months|years)
    | (?i:the\s+(?:day|week|month|year)\s+(?:before|after))
    | (?:(?:spring|summer|autumn|fall|winter|end|beginning|middle|start)\s+of\s+)(?:{YEAR}|{MONTH})
    | (?:(?:early|late|mid)[-\s])?{YEAR}s?
    | (?i:today|yesterday|tomorrow|tonight)
    | (?<=\b(?i:in|since|by|until|of|early|late|from|before|after|during|through|between)\s)(?:May|March)
    | (?:January|February|April|June|July|August|September|October|November|December)
    )(?![\w])
    """,
    regex.VERBOSE | regex.VERSION0,
)
BARE_YEAR = regex.compile(rf"{YEAR}")
BEFORE_YEAR = regex.compile(
    r"(?i:\b(?:in|since|by|of|from|until|before|after|during|through|to|and|or|the|early|late|for|around|between|,|\())\s*\Z"
)
NOT_A_YEAR = regex.compile(
    r"\s*(?:[%°]|(?:people|men|women|troops|soldiers|miles|km|kilomet|dollars|euros|votes|jobs|tons|met(?:er|re)s|feet)\b)"
)
REACH = 16


def dates(article: Article) -> Iterator[Suggested]:
    """Yield the dates of an article in order."""
    text = article.text
    for found in DATE.finditer(text):
        start, end = found.span()
        words = text[start:end]
        if BARE_YEAR.fullmatch(words) and not _is_year(text, start, end):
            continue
        yield Suggested("entity", "DATE", ((start, end),), rule="date", score=0.85)


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell a year from another number of four digits by what stands around it."""
    if NOT_A_YEAR.match(text, end):
        return False
    return BEFORE_YEAR.search(text, max(0, start - REACH), start) is not None or text[end : end + 2].strip()[:1] in (
        ")",
        ",",
        ".",
    )
