"""Datasets: the card names every feature, Parquet has explicit types, both come back."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyarrow import parquet

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats import parquet as our_parquet
from annotator.formats.base import Fault, ForeignDocument, Line
from annotator.formats.configuring import configured
from annotator.formats.features import FEATURES
from annotator.formats.fitting import fit
from annotator.formats.jsonl_write import record_of, write_line
from annotator.model.annotation import Attribute, Span
from annotator.model.document import Document, DocumentState, Metadata, Role
from annotator.model.ids import AnnotatorId, SpanId
from annotator.model.scheme import Scheme
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import carried

HUB, PARQUET = FORMATS.get("huggingface"), FORMATS.get("parquet")
NOTHING = Scheme((), (), ())
DOCUMENT = Document.of("Anna left.", Metadata(published="2023-10-19", extra=(("seen", "2023-10-19T10:00:00.000Z"),)))
ANNA = Span(
    SpanId("s"),
    DOCUMENT.id,
    "entity",
    "PERSON",
    AnnotatorId("a"),
    ((0, 4),),
    "Anna",
    (Attribute("when", "2023-10-19"),),
)
LINE = Line(DOCUMENT, "first", Role.ANNOTATOR, DocumentState.DONE, (ANNA,))
EMPTY = Line(DOCUMENT, "second", Role.ANNOTATOR, DocumentState.DONE)


def test_the_card_gives_every_feature_a_type_and_the_files_a_split() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(HUB.write([EMPTY])))) as files:
        names, card = files.namelist(), files.read("README.md").decode()

    assert names == ["README.md", "data/train.jsonl"]
    assert "  - split: train\n    path: data/train.jsonl\n" in card
    assert all(f"  - name: {name}\n" in card for name in FEATURES)
    assert "  - name: tokens\n    list:\n      list: int64\n" in card
    assert "    - name: provenance\n      struct:\n      - name: status\n        dtype: string\n" in card


def test_dates_are_told_for_json_and_are_safe_in_parquet() -> None:
    safe = configured(HUB, NOTHING, {"data": "parquet"})

    assert [(one.kind, one.id) for one in fit(HUB, LINE).lost] == [
        ("attribute that a JSON loader takes for a date", "s"),
        ("date of an article, which a JSON loader makes a timestamp", DOCUMENT.id),
    ]
    assert fit(safe, LINE).lost == ()
    with pytest.raises(UserError, match="choose jsonl or parquet"):
        configured(HUB, NOTHING, {"data": "arrow"})


def test_parquet_keeps_dates_as_texts_and_empty_lists_typed() -> None:
    table = parquet.read_table(io.BytesIO(b"".join(PARQUET.write([EMPTY, LINE]))))

    assert table.column("meta").to_pylist()[0]["published"] == "2023-10-19"
    assert table.column("spans").to_pylist()[1][0]["attributes"][0]["value"] == "2023-10-19"
    assert json.loads(table.schema.metadata[b"huggingface"])["info"]["features"] == FEATURES
    assert table.to_pylist() == [json.loads(json.dumps(record_of(line))) for line in (EMPTY, LINE)]


def test_a_dataset_with_parquet_inside_comes_back(tmp_path: Path) -> None:
    form = configured(HUB, NOTHING, {"data": "parquet"})
    path = tmp_path / "out.zip"
    path.write_bytes(b"".join(form.write([LINE, EMPTY])))

    items = [item for item in HUB.read(path, path.name) if isinstance(item, ForeignDocument)]

    assert [(item.annotator, len(item.spans)) for item in items] == [("first", 1), ("second", 0)]
    assert form.verify(path).lines == 2


def test_rows_that_cannot_be_taken_are_told(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("README.md", "")
        made.writestr("data/train.jsonl", '{"schema": "other/1", "text": "a"}\nno json\n')

    items = list(HUB.read(path, path.name))

    assert [type(item) for item in items] == [Fault, Fault]


def test_without_pyarrow_a_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(our_parquet, "find_spec", lambda name: None)
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1")

    with pytest.raises(UserError, match=r"install annotator\[parquet\]"):
        list(PARQUET.read(path, path.name))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        PARQUET.read(tmp_path / "none.parquet", "none.parquet")


@pytest.mark.parametrize("name", ["huggingface", "parquet"])
@settings(max_examples=10)
@given(nasty=nasty_projects())
def test_everything_comes_back(name: str, nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), name)

    assert [write_line(line) for line in after] == [write_line(line) for line in before]
