"""Reads term lists from files: CSV with a head, and the JSONL patterns of spaCy's EntityRuler and of Prodigy."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.term_list import Term, TermList
from annotator.suggest.token_patterns import UnusablePattern, token_pattern

MOST_BYTES = 10 * 2**20
MOST_TERMS = 50_000
LONGEST = 200
_WORDS = ("pattern", "term", "words", "surface", "text")
_NAMES = ("name", "canonical", "id")


@dataclass(frozen=True, slots=True)
class TermFile:
    """What was read, and a sentence about each line that cannot be used."""

    terms: TermList
    faults: tuple[str, ...]


class _Faulty(ValueError):
    """A line that cannot be used; the message says why."""


def read_terms(name: str, data: bytes) -> TermFile:
    """Read a list; raises UserError for a file that is none or that is too large."""
    if len(data) > MOST_BYTES:
        raise UserError(f"The term list {name} has more than {MOST_BYTES // 2**20} MB: split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"The term list {name} is not written in UTF-8: save it so and add it again.") from None
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(name, text)
    terms: dict[Term, None] = {}
    faults = []
    for number, row in rows:
        try:
            terms[_term(row)] = None
        except (_Faulty, UnusablePattern) as fault:
            faults.append(f"Line {number} was left out: {fault}.")
    if len(terms) > MOST_TERMS:
        raise UserError(f"The term list {name} has {len(terms):,} terms and {MOST_TERMS:,} can be used: split it.")
    if not terms:
        reason = f" {faults[0]}" if faults else ""
        raise UserError(f"The term list {name} has no term that can be used: give words and a label each.{reason}")
    return TermFile(TermList(name, tuple(terms)), tuple(faults))


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        yield number, row if isinstance(row, dict) else {}


def _csv_rows(name: str, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    columns = [cell.strip().lower() for cell in next(reader, [])]
    if "label" not in columns or not any(column in columns for column in _WORDS):
        raise UserError(f"The term list {name} needs a first line with the columns term and label: add it.")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise UserError(f"The term list {name} is damaged in line {reader.line_num} ({error}): repair it.") from error


def _term(row: dict[str, object]) -> Term:
    label = row.get("label")
    pattern: object = next((row[key] for key in _WORDS if row.get(key)), None)
    name = next((row[key] for key in _NAMES if isinstance(row.get(key), str) and row[key]), "")
    if not isinstance(label, str) or not label.strip():
        raise _Faulty("it has no label")
    if isinstance(pattern, list):
        pattern = json.dumps(pattern, ensure_ascii=False)
        token_pattern(pattern)
    elif isinstance(pattern, str):
        pattern = " ".join(pattern.split())
    if not isinstance(pattern, str) or not pattern:
        raise _Faulty("it has no words")
    if len(pattern) > LONGEST and not pattern.startswith("[{"):
        raise _Faulty(f"its words are longer than {LONGEST} characters")
    return Term(label.strip(), pattern, str(name).strip())
