"""Exporting: whose work goes out, how the files come into place, what is told."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Companion, Counts
from annotator.formats.jsonl import JsonlFormat
from annotator.model.annotation import Attribute, Relation
from annotator.model.document import Zone, ZoneKind, ZoneOrigin
from annotator.model.ids import DocumentId, RelationId, SpanId
from annotator.model.operation import RecordKind
from annotator.services.exporting.run import ExportReport, ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.storage.part_files import settle, temporary_beside
from annotator.storage.rows import change, relation_image, zone_image

Work = dict[str, object]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        yield made


def work(document: str, annotator: str = "", status: str = "todo", **more: object) -> Work:
    text = f"Article {document} says that Anna left."
    start = text.index("Anna")
    span = {"id": f"{annotator}-{document}", "label": "PERSON", "start": start, "end": start + 4, "text": "Anna"}
    spans = [span] if annotator else []
    record = {"schema": "annotator/1", "document": document, "text": text, "zones": [], "spans": spans}
    return record | {"annotator": annotator, "status": status} | more


def fill(project: Project, *records: Work) -> None:
    path = project.path.with_name("fill.jsonl")
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    import_paths(project, [path])
    path.unlink()


def exported(project: Project, scope: Scope = Scope()) -> tuple[ExportReport, list[tuple[str, str, str]]]:  # noqa: B008
    out = project.path.with_name("out.jsonl")
    report = export(project, ExportRequest(out, scope=scope))
    lines = [json.loads(line) for line in out.read_bytes().splitlines()]
    return report, [(line["document"], line["annotator"], line["status"]) for line in lines]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("p.annotator"))


def refused(project: Project, out: Path, form: str = "jsonl") -> str:
    folder = project.path.parent
    before = files(folder)
    with pytest.raises(UserError) as caught:
        export(project, ExportRequest(out, form))
    assert files(folder) == before
    return str(caught.value)


def test_the_resolved_view_holds_gold_else_the_only_one_who_is_done(project: Project) -> None:
    fill(
        project,
        work("one", "first", "done"),
        work("two", "first", "done"),
        work("two", "second", "done"),
        work("two", "gold", "done", role="gold"),
        work("three", "first", "done"),
        work("three", "second", "done"),
        work("three", "gold", "in_progress", role="gold"),
        work("four", "first", "in_progress"),
        work("five"),
        work("six", "first", "done"),
        work("six", "rules@1", "done", role="suggester"),
    )

    report, lines = exported(project)

    assert lines == [("one", "first", "done"), ("two", "gold", "done"), ("six", "first", "done")]
    assert (report.documents, report.spans, report.unresolved) == (3, 3, 3)


def test_everything_has_a_line_per_annotator_and_one_for_untouched_documents(project: Project) -> None:
    fill(project, work("b", "second", "skipped"), work("b", "first", "in_progress"), work("a"))

    report, lines = exported(project, Scope(everything=True))

    assert lines == [("b", "first", "in_progress"), ("b", "second", "skipped"), ("a", "", "todo")]
    assert (report.documents, report.unresolved) == (2, 0)


def test_named_annotators_gold_and_suggesters_can_be_asked_for(project: Project) -> None:
    fill(
        project,
        work("a", "first", "done"),
        work("a", "second", "in_progress"),
        work("a", "judge", "done", role="gold"),
        work("a", "rules@1", "done", role="suggester"),
        work("b"),
    )

    assert exported(project, Scope(annotators=("SECOND",)))[1] == [("a", "second", "in_progress")]
    assert exported(project, Scope(gold=True))[1] == [("a", "judge", "done")]
    assert exported(project, Scope(suggestions=True))[1] == [("a", "rules@1", "done")]
    done = exported(project, Scope(annotators=("first", "second"), done_only=True))[1]
    assert done == [("a", "first", "done")]


def test_an_unknown_annotator_is_a_sentence_that_names_those_there_are(project: Project) -> None:
    fill(project, work("a", "first", "done"))

    with pytest.raises(UserError, match=r"no annotator 'third'.*first"):
        exported(project, Scope(annotators=("third",)))


def test_the_same_project_gives_the_same_bytes_and_the_report_has_its_keys(project: Project) -> None:
    fill(project, work("a", "first", "done"))
    report, _ = exported(project)
    before = report.out.read_bytes()

    again, _ = exported(project)

    assert again.out.read_bytes() == before
    assert again.as_json() == {
        "out": str(report.out), "manifest": f"{report.out}.manifest.json",
        "documents": 1, "spans": 1, "relations": 0, "unresolved": 0, "lost": [],
    }  # fmt: skip


def test_manifest_and_features_stand_beside_the_file(project: Project) -> None:
    fill(project, work("a", "first", "done"), work("b", "second", "in_progress"))

    report, _ = exported(project)

    manifest = json.loads(report.manifest.read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(report.out.read_bytes()).hexdigest()
    assert manifest["counts"] == {"first": {"entity": {"PERSON": 1}}}
    assert (manifest["schema"], manifest["file"], manifest["unresolved"]) == ("annotator/1", "out.jsonl", 1)
    assert manifest["filters"]["view"] == "resolved"
    assert manifest["exported_at"].endswith("Z")
    assert [path.name for path in report.companions] == ["out.jsonl.features.json"]
    assert json.loads(report.companions[0].read_text())["spans"]
    assert files(project.path.parent) == ["out.jsonl", "out.jsonl.features.json", "out.jsonl.manifest.json"]


def test_attributes_stand_in_scheme_order(project: Project) -> None:
    claim = next(label for label in project.scheme.labels if label.name == "CLAIM")
    assert [one.name for one in claim.attributes] == ["check"]
    attributes = [{"name": "mood", "value": "b"}, {"name": "check", "value": "high"}, {"name": "aim", "value": "a"}]
    span = {"id": "s", "label": "CLAIM", "start": 0, "end": 7, "attributes": attributes}
    fill(project, work("a", "first", "done", spans=[span]))

    report, _ = exported(project)

    (written,) = json.loads(report.out.read_bytes())["spans"]
    assert [one["name"] for one in written["attributes"]] == ["check", "mood", "aim"]


def test_a_link_into_a_document_that_does_not_go_out_is_lost_and_told(project: Project) -> None:
    link = {"id": "r", "label": "supports", "from": "first-a", "to": "first-b"}
    fill(project, work("a", "first", "done", relations=[link]), work("b", "first", "in_progress"))

    resolved, _ = exported(project)
    whole, _ = exported(project, Scope(everything=True))

    assert resolved.as_json()["lost"] == [{"kind": "relation to a document that is not exported", "n": 1, "ids": ["r"]}]
    assert (resolved.relations, whole.relations, whole.lost) == (0, 1, ())


def test_what_the_format_has_no_room_for_is_told(project: Project) -> None:
    fill(project, work("a", "first", "done"), work("b", "first", "done"))
    first = project.annotators()[0].id
    link = Relation(RelationId("r"), "supports", SpanId("first-a"), SpanId("first-b"), first)
    link = replace(link, attributes=(Attribute("x", "y"),), note="sure?", score=0.5)
    zone = Zone(0, 3, ZoneKind.TITLE, ZoneOrigin.CONFIRMED)
    added = (
        change(RecordKind.RELATION, None, relation_image(link)),
        change(RecordKind.ZONE, None, zone_image(DocumentId("a"), zone)),
    )
    project.import_records("more", added)

    report, _ = exported(project)

    assert [(one.kind, one.ids) for one in report.lost] == [
        ("attributes of a relation", ("r",)),
        ("confirmation of zones", ("a",)),
        ("note of a relation", ("r",)),
        ("score of a relation", ("r",)),
    ]


def test_a_folder_as_target_is_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    assert "is a folder" in refused(project, tmp_path / "out")


def test_a_folder_in_the_manifests_place_is_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl.manifest.json").mkdir()

    assert "manifest.json is a folder" in refused(project, tmp_path / "out.jsonl")


def test_a_missing_folder_is_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "There is no folder" in refused(project, tmp_path / "no" / "out.jsonl")


def test_a_file_in_the_folders_place_is_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert refused(project, tmp_path / "file" / "out.jsonl")


def test_impossible_names_are_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "cannot be used" in refused(project, Path("a\x00b"))
    assert "cannot be written" in refused(project, tmp_path / ("x" * 250))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_a_sentence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "sealed").mkdir(mode=0o555)

    assert "was not written" in refused(project, tmp_path / "sealed" / "out.jsonl")


def test_a_folder_where_nothing_can_be_made_is_a_sentence(project: Project) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("needs a folder in which even the superuser cannot make files")

    assert "out.jsonl was not written" in refused(project, Path("/proc/self/out.jsonl"))


def test_where_folders_cannot_be_synced_nothing_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing"
    monkeypatch.setattr(os, "name", "nt")

    settle(missing)


def test_the_project_itself_is_never_overwritten(project: Project, tmp_path: Path) -> None:
    before = project.path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(project.path)

    assert "belongs to the project" in refused(project, project.path)
    assert "belongs to the project" in refused(project, tmp_path / "link.jsonl")
    assert "belongs to the project" in refused(project, tmp_path / "p.annotator.lock")
    assert project.path.read_bytes() == before


def test_odd_names_are_fine(project: Project, tmp_path: Path) -> None:
    fill(project, work("a", "first", "done"))

    for name in ("a b.jsonl", "жизнь 😀", "it's #1 100%?", "-x"):
        assert export(project, ExportRequest(tmp_path / name)).out.read_bytes()


def test_an_earlier_export_stays_whole_when_a_new_one_is_cancelled(project: Project, tmp_path: Path) -> None:
    fill(project, work("a", "first", "done"), work("b", "first", "done"))
    report, _ = exported(project)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("out")}

    class Cancelled(Exception):
        """What the window raises."""

    def progress(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(project, ExportRequest(report.out), progress=progress)

    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.startswith("p.annotator")}
    assert after == before


def test_what_a_killed_export_left_is_removed_by_the_next_one_but_not_what_is_being_written(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    with temporary_beside(target) as fresh, temporary_beside(target) as old:
        fresh.touch()
        old.touch()
        os.utime(old, (0, 0))

        with temporary_beside(target):
            left = (fresh.exists(), old.exists())

    assert left == (True, False)


def test_a_format_that_is_only_read_is_a_sentence(project: Project, tmp_path: Path) -> None:
    assert "only read" in refused(project, tmp_path / "out.txt", "text")


class BrokenFormat(JsonlFormat):
    """Writes lines that do not hold what was asked for."""

    name = "broken"
    counts: Counts | None = None

    def verify(self, path: Path) -> Counts:
        if self.counts is None:
            raise ValueError("line 1: the text has another sha256")
        return self.counts

    def companions(self) -> tuple[Companion, ...]:
        return ()


@pytest.mark.parametrize(("counts", "words"), [(None, "another sha256"), (Counts(9), "came back instead")])
def test_an_export_that_does_not_read_back_never_takes_its_name(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: Counts | None, words: str
) -> None:
    broken = BrokenFormat()
    broken.counts = counts
    monkeypatch.setitem(FORMATS._built_in, "broken", broken)

    assert words in refused(project, tmp_path / "out.jsonl", "broken")
