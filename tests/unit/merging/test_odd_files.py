"""Merging what nobody had in mind: files open elsewhere, backups, shares of shares, heads that no copy writes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli.program import run
from annotator.errors import UserError
from annotator.services.checking import check
from annotator.services.merging.exchange_file import exchange_lines, read_exchange
from annotator.services.merging.run import merge
from annotator.services.merging.sharing import share
from annotator.services.project import SYSTEM, Project
from annotator.services.safety.backups import back_up
from annotator.storage.operations import HEAD
from tests.unit.merging.conftest import content, every_row, mark, who

Copy = Callable[[str], Path]


@pytest.fixture
def worked(copy: Copy) -> Path:
    """A copy in which `first` labelled a place."""
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
    return one


def test_a_project_that_somebody_has_open_is_not_merged_into(
    lead: Path, worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lead.read_bytes()
    with Project.open(lead):
        code = run(["merge", str(lead), str(worked)])

    told = capsys.readouterr().err
    assert code != 0
    assert (len(told.strip().splitlines()), "Traceback" in told) == (1, False)
    assert lead.read_bytes() == before


def test_a_copy_that_its_annotator_has_open_can_be_merged(lead: Path, worked: Path) -> None:
    with Project.open(worked) as theirs, Project.open(lead) as project:
        merge(project, [worked], SYSTEM)
        mark(theirs, "Tallinn")

    assert len(content(lead)["spans"]) == 1


def test_a_projects_own_backup_brings_nothing(worked: Path) -> None:
    with Project.open(worked) as project:
        backup = back_up(project, "hand").path
        mark(project, "Tallinn")
        before = worked.read_bytes()

        report = merge(project, [backup], SYSTEM)

    assert not report.brings
    assert worked.read_bytes() == before


def test_a_copy_of_itself_under_another_name_brings_nothing(worked: Path, tmp_path: Path) -> None:
    twin = Path(shutil.copy(worked, tmp_path / "twin.annotator"))

    with Project.open(worked) as project:
        assert not merge(project, [twin, twin], SYSTEM).brings


def test_a_share_of_what_was_shared_brings_both(lead: Path, copy: Copy, worked: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.annotator-exchange", tmp_path / "second.annotator-exchange"
    with Project.open(worked) as project:
        share(project, first)
    with Project.open(copy("other")) as project:
        merge(project, [first], SYSTEM)
        mark(project, "Tallinn", name="second")
        share(project, second)

    with Project.open(lead) as project:
        merge(project, [second, first, worked], SYSTEM)

    assert [name for name, *_ in content(lead)["spans"]] == ["first", "second"]
    assert check(lead).ok


def test_a_merge_of_a_merge_and_back_ends_equal(lead: Path, copy: Copy, worked: Path) -> None:
    other = copy("other")
    with Project.open(other) as project:
        merge(project, [worked], SYSTEM)
        mark(project, "Riga", name="second")
    for target, source in ((lead, other), (worked, lead), (other, worked)):
        with Project.open(target) as project:
            merge(project, [source], SYSTEM)

    assert every_row(lead) == every_row(worked) == every_row(other)


def test_a_merge_prints_nothing(lead: Path, worked: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Project.open(lead) as project:
        merge(project, [worked], SYSTEM)

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("counter", 2**63 - 1),
        ("counter", 2**70),
        ("counter", -1),
        ("counter", "1"),
        ("counter", True),
        ("scheme_revision", 2**63 - 1),
        ("id", ""),
        ("actor", None),
        ("words", None),
        ("replica", 7),
    ],
)
def test_a_head_that_no_copy_writes_is_refused_whole(
    lead: Path, worked: Path, tmp_path: Path, part: str, value: str | int | None
) -> None:
    out = tmp_path / "work.annotator-exchange"
    with Project.open(worked) as project:
        share(project, out)
    head, transfers = read_exchange(out)
    changed = list(transfers[-1].head)
    changed[HEAD.index(part)] = value
    lines = exchange_lines(head, [*transfers[:-1], replace(transfers[-1], head=tuple(changed))])
    out.write_bytes(b"".join(lines))

    with Project.open(lead) as project:
        with pytest.raises(UserError, match="Nothing was merged"):
            merge(project, [out], SYSTEM)
        mark(project, "Tallinn")

    assert len(content(lead)["spans"]) == 1


@pytest.mark.parametrize(("part", "value"), [("kind", "redo"), ("kind", "undo"), ("undo_of", "x"), ("actor", "nobody")])
def test_a_head_that_fits_nothing_here_does_not_stop_the_work(
    lead: Path, worked: Path, tmp_path: Path, part: str, value: str
) -> None:
    out = tmp_path / "work.annotator-exchange"
    with Project.open(worked) as project:
        share(project, out)
    head, transfers = read_exchange(out)
    changed = list(transfers[-1].head)
    changed[HEAD.index(part)] = value
    out.write_bytes(b"".join(exchange_lines(head, [*transfers[:-1], replace(transfers[-1], head=tuple(changed))])))
    with Project.open(lead) as project:
        merge(project, [out], SYSTEM)
    with Project.open(lead) as project:
        mark(project, "Tallinn")
        project.undo(who(project))
        project.redo(who(project))

    assert check(lead).ok
