"""Reads dates as machines write them and as newspapers of other languages print them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from annotator.text.dates import PrintedDate, find_date

_MONTHS = (
    "janvier januar jänner enero gennaio janeiro januari января",
    "février fevrier februar febrero febbraio fevereiro februari февраля",
    "mars märz maerz marzo março maart марта",
    "avril april abril aprile апреля",
    "mai mayo maggio maio mei мая",
    "juin juni junio giugno junho июня",
    "juillet juli julio luglio julho июля",
    "août aout august agosto augustus августа",
    "septembre september septiembre settembre setembro сентября",
    "octobre oktober octubre ottobre outubro октября",
    "novembre november noviembre novembro ноября",
    "décembre decembre dezember diciembre dicembre dezembro december декабря",
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?:er|º|\.)?\s+(?:de\s+)?(?P<month>" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
    r"\s+(?:de[l]?\s+)?(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T(?P<clock>\d{6})(?P<zone>Z|[+-]\d{4})?)?"
)


def read_any_date(raw: str) -> PrintedDate | None:
    """Read a date: ISO, basic ISO, that of a letter's head, or as printed in nine languages."""
    iso = _machine_date(raw.strip())
    if iso:
        return PrintedDate(raw, iso)
    found = _DATE.search(raw)
    if found:
        return PrintedDate(raw, _day(found["year"], _NUMBERS[found["month"].lower()], found["day"]))
    return find_date(raw)


def _machine_date(raw: str) -> str:
    if re.match(r"\d{4}-\d{2}-\d{2}", raw):
        try:
            return raw if len(raw) == 10 and date.fromisoformat(raw) else datetime.fromisoformat(raw).isoformat()
        except ValueError:
            return ""
    basic = _BASIC.fullmatch(raw)
    if basic:
        return _basic_date(basic)
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _basic_date(found: "re.Match[str]") -> str:
    day = _day(found["year"], int(found["month"]), found["day"])
    if not day or not found["clock"]:
        return day
    zone = (found["zone"] or "").replace("Z", "+0000")
    try:
        return datetime.fromisoformat(f"{day}T{found['clock']}{zone}").isoformat()
    except ValueError:
        return day


def _day(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""
