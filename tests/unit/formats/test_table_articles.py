"""CSV tables and JSON with field names of its own."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.formats.columns import FIELDS, propose_columns
from annotator.formats.json_articles import JsonArticlesFormat, preview_articles
from annotator.formats.table_articles import CsvFormat
from tests.unit.formats.read_articles import articles, items, reasons, refusal

TABLE = "Headline;Body;Source;Date;Link;Desk\nA;“Text” ö.;The Paper;6 May 2024;https://p.example/1;World\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_columns_are_found_by_their_names_in_any_encoding(codec: str) -> None:
    ((text, known),) = articles("csv-articles", TABLE.encode(codec))

    assert text == "A\n\n“Text” ö."
    assert (known.title, known.outlet, known.url) == ("A", "The Paper", "https://p.example/1")
    assert (known.published, known.published_raw) == ("2024-05-06", "6 May 2024")
    assert known.extra == (("Desk", "World"),)


def test_a_column_of_long_texts_without_a_known_name_is_taken_for_the_text() -> None:
    data = "id,stuff\n1," + "word " * 100 + "\n"

    assert articles("csv-articles", data.encode())[0][0].startswith("word word")


def test_chosen_columns_count_more_than_proposed_ones() -> None:
    form = CsvFormat().reading_with({"text": "Headline", "title": "-", "outlet": "Desk"})

    ((text, known),) = articles(form, TABLE.encode())

    assert (text, known.title, known.outlet) == ("A", "", "World")


def test_a_table_without_texts_says_what_to_do() -> None:
    assert "--option text=COLUMN" in refusal("csv-articles", b"title,url\nA,https://p.example\n")
    assert "no column 'X'" in refusal(CsvFormat().reading_with({"text": "X"}), TABLE.encode())


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line() -> None:
    table = 'title,text\nA,One.\nB,"Two.\nC,Three.\n'

    first, fault = items("csv-articles", table.encode())

    assert first.text == "A\n\nOne."  # type: ignore[union-attr]  # an article
    assert "quotation mark" in reasons([fault])[0]
    assert fault.place.line == 3


def test_rows_that_are_empty_or_too_long_are_told() -> None:
    table = "title,text\n,\nA,One,and,more\nB,\n\n,,\n"

    assert reasons(items("csv-articles", table.encode())) == [
        "the row is empty",
        "it has 4 cells, the header 2: is a quotation mark missing?",
        "its column text is empty",
        "the row is empty",
        "the row is empty",
    ]


def test_cells_longer_than_the_usual_limit_are_taken() -> None:
    long = "word " * 60_000

    assert len(articles("csv-articles", f"text\n{long}\n".encode())[0][0]) == len(long.strip())


def test_columns_without_a_name_or_with_the_same_one_stay_apart() -> None:
    assert articles("csv-articles", b"text,,note,note\nA,b,c,d\n")[0][1].extra == (
        ("column 2", "b"), ("note", "c"), ("note (4)", "d"),
    )  # fmt: skip


@given(st.lists(st.text(max_size=12), max_size=8), st.data())
@settings(max_examples=50)
def test_a_proposal_names_only_columns_that_are_there_and_none_twice(header: list[str], data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(st.text(max_size=5), min_size=len(header), max_size=len(header)), max_size=3))

    found = propose_columns(header, rows).of

    assert set(found) <= set(FIELDS)
    assert set(found.values()) <= set(header)
    assert len(set(found.values())) == len(found)


RECORD = {"headline": "A", "content": "Text.", "site": "The Paper", "published_at": "2024-05-06T07:08:09Z", "rank": 3}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(RECORD),
        json.dumps([RECORD], indent=1),
        json.dumps({"total": 1, "articles": [RECORD]}),
        json.dumps(RECORD) + "\n",
    ],
)
def test_json_with_its_own_field_names_is_recognised_and_read(data: str) -> None:
    form = JsonArticlesFormat()

    assert form.recognises_data(data.encode())
    ((text, known),) = articles(form, data.encode())
    assert (text, known.title, known.outlet) == ("A\n\nText.", "A", "The Paper")
    assert known.published == "2024-05-06T07:08:09+00:00"
    assert known.extra == (("rank", "3"),)


@pytest.mark.parametrize(
    "data",
    [
        '{"text": "x"}',
        '{"text": "x", "title": "y", "spans": []}',
        '{"schema": "annotator/1", "text": "x", "title": "y"}',
        "[]",
        "[1]",
        "7",
        "",
        "{",
    ],
)
def test_what_has_annotations_or_no_text_belongs_to_other_formats(data: str) -> None:
    assert not JsonArticlesFormat().recognises_data(data.encode())


def test_lines_that_cannot_be_used_are_told_with_their_number() -> None:
    lines = f'{json.dumps(RECORD)}\n{{"rank": 1}}\n[1]\n{{"content": ""}}\n'

    read = items("json-articles", lines.encode())

    assert [item.place.line for item in read] == [1, 2, 3, 4]
    assert [reason.split(":")[0][:24] for reason in reasons(read)] == [
        "no field holds its text ", "the line is no object", "its column content is em",
    ]  # fmt: skip


def test_a_field_can_be_chosen() -> None:
    form = JsonArticlesFormat().reading_with({"text": "b", "title": "-"})

    assert articles(form, b'[{"title": "A", "b": "Text."}]')[0][0] == "Text."


@pytest.mark.parametrize(("data", "why"), [(b"[", "not JSON"), (b"7", "no list of objects"), (b"\xff", "not JSON")])
def test_what_is_no_json_is_refused(data: bytes, why: str) -> None:
    assert why in refusal("json-articles", data)


def test_an_entry_that_is_no_object_is_a_fault() -> None:
    assert reasons(items("json-articles", b'[{"title": "A", "body": "x"}, 7]')) == ["entry 2 is no object"]


UNKNOWN = '{"kopf": "A bridge", "inneres": {"wortlaut": ["One.", "Two."]}, "rang": 3}'


def test_objects_of_unknown_fields_are_recognised_and_their_text_can_be_named() -> None:
    form = JsonArticlesFormat()

    assert form.recognises_data(UNKNOWN.encode())
    ((text, known),) = articles(form.reading_with({"text": "inneres.wortlaut", "title": "kopf"}), UNKNOWN.encode())
    assert (text, known.title, known.extra) == ("A bridge\n\nOne., Two.", "A bridge", (("rang", "3"),))


def test_unknown_fields_are_listed_once_and_not_for_every_article() -> None:
    lines = f"{UNKNOWN}\n{UNKNOWN}\n".encode()

    assert refusal("json-articles", lines).endswith(
        "No field holds the articles' text, or none that can be told by its name (kopf, inneres.wortlaut, rang): "
        "name it with --option text=FIELD."
    )


def test_a_field_that_no_article_has_cannot_be_chosen() -> None:
    form = JsonArticlesFormat().reading_with({"text": "corps"})

    with pytest.raises(
        UserError, match=r"no field 'corps' for the text: choose one of kopf, inneres\.wortlaut, rang\."
    ):
        list(form.items(UNKNOWN.encode(), "a.json", "a.json"))


def test_a_list_of_paragraphs_is_a_text_with_paragraphs() -> None:
    data = json.dumps({"headline": "A", "paragraphs": ["x" * 220, "y"]}).encode()

    assert articles(JsonArticlesFormat(), data)[0][0] == f"A\n\n{'x' * 220}\n\ny"


def test_only_fields_whose_names_do_not_tell_are_asked_for(tmp_path: Path) -> None:
    told, untold, marked = (tmp_path / f"{name}.json" for name in ("told", "untold", "marked"))
    told.write_text('{"title": "A", "body": "x"}', encoding="utf-8")
    untold.write_text(UNKNOWN, encoding="utf-8")
    marked.write_text('{"kopf": "A", "spans": []}', encoding="utf-8")

    assert (preview_articles(told), preview_articles(marked)) == (None, None)
    shown = preview_articles(untold)
    assert shown is not None
    assert (shown.columns, shown.rows) == (("kopf", "inneres.wortlaut", "rang"), (("A bridge", "One., Two.", "3"),))
