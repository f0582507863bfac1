"""Exports with pseudonyms: no byte of any file tells who annotated, and the work is all there."""

import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from annotator.cli.program import run
from annotator.formats import FORMATS
from annotator.model.document import Role
from annotator.model.ids import derived_id
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.storage.rows import name_key

NAMES = ("Zebulon Quirke", "Üwe-Märta Ånes", "zq")
WRITERS = tuple(form.name for form in FORMATS if form.writes)
EVERYTHING = Scope(everything=True)
TEXT = "Ben Okafor went to Riga."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        source = tmp_path / "in.jsonl"
        records = [_record(name, number) for number, name in enumerate(NAMES)] + [_gold()]
        source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        import_paths(made, [source])
        made.ensure_annotator(f"{NAMES[0]} (pass 2)", Role.SECOND_PASS)
        yield made


def _record(name: str, number: int) -> dict[str, object]:
    spans = [
        {"id": f"{name}-1", "label": "PERSON", "start": 0, "end": 10, "text": TEXT[:10], "note": "a note"},
        {"id": f"{name}-2", "label": "PERSON", "start": 4, "end": 10, "text": TEXT[4:10]},
        {"label": "PLACE", "start": 19, "end": 23, "text": TEXT[19:23]},
    ]
    link = {"id": f"{name}/r", "label": "about", "from": f"{name}-1", "to": f"{name}-2"}
    metadata = {"title": "T", "source_file": f"{NAMES[0]}/a.txt", "extra": {"session": f"news-{name}"}}
    return {
        "schema": "annotator/1", "document": "d", "text": TEXT, "annotator": name, "status": "done",
        "spans": spans, "relations": [link] if number else [], "metadata": metadata,
    }  # fmt: skip


def _gold() -> dict[str, object]:
    said = {
        "status": "adjudicated", "votes": 2, "of": 3, "difference": "label", "by": NAMES[1],
        "at": "2026-01-02T03:04:05.000Z", "reason": "", "sources": [f"{NAMES[0]}-1", f"{NAMES[1]}-1"],
    }  # fmt: skip
    span = {"id": "g", "label": "PERSON", "start": 0, "end": 10, "text": TEXT[:10], "provenance": said}
    return {
        "schema": "annotator/1", "document": "d", "text": TEXT, "annotator": "gold", "role": "gold",
        "status": "done", "spans": [span], "relations": [],
    }  # fmt: skip


def told(folder: Path) -> bytes:
    """Join all bytes of a folder's files and of what is packed in them, and all names."""
    return b"\n".join(_opened(path.name.encode(), path.read_bytes()) for path in sorted(folder.iterdir()))


def _opened(name: bytes, data: bytes) -> bytes:
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return b"\n".join((name, *(_opened(one.encode(), archive.read(one)) for one in archive.namelist())))
    if data[:2] in (b"\x1f\x8b", b"\x78\x9c", b"\x78\xda"):
        data = zlib.decompress(data, wbits=47)
    return name + b"\n" + data


def tells(content: bytes) -> list[str]:
    """Find what gives a name away: the name in any writing of JSON or case, or an id made of it."""
    folded = content.decode("utf-8", "replace").casefold()
    ids = {name: derived_id("annotator", name_key(name)) for name in NAMES}
    writings = [
        (name, one.casefold())
        for name in NAMES
        for one in (name, json.dumps(name)[1:-1], name.replace(" ", "_"), name.replace(" ", "%20"), ids[name])
        if len(one) > 2
    ]
    return [name for name, writing in writings if writing in folded]


def written(project: Project, form: str, folder: Path, *, pseudonyms: bool, scope: Scope = EVERYTHING) -> bytes:
    folder.mkdir()
    export(project, ExportRequest(folder / "out", form, scope, pseudonyms=pseudonyms))
    return told(folder)


@pytest.mark.parametrize("form", WRITERS)
def test_no_byte_of_an_export_with_pseudonyms_tells_a_name(form: str, project: Project, tmp_path: Path) -> None:
    assert tells(written(project, form, tmp_path / "out", pseudonyms=True)) == []


def test_the_same_search_finds_the_names_in_an_export_as_it_is(project: Project, tmp_path: Path) -> None:
    assert set(tells(written(project, "jsonl", tmp_path / "out", pseudonyms=False))) == set(NAMES[:2])


def test_the_manifest_does_not_say_whose_work_was_asked_for(project: Project, tmp_path: Path) -> None:
    chosen = Scope(annotators=NAMES[:2])

    assert tells(written(project, "jsonl", tmp_path / "out", pseudonyms=True, scope=chosen)) == []


def test_no_id_can_be_made_from_a_guessed_name(project: Project, tmp_path: Path) -> None:
    plain = json.loads("[" + ",".join(lines(project, tmp_path / "a", pseudonyms=False)) + "]")
    hidden = "".join(lines(project, tmp_path / "b", pseudonyms=True))

    ids = [span["id"] for line in plain for span in line["spans"]]
    assert ids
    assert [one for one in ids if f'"{one}"' in hidden] == []


def test_one_annotator_has_one_pseudonym_in_every_export_and_copy(project: Project, tmp_path: Path) -> None:
    first = lines(project, tmp_path / "a", pseudonyms=True)
    project.ensure_annotator("somebody new")
    project.close()
    copy = tmp_path / "copy.annotator"
    shutil.copy(project.path, copy)

    with Project.open(copy, read_only=True) as opened:
        assert lines(opened, tmp_path / "b", pseudonyms=True) == first


def test_another_project_gives_other_pseudonyms(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.annotator") as other:
        export(project, ExportRequest(tmp_path / "whole.jsonl", scope=EVERYTHING))
        import_paths(other, [tmp_path / "whole.jsonl"])

        mine, others = (lines(one, tmp_path / place, pseudonyms=True) for one, place in ((project, "a"), (other, "b")))

    assert names_in(mine) & names_in(others) == {"gold"}


def test_nothing_but_names_and_ids_changes(project: Project, tmp_path: Path) -> None:
    plain, hidden = (sorted(places(lines(project, tmp_path / str(flag), pseudonyms=flag))) for flag in (False, True))

    assert hidden == plain


def test_links_and_sources_lead_to_spans_of_the_file(project: Project, tmp_path: Path) -> None:
    records = [json.loads(line) for line in lines(project, tmp_path / "a", pseudonyms=True)]

    spans = {span["id"] for record in records for span in record["spans"]}
    links = {end for record in records for link in record["relations"] for end in (link["from"], link["to"])}
    sources = {
        one
        for record in records
        for span in record["spans"]
        for one in (span.get("provenance") or {}).get("sources", ())
    }
    assert links
    assert sources
    assert links | sources <= spans


def test_the_command_hides_names_when_asked(project: Project, tmp_path: Path) -> None:
    project.close()
    (tmp_path / "out").mkdir()

    run(["export", str(project.path), str(tmp_path / "out" / "o.jsonl"), "--all", "--pseudonyms"])

    assert tells(told(tmp_path / "out")) == []


def lines(project: Project, folder: Path, *, pseudonyms: bool) -> list[str]:
    folder.mkdir()
    export(project, ExportRequest(folder / "out.jsonl", "jsonl", EVERYTHING, pseudonyms=pseudonyms))
    return (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()


def names_in(written: list[str]) -> set[str]:
    return {json.loads(line)["annotator"] for line in written}


def places(written: list[str]) -> list[tuple[str, str, int, int, str]]:
    records = [json.loads(line) for line in written]
    return [
        (record["status"], span["label"], span["start"], span["end"], span["note"])
        for record in records
        for span in record["spans"]
    ]
