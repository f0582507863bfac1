"""CoNLL columns: every shape that is met, three taggings, and the way there and back by layer and annotator."""

import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training.iob_utils import iob_to_biluo, tags_to_entities

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item
from annotator.formats.configuring import configured
from annotator.formats.conll_tags import Tagging, TokenSpan, spans_of_tags, tags_of
from annotator.model.scheme import Scheme
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL, carried, spans_of

CONLL = FORMATS.get("conll")
NOTHING = Scheme((), (), ())


def read(folder: Path, text: str) -> list[Item]:
    path = folder / "a.conll"
    path.write_text(text, encoding="utf-8")
    return list(CONLL.read(path, path.name))


def marked(item: Item) -> list[tuple[str, str]]:
    assert isinstance(item, ForeignDocument)
    return [(span.label, item.text[span.fragments[0][0] : span.fragments[-1][1]]) for span in item.spans]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("I-PER I-PER B-PER", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER I-PER B-PER", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER L-PER U-PER", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER E-PER S-PER", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER I-ORG O", [(0, 1, "PER"), (1, 2, "ORG")]),
        ("O I-B-C -", [(1, 2, "B-C")]),
    ],
)
def test_the_spans_of_tags_are_found_whatever_the_tagging(tags: str, spans: list[TokenSpan]) -> None:
    assert spans_of_tags(tags.split()) == spans


@st.composite
def token_spans(draw: st.DrawFn) -> list[TokenSpan]:
    cuts = sorted(draw(st.lists(st.integers(0, 12), unique=True)))
    return [(a, b, draw(st.sampled_from(["PER", "ORG"]))) for a, b in pairwise(cuts) if draw(st.booleans())]


@given(token_spans(), st.sampled_from(Tagging))
def test_tags_of_every_kind_come_back(spans: list[TokenSpan], tagging: Tagging) -> None:
    assert spans_of_tags(tags_of(spans, 12, tagging)) == spans


@given(token_spans())
def test_another_reader_finds_the_same_spans_in_iob2(spans: list[TokenSpan]) -> None:
    tags = tags_of(spans, 12, Tagging.IOB2)

    found = [(start, end + 1, label) for label, start, end in tags_to_entities(iob_to_biluo(tags))]
    assert found == spans


def test_documents_sentences_and_four_columns_are_read(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        "-DOCSTART- -X- O O\n\nAnna NNP _ B-PER\nLee NNP _ I-PER\nleft VBD _ O\n\nBob NNP _ B-PER\n"
        "\n-DOCSTART- -X- O O\n\nRain NN _ O\n",
    )

    assert isinstance(first, ForeignDocument)
    assert (first.text, first.tokens) == ("Anna Lee left\nBob", ((0, 4), (5, 8), (9, 13), (14, 17)))
    assert marked(first) == [("PER", "Anna Lee"), ("PER", "Bob")]
    assert marked(second) == []


@pytest.mark.parametrize(
    "text",
    ["Anna\tB-PER\nleft\tO\n", "Anna B-PER\r\nleft O\r\n", "Anna|NNP|B-PER left|VBD|O\n", "# x\nAnna B-PER\nleft O"],
)
def test_two_columns_tabs_bars_and_comments_are_read(tmp_path: Path, text: str) -> None:
    (item,) = read(tmp_path, text)

    assert isinstance(item, ForeignDocument)
    assert (item.text, marked(item)) == ("Anna left", [("PER", "Anna")])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Anna\n", "the line has no tag beside 'Anna'"),
        ("Anna X-PER\n", "the tag 'X-PER' is neither"),
        ("x" * 1_000_001 + " O\n", "longer than a million"),
    ],
)
def test_a_line_that_is_no_row_is_told(tmp_path: Path, text: str, reason: str) -> None:
    (item,) = read(tmp_path, text)

    assert isinstance(item, Fault)
    assert reason in item.reason


def test_a_line_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.iob"
    path.write_bytes(b"An\xffna O\n")

    (item,) = CONLL.read(path, "a.iob")

    assert isinstance(item, Fault)


def test_every_real_file_brings_the_same_spans(shared_samples: Path) -> None:
    found = []
    for path in sorted((shared_samples / "conll").glob("*.iob")):
        items = [item for item in CONLL.read(path, path.name) if isinstance(item, ForeignDocument)]
        found.append([pair for item in items for pair in marked(item)])

    assert len(found) == 4
    assert all(spans == found[0] for spans in found)
    assert found[0][:2] == [("PERSON", "Sebastian Thrun"), ("ORG", "Google")]


def test_a_zip_of_others_is_read_file_by_file_with_folders_as_annotators(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("first/one.conll", "Anna B-PER\n")
        made.writestr("two.conll", "Bob B-PER\n")

    items = [item for item in CONLL.read(path, path.name) if isinstance(item, ForeignDocument)]

    assert [(item.annotator, item.text) for item in items] == [("first", "Anna"), ("", "Bob")]


@pytest.mark.parametrize(
    ("rows", "reason"), [("Otto _ _ O\n", "its tokens are not those of the text"), ("Anna _ _ X\n", "the tag 'X'")]
)
def test_columns_that_do_not_fit_their_text_are_told(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("texts/00001.txt", "Anna left")
        made.writestr("first/articles.list", "00001.txt\n")
        made.writestr("first/entity.conll", "-DOCSTART- -X- O O\n\n" + rows)

    (item,) = CONLL.read(path, path.name)

    assert isinstance(item, Fault)
    assert reason in item.reason


def test_a_text_that_is_missing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("first/articles.list", "00001.txt\n")

    with pytest.raises(UserError, match=r"The text 00001\.txt is missing"):
        list(CONLL.read(path, path.name))


def test_a_tagging_that_is_none_is_refused() -> None:
    assert configured(CONLL, NOTHING, {"tagging": "bilou"}) != CONLL
    with pytest.raises(UserError, match="choose iob2, iob1 or bilou"):
        configured(CONLL, NOTHING, {"tagging": "xml"})


def test_spans_move_to_whole_words_and_the_longest_stays_and_both_are_told(tmp_path: Path) -> None:
    row = '{"text": "Anna Lee left.", "annotator": "first", "status": "done", "spans": [%s]}'
    spans = [
        '{"id": "part", "label": "PERSON", "start": 0, "end": 2}',
        '{"id": "long", "label": "PERSON", "start": 0, "end": 8}',
        '{"id": "other", "layer": "quote", "label": "DIRECT", "start": 5, "end": 8}',
    ]
    (tmp_path / "in.jsonl").write_text(row % ", ".join(spans))
    with Project.create(tmp_path / "p.annotator") as project:
        import_paths(project, [tmp_path / "in.jsonl"])
        report = export(project, ExportRequest(tmp_path / "out.zip", "conll", ALL))

    lost = {one.kind: one.ids for one in report.lost}
    assert lost["span moved to whole words"] == ("part",)
    assert lost["span under a longer one of its layer"] == ("part",)
    with zipfile.ZipFile(tmp_path / "out.zip") as files:
        assert files.read("first/entity.conll").decode().split("\n")[2:4] == ["Anna _ _ B-PERSON", "Lee _ _ I-PERSON"]
        assert "Lee _ _ B-DIRECT" in files.read("first/quote.conll").decode()


@settings(max_examples=25)
@given(nasty_projects())
def test_what_columns_hold_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "conll")

    assert spans_of(after) == spans_of(before)
