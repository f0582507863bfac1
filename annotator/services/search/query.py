"""Reads what somebody typed into a search, so that no typed sign can mean more than it says."""

from dataclasses import dataclass

import regex

from annotator.errors import UserError
from annotator.services.search.places import Term

LONGEST_QUERY = 1_000
_MOST_TERMS = 40
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"\x00": " "})
_PART = regex.compile(r'"(?P<phrase>[^"]*)"(?P<open>\*?)|(?P<word>[^\s"]+)')
# The index takes a run of these scripts, which put no blanks between words, for one word.
_WITHOUT_BLANKS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_INDEXED = regex.compile(r"[\p{L}\p{N}\p{Co}]")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: `terms` are words, `contained` are strings to find as they stand."""

    terms: tuple[Term, ...]
    contained: tuple[str, ...]
    labels: tuple[str, ...]
    layers: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        """Whether any words are asked for, not labels alone."""
        return bool(self.terms or self.contained)

    @property
    def match(self) -> str:
        """The terms as an FTS5 expression, or "" when there are none."""
        quoted = " AND ".join(f'"{term.words}"' + (" *" if term.beginning else "") for term in self.terms)
        return quoted and f"{{text}} : ({quoted})"


def parse_query(typed: str) -> Query:
    """Read words, "phrases", beginnings*, label:NAME and layer:NAME; all must hold.

    Raises UserError for a search that asks for nothing or cannot be read.
    """
    text = typed.translate(_QUOTATION_MARKS).strip()
    if len(text) > LONGEST_QUERY:
        raise UserError(f"The search is longer than {LONGEST_QUERY} characters: look for fewer words.")
    if text.count('"') % 2:
        raise UserError(f"The search {typed.strip()!r} has a quotation mark without its partner: close the phrase.")
    terms: list[Term] = []
    contained: list[str] = []
    names: dict[str, list[str]] = {"label": [], "layer": []}
    for part in _PART.finditer(text):
        field, _, name = (part["word"] or "").partition(":")
        if field.casefold() in names:
            names[field.casefold()].append(_named(field, name))
        else:
            _add_term(part, terms, contained)
    if not (terms or contained or names["label"] or names["layer"]):
        raise UserError("The search is empty: type a word, a “phrase”, a beginning* or label:NAME.")
    if len(terms) + len(contained) > _MOST_TERMS:
        raise UserError(f"The search has more than {_MOST_TERMS} words: put them into a “phrase”, or use fewer.")
    return Query(
        tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(contained)), tuple(names["label"]), tuple(names["layer"])
    )


def _named(field: str, name: str) -> str:
    if not name:
        raise UserError(f"The search has “{field}:” without a name: write {field}:NAME without a blank.")
    return name


def _add_term(part: regex.Match[str], terms: list[Term], contained: list[str]) -> None:
    words = part["phrase"] if part["word"] is None else part["word"]
    beginning = bool(part["open"]) or (part["word"] is not None and words.endswith("*"))
    if part["word"] is not None:
        words = words.rstrip("*")
    words = words.strip()
    if not words:
        raise UserError("The search has a * or an empty phrase without a word: write the beginning of a word before *.")
    if _WITHOUT_BLANKS.search(words) or not _INDEXED.search(words):
        contained.append(words)
    else:
        terms.append(Term(words, beginning))
