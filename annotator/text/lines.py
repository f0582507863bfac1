"""Lines of a page with what their shape says: running text, headline or list item."""

import re
from dataclasses import dataclass

BULLET = re.compile(r"(?:[-–—•·*▪●■►▶→»]|\d{1,2}[.)])\s+\S")
FINAL_STOP = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*$")
FINAL_DOT = re.compile(r"[.…。।][\"'”’»)\]」』]*$")
INNER_STOP = re.compile(r"[a-z0-9\"”’)][.!?][\"”’]?\s+[\"“‘]?[A-Z]")
# A line of running text is longer than a caption's or a menu's; Chinese and Japanese say more in fewer characters.
PROSE_FROM = 60
WIDE_PROSE_FROM = 25
UNSTOPPED_PROSE_FROM = 160
# Longer lines are no headlines.
HEADLINE_UP_TO = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: its bounds without blanks, its text, and whether an empty line is above it."""

    start: int
    end: int
    text: str
    apart: bool

    @property
    def words(self) -> list[str]:
        """The words between blanks."""
        return self.text.split()

    @property
    def is_item(self) -> bool:
        """Whether it begins like an item of a list."""
        return BULLET.match(self.text) is not None

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: long, and ending or going on like sentences."""
        if self.is_item:
            return False
        if FINAL_STOP.search(self.text):
            wide = self.text[-1] in "。！？」』"
            return len(self.text) >= (WIDE_PROSE_FROM if wide else PROSE_FROM) or bool(INNER_STOP.search(self.text))
        return len(self.text) >= UNSTOPPED_PROSE_FROM and bool(INNER_STOP.search(self.text))

    @property
    def is_headline(self) -> bool:
        """Whether it may be a headline: not long, not ending like a sentence."""
        return len(self.text) <= HEADLINE_UP_TO and not self.is_prose and not FINAL_DOT.search(self.text)


def lines_of(text: str) -> tuple[Line, ...]:
    """List the lines that are not blank, in order."""
    found: list[Line] = []
    place, apart = 0, False
    for raw in text.split("\n"):
        inner = raw.strip()
        if inner:
            start = place + len(raw) - len(raw.lstrip())
            found.append(Line(start, start + len(inner), inner, apart))
        apart = not inner
        place += len(raw) + 1
    return tuple(found)
