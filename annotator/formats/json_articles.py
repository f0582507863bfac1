"""Reads articles from JSON and JSON lines with field names of their own."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found
from annotator.formats.base import Fault
from annotator.formats.columns import (
    COLUMN_OPTIONS,
    NO_COLUMN,
    Columns,
    cell_text,
    propose_columns,
    row_article,
)
from annotator.formats.json_files import json_lines_of, parsed_json
from annotator.formats.jsonl_fields import BadField, JsonObject
from annotator.formats.recognising import head_of

LARGEST_FILE = 500 * 1024**2
_LINE_BYTES = 16 * 1024**2
# What files have that bring annotations: they belong to other formats.
_ANNOTATED = frozenset(
    """schema spans entities label labels relations annotations predictions completions tokens meta sents cats
    @context %TYPES %FEATURE_STRUCTURES""".split()
)
_LISTS = ("articles", "documents", "items", "results", "data", "records", "docs", "stories", "hits")


@dataclass(frozen=True)
class JsonArticlesFormat(ArticleFormat):
    """Objects with a field for the text; `chosen` names fields where their names do not tell."""

    chosen: Mapping[str, str] = field(default_factory=dict)

    name = "json-articles"
    title = "Articles as JSON or JSON lines"
    extensions = (".json", ".jsonl", ".ndjson")
    largest = LARGEST_FILE
    reading_options = COLUMN_OPTIONS

    def reading_with(self, chosen: Mapping[str, str]) -> "JsonArticlesFormat":
        """Make the format for one import."""
        return replace(self, chosen=dict(chosen))

    def recognises(self, path: Path) -> bool:
        """Tell whether the first object has a text, something beside it, and no annotations."""
        return self.recognises_data(head_of(path))

    def recognises_data(self, head: bytes) -> bool:
        """Tell it of the first bytes."""
        first = _first_object(head.decode("utf-8", "ignore"))
        if first is None or not _ANNOTATED.isdisjoint(first):
            return False
        found = self._columns(first).of
        return bool(found.get("text")) and (len(found) > 1 or found["text"] != "text")

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read object by object; raises UserError for what is no JSON."""
        for line, found in _objects(data):
            if not isinstance(found, Mapping):
                yield Broken(found, line)
                continue
            columns = self._columns(found)
            if columns.text:
                yield row_article(found, columns, line)
            else:
                listed = ", ".join(list(found)[:12])
                yield Broken(f"no field holds its text ({listed}): name it with --option text=FIELD", line)

    def _columns(self, record: JsonObject) -> Columns:
        names = [str(name) for name in record]
        proposed = propose_columns(names, [[cell_text(value) for value in record.values()]])
        of = {one: name for one, name in (*proposed.of.items(), *self.chosen.items()) if name in (*names, NO_COLUMN)}
        return Columns({one: "" if name == NO_COLUMN else name for one, name in of.items()})


def _objects(data: bytes) -> Iterator[tuple[int, JsonObject | str]]:
    """Yield each object with its line or number; a text says why there is none."""
    first = _parsed_at(data[:_LINE_BYTES].decode("utf-8", "ignore").lstrip("\ufeff \t\r\n").split("\n", 1)[0], 0)
    if first is not None and _listed(dict(first)) == [first]:
        for found in json_lines_of(io.BytesIO(data), ""):
            yield (found.place.line, found.reason) if isinstance(found, Fault) else (found[0].line, found[1])
        return
    try:
        value = parsed_json(data)
    except BadField as error:
        raise UserError(f"The file is not JSON: {error}: export it again.") from error
    for number, record in enumerate(_listed(value), start=1):
        yield number, record if isinstance(record, Mapping) else f"entry {number} is no object"


def _listed(value: object) -> Sequence[object]:
    """Find the list of articles in a JSON value: the value itself, a list under a usual name, or one article."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for name in _LISTS:
            inner = value.get(name)
            if isinstance(inner, list) and inner and isinstance(inner[0], dict):
                return inner
        return [value]
    raise UserError("The file holds JSON, but no list of objects: export the articles as a list.")


def _first_object(head: str) -> JsonObject | None:
    """Parse the first object of a file's head: a line, the first of a list, or of a list under a usual name."""
    text = head.lstrip("\ufeff \t\r\n")
    first = _parsed_at(text, 0)
    if first is None and text.startswith("["):
        first = _parsed_at(text, len(text) - len(text[1:].lstrip()))
    if first is None:
        places = [text.find(f'"{name}"') for name in _LISTS]
        bracket = text.find("[", min((place for place in places if place >= 0), default=len(text)))
        if bracket >= 0:
            first = _parsed_at(text, len(text) - len(text[bracket + 1 :].lstrip()))
    listed = None if first is None else _listed(dict(first))[0]
    return listed if isinstance(listed, dict) else None


def _parsed_at(text: str, place: int) -> JsonObject | None:
    try:
        value, _ = json.JSONDecoder().raw_decode(text, place)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
