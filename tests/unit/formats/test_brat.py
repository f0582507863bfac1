"""brat standoff: what is read of others' files, what is told, and the way there and back."""

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation
from annotator.model.annotation import Attribute
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.text.normalise import normalise
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.brat_rules import refused
from tests.unit.formats.round_trips import ALL, carried, held, links_of, spans_of

BRAT = FORMATS.get("brat")
TEXT = "Anna met\nBob and Carl."


def read(folder: Path, annotations: str, text: str = TEXT) -> ForeignDocument:
    (folder / "a.txt").write_text(text, encoding="utf-8", newline="")
    path = folder / "a.ann"
    path.write_text(annotations, encoding="utf-8", newline="")
    (item,) = BRAT.read(path, "a.ann")
    assert isinstance(item, ForeignDocument)
    return item


def faults(folder: Path, annotations: str) -> list[tuple[FaultKind, int, str]]:
    return [(one.kind, one.place.line, one.reason) for one in read(folder, annotations).faults]


def test_an_event_links_its_trigger_to_its_arguments_by_role(tmp_path: Path) -> None:
    item = read(
        tmp_path,
        "T1\tMeet 5 8\tmet\nT2\tPer 0 4\tAnna\nT3\tPer 9 12\tBob\nT4\tPer 17 21\tCarl\n"
        "E1\tMeet:T1 Who:T2 Whom:T3 Whom2:T4\n",
    )

    assert [(link.label, link.from_span, link.to_span) for link in item.relations] == [
        ("Who", "T1", "T2"), ("Whom", "T1", "T3"), ("Whom", "T1", "T4"),
    ]  # fmt: skip


def test_what_is_said_of_a_relation_stands_on_it(tmp_path: Path) -> None:
    item = read(
        tmp_path,
        "T1\tPer 0 4\tAnna\nT2\tPer 9 12\tBob\nR1\tMet Arg1:T1 Arg2:T2\n"
        "A1\tSure R1 very\n#1\tAnnotatorNotes R1\thm\n#2\tAnnotatorNotes R1\tno\n",
    )

    assert item.faults == ()
    assert item.relations == (
        ForeignRelation("Met", "T1", "T2", attributes=(Attribute("Sure", "very"),), note="hm\nno"),
    )


def test_what_is_said_of_a_relation_reaches_the_project(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    read(folder, "T1\tPer 0 4\tAnna\nT2\tPer 9 12\tBob\nR1\tMet Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes R1\thm\n")

    with Project.create(tmp_path / "p.annotator") as project:
        import_paths(project, [folder / "a.ann"])
        (link,) = project.relations(project.document_ids()[0], project.annotators()[0].id)

    assert link.note == "hm"


def test_an_event_stands_for_its_trigger_wherever_it_is_named(tmp_path: Path) -> None:
    item = read(
        tmp_path,
        "T1\tMeet 5 8\tmet\nT2\tPer 0 4\tAnna\nE1\tMeet:T1\n"
        "A1\tSure E1\n#1\tAnnotatorNotes E1\thm\nR1\tOf Arg1:T2 Arg2:E1\n",
    )

    assert item.spans[0].attributes == (Attribute("Sure", "true"),)
    assert item.spans[0].note == "hm"
    assert item.relations == (ForeignRelation("Of", "T2", "T1"),)


def test_a_reference_becomes_an_attribute_with_its_id(tmp_path: Path) -> None:
    item = read(tmp_path, "T1\tPer 0 4\tAnna\nN1\tReference T1 Wikipedia:64488\tAnna A.\n")

    assert item.spans[0].attributes == (Attribute("Reference", "Anna A.", "Wikipedia:64488"),)


def test_an_interrupted_span_keeps_its_fragments(tmp_path: Path) -> None:
    item = read(tmp_path, "T1\tPer 0 4;9 12\tAnna Bob\n")

    assert (item.spans[0].fragments, item.spans[0].text) == (((0, 4), (9, 12)), "Anna met\nBob")
    assert not item.faults


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1 Per 0 4 Anna", "the line has no tab behind its id"),
        ("T1\tPer\tAnna", "it has no label and offsets"),
        ("T1\tPer 4 4\t", "it ends at 4, not after its start 4"),
        ("T1\tPer 0 4;9 12\tAnna Carl", "its text is not at 0-12"),
        ("A1\tSure T9", "its span T9 is not there"),
        ("X1\tfoo", "lines of kind X are not known"),
        ("A1\tSure", "the line has 1 words where 2 belong"),
    ],
)
def test_a_faulty_span_line_is_told_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    assert faults(tmp_path, f"\n{line}\n") == [(FaultKind.SPAN, 2, reason)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("R1\tOf Arg1:T1", "it has not two ends"),
        ("R1\tOf Arg1:T1 Arg2:T7", "its span T7 is not there"),
        ("E1\tPer:T1 T1", "its argument T1 has no role"),
    ],
)
def test_a_faulty_relation_line_is_told_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    assert faults(tmp_path, f"T1\tPer 0 4\tAnna\n{line}\n") == [(FaultKind.RELATION, 2, reason)]


def test_an_id_that_is_there_twice_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "T1\tPer 0 4\tAnna\nT1\tPer 9 12\tBob\n")[0][1] == 2


def test_an_ann_file_without_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("T1\tPer 0 4\tAnna\n")

    with pytest.raises(UserError, match=r"put a\.txt beside it"):
        list(BRAT.read(tmp_path / "a.ann", "a.ann"))


def test_a_zip_that_names_files_outside_is_read_without_touching_them(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../x.txt", "Anna")
        archive.writestr("../../x.ann", "T1\tPer 0 4\tAnna\n")

    (item,) = BRAT.read(tmp_path / "a.zip", "a.zip")

    assert isinstance(item, ForeignDocument)
    assert item.text == "Anna"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_spans_in_utf16_are_found_by_their_text(tmp_path: Path) -> None:
    read(tmp_path, "T1\tPer 3 7\tAnna\nT2\tPer 8 11\tBob\n", "😀 Anna Bob")

    with Project.create(tmp_path / "p.annotator") as project:
        report = import_paths(project, [tmp_path / "a.ann"])

    assert dict(report.offsets)["utf16"] == 2  # type: ignore[index]  # Unit is a text


def test_files_of_others_are_read_without_a_fault(shared_samples: Path) -> None:
    items = [BRAT.read(path, path.name) for path in sorted((shared_samples / "brat").glob("*.ann"))]
    found = [item for each in items for item in each]

    documents = [item for item in found if isinstance(item, ForeignDocument)]
    assert not [item for item in found if isinstance(item, Fault)] and not [item for item in documents if item.faults]
    assert [(len(item.spans), len(item.relations)) for item in documents] == [(7, 6), (7, 1), (97, 0)]


def test_the_training_of_six_annotators_comes_and_goes_back_equal(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "polnear" / "annotator-training"
    if not corpus.is_dir():
        pytest.skip("the corpus is not beside this checkout")
    with Project.create(tmp_path / "a.annotator") as project:
        report = import_paths(project, [corpus])
        before = held(project, "brat")
        export(project, ExportRequest(tmp_path / "out.zip", "brat", ALL))
    with Project.create(tmp_path / "b.annotator") as project:
        again = import_paths(project, [tmp_path / "out.zip"])
        after = held(project, "brat")

    assert report.documents_added == 4
    assert {line.annotator for line in before} == {"4b22", "4e07", "5fec", "6b86", "d473", "ef2d"}
    assert len(before) == 24
    assert {link.label for line in before for link in line.relations} == {"Source", "Cue", "Content"}
    assert (again.spans_added, again.relations_added) == (report.spans_added, report.relations_added)
    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))


@settings(max_examples=15)
@given(nasty_projects())
def test_what_brat_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "brat")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))


@settings(max_examples=15)
@given(nasty_projects())
def test_brat_refuses_no_line_of_ours(nasty: NastyProject) -> None:
    with tempfile.TemporaryDirectory() as folder, Project.create(Path(folder, "a.annotator")) as project:
        project.import_records("nasty", nasty.changes())
        export(project, ExportRequest(Path(folder, "out.zip"), "brat", ALL))
        with zipfile.ZipFile(Path(folder, "out.zip")) as files:
            names = [name for name in files.namelist() if name.endswith(".ann")]
            pairs = [(files.read(name).decode(), files.read(name.replace(".ann", ".txt")).decode()) for name in names]

    assert [refused(annotations, text) for annotations, text in pairs] == [[]] * len(pairs)
    assert all(text == normalise(text).text for _, text in pairs)


def test_a_note_of_somebody_else_stays_a_note_whatever_it_is_called(tmp_path: Path) -> None:
    item = read(tmp_path, 'T1\tPer 0 4\tAnna\n#1\tWholeAttribute T1\t["a", 1]\n#2\tWholeAttribute T1\t[1\n')

    assert (item.spans[0].note, item.spans[0].attributes, item.faults) == ('["a", 1]\n[1', (), ())
