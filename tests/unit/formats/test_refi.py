"""REFI-QDA projects: the schema of the standard, files of other programs, and the way there and back."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item
from annotator.formats.placing import Unit, place_all
from annotator.model.document import DocumentState
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL, carried, links_of, spans_of

REFI = FORMATS.get("refi-qda")
NS = "{urn:QDA-XML:project:1.0}"


def key(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


CODES = (
    f'<Users><User guid="{key(1)}" name="first"/></Users><CodeBook><Codes><Code guid="{key(2)}" name="top" '
    f'isCodable="false"><Code guid="{key(3)}" name="two words" isCodable="true"/></Code></Codes></CodeBook>'
)


def selection(start: object, end: object, more: str = "", code: int = 3, inside: str = "") -> str:
    coding = f'<Coding guid="{key(8)}" creatingUser="{{{key(1)}}}"><CodeRef targetGUID="{key(code)}"/></Coding>'
    facts = f'guid="{key(7)}" startPosition="{start}" endPosition="{end}" {more}'
    return f"<PlainTextSelection {facts}>{inside}{coding}</PlainTextSelection>"


def project(
    folder: Path, selections: str, text: bytes = b"Anna met\r\nBob", after: str = "", path: str = "t.txt"
) -> Path:
    source = f'<TextSource guid="{key(5)}" name="A" plainTextPath="internal://{path}">{selections}</TextSource>'
    xml = f'<Project xmlns="urn:QDA-XML:project:1.0" name="p">{CODES}<Sources>{source}</Sources>{after}</Project>'
    made = folder / "a.qdpx"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("Sources/t.txt", text)
        archive.writestr("Project.qde", xml)
    return made


def read(path: Path) -> list[Item]:
    return list(REFI.read(path, path.name))


def work(path: Path) -> ForeignDocument:
    (item,) = read(path)
    assert isinstance(item, ForeignDocument)
    return item


def test_a_coding_is_a_span_of_its_coder_under_the_code_at_the_top(tmp_path: Path) -> None:
    item = work(project(tmp_path, selection(0, 4)))

    assert item.annotator == "first"
    assert [(span.label, span.layer, span.fragments) for span in item.spans] == [("two_words", "top", ((0, 4),))]


@pytest.mark.parametrize(("start", "unit"), [(10, Unit.CODE_POINT), (9, Unit.CRLF_AS_1)])
def test_the_quote_tells_how_line_ends_were_counted(start: int, unit: Unit, tmp_path: Path) -> None:
    item = work(project(tmp_path, selection(start, start + 3, 'name="Bob"')))

    (placed,) = place_all(item.spans, item.text)

    assert not isinstance(placed, str)
    assert (placed.fragments, placed.unit) == (((10, 13),), unit)


def test_a_name_that_is_no_quote_says_nothing_of_the_place(tmp_path: Path) -> None:
    assert work(project(tmp_path, selection(0, 4, 'name="line:6"'))).spans[0].text is None


def test_a_description_is_a_note_unless_it_is_the_quote(tmp_path: Path) -> None:
    noted = work(project(tmp_path, selection(0, 4, inside="<Description>unsure</Description>"))).spans[0]
    quoted = work(project(tmp_path, selection(0, 4, inside="<Description>Anna</Description>"))).spans[0]

    assert [(one.note, one.text) for one in (noted, quoted)] == [("unsure", None), ("", "Anna")]


def test_a_byte_order_mark_is_no_character_of_the_text(tmp_path: Path) -> None:
    assert work(project(tmp_path, selection(0, 4), b"\xef\xbb\xbfAnna met Bob")).text == "Anna met Bob"


def test_a_text_in_another_encoding_is_read(tmp_path: Path) -> None:
    assert work(project(tmp_path, selection(0, 4), "Zoë met Bob in a café".encode("cp1252"))).text.startswith("Zo")


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (selection(4, 2), "it ends at 2, not after its start 4"),
        (selection(-1, 2), "it starts at -1, before the text"),
        (selection("x", 2), "its startPosition is no whole number"),
        (selection(0, 4, code=9), "its code is not in the code book"),
    ],
)
def test_what_the_schema_lets_through_is_told(made: str, reason: str, tmp_path: Path) -> None:
    assert [fault.reason for fault in work(project(tmp_path, made)).faults] == [reason]


def test_a_missing_text_is_told(tmp_path: Path) -> None:
    (item,) = read(project(tmp_path, "", path="../../secret.txt"))

    assert isinstance(item, Fault)
    assert "secret.txt is not in the project" in item.reason


def test_a_text_may_stand_in_the_project_itself(tmp_path: Path) -> None:
    path = tmp_path / "b.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        sources = "<TextSource guid='x'><PlainTextContent>Hi</PlainTextContent></TextSource><TextSource guid='y'/>"
        archive.writestr("project.qde", f"<Project>{sources}</Project>")

    first, second = read(path)

    assert isinstance(first, ForeignDocument) and isinstance(second, Fault)
    assert (first.text, first.status) == ("Hi", DocumentState.TODO)


@pytest.mark.parametrize("xml", [None, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_zip_without_a_harmless_project_is_refused(xml: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "c.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde" if xml else "a.txt", xml or b"")

    with pytest.raises(UserError, match=r"no project\.qde|declares entities"):
        read(path)


def test_the_demo_of_another_program_comes_with_all_its_codings(shared_samples: Path, tmp_path: Path) -> None:
    path = shared_samples / "refi_qda" / "qc_demo.qdpx"
    with Project.create(tmp_path / "p.annotator") as made:
        report = import_paths(made, [path])

    items = [item for item in read(path) if isinstance(item, ForeignDocument)]
    spans = [span for item in items for span in item.spans]
    assert (len(items), len(spans), {item.annotator for item in items}) == (2, 205, {"cp", ""})
    assert all(items[0].text[span.fragments[0][1] - 1] == "\n" for span in spans)
    assert (report.documents_added, report.spans_added + report.spans_known, report.faults) == (2, 205, ())


def test_what_is_written_is_valid_by_the_schema_and_by_what_it_forgets(
    shared_samples: Path, repository: Path, tmp_path: Path
) -> None:
    with Project.create(tmp_path / "a.annotator") as made:
        import_paths(made, [repository / "seeds" / "annotations.jsonl"])
        export(made, ExportRequest(tmp_path / "out.qdpx", "refi-qda", ALL))
    with zipfile.ZipFile(io.BytesIO((tmp_path / "out.qdpx").read_bytes())) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("sources/")}

    schema = etree.XMLSchema(etree.parse(str(shared_samples / "refi_qda" / "Project-v1.0.xsd")))
    assert schema.validate(root), schema.error_log
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    targets = {one.get(name) for one in root.iter() for name in ("targetGUID", "originGUID", "creatingUser")} - {None}
    assert len(guids) == len(set(guids))
    assert targets <= set(guids)
    assert {one.get("name") for one in root.iter(f"{NS}User")} == {"first", "second"}
    assert all(one.get("color") for one in root.iter(f"{NS}Code") if one.get("isCodable") == "true")
    for source in root.iter(f"{NS}TextSource"):
        text = texts["sources/" + str(source.get("plainTextPath")).removeprefix("internal://")]
        assert "\r" not in text and not text.startswith("\ufeff")
        for one in source.iter(f"{NS}PlainTextSelection"):
            assert text[int(str(one.get("startPosition"))) : int(str(one.get("endPosition")))] == one.get("name")


@settings(max_examples=15)
@given(nasty_projects())
def test_what_a_project_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "refi-qda")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
