"""Word, Excel and PDF, whole, broken and hostile."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from annotator.formats.table_articles import preview_table
from tests.unit.formats.read_articles import articles, items, reasons, refusal

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = """<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A title</dc:title><dc:creator>Ann Smith</dc:creator>
</c:coreProperties>"""


def zipped(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return data.getvalue()


def word(body: str, core: str = _CORE) -> bytes:
    return zipped(word__document_xml=f"<w:document {_W}><w:body>{body}</w:body></w:document>", docProps__core_xml=core)


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_paragraphs_cells_and_breaks_of_word_are_kept_and_deleted_words_are_not() -> None:
    body = (
        paragraph("A title")
        + "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r>"
        + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('Cell')}</w:tc></w:tr></w:tbl>"
    )

    ((text, known),) = articles("docx", word(body))

    assert text == "A title\n\nOne\ntwo\n\nCell"
    assert (known.title, known.author) == ("A title", "Ann Smith")


def test_a_title_that_does_not_stand_in_the_text_is_not_believed() -> None:
    ((text, known),) = articles("docx", word(paragraph("Something else")))

    assert (text, known.title) == ("Something else", "")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "locked by a password"),
        (b"PK\x03\x04broken", "no Office file"),
        (zipped(xl__workbook_xml="<x/>"), "not of Word"),
        (zipped(word__document_xml=BOMB + "<x/>"), "declarations"),
        (zipped(word__document_xml="<w:document"), "not XML"),
        (zipped(word__document_xml="<a>" * 300 + "</a>" * 300), "200 levels"),
    ],
)
def test_a_hostile_or_broken_word_file_is_refused(data: bytes, why: str) -> None:
    assert why in refusal("docx", data)


def test_an_office_bomb_is_refused_unread() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"word/{number}.bin", b"\0" * 50_000_000)

    assert "more than 500 MB" in refusal("docx", data.getvalue())


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    book.create_sheet("Articles")
    for row in rows:
        book["Articles"].append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_rows_of_the_first_sheet_with_rows_are_articles() -> None:
    found = articles("xlsx-articles", sheet(("Date", "Body", "Pages"), (datetime(2024, 5, 6), "Text =1+1", 3.0)))  # noqa: DTZ001  # Excel knows no zones

    assert found[0][0] == "Text =1+1"
    assert found[0][1].published == "2024-05-06"
    assert found[0][1].extra == (("Pages", "3"),)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "locked by a password"),
        (zipped(word__document_xml="<x/>"), "not of Excel"),
        (zipped(xl__workbook_xml="<x/>"), "cannot be read"),
        (sheet(), "it is empty"),
    ],
)
def test_a_hostile_or_broken_excel_file_is_refused(data: bytes, why: str) -> None:
    assert why in refusal("xlsx-articles", data)


def test_a_preview_shows_columns_rows_and_a_proposal(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(sheet(("Title", "Body"), ("A", "Text " * 200)))

    shown = preview_table(path)

    assert shown is not None
    assert shown.columns == ("Title", "Body")
    assert shown.rows[0][0] == "A"
    assert len(shown.rows[0][1]) == 300
    assert shown.proposed.of == {"text": "Body", "title": "Title"}
    assert preview_table(tmp_path / "t.txt") is None


def pdf(*pages: str, password: str = "", title: str = "") -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for words in pages:
        page = writer.add_blank_page(400, 400)
        lines = " T* ".join(f"({line}) Tj" for line in words.split("\n")) if words else ""
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 14 TL 20 380 Td {lines} ET".encode())
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Ann Smith"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_lines_of_a_pdf_become_paragraphs_and_hyphens_at_their_ends_go() -> None:
    lines = (
        "The council decided on Monday that the old brid-\nge is closed for repairs until the end of the\nyear.\n"
        "The mayor was sorry for that and said so in the hall."
    )

    ((text, known),) = articles("pdf", pdf(lines, title="Bridge closed"))

    assert text.split("\n\n") == [
        "Bridge closed",
        "The council decided on Monday that the old bridge is closed for repairs until the end of the year.",
        "The mayor was sorry for that and said so in the hall.",
    ]
    assert (known.title, known.author) == ("Bridge closed", "Ann Smith")


def test_scanned_pages_are_said_to_be_scanned() -> None:
    assert "scanned" in refusal("pdf", pdf("", ""))
    assert reasons(items("pdf", pdf("Words.", ""))) == ["page 2 is a picture without text (scanned)"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf("Words.", password="secret"), "locked by a password"),
        (b"%PDF-1.7 broken", "cannot be read"),
        (b"x", "be read"),
    ],
)
def test_a_locked_or_broken_pdf_is_refused(data: bytes, why: str) -> None:
    assert why in refusal("pdf", data)
