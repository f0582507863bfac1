"""What every format promises, built in or not yet written: this test runs over the registry."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Aside, Counts, Fault, ForeignDocument, Format, Line
from annotator.formats.fitting import fit
from annotator.formats.recognising import Recognises
from annotator.model.annotation import Attribute, Relation, Span
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, RelationId, SpanId
from annotator.resources import resource_path

ALL = tuple(FORMATS)
READERS = tuple(form for form in ALL if form.reads)
WRITERS = tuple(form for form in ALL if form.writes)
TEXT = "First 😀 line.\nAnna\u2028said “yes” \u00a0and\u0301 left."


def name(form: Format) -> str:
    return form.name


def lines() -> Iterable[Line]:
    document = Document.of(TEXT, Metadata(title="T", extra=(("desk", "world"),)), (Zone(0, 5, ZoneKind.TITLE),))
    anna = AnnotatorId("a")
    at = TEXT.index("Anna")
    spans = (
        Span(SpanId("s1"), document.id, "entity", "PERSON", anna, ((at, at + 4),), "Anna"),
        Span(
            SpanId("s2"), document.id, "quote", "DIRECT", anna, ((at, at + 2), (at + 3, at + 6)),
            TEXT[at : at + 6], (Attribute("check", "high"),), "a note", score=0.5,
        ),
    )  # fmt: skip
    link = Relation(RelationId("r"), "speaker", SpanId("s2"), SpanId("s1"), anna)
    yield Line(document, "first", Role.ANNOTATOR, DocumentState.DONE, spans, (link,), (document.id,))
    yield Line(Document.of("Untouched."), "", Role.ANNOTATOR, DocumentState.TODO)


def written(form: Format) -> bytes:
    return b"".join(form.write(fit(form, line).line for line in lines()))


def held(form: Format) -> Counts:
    fitted = [fit(form, line).line for line in lines()]
    return Counts(2, 2, sum(len(line.spans) for line in fitted), sum(len(line.relations) for line in fitted))


@pytest.mark.parametrize("form", ALL, ids=name)
def test_a_format_says_what_it_is(form: Format) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_-]*", form.name)
    assert form.title
    assert form.schema
    assert form.keeps
    assert form.reads or form.writes
    assert form.extensions
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in form.extensions)


def test_of_the_readers_of_one_extension_only_one_does_not_look_inside() -> None:
    claimed = [suffix for form in READERS if not isinstance(form, Recognises) for suffix in form.extensions]

    assert len(claimed) == len(set(claimed))


@pytest.mark.parametrize("form", WRITERS, ids=name)
def test_the_same_lines_give_the_same_bytes_which_read_back(form: Format, tmp_path: Path) -> None:
    first, second = written(form), written(form)
    path = tmp_path / f"out{form.extensions[0]}"
    path.write_bytes(first)

    assert first == second
    assert form.verify(path) == held(form)


@pytest.mark.parametrize("form", WRITERS, ids=name)
def test_what_does_not_travel_is_named_with_its_ids(form: Format) -> None:
    for line in lines():
        fitted = fit(form, line)

        gone = {span.id for span in line.spans} - {span.id for span in fitted.line.spans}
        links = {link.id for link in line.relations} - {link.id for link in fitted.line.relations}
        assert {*gone, *links} <= {loss.id for loss in fitted.lost}
        assert fit(form, fitted.line).line == fitted.line


@pytest.mark.parametrize("form", [form for form in WRITERS if form.reads], ids=name)
def test_what_a_format_writes_it_reads(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"out{form.extensions[0]}"
    path.write_bytes(written(form))

    items = list(form.read(path, path.name))

    assert [item.text for item in items if isinstance(item, ForeignDocument)] == [TEXT, "Untouched."]
    assert not [item for item in items if isinstance(item, Fault)]


@pytest.mark.parametrize("form", WRITERS, ids=name)
def test_a_damaged_file_is_noticed_when_it_is_read_back(form: Format, tmp_path: Path) -> None:
    path = tmp_path / f"out{form.extensions[0]}"
    path.write_bytes(damaged(written(form)))

    with pytest.raises(ValueError, match=r"line 1|span|CRC|sha256|no DocBin|checksum"):
        form.verify(path)


def damaged(data: bytes) -> bytes:
    """Change a name, or a byte in the middle of a file that is compressed."""
    middle = len(data) // 2
    changed = data.replace(b"Anna", b"Otto", 1)
    return changed if changed != data else data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize("form", WRITERS, ids=name)
def test_companions_are_the_same_every_time(form: Format) -> None:
    assert form.companions() == form.companions()


@pytest.mark.parametrize("form", READERS, ids=name)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | st.text(alphabet='{}[]":,\\u\n\ud800text0spanlb', max_size=60).map(
    lambda text: text.encode("utf-8", "surrogatepass")
))  # fmt: skip
def test_no_bytes_make_a_reader_raise_anything_but_a_sentence(form: Format, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"in{form.extensions[0]}"
    path.write_bytes(data)

    try:
        items = list(form.read(path, path.name))
    except UserError as error:
        assert str(path) in str(error)
    else:
        assert all(isinstance(item, Aside | ForeignDocument | Fault) for item in items)


def test_the_written_lines_are_valid_by_the_shipped_schema() -> None:
    schema = json.loads(resource_path("annotator-1.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)

    for line in FORMATS.get("jsonl").write(lines()):
        Draft202012Validator(schema).validate(json.loads(line))
