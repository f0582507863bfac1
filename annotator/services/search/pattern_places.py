"""Finds the places of a regular expression that somebody typed; a slow or wrong one ends with a sentence."""

from math import prod

import regex

from annotator.errors import UserError

LONGEST_PATTERN = 300
# One article may take this long: longer would be felt as a halt of the window.
TIMEOUT_S = 0.05
_MOST_PLACES = 10_000
# Counted repetitions are written out when a pattern is compiled, which no timeout ends: three
# nested {1000} took all memory.
_MOST_REPEATED = 1_000
_REPEATED = regex.compile(r"\{(\d*),?(\d*)\}")
Bounds = tuple[int, int]


def compile_pattern(typed: str) -> regex.Pattern[str]:
    """Read a regular expression, upper and lower case alike unless it says (?-i:...); raises UserError."""
    if not typed.strip():
        raise UserError("The search is empty: type a regular expression.")
    if len(typed) > LONGEST_PATTERN:
        raise UserError(f"The regular expression is longer than {LONGEST_PATTERN} characters: shorten it.")
    repeated = (max(int(one[1] or 1), int(one[2] or 1), 1) for one in _REPEATED.finditer(typed))
    if prod(repeated) > _MOST_REPEATED:
        raise UserError(f"The regular expression {typed!r} repeats too often: use * or + in place of large numbers.")
    try:
        return regex.compile(typed, regex.IGNORECASE | regex.MULTILINE)
    except (regex.error, RecursionError, OverflowError, MemoryError, ValueError) as error:
        raise UserError(f"The regular expression {typed!r} cannot be read ({error}): correct it.") from error


def pattern_places(text: str, pattern: regex.Pattern[str]) -> tuple[Bounds, ...]:
    """List the places where a pattern matches at least one character; raises UserError when it takes too long."""
    found: list[Bounds] = []
    try:
        for match in pattern.finditer(text, timeout=TIMEOUT_S):
            if match.end() > match.start():
                found.append(match.span())
            if len(found) >= _MOST_PLACES:
                break
    except TimeoutError as error:
        raise UserError(
            f"The regular expression {pattern.pattern!r} is too slow, the search was ended: "
            "avoid a repetition inside a repetition."
        ) from error
    return tuple(found)
