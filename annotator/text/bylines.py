"""Lines that name who wrote an article."""

import re

import regex

LABELLED = re.compile(
    r"(?:authors?|reporters?|writers?|journalists?|correspondents?|byline)\s*[:|]\s*(?P<name>\S.{0,80})", re.IGNORECASE
)
BY = re.compile(
    r"(?:(?:written|reported|posted|published|story|report|text|words|article|analysis|compiled|contributed)"
    r"\s+(?:on\s+.{6,40}?\s)?)?by\s*:?\s+(?P<name>\S.{0,100})",
    re.IGNORECASE,
)
# What follows a name in its line: a separator, an address, the outlet's place.
BEHIND_NAME = re.compile(
    r"\s*(?:[|•·/@<(\[;]|\s[-–—]\s|,\s|\b(?:published|updated|posted|on|for|last)\b).*", re.IGNORECASE
)
NAME_WORD = r"\p{Lu}[\p{L}\p{M}.'’-]*"
NAME = regex.compile(
    rf"{NAME_WORD}(?:\s+(?:and|&|de|da|del|der|den|di|du|van|von|bin|ibn|al|el|la|le|of|the|{NAME_WORD})){{0,7}}"
)
NO_NAME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september|october"
    r"|november|december|contrast|comparison|default|the|then|now|definition|law|far|night|day|that|this)\b",
    re.IGNORECASE,
)


def author_of(line: str) -> str:
    """Give the author that a byline names as printed, or nothing when the line is no byline."""
    labelled = LABELLED.fullmatch(line)
    if labelled:
        return _name(labelled["name"])
    by = BY.fullmatch(line)
    if by is None:
        return ""
    name = _name(by["name"])
    return "" if NO_NAME.match(name) else name


def _name(text: str) -> str:
    """Cut what follows the name off; nothing when no name is left."""
    name = BEHIND_NAME.sub("", text, count=1).strip(" ,.:")
    return name if NAME.fullmatch(name) else ""
