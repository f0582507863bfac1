"""Which columns or fields of a table hold what of an article: a proposal by their names, and articles of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from annotator.errors import UserError
from annotator.formats.articles import Broken, Found, article_of, dated, one_line
from annotator.formats.configuring import Option
from annotator.model.document import Metadata
from annotator.text.normalise import UNSTORABLE

NO_COLUMN = "-"
# Longer than any title: a column whose cells are usually so long holds texts.
TEXT_FROM = 200
# The wheres of a table's dialog, in its order: the field, what it is called, and names that columns give it.
FIELDS: Mapping[str, tuple[str, str]] = {
    "text": (
        "Article text",
        """text body content article article_text full_text fulltext maintext main_text articlebody article_body
        plain_text story texte corps inhalt volltext artikel contenu cuerpo texto testo текст""",
    ),
    "title": (
        "Title",
        """title headline head heading hd subject titre titel überschrift schlagzeile titular título titolo
        заголовок""",
    ),
    "outlet": (
        "Outlet",
        """outlet source publication newspaper paper media media_name medium journal publisher site site_name sn
        quelle zeitung fuente fonte издание источник domain""",
    ),
    "author": ("Author", "author authors byline by writer journalist creator autor autorin auteur автор"),
    "published": (
        "Date",
        """date published publish_date published_at publication_date pubdate pub_date date_published date_publish pd
        datum erscheinungsdatum fecha data дата timestamp time""",
    ),
    "url": ("Address (URL)", "url link href uri web_url permalink article_url source_url adresse lien ссылка"),
    "language": ("Language", "language lang locale la sprache langue idioma lingua язык"),
}
COLUMN_OPTIONS = tuple(
    Option(field, f"the column or field that holds it ({words}), {NO_COLUMN} for none")
    for field, (words, _) in FIELDS.items()
)
Cell = object


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field, by its name in the table; empty where there is none."""

    of: Mapping[str, str]

    @property
    def text(self) -> str:
        """The column that holds the articles' texts."""
        return self.of.get("text", "")


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a dialog shows of a table: its columns, some rows, and which column is thought to hold what.

    Without `is_table` the rows are JSON objects and the columns their fields.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    proposed: Columns
    is_table: bool = True


def propose_columns(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Columns:
    """Propose the column of each field by its name; without a known name the one of long texts holds the text."""
    names = {_plain(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field, (_, known) in FIELDS.items():
        column = next((names[one] for one in known.split() if one in names and names[one] not in found.values()), "")
        if column:
            found[field] = column
    if "text" not in found:
        longest = max(range(len(header)), key=lambda place: _usual_length(rows, place), default=None)
        if longest is not None and _usual_length(rows, longest) >= TEXT_FROM:
            found["text"] = header[longest]
    return Columns(found)


def chosen_columns(proposed: Columns, chosen: Mapping[str, str], header: Sequence[str]) -> Columns:
    """Put what was chosen over what was proposed; raises UserError for a column that is not there, or no text."""
    of = dict(proposed.of)
    for field, column in chosen.items():
        if field not in FIELDS:
            continue
        if column not in (NO_COLUMN, *header):
            raise UserError(f"There is no column {column!r} for the {field}: choose one of {', '.join(header)}.")
        of[field] = "" if column == NO_COLUMN else column
    if not of.get("text"):
        listed = ", ".join(name for name in header if name) or "none"
        raise UserError(
            f"No column holds the articles' text, or none that can be told by its name ({listed}): name it with "
            "--option text=COLUMN."
        )
    return Columns(of)


def row_article(row: Mapping[str, Cell], columns: Columns, line: int) -> Found:
    """Make the article of a row; columns that nobody chose become further facts."""
    text = cell_text(row.get(columns.text)).strip()
    if not text:
        return Broken(f"its column {columns.text} is empty", line)
    said = {field: one_line(cell_text(row.get(column))) for field, column in columns.of.items() if column}
    used = set(columns.of.values())
    known = dated(
        Metadata(
            title=said.get("title", ""),
            outlet=said.get("outlet", ""),
            author=said.get("author", ""),
            url=said.get("url", ""),
            language=said.get("language", ""),
            extra=tuple(
                (name, words) for name, cell in row.items() if name not in used and (words := cell_text(cell).strip())
            ),
        ),
        said.get("published", ""),
    )
    return article_of(known, [text], line=line)


def cell_text(cell: Cell) -> str:
    """Write a cell as text, dates as ISO; what is no single value is left out."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str):
        return UNSTORABLE.sub("\ufffd", cell)
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else ""


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").split())


def _usual_length(rows: Sequence[Sequence[str]], place: int) -> float:
    lengths = [len(row[place]) for row in rows if place < len(row)]
    return sum(lengths) / len(lengths) if lengths else 0.0
