"""Dates as news pages print them, read to ISO 8601."""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
            *("sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d{2})"
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,6})?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})(?![\w:+-]))?",
    re.IGNORECASE,
)
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{YEAR}(?P<by>[-/.])(?P<month>\d{{1,2}})(?P=by)(?P<day>\d{{1,2}})(?!\d)",
        rf"\b{MONTH}\s*{DAY}(?:\s*,|\s+-|\s*-)?\s*{YEAR}\b",
        rf"\b{DAY}(?:\s+|-|\.\s*)(?:of\s+)?{MONTH}(?:\s*,)?(?:\s+|-){YEAR}\b",
        rf"{YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
        rf"\b(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{YEAR}\b",
        rf"\b(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{YEAR}\b",
    )
)
LABEL = re.compile(
    r"(?P<updated>(?:last\s+)?(?:updated|modified|edited)(?:\s+(?:on|at))?)\s*:?"
    r"|(?:(?:date\s+)?(?:first\s+)?(?:published|posted|issued|created|released|publication)(?:\s+(?:on|at|date))?"
    r"|(?:date|time|pubdate|on)(?:\s+of\s+publication)?)\s*:?",
    re.IGNORECASE,
)
# What may stand around a date in a line of its own.
AROUND = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\bat\b|\bhours\b|\bhrs\b"
    r"|\bby\s+[\w.' -]{2,40}$|\blocal time\b|\b\d+\s+min(?:ute)?s?\s+read\b"
    r"|\b[A-Z]{2,4}T?\b(?:[+-]\d{1,2}(?::?\d{2})?)?|[\s,;:|•·/()\[\].–—-]+",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\s+by\s.*", re.IGNORECASE)
LINE_UP_TO = 100


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: `iso` is empty where the figures allow two readings; `updated` is no publication date."""

    raw: str
    iso: str
    updated: bool = False


def read_date_line(line: str) -> PrintedDate | None:
    """Read a line that holds a date with its label, time and time zone, and nothing else; None otherwise."""
    if len(line) > LINE_UP_TO:
        return None
    label = LABEL.match(line)
    printed = find_date(line[label.end() if label else 0 :])
    if printed is None:
        return None
    rest = line.replace(printed.raw, " ")
    for pattern in (*DATES, CLOCK, LABEL, AROUND):
        rest = pattern.sub(" ", rest)
    if rest.strip():
        return None
    updated = label is not None and label["updated"] is not None
    words = SIGNED.sub("", line[label.end() :] if label else line).strip(" .")
    return PrintedDate(words, printed.iso, updated)


def find_date(text: str) -> PrintedDate | None:
    """Find the first full date in a short text, with the time behind it if there is one."""
    found = min((match for match in (form.search(text) for form in DATES) if match), key=_place, default=None)
    if found is None:
        return None
    day = _day(found.groupdict())
    clock = CLOCK.search(text, found.end(), min(len(text), found.end() + 25))
    end = clock.end() if clock else found.end()
    return PrintedDate(text[found.start() : end], day.isoformat() + _time(clock) if day else "")


def _place(match: "re.Match[str]") -> tuple[int, int]:
    return (match.start(), -match.end())


def _day(parts: dict[str, str | None]) -> date | None:
    """Read a date's figures; None when there is no such day or two readings are possible."""
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 or first == second else (second, first)
    else:
        name = (parts["month"] or "").lower()
        day, month = int(parts["day"] or 0), MONTHS.get(name) or int(name)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(clock: "re.Match[str] | None") -> str:
    """Write a time as ISO; the zone only where it is plain: named zones change with the season."""
    if clock is None:
        return ""
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"T{hour:02}:{minute:02}:{second:02}{_zone(clock['zone'] or '')}"


def _zone(zone: str) -> str:
    if not zone:
        return ""
    return "+00:00" if zone[0].isalpha() else f"{zone[:3]}:{zone[-2:]}"
