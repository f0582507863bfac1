"""A report with pseudonyms tells the same figures, and no byte of its files who annotated."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.cli.program import run
from annotator.metrics.bootstrap import Resampling
from annotator.model.decision import Verdict
from annotator.model.document import Role
from annotator.resources import seed_path
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.nameless import without_names
from annotator.services.agreement.report import write_report
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import review_of

FEW = Resampling(50, seed=3)
NAMES = ("Zebulon Quirke", "Üwe-Märta Ånes")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    source, kept = seed_path("annotations.jsonl"), tmp_path / "in.jsonl"
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    given = dict(zip(sorted({one["annotator"] for one in records}), NAMES, strict=False))
    for one in records:
        one["annotator"] = given.get(one["annotator"], one["annotator"])
        one["metadata"] = {"source_file": f"{NAMES[0]}/a.txt"}
    kept.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    with Project.create(tmp_path / f"{NAMES[0]}.annotator") as made:
        import_paths(made, [kept])
        _decide(made)
        made.ensure_annotator(f"{NAMES[1]} (pass 2)", Role.SECOND_PASS)
        yield made


def _decide(project: Project) -> None:
    lead = project.ensure_annotator("Zebulon Quirke the lead", Role.LEAD)
    document = project.document_ids()[0]
    item = review_of(project.file, document).open_items[0]
    project.execute(Decide(document, (ClusterVerdict(item.cluster.key, Verdict.NONE),)), lead.id)


def tells(folder: Path) -> list[str]:
    """Find names in all bytes of a folder's files and in their names."""
    told = b"\n".join(one.name.encode() + b"\n" + one.read_bytes() for one in sorted(folder.iterdir()))
    folded = told.decode("utf-8").casefold()
    writings = [(name, written) for name in NAMES for written in (name, json.dumps(name)[1:-1], name.split()[0])]
    return sorted({name for name, written in writings if written.casefold() in folded})


def test_no_byte_of_a_report_with_pseudonyms_tells_a_name(project: Project, tmp_path: Path) -> None:
    with without_names(project, ()) as (hidden, _):
        write_report(hidden, folder_of(tmp_path) / "r.html", resampling=FEW)

    assert tells(tmp_path / "out") == []


def test_the_same_search_finds_the_names_in_a_report_as_it_is(project: Project, tmp_path: Path) -> None:
    write_report(project, folder_of(tmp_path) / "r.html", resampling=FEW)

    assert tells(tmp_path / "out") == sorted(NAMES)


def test_the_command_prints_no_name_either(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    out = folder_of(tmp_path) / "r.html"
    asked = ["agreement", str(project.path), "--annotators", ",".join(NAMES), "--html", str(out), "--pseudonyms"]

    assert run([*asked, "--bootstrap", "0"]) == 0

    assert tells(tmp_path / "out") == []
    assert not any(name in capsys.readouterr().out for name in NAMES)


def test_the_figures_are_the_same(project: Project) -> None:
    with without_names(project, NAMES) as (hidden, names):
        told = compare(hidden, names, resampling=FEW)

    plain = compare(project, NAMES, resampling=FEW)
    assert told["scopes"]["all"]["mean"] == plain["scopes"]["all"]["mean"]
    assert set(told["annotators"]) == set(names)


def test_the_project_keeps_its_names(project: Project) -> None:
    with without_names(project, ()):
        pass

    assert {one.name for one in project.annotators()} >= set(NAMES)


def folder_of(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made
