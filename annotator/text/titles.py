"""Where the title stands on a page, also glued to a menu in front or to the outlet's name behind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.text.bylines import author_of
from annotator.text.dates import read_date_line
from annotator.text.furniture import SECTION, heads_comments, heads_list, is_caption, is_furniture, is_section
from annotator.text.lines import FINAL_DOT, INNER_STOP, Line
from annotator.text.words import word_set

# The title is looked for in so many lines above the running text.
HEADER_LINES = 15
WORDS_FROM = 3
WIDE_FROM = 8
CAPITALISED_UP_TO = 150
PREFIX_UP_TO = 60
SUFFIX_UP_TO = 40
CRUMB = re.compile(r"\s*[>»›]\s*|\s+[/|]\s+")
CRUMB_LABEL = re.compile(
    r"(?:current|(?:current\s+|your\s+)?(?:position|location)|you\s+are\s+here)\s*:\s*", re.IGNORECASE
)
SUFFIX = re.compile(r"\s*(?:\s[-–—|·•:]{1,2}\s?|[|·•]\s*)(?P<outlet>[^-–—|·•\s][^|·•]{0,38})$")
OUTLET = re.compile(
    r"\b(?:news|times|post|daily|today|herald|guardian|reuters|bbc|cnn|abc|nbc|cbs|npr|afp|ap|tass|rt|ndtv|online|press|journal"
    r"|tribune|gazette|globe|express|observer|independent|telegraph|chronicle|magazine|agency|xinhua|yonhap|media|network"
    r"|report|review|weekly|insider|politico|axios|bloomberg|forbes|newsweek|euronews|zone|wire|dispatch|standard|mirror)\b"
    r"|\w\.(?:com|org|net|co|eu|info|ru|uk)\b",
    re.IGNORECASE,
)
CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w*$")
OUTLET_WORDS_UP_TO = 4
# Shares of a title's longer words that the article repeats: 0.6 to 1 in news, near 0 in a teaser for another article.
TEASER_SHARE = 0.3
TITLE_SHARE = 0.5
PUNCTUATION = ".,:;!?\"'“”‘’()[]"
OTHER_CRUMB = re.compile(r"[^>»›|/\n]{1,30}?\s*[>»›]\s*")
# Words that stay small in headlines that capitalise every word.
SMALL = word_set(
    "a an the of to in on at by for from and or but as is if with over into amid via vs up out off its nor per"
)


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """One line with the title: the line's number and the title's bounds in the text."""

    line: int
    start: int
    end: int


def find_titles(lines: Sequence[Line]) -> tuple[TitlePlace, ...]:
    """Find the title in the lines above the running text, and its repetitions there; empty when there is none."""
    header = list(enumerate(lines[: _first_prose(lines[:HEADER_LINES])]))
    repeated = _repeated(header)
    if repeated:
        return repeated
    places = [
        TitlePlace(number, line.start + start, line.start + end)
        for number, line in header
        for start, end in (_unglued(line),)
        if _may_be_title(line.text[start:end])
    ]
    return _most_fitting(places, lines)


def _most_fitting(places: Sequence[TitlePlace], lines: Sequence[Line]) -> tuple[TitlePlace, ...]:
    """Take the first place, or a later one that says what the article says when the first does not: it is a teaser."""
    if len(places) < 2:
        return tuple(places)
    body = {word.casefold().strip(PUNCTUATION) for line in lines[places[-1].line + 1 :] for word in line.words}
    shares = [_share_in(body, lines[place.line].words) for place in places]
    if shares[0] < TEASER_SHARE:
        later = next((place for place, share in zip(places, shares, strict=True) if share >= TITLE_SHARE), places[0])
        return (later,)
    return (places[0],)


def _share_in(body: set[str], words: Sequence[str]) -> float:
    long = [bare for word in words if len(bare := word.casefold().strip(PUNCTUATION)) > 3]
    return sum(word in body for word in long) / max(1, len(long))


def _first_prose(lines: Sequence[Line]) -> int:
    """Number the line where the running text begins; a line that repeats is a title, however long."""
    for number, line in enumerate(lines):
        if not line.is_prose or is_caption(line.text) or is_furniture(line.text):
            continue
        again = any(_repeats(line, other) for other in lines)
        opens = number == 0 and (_is_capitalised(line.text) or _is_question(line.text))
        if not again and not opens:
            return number
    return len(lines)


def _is_question(text: str) -> bool:
    """Tell whether a line is one question or call, as some headlines are."""
    return text[-1] in "?!" and len(text) <= CAPITALISED_UP_TO and not INNER_STOP.search(text)


def _is_capitalised(text: str) -> bool:
    """Tell whether every word of a line begins with a capital, as some outlets print headlines."""
    words = [word for word in text.strip("\"'“”‘’.").split() if word[0].isalpha() and word.casefold() not in SMALL]
    return len(words) > WORDS_FROM and len(text) <= CAPITALISED_UP_TO and all(word[0].isupper() for word in words)


def _repeats(line: Line, other: Line) -> bool:
    """Tell whether another line repeats this one as a title: an opening sentence that is printed twice is none."""
    return (
        other is not line
        and not FINAL_DOT.search(other.text)
        and line.text.casefold().rstrip(". ") == other.text.casefold()
    )


def _repeated(header: Sequence[tuple[int, Line]]) -> tuple[TitlePlace, ...]:
    """Find the longest title that other lines of the header hold too, alone or with menu and outlet around it."""
    candidates = [line.text[slice(*_unglued(line))] for _, line in header]
    for title in sorted(filter(_may_be_title, candidates), key=len, reverse=True):
        places = [place for number, line in header if (place := _place_in(title, number, line))]
        if len(places) > 1:
            return tuple(places)
    return ()


def _place_in(title: str, number: int, line: Line) -> TitlePlace | None:
    at = line.text.casefold().find(title.casefold())
    # Case folding may change the length of a line: then its offsets say nothing.
    if at < 0 or len(line.text.casefold()) != len(line.text):
        return None
    end = at + len(title)
    if not (_fits_before(line.text[:at]) and _fits_behind(line.text[end:])):
        return None
    return TitlePlace(number, line.start + at, line.start + end)


def _fits_before(before: str) -> bool:
    """Tell whether what stands before a repeated title is a menu: it ends in a separator or is glued to the title."""
    if len(before) > PREFIX_UP_TO:
        return False
    return not before or before.rstrip()[-1:] in set(":>»›|/-–—") or before[-1].isalnum()


def _fits_behind(behind: str) -> bool:
    """Tell whether what stands behind a repeated title is a full stop or an outlet's name."""
    return not behind.strip(" .") or (len(behind) <= SUFFIX_UP_TO and SUFFIX.fullmatch(behind) is not None)


def _unglued(line: Line) -> tuple[int, int]:
    """Give the bounds within a line without the menu in front and the outlet's name behind."""
    start = _menu_end(line.text)
    end = len(line.text)
    suffix = SUFFIX.search(line.text, start)
    if suffix and _is_outlet(suffix["outlet"], glued=line.text[suffix.start("outlet") - 1] in "-–—"):
        end = suffix.start()
    return start, end


def _is_outlet(name: str, *, glued: bool) -> bool:
    if len(name.split()) > OUTLET_WORDS_UP_TO:
        return False
    return glued or OUTLET.search(name) is not None or CAMEL.match(name) is not None


def _menu_end(text: str) -> int:
    """Measure the menu in front of a title: sections glued together, or the crumbs of a path."""
    label = CRUMB_LABEL.match(text)
    start = place = label.end() if label else 0
    sections = 0
    while (section := _section_at(text, place)) is not None:
        crumb = CRUMB.match(text, section)
        place = crumb.end() if crumb else section
        sections += 2 if crumb else 1
    while sections > 1 and (other := OTHER_CRUMB.match(text, place)):
        place = other.end()
    home = text[start : start + 4].casefold() == "home"
    # One section alone may be part of a name: "NewsGuard", "WorldCup".
    return place if sections and (sections > 1 or home) else start


def _section_at(text: str, place: int) -> int | None:
    """Find the end of a section's name that is glued to what follows or followed by a separator."""
    ends = [
        end
        for end in range(place + 3, min(len(text), place + 16) + 1)
        if SECTION.fullmatch(text, place, end) and text[place].isupper() and _section_ends(text, end)
    ]
    return max(ends, default=None)


def _section_ends(text: str, end: int) -> bool:
    if end == len(text):
        return False
    glued = text[end].isupper() or text[end].isdigit() or text[end] in "\"'“‘«"
    return (glued and not text[end - 1].isupper()) or CRUMB.match(text, end) is not None


def _may_be_title(text: str) -> bool:
    """Tell whether a line's text may be a title: a few words that are nothing else."""
    wide = sum(char > "\u2e80" for char in text) >= WIDE_FROM
    if len(text.split()) < WORDS_FROM and not wide:
        return False
    return not (
        (text[-1] in ".,:;" and not _is_capitalised(text))
        or is_furniture(text)
        or is_caption(text)
        or is_section(text)
        or heads_list(text)
        or heads_comments(text)
        or author_of(text)
        or read_date_line(text)
        or not any(char.isalpha() for char in text)
    )
