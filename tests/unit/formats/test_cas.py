"""UIMA CAS: what dkpro-cassis reads of ours, what is read of INCEpTION's, and the way there and back."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from cassis import load_cas_from_json
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item, Line
from annotator.formats.cas_structures import cas_of_json, cas_of_xmi
from annotator.formats.jsonl_fields import BadField
from annotator.model.annotation import Attribute
from annotator.model.document import DocumentState, Role
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL, carried, held, links_of, spans_of

CAS = FORMATS.get("cas-json")
TEXT = "😀 Anna met Bob"
XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">{}'
    f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{TEXT}"/></xmi:XMI>'
)
PERSON = '<custom:Person xmi:id="{}" sofa="1" begin="{}" end="{}" value="PER" sure="yes" order="3"/>'
TWO = PERSON.format(2, 3, 7) + PERSON.format(3, 12, 15)


def read(path: Path) -> list[Item]:
    return list(CAS.read(path, path.name))


def work(folder: Path, inside: str) -> ForeignDocument:
    path = folder / "a.xmi"
    path.write_text(XMI.format(inside), encoding="utf-8")
    (item,) = read(path)
    assert isinstance(item, ForeignDocument)
    return item


def zipped(folder: Path, **files: str | bytes) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def cas(*structures: object, text: str | None = TEXT) -> bytes:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": text}
    return json.dumps({"%FEATURE_STRUCTURES": [sofa, *structures]}).encode()


def own(kind: str, number: int = 2, **features: object) -> dict[str, object]:
    made = {"%ID": number, "%TYPE": f"annotator.{kind}", "@sofa": 1, "begin": 3, "end": 7}
    return made | features


def alone(folder: Path, data: bytes) -> ForeignDocument:
    path = folder / "a.json"
    path.write_bytes(data)
    (item,) = read(path)
    assert isinstance(item, ForeignDocument)
    return item


def test_offsets_in_a_file_count_utf16(tmp_path: Path) -> None:
    item = work(tmp_path, TWO)

    assert [(one.label, one.layer, one.fragments, one.attributes) for one in item.spans] == [
        ("PER", "Person", ((2, 6),), (Attribute("sure", "yes"),)),
        ("PER", "Person", ((11, 14),), (Attribute("sure", "yes"),)),
    ]


def test_governor_and_dependent_are_the_ends_of_a_relation(tmp_path: Path) -> None:
    link = '<custom:Meets xmi:id="4" sofa="1" begin="12" end="15" Governor="2" Dependent="3" label="first time"/>'

    item = work(tmp_path, TWO + link)

    assert [(one.label, one.from_span, one.to_span) for one in item.relations] == [("first_time", "2", "3")]
    assert len(item.spans) == 2


def test_a_relation_between_tokens_that_are_no_spans_is_told(tmp_path: Path) -> None:
    item = work(tmp_path, TWO + '<custom:D xmi:id="4" sofa="1" begin="0" end="1" Governor="2" Dependent="9"/>')

    assert [fault.reason for fault in item.faults] == ["one of its ends is no span of this file"]


def test_slots_of_a_host_are_relations(shared_samples: Path) -> None:
    (item,) = read(shared_samples / "uima_cas" / "inception_tsv3_simple_slot.json")

    assert isinstance(item, ForeignDocument)
    assert item.tokens == ((0, 4), (5, 7), (8, 9), (10, 14), (15, 16))
    assert [(one.label, one.fragments) for one in item.spans] == [
        ("SimpleSpan", ((8, 9),)), ("SimpleSpan", ((5, 7),)), ("SimpleLinkHost", ((0, 4),)),
    ]  # fmt: skip
    assert {(one.label, one.from_span, one.to_span) for one in item.relations} == {
        ("p1", "14", "12"),
        ("p2", "14", "10"),
    }


def test_slots_of_xmi_are_relations_by_its_type_system(tmp_path: Path) -> None:
    host = '<custom:Host xmi:id="5" sofa="1" begin="8" end="11" who="6"/><custom:Link xmi:id="6" role="x" target="2"/>'
    types = "<t><featureDescription><name>who</name><rangeTypeName>de.x.Link</rangeTypeName></featureDescription></t>"
    path = zipped(tmp_path, **{"a.xmi": XMI.format(TWO + host), "TypeSystem.xml": types})

    (item,) = read(path)

    assert isinstance(item, ForeignDocument)
    assert [(one.label, one.from_span, one.to_span) for one in item.relations] == [("x", "5", "2")]


@pytest.mark.parametrize(
    ("sample", "spans", "tokens"), [("small_cas.xmi", 0, 11), ("casWithTextAndAnnotations.json", 4, 0)]
)
def test_a_sample_of_others_is_read(sample: str, spans: int, tokens: int, shared_samples: Path) -> None:
    path = shared_samples / "uima_cas" / sample

    (item,) = read(path)

    assert isinstance(item, ForeignDocument) and CAS.recognises(path)  # type: ignore[attr-defined]
    assert (len(item.spans), len(item.tokens or ()), item.faults) == (spans, tokens, ())


def test_an_xmi_without_its_text_is_refused(shared_samples: Path) -> None:
    with pytest.raises(UserError, match="it has no text"):
        read(shared_samples / "uima_cas" / "casWithTextAndAnnotations.xmi")


def test_the_name_of_a_file_says_whose_work_it_is(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.xmi", XMI.format(TWO))
        archive.writestr("TypeSystem.xml", "<t/>")
    path = zipped(tmp_path, **{
        "annotation/d.txt/INITIAL_CAS.json": cas(), "annotation/d.txt/first.xmi": XMI.format(TWO),
        "annotation/d.txt/second.zip": inner.getvalue(), "curation/d.txt/CURATION_USER.json": cas(),
        "exportedproject.json": "{}",
    })  # fmt: skip

    items = [item for item in read(path) if isinstance(item, ForeignDocument)]

    assert CAS.recognises(path)  # type: ignore[attr-defined]
    assert [(item.annotator, item.role, item.status, len(item.spans)) for item in items] == [
        ("", Role.ANNOTATOR, DocumentState.TODO, 0), ("first", Role.ANNOTATOR, None, 2),
        ("second", Role.ANNOTATOR, None, 2), ("CURATION_USER", Role.GOLD, None, 0),
    ]  # fmt: skip


def test_a_broken_file_in_a_zip_is_told_beside_good_ones(tmp_path: Path) -> None:
    path = zipped(tmp_path, **{
        "annotation/d/a.json": b"{", "annotation/d/b.xmi": "<no/>", "annotation/d/c.zip": b"PK",
        "annotation/d/z.json": cas(),
    })  # fmt: skip

    assert [isinstance(item, Fault) for item in read(path)] == [True, True, True, False]


def test_an_export_of_nothing_reads_back_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.part"
    path.write_bytes(b"".join(CAS.write([])))

    assert CAS.verify(path).lines == 0


def test_a_zip_without_a_cas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no CAS"):
        read(zipped(tmp_path, **{"a.txt": "x"}))


@pytest.mark.parametrize("data", [b"{}", cas(text=None), b'{"%FEATURE_STRUCTURES":[{"%TYPE":"x"}]}'])
def test_json_that_is_no_cas_is_refused(data: bytes) -> None:
    if b"%TYPE" in data and b"sofaString" not in data:
        data = data.replace(b"[", b'{"a":').replace(b"]", b"}")

    with pytest.raises(BadField):
        cas_of_json(data)


def test_xml_of_another_kind_is_no_cas() -> None:
    with pytest.raises(BadField, match="it is no XMI"):
        cas_of_xmi(b"<a/>")


@pytest.mark.parametrize(
    ("structure", "reason"),
    [
        (own("Span", begin=4, end=4), "it ends at 4, not after its start 4"),
        (own("Span", end=99), "position 99 lies outside a text of 15 UTF-16 units"),
        (own("Span", score="high"), "its score is no number"),
        (own("Span", **{"@fragments": 1}), "it has no offsets"),
    ],
)
def test_a_span_that_cannot_be_taken_is_told(structure: object, reason: str, tmp_path: Path) -> None:
    assert [fault.reason for fault in alone(tmp_path, cas(structure)).faults] == [reason]


def test_the_title_of_a_foreign_article_is_kept(tmp_path: Path) -> None:
    known = {"%ID": 5, "%TYPE": "de.x.DocumentMetaData", "documentTitle": "T"}

    item = alone(tmp_path, cas(known, {"%ID": 6, "%TYPE": "a.Token", "@sofa": 1, "begin": 2, "end": 2}))

    assert item.metadata is not None
    assert (item.metadata.title, item.tokens) == ("T", None)


def test_another_reader_finds_the_same_words_in_what_is_written(repository: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])
        lines = held(project, "cas-json")
        export(project, ExportRequest(tmp_path / "out.zip", "cas-json", ALL))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        read_by_others = [load_cas_from_json(io.BytesIO(archive.read(name))) for name in archive.namelist()]

    ours = sorted((line.document.text, said(line)) for line in lines)
    theirs = sorted(
        (one.sofa_string, sorted((span.label, span.get_covered_text()) for span in one.select("annotator.Span")))
        for one in read_by_others
    )
    assert theirs == ours
    assert sum(len(list(one.select("annotator.Relation"))) for one in read_by_others) == sum(
        len(line.relations) for line in lines
    )


def said(line: Line) -> list[tuple[str, str]]:
    return sorted((span.label, span.text) for span in line.spans)


@settings(max_examples=15)
@given(nasty_projects())
def test_what_a_cas_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "cas-json")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
    assert [(line.annotator, line.role, line.document.zones) for line in after] == [
        (line.annotator, line.role, line.document.zones) for line in before
    ]
