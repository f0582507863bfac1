"""The tables for people: texts stay texts in every spreadsheet, and what is cut is told."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Counts, Line
from annotator.formats.configuring import configured
from annotator.formats.fitting import fit
from annotator.formats.table_rows import TABLES
from annotator.formats.workbook import cell_text
from annotator.model.annotation import Attribute, Provenance, Relation, Span
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, RelationId, SpanId
from annotator.model.scheme import AttributeDefinition, AttributeType, Label, Layer, RelationLabel, Scheme

CSV, XLSX = FORMATS.get("csv"), FORMATS.get("xlsx")
FORMULA = '=HYPERLINK("x")'
MOOD = AttributeDefinition("m", "mood", AttributeType.ENUM, ("calm", "angry"))
SCHEME = Scheme(
    (Layer("l", "entity"),),
    (Label("p", "entity", "PERSON", "#112233", definition="@who", attributes=(MOOD,)),),
    (RelationLabel("r", "met", "#445566", from_layers=("entity",)),),
)


def line(text: str = f"{FORMULA} said Anna") -> Line:
    document = Document.of(
        text, Metadata(title='-1, "two"\nlines', extra=(("desk", "world"),)), (Zone(0, 1, ZoneKind.TITLE),)
    )
    who = AnnotatorId("a")
    spans = (
        Span(
            SpanId("s1"), document.id, "entity", "PERSON", who, ((0, len(text)),), text,
            (Attribute("mood", "+calm", "Q1"),), provenance=Provenance("decided", 1, 2, "", "first", "", ""),
        ),
        Span(SpanId("s2"), document.id, "entity", "PERSON", who, ((0, 1), (2, 4)), text[:4], note="@note", score=0.5),
    )  # fmt: skip
    link = Relation(RelationId("r"), "met", SpanId("s1"), SpanId("s2"), who)
    return Line(document, "first", Role.ANNOTATOR, DocumentState.DONE, spans, (link,), (document.id,))


def csv_tables(folder: Path, chosen: Mapping[str, str], *lines: Line) -> dict[str, list[list[str]]]:
    path = folder / "out.zip"
    path.write_bytes(b"".join(configured(CSV, SCHEME, chosen).write(lines)))
    with zipfile.ZipFile(path) as files:
        texts = {table: files.read(f"{table}.csv").decode("utf-8") for table in TABLES}
    assert all(text.startswith("\ufeff") for text in texts.values())
    return {table: list(csv.reader(io.StringIO(text[1:], newline=""))) for table, text in texts.items()}


def sheets(folder: Path, *lines: Line) -> dict[str, Worksheet]:
    path = folder / "out.xlsx"
    path.write_bytes(b"".join(configured(XLSX, SCHEME, {}).write(lines)))
    book = load_workbook(path)
    return {table: book[table] for table in TABLES}


def test_texts_that_look_like_formulas_get_an_apostrophe_in_csv(tmp_path: Path) -> None:
    found = csv_tables(tmp_path, {}, line())

    head, first, second = found["spans"]
    assert first[head.index("text")] == f"'{FORMULA} said Anna"
    assert first[head.index("title")] == '\'-1, "two"\nlines'
    assert second[head.index("note")] == "'@note"
    assert (second[head.index("fragments")], second[head.index("score")]) == ("0-1; 2-4", "0.5")
    assert found["codebook"][2][5] == "'@who"


def test_the_apostrophe_can_be_left_out(tmp_path: Path) -> None:
    head, first, _ = csv_tables(tmp_path, {"apostrophe": "no"}, line())["spans"]

    assert first[head.index("text")] == f"{FORMULA} said Anna"
    with pytest.raises(UserError, match="choose yes or no"):
        configured(CSV, SCHEME, {"apostrophe": "maybe"})


def test_texts_that_look_like_formulas_are_texts_in_a_workbook(tmp_path: Path) -> None:
    found = sheets(tmp_path, line())

    cell = found["spans"]["M2"]
    assert (cell.value, cell.data_type) == (f"{FORMULA} said Anna", "s")
    assert [one.data_type for one in found["spans"][2][10:12]] == ["n", "n"]
    assert found["spans"].freeze_panes == "A2"
    assert [row[2].value for row in found["codebook"].iter_rows(min_row=2)] == ["entity", "PERSON", "met"]


def test_articles_and_relations_have_their_tables(tmp_path: Path) -> None:
    found = csv_tables(tmp_path, {}, line(), Line(Document.of("Rain."), "", Role.ANNOTATOR, DocumentState.TODO))

    assert [row[1:5] for row in found["articles"][1:]] == [["first", "annotator", "done", "2"], ["", "", "todo", "0"]]
    assert [row[3:6] for row in found["relations"][1:]] == [["met", "s1", "PERSON"]]


def test_a_cell_of_forty_thousand_characters_is_cut_and_told(tmp_path: Path) -> None:
    long = line("😀" * 40_000)

    lost = {(one.kind, one.id) for one in fit(XLSX, long).lost}
    found = sheets(tmp_path, long)

    assert ("cell longer than 32,767 characters, cut", "s1") in lost
    assert found["spans"]["M2"].value == "😀" * 16_383
    assert len(csv_tables(tmp_path, {}, long)["spans"][1][12]) == 40_000


def test_control_characters_are_shown_and_told(tmp_path: Path) -> None:
    strange = line("a\x01b said\x0b _x0041_ Anna")

    found = sheets(tmp_path, strange)

    assert found["spans"]["M2"].value == "a\ufffdb said\ufffd _x005F_x0041_ Anna"
    assert ("control character, shown as �", "s1") in {(one.kind, one.id) for one in fit(CSV, strange).lost}


def test_a_text_of_the_longest_length_is_not_cut() -> None:
    assert cell_text("x" * 32_767) == "x" * 32_767
    assert cell_text("x" * 32_768) == "x" * 32_767


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_written_tables_are_counted_when_read_back(name: str, tmp_path: Path) -> None:
    form = FORMATS.get(name)
    path = tmp_path / "out.part"
    path.write_bytes(b"".join(form.write([line()])))

    assert form.verify(path) == Counts(1, 1, 2, 1)
    with pytest.raises(UserError, match="cannot be imported"):
        form.read(path, "out")


def test_tables_that_lost_their_columns_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    for content, reason in (("a,b\n", "other columns"), (None, "1 columns")):
        with zipfile.ZipFile(io.BytesIO(b"".join(CSV.write([line()])))) as made, zipfile.ZipFile(path, "w") as spoilt:
            for name in made.namelist():
                spoilt.writestr(name, made.read(name) + b"one\r\n" if content is None else content)

        with pytest.raises(ValueError, match=reason):
            CSV.verify(path)


def test_what_tables_do_not_show_is_told() -> None:
    kinds = {one.kind for one in fit(CSV, line()).lost}

    assert kinds == {"text of an article beyond its beginning", "provenance but its status and who"}
