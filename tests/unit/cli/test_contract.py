"""Claims about exit codes, stdout, stderr and the JSON that scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.services.project import Project
from tests.unit.cli.conftest import ROOT, Ask, line, span

CONTRACT = (
    "open", "demo", "new", "import", "state", "export", "search", "check", "info", "formats", "render", "actions",
)  # fmt: skip


@pytest.mark.parametrize("command", CONTRACT)
def test_every_command_of_the_contract_explains_itself(annotator: Ask, command: str) -> None:
    answer = annotator(command, "--help")

    assert answer.code == 0
    assert answer.out.startswith(f"Usage: annotator {command} ")


def test_help_names_every_command(annotator: Ask) -> None:
    named = {words.split()[0] for words in annotator("--help").out.splitlines() if words.startswith("  ")}

    assert named >= set(CONTRACT)


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("new",),
        ("import", "p.annotator"),
        ("info", "p.annotator", "--frobnicate"),
        ("state", "p.annotator", "--annotator", "first", "--set", "finished"),
        ("import", "p.annotator", "x", "--map", "PERSON"),
        ("render", "p.annotator", "--document", "x", "--theme", "purple", "--out", "x.png"),
        ("search", "p.annotator"),
    ],
)
def test_wrong_usage_exits_2_and_says_so_on_stderr(annotator: Ask, arguments: tuple[str, ...]) -> None:
    answer = annotator(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert "Error: " in answer.err


def test_an_error_is_one_sentence_on_stderr_and_exit_1(annotator: Ask, tmp_path: Path) -> None:
    answer = annotator("info", tmp_path / "nowhere.annotator")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("There is no project at ")
    assert answer.err.count("\n") == 1


def test_an_error_with_json_is_one_json_value_too(annotator: Ask, tmp_path: Path) -> None:
    answer = annotator("info", tmp_path / "nowhere.annotator", "--json")

    assert answer.code == 1
    assert answer.json == {"error": answer.err.strip()}


def test_a_path_instead_of_a_command_opens_it(annotator: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    answer = annotator(tmp_path / "some.annotator")

    assert answer.code == 1
    assert answer.err.startswith("There is no display")


def test_no_arguments_open_the_window(annotator: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert annotator().err.startswith("There is no display")


def test_new_makes_a_project_with_the_default_scheme(annotator: Ask, tmp_path: Path) -> None:
    path = tmp_path / "made.annotator"

    answer = annotator("new", path)

    assert (answer.code, answer.err) == (0, "")
    found = annotator("info", path, "--json").json
    assert found["documents"] == 0
    assert "PERSON" in [label["name"] for label in found["scheme"]["labels"]]


def test_new_takes_a_scheme_file(annotator: Ask, tmp_path: Path) -> None:
    scheme = {
        "layers": [{"name": "tone"}],
        "labels": [{"layer": "tone", "name": "IRONY", "colour": "#123456"}],
        "relation_labels": [],
    }
    (tmp_path / "scheme.json").write_text(json.dumps(scheme), encoding="utf-8")

    assert annotator("new", tmp_path / "p.annotator", "--scheme", tmp_path / "scheme.json").code == 0

    found = annotator("info", tmp_path / "p.annotator", "--json").json
    assert [label["name"] for label in found["scheme"]["labels"]] == ["IRONY"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"not json", b"[]"])
def test_a_scheme_that_cannot_be_read_leaves_no_project(annotator: Ask, tmp_path: Path, content: bytes | None) -> None:
    scheme = tmp_path / "scheme.json"
    if content is not None:
        scheme.write_bytes(content)

    answer = annotator("new", tmp_path / "p.annotator", "--scheme", scheme)

    assert answer.code == 1
    assert "scheme" in answer.err
    assert not (tmp_path / "p.annotator").exists()


def test_info_json_has_the_promised_keys(annotator: Ask, sample: Path) -> None:
    found = annotator("info", sample, "--json").json

    assert list(found) == ["documents", "annotators", "spans", "suggestions", "relations", "scheme", "versions"]
    assert found["documents"] == 5
    assert [one["name"] for one in found["annotators"]] == ["first", "second"]
    assert set(found["annotators"][0]) == {"name", "role", "done", "in_progress", "skipped", "todo", "spans"}
    assert sum(sum(labels.values()) for labels in found["spans"].values()) == sum(
        one["spans"] for one in found["annotators"]
    )
    assert found["suggestions"] == {}


def test_info_counts_as_the_lines_of_the_sample_do(annotator: Ask, sample: Path) -> None:
    lines = [json.loads(line) for line in (ROOT / "seeds" / "annotations.jsonl").read_text("utf-8").splitlines()]

    found = annotator("info", sample, "--json").json

    assert found["relations"] == sum(len(line["relations"]) for line in lines)
    for one in found["annotators"]:
        own = [line for line in lines if line["annotator"] == one["name"]]
        assert one["spans"] == sum(len(line["spans"]) for line in own)
        assert one["done"] == sum(line["status"] == "done" for line in own)


def test_info_for_people_names_annotators_and_labels(annotator: Ask, sample: Path) -> None:
    answer = annotator("info", sample)

    assert answer.out.splitlines()[0].endswith("5 articles, 237 links")
    assert "first (annotator)" in answer.out
    assert "PERSON" in answer.out


def test_import_json_has_the_promised_keys(annotator: Ask, empty: Path) -> None:
    report = annotator("import", empty, ROOT / "seeds", "--json").json

    assert report["documents"]["added"] == 5
    assert set(report["documents"]) == {"added", "known", "skipped"}
    assert set(report["spans"]) == {"added", "known", "moved", "rejected"}
    assert set(report["relations"]) == {"added", "known", "rejected"}
    assert report["scheme"] == {"added": []}
    assert report["offsets"]["code_point"] == report["spans"]["added"]


def test_importing_twice_adds_nothing(annotator: Ask, sample: Path) -> None:
    before = annotator("info", sample, "--json").json

    report = annotator("import", sample, ROOT / "seeds" / "annotations.jsonl", "--json").json

    assert (report["documents"]["added"], report["spans"]["added"], report["relations"]["added"]) == (0, 0, 0)
    assert annotator("info", sample, "--json").json == before


def test_a_dry_run_tells_and_writes_nothing(annotator: Ask, empty: Path) -> None:
    before = empty.read_bytes()

    answer = annotator("import", empty, ROOT / "seeds", "--dry-run")

    assert answer.out.startswith("Would add 5 articles")
    assert empty.read_bytes() == before


def test_import_renames_labels_and_names_the_annotator(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(line(spans=[span(0, 6, "Lavrov", "PER")]), encoding="utf-8")

    answer = annotator(
        "import", empty, data, "--map", "PER=PERSON", "--annotator", "anna", "--status", "in_progress", "--json"
    )

    assert answer.json["scheme"]["added"] == []
    found = annotator("info", empty, "--json").json
    assert found["spans"] == {"entity": {"PERSON": 1}}
    assert [(one["name"], one["in_progress"]) for one in found["annotators"]] == [("anna", 1)]


def test_import_says_which_labels_are_new(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(line(spans=[span(0, 6, "Lavrov", "ENVOY")]), encoding="utf-8")

    assert "New in the scheme: ENVOY." in annotator("import", empty, data).out


def test_export_json_has_the_promised_keys_and_exact_spans(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"

    report = annotator("export", sample, out, "--all", "--json").json

    assert set(report) == {"out", "manifest", "documents", "spans", "relations", "unresolved", "lost"}
    assert (report["documents"], report["lost"]) == (5, [])
    assert Path(report["manifest"]).is_file()
    spans = [
        (line["text"], one) for line in map(json.loads, out.read_text("utf-8").splitlines()) for one in line["spans"]
    ]
    assert len(spans) == report["spans"] > 0
    assert all(text[one["start"] : one["end"]] == one["text"] for text, one in spans)


def test_two_exports_are_byte_identical(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        assert annotator("export", sample, tmp_path / name, "--annotator", "second").code == 0

    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_export_says_what_has_no_single_answer(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    assert "Left out 5 articles without a single answer" in annotator("export", sample, tmp_path / "o.jsonl").out


def test_formats_lists_what_is_read_and_written(annotator: Ask) -> None:
    listed = {one["name"]: one for one in annotator("formats", "--json").json}

    assert (listed["jsonl"]["reads"], listed["jsonl"]["writes"]) == (True, True)
    assert set(listed["text"]) >= {"name", "extensions", "reads", "writes", "keeps"}
    assert annotator("formats").out.startswith("jsonl (.jsonl, .ndjson): reads and writes")


def test_actions_lists_fixed_ids_and_the_labels_of_the_default_scheme(annotator: Ask) -> None:
    listed = {one["id"]: one for one in annotator("actions", "--json").json}

    assert listed["edit.undo"]["keys"] == ["Ctrl+Z"]
    assert listed["label.entity.PERSON"]["keys"][0] == "1"
    assert all(set(one) == {"id", "text", "keys", "scope"} and one["text"] for one in listed.values())
    assert "document.done_next" in annotator("actions").out


def test_state_marks_all_documents_or_the_named_one(annotator: Ask, sample: Path) -> None:
    report = annotator("state", sample, "--annotator", "first", "--set", "skipped", "--json").json
    assert (report["documents"], report["changed"]) == (5, 5)

    title = annotator("search", sample, "glass", "--json").json["hits"][0]["title"]
    answer = annotator("state", sample, "--annotator", "FIRST", "--set", "in_progress", "--document", title)

    assert answer.out == "first: 1 article in progress, 1 changed.\n"
    first = annotator("info", sample, "--json").json["annotators"][0]
    assert (first["skipped"], first["in_progress"], first["done"]) == (4, 1, 0)


def test_state_takes_an_id_too_and_counts_an_article_named_twice_once(annotator: Ask, sample: Path) -> None:
    identity = annotator("search", sample, "glass", "--json").json["hits"][0]["document"]
    twice = ("--document", identity, "--document", identity)

    report = annotator("state", sample, "--annotator", "first", "--set", "todo", *twice, "--json").json

    assert report == {"annotator": "first", "state": "todo", "documents": 1, "changed": 1}


@pytest.mark.parametrize("more", [(), ("--document", " ")])
def test_state_needs_an_article(annotator: Ask, empty: Path, more: tuple[str, ...]) -> None:
    answer = annotator("state", empty, "--annotator", "first", "--set", "done", *more)

    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert annotator("info", empty, "--json").json["annotators"] == []


def test_state_refuses_a_document_that_is_not_there_and_changes_nothing(annotator: Ask, sample: Path) -> None:
    before = annotator("info", sample, "--json").json

    answer = annotator("state", sample, "--annotator", "third", "--set", "done", "--document", "No such title")

    assert answer.code == 1
    assert "There is no article “No such title”" in answer.err
    assert annotator("info", sample, "--json").json == before


def test_search_json_has_exact_places(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    annotator("export", sample, out, "--all")
    texts = {line["document"]: line["text"] for line in map(json.loads, out.read_text("utf-8").splitlines())}

    found = annotator("search", sample, "Pyong*", "--json").json

    assert found["total"] == len(found["hits"]) > 0
    for hit in found["hits"]:
        assert list(hit) == ["document", "title", "start", "end", "left", "match", "right"]
        assert texts[hit["document"]][hit["start"] : hit["end"]] == hit["match"]
        assert hit["left"] + hit["match"] + hit["right"] in texts[hit["document"]]


def test_search_for_a_label_of_one_annotator_finds_her_spans(annotator: Ask, sample: Path) -> None:
    everybody = annotator("search", sample, "label:SCARE", "--json").json["total"]
    first = annotator("search", sample, "label:SCARE", "--annotator", "first", "--json").json["total"]

    assert 0 < first <= everybody


def test_search_shows_no_more_hits_than_asked_for_and_counts_all(annotator: Ask, sample: Path) -> None:
    answer = annotator("search", sample, "the", "--limit", "2")

    *hits, count = answer.out.splitlines()
    assert len(hits) == 2
    assert count.endswith("hits, the first 2 shown")


@pytest.mark.parametrize("query", ["", "label:", "label:NOBODY", '"open', "*"])
def test_a_wrong_search_gets_a_sentence(annotator: Ask, sample: Path, query: str) -> None:
    answer = annotator("search", sample, query)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1


def test_search_of_an_unknown_annotator_names_those_there_are(annotator: Ask, sample: Path) -> None:
    answer = annotator("search", sample, "label:PERSON", "--annotator", "nobody")

    assert answer.code == 1
    assert "there is first, second" in answer.err


def test_article_text_cannot_steer_the_terminal(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Before \x1b[2J\u202e after the envoy spoke", encoding="utf-8")
    annotator("import", empty, tmp_path / "a.txt")

    out = annotator("search", empty, "envoy").out

    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("module", ["exchange_commands", "project_commands", "search_commands", "window_commands"])
def test_no_module_of_commands_loads_qt_or_spacy(module: str) -> None:
    program = f"import sys, annotator.cli.{module}; print(*{{name.split('.')[0] for name in sys.modules}})"

    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not set(loaded.stdout.split()) & {"PySide6", "shiboken6", "qtawesome", "qtpy", "spacy", "thinc"}


def test_help_loads_no_database(process: Ask) -> None:
    program = "import sys; from annotator.cli.program import run; run(['--help']); print(*sys.modules)"

    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "annotator.cli.program" in out.split()
    assert not {"sqlite_utils", "sqlite3", "platformdirs"} & set(out.split())


def test_a_reader_that_goes_away_is_no_failure(sample: Path) -> None:
    command = f'"{sys.executable}" -m annotator search "{sample}" the; echo "code $?" >&2'

    done = subprocess.run(
        ["bash", "-c", f"({command}) | head -c 1"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stderr == "code 0\n"


def test_a_project_that_somebody_holds_is_refused_naming_the_holder(annotator: Ask, process: Ask, empty: Path) -> None:
    with Project.open(empty):
        writing = process("state", empty, "--annotator", "first", "--set", "done")
        reading = process("info", empty, "--json")

    assert writing.code == 1
    assert "is open elsewhere" in writing.err
    assert "process" in writing.err
    assert reading.json["documents"] == 0


def test_the_program_runs_as_a_module(process: Ask) -> None:
    assert process("--version").out.startswith("annotator, version ")


def test_json_stays_ascii_where_stdout_cannot_hold_more(process: Ask, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Außenminister 𠮷 sprach.", encoding="utf-8")
    assert process("new", "p.annotator").code == 0
    assert process("import", "p.annotator", "a.txt").code == 0

    answer = process("search", "p.annotator", "sprach", "--json", PYTHONIOENCODING="ascii")

    assert answer.out.isascii()
    assert answer.json["hits"][0]["left"] == "Der Außenminister 𠮷 "
