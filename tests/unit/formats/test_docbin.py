"""spaCy's DocBin: what its own loader finds in it, what it brings, and the way there and back."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin, Span

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import ForeignDocument, Line
from annotator.formats.configuring import configured
from annotator.formats.fitting import fit
from annotator.formats.jsonl_write import write_line
from annotator.model.annotation import Attribute, Relation
from annotator.model.annotation import Span as OurSpan
from annotator.model.document import Document, DocumentState, Role
from annotator.model.ids import AnnotatorId, RelationId, SpanId
from annotator.model.scheme import Layer, Scheme
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import carried

DOCBIN = FORMATS.get("spacy")
DOCUMENT = Document.of("Anna  Lee of Rome said: “It rains”\n on Monday. ")


def span(identity: str, layer: str, label: str, *fragments: tuple[int, int]) -> OurSpan:
    text = DOCUMENT.text[fragments[0][0] : fragments[-1][1]]
    return OurSpan(SpanId(identity), DOCUMENT.id, layer, label, AnnotatorId("a"), fragments, text)


NAME = span("name", "entity", "PERSON", (0, 9))
PLACE = span("place", "entity", "PLACE", (13, 17))
NESTED = span("nested", "entity", "PERSON", (6, 9))
QUOTE = span("quote", "quote", "DIRECT", (24, 27), (28, 33))
PART = span("part", "quote", "CUE", (18, 20))
SPANS = (NAME, NESTED, PLACE, PART, QUOTE)
LINK = Relation(RelationId("link"), "speaker", QUOTE.id, NAME.id, AnnotatorId("a"))


def line(*spans: OurSpan, annotator: str = "first") -> Line:
    relations = (LINK,) if QUOTE in spans else ()
    return Line(
        DOCUMENT, annotator, Role.ANNOTATOR, DocumentState.DONE, spans, relations, (DOCUMENT.id,) * len(relations)
    )


def docs(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def written(*lines: Line) -> bytes:
    return b"".join(DOCBIN.write(lines))


def read(folder: Path, data: bytes) -> list[ForeignDocument]:
    path = folder / "a.spacy"
    path.write_bytes(data)
    return [item for item in DOCBIN.read(path, path.name) if isinstance(item, ForeignDocument)]


def test_spacy_finds_the_text_the_longest_ents_and_a_group_per_layer() -> None:
    (doc,) = docs(written(line(*SPANS)))

    assert doc.text == DOCUMENT.text
    assert [(one.text, one.label_, one.id_) for one in doc.ents] == [
        ("Anna  Lee", "PERSON", "name"),
        ("Rome", "PLACE", "place"),
    ]
    assert [(one.text, one.label_) for one in doc.spans["quote"]] == [("said", "CUE"), ("“It rains", "DIRECT")]
    assert len(doc.spans["sc"]) == len(SPANS)


def test_what_spacy_has_no_place_for_stands_in_user_data() -> None:
    (doc,) = docs(written(line(*SPANS)))

    record = doc.user_data["annotator/1"]
    assert (record["annotator"], record["relations"][0]["label"]) == ("first", "speaker")
    assert [list(map(list, one["fragments"])) for one in record["spans"] if one["id"] == "quote"] == [
        [[24, 27], [28, 33]]
    ]
    assert "text" not in record


def test_an_article_that_nobody_touched_is_unannotated_and_an_empty_one_is_not() -> None:
    untouched, empty = docs(written(line(annotator=""), line()))

    assert not untouched.has_annotation("ENT_IOB")
    assert empty.has_annotation("ENT_IOB")
    assert not empty.ents


def test_what_stands_elsewhere_in_spacy_is_told() -> None:
    blank = span("blank", "quote", "CUE", (5, 6))

    lost = {(one.kind.partition(",")[0], one.id) for one in fit(DOCBIN, line(*SPANS, blank)).lost}

    assert lost == {
        ("span moved to whole words in doc.spans", "part"),
        ("interrupted span", "quote"),
        ("span not in doc.ents", "nested"),
        ("span of nothing but blanks", "blank"),
    }


def test_everything_comes_back_as_long_as_the_doc_is_as_it_was(tmp_path: Path) -> None:
    noted = replace(PART, attributes=(Attribute("a", "b"),))

    (item,) = read(tmp_path, written(line(NAME, noted, QUOTE)))

    assert [(one.id, one.fragments) for one in item.spans] == [
        ("name", NAME.fragments), ("part", PART.fragments), ("quote", QUOTE.fragments),
    ]  # fmt: skip
    assert item.spans[1].attributes == (Attribute("a", "b"),)
    assert [(one.from_span, one.to_span) for one in item.relations] == [("quote", "name")]


def test_spans_that_were_added_moved_and_deleted_in_spacy_come_so(tmp_path: Path) -> None:
    (doc,) = docs(written(line(*SPANS)))
    kept = [one for one in doc.spans["entity"] if one.id_ == "place"]
    name = next(one for one in doc.spans["entity"] if one.id_ == "name")
    moved = Span(doc, name.start, name.start + 1, label="PERSON", span_id="name")
    doc.spans["entity"] = [*kept, moved, Span(doc, len(doc) - 2, len(doc) - 1, label="DATE")]
    doc.spans["quote"] = []
    doc.spans["sc"] = []

    (item,) = read(tmp_path, DocBin(docs=[doc], attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True).to_bytes())

    assert {(one.label, one.layer, one.text) for one in item.spans} == {
        ("PLACE", "entity", "Rome"), ("PERSON", "entity", "Anna"), ("DATE", "entity", "Monday"),
    }  # fmt: skip
    assert item.relations == ()


def test_the_docs_of_others_bring_ents_and_groups_each_span_once(tmp_path: Path) -> None:
    doc = spacy.blank("en")("Anna left Rome")
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    doc.spans["sc"] = [Span(doc, 0, 1, label="PERSON"), Span(doc, 2, 3, label="PLACE")]
    bare = spacy.blank("en")("Nothing yet")

    item, untouched = read(tmp_path, DocBin(docs=[doc, bare]).to_bytes())

    assert [(one.label, one.layer, one.fragments) for one in item.spans] == [
        ("PERSON", "", ((0, 4),)),
        ("PLACE", "", ((10, 14),)),
    ]
    assert (item.tokens, item.status) == (((0, 4), (5, 9), (10, 14)), None)
    assert untouched.status is DocumentState.TODO


def test_a_real_file_is_read(shared_samples: Path) -> None:
    path = shared_samples / "spacy" / "demo.spacy"

    (item,) = DOCBIN.read(path, path.name)

    assert isinstance(item, ForeignDocument)
    assert [(one.label, one.text) for one in item.spans] == [("PERSON", "Ed Sheeran")]


def test_a_share_for_development_gives_a_zip_in_which_no_article_stands_twice(tmp_path: Path) -> None:
    articles = [Document.of(f"Article {number}") for number in range(40)]
    lines = [Line(one, who, Role.ANNOTATOR, DocumentState.DONE) for one in articles for who in ("first", "second")]
    form = configured(DOCBIN, Scheme((Layer("e", "entity"),), (), ()), {"dev": "30"})
    path = tmp_path / "out.zip"
    path.write_bytes(b"".join(form.write(lines)))

    with zipfile.ZipFile(path) as files:
        train, dev = ({doc.text for doc in docs(files.read(name))} for name in ("train.spacy", "dev.spacy"))
    assert not train & dev
    assert (len(train | dev), 5 < len(dev) < 20) == (40, True)
    assert form.verify(path).lines == 80


@pytest.mark.parametrize(("name", "value"), [("dev", "100"), ("dev", "x"), ("ents", "verbs")])
def test_a_choice_that_cannot_be_met_is_refused(name: str, value: str) -> None:
    with pytest.raises(UserError, match=value):
        configured(DOCBIN, Scheme((Layer("e", "entity"),), (), ()), {name: value})


def test_spacy_judges_the_data_fit_to_train_with(tmp_path: Path) -> None:
    (tmp_path / "train.spacy").write_bytes(written(line(*SPANS)))
    config = tmp_path / "config.cfg"
    run = [sys.executable, "-m", "spacy"]
    made = ["init", "config", str(config), "--lang", "en", "--pipeline", "ner,spancat", "--force"]
    subprocess.run([*run, *made], check=True, capture_output=True)
    paths = [f"--paths.{side}={tmp_path / 'train.spacy'}" for side in ("train", "dev")]

    judged = subprocess.run(
        [*run, "debug", "data", str(config), *paths, "--no-format", "--verbose"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Corpus is loadable" in judged.stdout, judged.stdout + judged.stderr
    assert "2 label(s)" in judged.stdout
    assert "invalid whitespace entity spans" not in judged.stdout


@settings(max_examples=25)
@given(nasty_projects())
def test_everything_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "spacy")

    assert [write_line(one) for one in after] == [write_line(one) for one in before]


def test_the_record_is_plain_json() -> None:
    (doc,) = docs(written(line(*SPANS)))

    assert json.loads(json.dumps(doc.user_data["annotator/1"]))["schema"] == "annotator/1"
