"""Tells how alike two names are: case, accents, signs, transliteration, order of words, initials."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex
from rapidfuzz import fuzz

_NO_SIGN = regex.compile(r"['’‘`ʼ.]")
_BETWEEN = regex.compile(r"[^\p{L}\p{N}]+")
_TWICE = regex.compile(r"(.)\1+")
_INITIALS = regex.compile(r"\p{Lu}{2,8}")
_SMALL = frozenset("of the and for in on de la le du des del di da do der die das und et y e".split())
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g".split(),
        strict=True,
    )
)
_LETTERS = str.maketrans({letter: latin.replace("_", "") for letter, latin in _CYRILLIC.items()})
# How one sound is written after Russian, Korean, Arabic or German rules; the longer comes first.
_SOUND_OF = {
    old: new.replace("_", "")
    for old, new in (
        pair.split(">")
        for pair in (
            "tsch>4 shch>5 tch>4 sch>5 ch>4 sh>5 zh>s kh>h gh>g ph>f th>t dh>d ck>k x>ks q>k c>k ts>s tz>s z>s "
            "ou>u oo>u ue>u oe>o ae>a ee>i yj>i y>i j>i w>v"
        ).split()
    )
}
_SOUND = regex.compile("|".join(_SOUND_OF))
_FINAL_F = regex.compile(r"f+$")
_SHORTEST_CLOSE, _CLOSE, _BEGINNING = 5, 85.0, 3


class Likeness(StrEnum):
    """Why two names may mean one entity; the values are words for people."""

    SAME = "the same but for case, accents or signs"
    ORDER = "the same words in another order"
    SOUND = "spelt after other rules"
    INITIALS = "initials"
    CLOSE = "nearly the same letters"
    PART = "the last part of the name"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two names are, 0 to 100, and why."""

    score: float
    why: Likeness


_DIFFERENT = Similarity(0.0, Likeness.NONE)


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """Write a name without case, accents and signs, its words apart by single blanks."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return _BETWEEN.sub(" ", _NO_SIGN.sub("", bare.casefold())).strip()


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[str, ...]:
    """Write each word of a name as it sounds, the same for “Lavrov”, “Lawrow” and “Лавров”."""
    return tuple(_sound(word) for word in folded(name).split())


@lru_cache(maxsize=50_000)
def alike_by(name: str) -> frozenset[str]:
    """Write what a name shares with every name that is like it: names that share nothing need no comparison.

    Of names that are CLOSE only those count that share a word or how the first word begins.
    """
    words, spoken = folded(name).split(), sounds(name)
    if not words:
        return frozenset()
    short = "".join(words) if is_initialism(name) else initials(name)
    keys = {f"={''.join(words)}", f"o{sorted(words)}", f"s{sorted(spoken)}", f"j{''.join(spoken)}", f"p{spoken[-1]}"}
    keys |= {f"i{short}"} if short else set()
    keys |= {f"w{len(words)} {word}" for word in spoken if len(words) > 1}
    return frozenset(keys | {f"b{len(words)} {spoken[0][:_BEGINNING]}"})


@lru_cache(maxsize=50_000)
def initials(name: str) -> str:
    """Take the first letters of a name of two words or more; small words such as “of” have none."""
    words = [word for word in folded(name).split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def is_initialism(name: str) -> bool:
    """Tell whether a name is nothing but two to eight capital letters, with or without full stops."""
    return _INITIALS.fullmatch(name.replace(".", "")) is not None


def similarity(one: str, other: str) -> Similarity:
    """Compare two names; the order of the two does not matter."""
    first, second = folded(one), folded(other)
    if not first or not second:
        return _DIFFERENT
    if first.replace(" ", "") == second.replace(" ", ""):
        return Similarity(100.0, Likeness.SAME)
    if sorted(first.split()) == sorted(second.split()):
        return Similarity(97.0, Likeness.ORDER)
    spoken, heard = sounds(one), sounds(other)
    if sorted(spoken) == sorted(heard) or "".join(spoken) == "".join(heard):
        return Similarity(95.0, Likeness.SOUND)
    if _stands_for(one, other) or _stands_for(other, one):
        return Similarity(90.0, Likeness.INITIALS)
    return _nearly(spoken, heard)


def _nearly(one: tuple[str, ...], other: tuple[str, ...]) -> Similarity:
    if len(one) == len(other):
        worst = min(_letters_alike(a, b) for a, b in zip(one, other, strict=True))
        return Similarity(round(worst * 0.89, 1), Likeness.CLOSE) if worst >= _CLOSE else _DIFFERENT
    short, long = sorted((one, other), key=len)
    return Similarity(70.0, Likeness.PART) if long[-len(short) :] == short else _DIFFERENT


def _letters_alike(one: str, other: str) -> float:
    if one == other:
        return 100.0
    return fuzz.ratio(one, other) if min(len(one), len(other)) >= _SHORTEST_CLOSE else 0.0


def _stands_for(short: str, long: str) -> bool:
    return is_initialism(short) and folded(short).replace(" ", "") == initials(long)


def _sound(word: str) -> str:
    latin = word.translate(_LETTERS)
    heard = _SOUND.sub(_heard, latin)
    return _FINAL_F.sub("v", _TWICE.sub(r"\1", heard))


def _heard(found: "regex.Match[str]") -> str:
    return _SOUND_OF[found[0]]
