"""Words, possessive endings and marks of a text, each with its bounds.

Every character that is not blank lies in exactly one of them and no grapheme is cut.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

import regex

Bounds = tuple[int, int]

# A dot belongs to these: "Apple Inc." is one name.
DOTTED = (
    "Mr|Mrs|Ms|Messrs|Dr|Prof|Gen|Maj|Lt|Col|Cmdr|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|Pres|Amb|Rev|Hon|St|Mt|Ft|Jr|Sr"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Inc|Corp|Ltd|Co|Bros|Dept|Univ|Ave|Blvd|Rd|vs|etc|approx|Nos|Vol"
)
DOMAINS = "com|org|net|gov|edu|info|int|eu|uk|us|ru|de|fr|ua|cn|kr|jp|kp|in|io|tv"
# Scripts written without spaces: one grapheme is one word, so that any stretch can be selected.
UNSPACED = r"[\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
# Marks, joiners, soft hyphens and bidi controls go with the letter before them.
JOINED = r"[\p{M}\u00AD\u200C-\u200F\u2060\u202A-\u202E\u2066-\u2069]"
LETTER = rf"(?:(?!{UNSPACED})[\p{{L}}\p{{N}}_]{JOINED}*+)"
APOSTROPHE = "['\u2019\u02bc\uff07]"
HYPHEN = "[-\u2010\u2011]"

BLANKS = ("", " ", "\n")
# Most words are letters between blanks, perhaps with a comma or, where no abbreviation is so long, a dot. What Python's
# own patterns find of them need not go through the one below, which takes five times as long.
PLAIN = re.compile(r"(?<![^ \n])([a-zA-Z]++)(?:,|(?<=[a-zA-Z]{7})\.)?(?![^ \n])")
TOKEN = regex.compile(
    rf"""
      (?<plain>(?<!\S)[a-zA-Z]++(?!\S))
    | (?<address>https?://[^\s\x1c-\x1f<>"”»)\]]*[^\s\x1c-\x1f<>"”»)\].,;:!?'’\p{{M}}\u200d]
        | (?<![\w.+-])[\w.+-]{{1,64}}+@[\w-]+(?:\.[\w-]+)+
        | (?<![\w.])[a-zA-Z0-9-]{{1,63}}+(?:\.[a-zA-Z0-9-]{{1,63}}+){{0,8}}?\.(?:{DOMAINS}) (?![\w\p{{M}}\u200d]|\.\w) )
    | (?<initials>(?<![\p{{L}}\p{{N}}])(?:\p{{L}}\.){{2,}}(?![\p{{L}}\p{{N}}\p{{M}}\u200d]))
    | (?<initial>(?<![\p{{L}}\p{{N}}])\p{{Lu}}\.(?=[ \u00a0]\p{{Lu}}))
    | (?<dotted>(?<![\p{{L}}\p{{N}}])(?:{DOTTED})\.(?![\p{{M}}\u200d\ufeff]))
    | (?<possessive>(?<=[\p{{L}}\p{{N}}_]{JOINED}*){APOSTROPHE}[sS](?![\p{{L}}\p{{N}}\p{{M}}_\u200d]))
    | (?<number>\p{{Nd}}++(?:[.,:]\p{{Nd}}++)+ {JOINED}*+ (?:{HYPHEN}?{LETTER}++)* )
    | (?<word>
        (?:[@\#](?=[\p{{L}}\p{{N}}_]))?
        {LETTER}++
        (?: (?: {HYPHEN} | {APOSTROPHE}(?![sS](?![\p{{L}}\p{{N}}\p{{M}}_\u200d])) | (?<=\p{{Lu}})&(?=\p{{Lu}}) )
            {LETTER}++ )*+ )
    | (?<grapheme>(?![\s\x1c-\x1f])\X)
    """,
    regex.VERBOSE | regex.VERSION1,
)
NAMED = regex.compile(r"[\p{L}\p{N}\p{Emoji_Presentation}\p{Extended_Pictographic}]")


def word_set(words: str) -> frozenset[str]:
    """Make the set of the words of a list written with blanks."""
    return frozenset(words.split())


def words(text: str) -> tuple[Bounds, ...]:
    """List words, possessive endings and punctuation marks in order: "Russia's" gives "Russia" and "'s"."""
    found: list[Bounds] = []
    reached = 0
    for plain in PLAIN.finditer(text):
        bounds = plain.span(1)
        if text[reached : bounds[0]] not in BLANKS:
            found += takewhile(lambda one: one[0] < bounds[0], _tokens(text, reached))  # noqa: B023  # used up at once
        found.append(bounds)
        reached = plain.end()
        if reached > bounds[1]:
            found.append((bounds[1], reached))
    return (*found, *_tokens(text, reached))


def _tokens(text: str, start: int) -> Iterator[Bounds]:
    return (found.span() for found in TOKEN.finditer(text, start))


def stops(text: str) -> tuple[Bounds, ...]:
    """List the words that a caret stops at: neither punctuation nor possessive endings."""
    return tuple(
        found.span()
        for found in TOKEN.finditer(text)
        if found.lastgroup != "possessive" and NAMED.search(text, *found.span())
    )
