"""Claims about the CSV of names: it comes back the same, is no formula, and a bad line imports nothing."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.cli.program import run
from annotator.errors import UserError
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.services.authority.commands import NameSpans
from annotator.services.authority.file import (
    export_names,
    import_names,
    names_from_csv,
    names_to_csv,
)
from annotator.services.project import Project
from annotator.services.storable import storable_line
from tests.unit.authority.conftest import Named

LINES = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("=+-@|\\'\",; "), max_size=12).map(
    str.strip
)
NAMES = LINES.filter(bool).map(lambda name: "n" + name)


@given(name=LINES.filter(lambda one: any(c.isalnum() for c in one)), aliases=st.lists(NAMES, max_size=3), note=LINES)
def test_entries_come_back_the_same(name: str, aliases: list[str], note: str) -> None:
    text = names_to_csv([AuthorityEntry(AuthorityId("1"), name, note, tuple(aliases), note)])

    (first,), faults = names_from_csv(text, ())
    (second,), _ = names_from_csv(names_to_csv([first]), ())

    assert faults == ()
    assert (first.name, first.id) == (storable_line(name), "1")
    assert second == first


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "'=x", "''=x"])
def test_no_cell_is_a_formula(cell: str) -> None:
    text = names_to_csv([AuthorityEntry(AuthorityId("1"), cell, cell, (cell + "a",), cell, cell)])

    row = list(csv.reader(io.StringIO(text)))[1]
    assert not any(one.startswith(("=", "+", "-", "@")) for one in row)
    (entry,), _ = names_from_csv(text, ())
    assert (entry.name, entry.kind, entry.aliases) == (cell, cell, (cell + "a",))


def test_a_line_goes_to_the_entry_of_its_id_or_its_name(named: Named, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,kind,aliases,id\nAna M. Moreno,PERSON,Moreno|Ana,ana\nBEN OKAFOR,PERSON,,\nCy,,,\n\n")
    span = named.desk.add("Ana Moreno")
    named.desk.act(NameSpans((span,), "name", "", named.ana))

    report = import_names(named.desk.project, file, named.desk.first)

    assert (report.added, report.changed, report.unchanged) == (1, 2, 0)
    assert [one.name for one in named.entries()] == ["Ana M. Moreno", "BEN OKAFOR", "Cy"]
    assert named.desk.span(span).attributes[0].value == "Ana M. Moreno"
    assert import_names(named.desk.project, file, named.desk.first).unchanged == 3
    named.desk.project.undo(named.desk.first)
    assert [one.name for one in named.entries()] == ["Ana Moreno", "Ben Okafor"]


def test_an_export_comes_back_into_an_empty_list(named: Named, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"

    assert export_names(named.desk.project, file) == 2
    with Project.create(tmp_path / "other.annotator") as other:
        assert import_names(other, file, named.desk.first).added == 2
        assert export_names(other, tmp_path / "again.csv") == 2

    assert (tmp_path / "again.csv").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("name\nAna\n\n  ,\nAna\n", (5, "stands in line 2 already")),
        ('name;note\n"a\nb";x\n;only a note\n', (4, "needs a name")),
        ('name\nAna\n"open', (3, "no CSV")),
        ('name\nAna\n"a"b\n', (3, "no CSV")),
        ("name,id\nBen Okafor,other\nAna Moreno,ben\n", (3, "another entry")),
        (f"name\n{'a' * 300}\n", (2, "too long")),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_nothing_is_imported(
    named: Named, tmp_path: Path, lines: str, fault: tuple[int, str]
) -> None:
    file = tmp_path / "names.csv"
    known = [AuthorityEntry(named.ben, "Ben Okafor"), AuthorityEntry(named.ana, "Ana Moreno")]
    file.write_text(lines)

    faults = names_from_csv(lines, known)[1]

    assert [one.line for one in faults] == [fault[0]]
    assert fault[1] in faults[0].reason


def test_nothing_of_a_file_with_a_bad_line_is_imported(named: Named, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_text("name,kind\nNew,GPE\n,PERSON\n")

    report = import_names(named.desk.project, file, named.desk.first)

    assert [one.line for one in report.faults] == [3]
    assert len(named.entries()) == 2


@pytest.mark.parametrize("text", [b"", b"a,b\n1,2\n", b'"\n', b"\xff\xfe"])
def test_what_is_no_table_of_names_is_refused(named: Named, tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes(text)

    with pytest.raises(UserError, match=r"names?\.csv|column “name”"):
        import_names(named.desk.project, file, named.desk.first)


def test_what_cannot_be_read_or_written_is_told(named: Named, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        import_names(named.desk.project, tmp_path / "none.csv", named.desk.first)
    with pytest.raises(UserError, match="cannot be written"):
        export_names(named.desk.project, tmp_path)


def test_a_file_too_large_is_refused(named: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.services.authority.file._LARGEST_BYTES", 3)
    (tmp_path / "names.csv").write_text("name\n")

    with pytest.raises(UserError, match="larger than"):
        import_names(named.desk.project, tmp_path / "names.csv", named.desk.first)


def test_the_command_line_imports_exports_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, file = tmp_path / "p.annotator", tmp_path / "names.csv"
    Project.create(project).close()
    file.write_text("name\nAna\n")

    assert run(["authority", str(project), "--import", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"added": 1, "changed": 0, "unchanged": 0}
    assert run(["authority", str(project), "--export", str(tmp_path / "out.csv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"exported": 1}
    assert run(["authority", str(project)]) == 0
    assert capsys.readouterr().out == "names: 1\n"


def test_the_command_line_tells_bad_lines_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, file = tmp_path / "p.annotator", tmp_path / "names.csv"
    Project.create(project).close()
    file.write_text("name,kind\n,x\n")

    assert run(["authority", str(project), "--import", str(file), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [one["line"] for one in answer["faults"]] == [2]
    assert run(["authority", str(project), "--import", str(file), "--export", str(file)]) == 1


def test_signs_that_separate_aliases_stay_in_them() -> None:
    aliases = ("a|b", "c\\", "\\|d")

    (entry,), _ = names_from_csv(names_to_csv([AuthorityEntry(AuthorityId("1"), "n", "", aliases)]), ())

    assert entry.aliases == aliases
