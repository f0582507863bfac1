"""Sentences of news text: a stop ends one unless it belongs to an abbreviation, a number or a quote."""

import regex

from annotator.text.paragraphs import paragraphs
from annotator.text.words import Bounds, word_set

CLOSERS = r"[\"'”’»)\]]*+"
STOP = regex.compile(
    rf"""
      (?<![.!?…‽؟۔।])(?P<mark>[.!?…‽؟۔।]++) (?P<close>{CLOSERS}(?:\[\d{{1,3}}\])*+) (?=[\s\x1c-\x1f]++(?P<next>\S))
    | (?<![。！？｡])(?P<wide>[。！？｡]++) (?P<wide_close>[」』”’）\"]*+) (?=[\s\x1c-\x1f]*+(?P<wide_next>\S))
    """,
    regex.VERBOSE,
)
LETTER = regex.compile(r"\p{L}")
LAST_WORD = regex.compile(r"[\p{L}\p{N}.]*\Z")
OPENERS = "\"'“‘«„([{—–-•"
# Always followed by the rest of a name or a number.
BEFORE_NAME = word_set(
    "mr mrs ms messrs dr prof gen maj lt col cmdr capt sgt cpl adm sen sens rep reps gov pres amb rev hon st mt ft"
    " vs e.g i.e cf ca approx fig vol pp lt.gen maj.gen brig"
)
# Followed by a figure when they are abbreviations: "Sept. 7", "No. 3".
BEFORE_FIGURE = word_set("jan feb mar apr jun jul aug sep sept oct nov dec no nos p art sec ch")
# May end a sentence: then a word follows that opens one.
MAY_END = word_set(
    "inc corp ltd co jr sr etc bros dept univ ave blvd rd a.m p.m am pm d.c ph.d"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
STARTERS = word_set(
    "the a an this that these those he she it they we you i his her its their our in on at as but and or so yet if"
    " when while after before since although however meanwhile moreover also there here what who why how for from"
    " with by both not no some many most all according earlier later last next now then under during"
)
FIRST_WORD = regex.compile(r"[\p{L}\p{M}]+")
LIST_NUMBER = regex.compile(r"(?:\d{1,3}|\p{L}|[ivxIVX]{1,4})\Z")
# From the word before a stop no more than this is read: words are short, texts without blanks are not.
WORD_REACH = 40


def sentences(text: str) -> tuple[Bounds, ...]:
    """List the sentences in order, without the blanks around them; headlines and list lines stand alone."""
    return tuple(sentence for paragraph in paragraphs(text) for sentence in _sentences_of(text, *paragraph))


def _sentences_of(text: str, start: int, end: int) -> list[Bounds]:
    """Split one paragraph; a piece without a letter, such as a stray dot, stays with the sentence before it."""
    found: list[Bounds] = []
    begins, ends = [start], [end]
    for stop in STOP.finditer(text, start, end):
        if _ends(text, begins[-1], stop):
            ends.insert(-1, stop.end())
            begins.append(stop.start("wide_next") if stop["wide"] else stop.start("next"))
    for begin, finish in zip(begins, ends, strict=True):
        if found and not LETTER.search(text, begin, finish):
            found[-1] = (found[-1][0], finish)
        else:
            found.append((begin, finish))
    return found


def _ends(text: str, begin: int, stop: "regex.Match[str]") -> bool:
    """Tell whether a sentence that began at `begin` ends at this stop."""
    if stop["wide"]:
        # 「...。」と述べた: the reporting clause goes on in hiragana.
        return not (stop["wide_close"] and "\u3041" <= stop["wide_next"] <= "\u309f")
    if stop["next"].islower():
        return False
    if stop["mark"] != ".":
        return True
    return not _abbreviates(text, begin, stop)


def _abbreviates(text: str, begin: int, stop: "regex.Match[str]") -> bool:
    """Tell whether the single dot at this stop belongs to the word before it and the sentence goes on."""
    place = stop.start()
    found = LAST_WORD.search(text, max(begin, place - WORD_REACH), place)
    word = found[0] if found else ""
    if place - len(word) == begin and LIST_NUMBER.match(word):
        return True
    if stop["close"]:
        return False
    lower, follower = word.lower(), stop["next"]
    if lower in BEFORE_NAME or (lower in BEFORE_FIGURE and follower.isdigit()):
        return True
    initial = (len(word) == 1 and word.isupper()) or regex.fullmatch(r"(?:\p{L}\.)+\p{L}", word) is not None
    return (initial or lower in MAY_END) and not _opens(text, stop.end("next") - 1)


def _opens(text: str, place: int) -> bool:
    """Tell whether a sentence is likely to open here: with a quotation mark, a bracket or a usual first word."""
    if text[place] in OPENERS:
        return True
    word = FIRST_WORD.match(text, place)
    return word is not None and word[0].lower() in STARTERS
