"""Reads articles from JSON and JSON lines with field names of their own."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.articles import ArticleFormat, Broken, Found, bytes_of
from annotator.formats.base import Fault
from annotator.formats.columns import (
    COLUMN_OPTIONS,
    FIELDS,
    NO_COLUMN,
    Columns,
    TablePreview,
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
_SAMPLE_OBJECTS = 20
_PREVIEW_OBJECTS = 5
_PREVIEW_LETTERS = 300
_DEPTH = 3
_PARAGRAPH_LETTERS = 100
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
        """Tell it of the first bytes; an object of unknown fields may be an article, too."""
        first = _first_object(head.decode("utf-8", "ignore"))
        if first is None or not _ANNOTATED.isdisjoint(first):
            return False
        cells = {name: cell_text(value) for name, value in _flat(first).items()}
        found = propose_columns(list(cells), [list(cells.values())]).of
        if found.get("text"):
            return len(found) > 1 or found["text"] != "text"
        return "text" not in first and any(cell.strip() for cell in cells.values())

    def preview(self, data: bytes) -> TablePreview:
        """Show the fields and the first objects; raises UserError when there are none."""
        sample = [_flat(found) for _, found in islice(_objects(data), _SAMPLE_OBJECTS) if isinstance(found, Mapping)]
        names, rows = _table(sample)
        shown = tuple(tuple(cell[:_PREVIEW_LETTERS] for cell in row) for row in rows[:_PREVIEW_OBJECTS])
        return TablePreview(names, shown, propose_columns(names, rows), is_table=False)

    def articles(self, data: bytes, name: str) -> Iterator[Found]:
        """Read object by object; raises UserError for what is no JSON, or when no field can hold the text."""
        objects = _objects(data)
        sample = list(islice(objects, _SAMPLE_OBJECTS))
        usual = self._usual([_flat(found) for _, found in sample if isinstance(found, Mapping)])
        for line, found in chain(sample, objects):
            if not isinstance(found, Mapping):
                yield Broken(found, line)
                continue
            record = _flat(found)
            columns = self._columns(record, usual)
            if columns.text:
                yield row_article(record, columns, line)
            else:
                yield Broken(f"no field holds its text ({', '.join(list(record)[:12])})", line)

    def _usual(self, sample: Sequence[JsonObject]) -> Mapping[str, str]:
        """Find the field of each fact in the first objects; raises UserError where a choice or the text is missing."""
        names, rows = _table(sample)
        listed = ", ".join(names[:20]) or "none"
        for fact, name in self.chosen.items():
            if sample and fact in FIELDS and name not in (NO_COLUMN, *names):
                raise UserError(f"There is no field {name!r} for the {fact}: choose one of {listed}.")
        usual = {**propose_columns(names, rows).of, **self.chosen}
        if sample and usual.get("text", NO_COLUMN) == NO_COLUMN:
            raise UserError(
                f"No field holds the articles' text, or none that can be told by its name ({listed}): name it with "
                "--option text=FIELD."
            )
        return usual

    def _columns(self, record: JsonObject, usual: Mapping[str, str]) -> Columns:
        """Take what is usual in the file; where an object lacks it, what the names in it say."""
        own = propose_columns(list(record)).of
        of = {fact: usual[fact] if usual.get(fact) in record else own.get(fact, "") for fact in FIELDS}
        return Columns(of | {fact: "" for fact, name in self.chosen.items() if name == NO_COLUMN})


def preview_articles(path: Path) -> TablePreview | None:
    """Show the fields of a file of articles whose names do not tell the text or the title, else None."""
    form = JsonArticlesFormat()
    if path.suffix.lower() not in form.extensions or not form.recognises(path):
        return None
    preview = form.preview(bytes_of(path, form.largest))
    told = propose_columns(preview.columns).of
    return None if "text" in told and "title" in told else preview


def _flat(record: JsonObject, depth: int = _DEPTH) -> dict[str, object]:
    """Bring the fields of inner objects up, named like source.name, and make texts of lists of texts."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and depth:
            flat.update((f"{name}.{inner}", cell) for inner, cell in _flat(value, depth - 1).items())
        elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            are_paragraphs = max(map(len, value)) >= _PARAGRAPH_LETTERS
            flat[str(name)] = ("\n\n" if are_paragraphs else ", ").join(value)
        else:
            flat[str(name)] = value
    return flat


def _table(sample: Sequence[JsonObject]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Put objects side by side: the names of all their fields, and a row of cells for each."""
    names = tuple(dict.fromkeys(name for record in sample for name in record))
    return names, [[cell_text(record.get(name)) for name in names] for record in sample]


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
