"""Matches lists of conditions on words, as spaCy's EntityRuler and Prodigy write them; no condition runs any code."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import regex

LONGEST_RUN = 30
MOST_TOKENS = 20
REGEX_S = 0.05

_TEXTS = ("ORTH", "TEXT", "LOWER")
_FLAGS: dict[str, Callable[[str], bool]] = {
    "IS_ALPHA": str.isalpha,
    "IS_ASCII": str.isascii,
    "IS_DIGIT": str.isdigit,
    "IS_LOWER": str.islower,
    "IS_UPPER": str.isupper,
    "IS_TITLE": str.istitle,
    "IS_PUNCT": lambda word: bool(regex.fullmatch(r"\p{P}+", word)),
    "LIKE_NUM": lambda word: bool(regex.fullmatch(r"[+\-]?\p{Nd}[\p{Nd}.,]*", word)),
}
_FEWEST_AND_MOST = {"": (1, 1), "?": (0, 1), "*": (0, LONGEST_RUN), "+": (1, LONGEST_RUN), "!": (1, 1)}


class UnusablePattern(ValueError):
    """A pattern with something that cannot be understood; the message says what."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one word must be, and how often."""

    tests: tuple[Callable[[str], bool], ...]
    fewest: int
    most: int
    negated: bool

    def holds(self, word: str) -> bool:
        """Tell whether a word is so."""
        return all(test(word) for test in self.tests) is not self.negated


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """Conditions in a row; `first_word` is what every match begins with in small letters, or empty."""

    conditions: tuple[Condition, ...]
    first_word: str = ""

    def end(self, words: Sequence[str], start: int) -> int | None:
        """Find the end of the longest match that begins at a word."""
        reached = {start}
        for condition in self.conditions:
            reached = {end for place in reached for end in _ends(condition, words, place)}
            if not reached:
                return None
        longest = max(reached)
        return longest if longest > start else None


def token_pattern(written: str) -> TokenPattern:
    """Read a pattern from its JSON; raises UnusablePattern."""
    try:
        tokens = json.loads(written)
    except ValueError:
        raise UnusablePattern("the pattern is no JSON") from None
    if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
        raise UnusablePattern("the pattern is neither words nor a list of conditions")
    if not 1 <= len(tokens) <= MOST_TOKENS:
        raise UnusablePattern(f"the pattern has {len(tokens)} conditions, and 1 to {MOST_TOKENS} can be used")
    conditions = tuple(_condition(token) for token in tokens)
    first = next((tokens[0][key] for key in _TEXTS if isinstance(tokens[0].get(key), str)), "")
    certain = conditions[0].fewest == 1 and not conditions[0].negated
    return TokenPattern(conditions, first.lower() if certain else "")


def _ends(condition: Condition, words: Sequence[str], start: int) -> list[int]:
    ends = [start] if condition.fewest == 0 else []
    place = start
    while place < len(words) and place - start < condition.most and condition.holds(words[place]):
        place += 1
        ends.append(place)
    return ends


def _condition(token: Mapping[str, object]) -> Condition:
    operator = token.get("OP", "")
    if operator not in _FEWEST_AND_MOST:
        raise UnusablePattern(f"the operator {operator} cannot be used")
    fewest, most = _FEWEST_AND_MOST[str(operator)]
    tests = tuple(_test(key.upper(), value) for key, value in token.items() if key != "OP")
    return Condition(tests, fewest, most, operator == "!")


def _test(key: str, value: object) -> Callable[[str], bool]:
    if key in _FLAGS and isinstance(value, bool):
        flag = _FLAGS[key]
        return lambda word: flag(word) is value
    if key == "LENGTH" and isinstance(value, int):
        return lambda word: len(word) == value
    if key not in _TEXTS:
        raise UnusablePattern(f"the key {key} cannot be used without a trained pipeline")
    test = _text_test(key, value)
    return (lambda word: test(word.lower())) if key == "LOWER" else test


def _text_test(key: str, value: object) -> Callable[[str], bool]:
    if isinstance(value, str):
        return lambda word: word == value
    if isinstance(value, dict) and len(value) == 1:
        ((how, operand),) = value.items()
        if how in ("IN", "NOT_IN") and isinstance(operand, list):
            members = frozenset(str(one) for one in operand)
            return lambda word: (word in members) is (how == "IN")
        if how == "REGEX" and isinstance(operand, str):
            return _regex_test(operand)
    raise UnusablePattern(f"the condition on {key} cannot be used")


def _regex_test(written: str) -> Callable[[str], bool]:
    try:
        compiled = regex.compile(written)
    except regex.error as error:
        raise UnusablePattern(f"the expression {written} is faulty ({error})") from None
    return lambda word: compiled.search(word, timeout=REGEX_S) is not None
