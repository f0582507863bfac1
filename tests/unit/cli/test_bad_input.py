"""Claims about input that cannot be taken: a sentence, exit 1, nothing half-written, nothing lost."""

import json
import os
import sqlite3
import struct
from pathlib import Path

import pytest

from annotator.formats import base
from annotator.services.scheme_file import default_scheme, scheme_to_json
from tests.unit.cli.conftest import ROOT, Answer, Ask, line, span

GOOD = line("Choe met Lavrov.", annotator="anna", spans=[span(0, 4, "Choe")])
OTHER = "Lavrov met Choe."


def refused(answer: Answer, *words: str) -> None:
    """Assert that a command refused in a sentence with these words."""
    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err
    assert "mistake of its own" not in answer.err
    for word in words:
        assert word in answer.err


def nothing_in(annotator: Ask, project: Path) -> None:
    """Assert that a project has neither articles nor annotators."""
    found = annotator("info", project, "--json").json
    assert (found["documents"], found["annotators"], found["spans"]) == (0, [], {})


def test_a_wrong_path_is_named(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    refused(annotator("import", empty, tmp_path / "missing.txt"), "There is no file or folder", "missing.txt")


def test_a_wrong_path_beside_a_right_one_writes_nothing(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    answer = annotator("import", empty, ROOT / "seeds", tmp_path / "missing.txt", "--json")

    assert answer.code == 1
    assert "missing.txt" in answer.json["error"]
    nothing_in(annotator, empty)


def test_a_folder_without_articles_is_named(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG")

    refused(annotator("import", empty, tmp_path / "pictures"), "holds no article", "pictures")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty (0 bytes)"),
        (b" \n\t ", "only blanks"),
        (bytes(range(256)) * 40, "was not imported"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "was not imported"),
    ],
    ids=["nothing", "blanks", "binary", "program"],
)
def test_a_file_that_is_no_article_is_named_with_the_reason(
    annotator: Ask, empty: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)

    refused(annotator("import", empty, path), "odd.txt", words)
    nothing_in(annotator, empty)


def test_a_file_in_a_folder_that_is_no_article_is_skipped_with_the_reason(
    annotator: Ask, empty: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(OTHER, encoding="utf-8")
    (folder / "nothing.txt").write_bytes(b"")
    (folder / "table.xyz").write_text("?", encoding="utf-8")

    report = annotator("import", empty, folder, "--json").json

    assert report["documents"]["added"] == 1
    assert [Path(one["path"]).name for one in report["documents"]["skipped"]] == ["table.xyz", "nothing.txt"]


def test_a_file_of_200_mb_is_refused_without_reading_it_all(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse: it takes no room

    refused(annotator("import", empty, big), "big.txt", f"{base.LARGEST_ARTICLE_BYTES // 1024 // 1024} MB")


def test_a_broken_line_is_told_with_its_number_and_reason(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(GOOD + '{"text": "no end\n' + line(OTHER), encoding="utf-8")

    answer = annotator("import", empty, data)

    refused(answer, "data.jsonl, line 2", "not JSON", "--keep-good")
    nothing_in(annotator, empty)


def test_keep_good_takes_the_other_lines_and_lists_the_fault(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(GOOD + '{"text": "no end\n' + line(OTHER), encoding="utf-8")

    answer = annotator("import", empty, data, "--keep-good", "--json")

    assert answer.code == 0
    assert answer.json["documents"]["added"] == 2
    assert [one["reason"].split(":")[0] for one in answer.json["documents"]["skipped"]] == ["line 2"]


BAD_SPANS = {
    "reversed": (span(6, 0, "Lavrov"), "not after its start"),
    "empty": (span(3, 3, ""), "not after its start"),
    "outside": (span(0, 99, "Lavrov"), "outside a text of 16"),
    "negative": (span(-3, 6, "Lavrov"), "before the text"),
    "wrong text": (span(0, 6, "Putin!"), "its text is not at 0-6"),
    "no number": ({**span(0, 6, "Lavrov"), "start": "0"}, "start"),
    "no label": ({"start": 0, "end": 6}, "label"),
}


@pytest.mark.parametrize("name", BAD_SPANS)
def test_a_span_that_cannot_stand_is_told_and_stops_the_import(
    annotator: Ask, empty: Path, tmp_path: Path, name: str
) -> None:
    bad, words = BAD_SPANS[name]
    data = tmp_path / "data.jsonl"
    data.write_text(GOOD + line(OTHER, schema="annotator/1", annotator="anna", spans=[bad]), encoding="utf-8")

    answer = annotator("import", empty, data, "--json")

    assert answer.code == 1
    (rejected,) = answer.json["spans"]["rejected"]
    assert rejected["reason"].startswith("line 2: ")
    assert words in rejected["reason"]
    nothing_in(annotator, empty)


@pytest.mark.parametrize("name", BAD_SPANS)
def test_keep_good_leaves_out_the_span_alone(annotator: Ask, empty: Path, tmp_path: Path, name: str) -> None:
    bad, _ = BAD_SPANS[name]
    data = tmp_path / "data.jsonl"
    spans = [bad, span(11, 15, "Choe")]
    data.write_text(line(OTHER, schema="annotator/1", annotator="anna", spans=spans), encoding="utf-8")

    answer = annotator("import", empty, data, "--keep-good")

    assert answer.code == 0
    assert "Left out " in answer.out
    assert annotator("info", empty, "--json").json["spans"] == {"entity": {"PERSON": 1}}


def test_an_unknown_label_is_refused_with_strict_scheme(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(line(OTHER, spans=[span(0, 6, "Lavrov", "ENVOY")]), encoding="utf-8")

    refused(annotator("import", empty, data, "--strict-scheme"), "the scheme has no label ENVOY", "line 1")
    nothing_in(annotator, empty)


def test_a_text_that_does_not_match_its_hash_is_refused(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(line(OTHER, text_sha256="0" * 64), encoding="utf-8")

    refused(annotator("import", empty, data), "does not match its sha256")


def test_a_format_that_is_not_there_names_those_that_are(annotator: Ask, empty: Path) -> None:
    refused(annotator("import", empty, ROOT / "seeds", "--format", "brat2"), "'brat2'", "jsonl")


READING = [("info",), ("search", "x"), ("export", "out.jsonl"), ("state", "--annotator", "a", "--set", "done")]
CHANGING = [("import", str(ROOT / "seeds")), ("state", "--annotator", "a", "--set", "done")]


def with_project(arguments: tuple[str, ...], project: Path) -> tuple[object, ...]:
    """Put the project behind the command's name."""
    return (arguments[0], project, *arguments[1:])


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: str(arguments[0]))
def test_a_project_of_a_newer_version_is_refused_and_untouched(
    annotator: Ask, empty: Path, arguments: tuple[str, ...]
) -> None:
    data = bytearray(empty.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    empty.write_bytes(data)

    refused(annotator(*with_project(arguments, empty)), "newer Annotator", "schema 99", "install the newer program")
    assert empty.read_bytes() == bytes(data)


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: str(arguments[0]))
def test_another_programs_database_is_refused_and_untouched(
    annotator: Ask, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = tmp_path / "other.annotator"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    refused(annotator(*with_project(arguments, path)), "database of another program")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"just words", b"SQLite format 3\x00"], ids=["nothing", "words", "stub"])
def test_a_file_that_is_no_project_is_refused_and_untouched(annotator: Ask, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.annotator"
    path.write_bytes(content)

    refused(annotator("import", path, ROOT / "seeds"), "no.annotator")
    assert path.read_bytes() == content


def test_a_folder_instead_of_a_project_is_refused(annotator: Ask, tmp_path: Path) -> None:
    refused(annotator("info", tmp_path), "folder")


def test_new_does_not_touch_a_file_that_is_there(annotator: Ask, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("mine", encoding="utf-8")

    refused(annotator("new", path), "already a file")
    assert path.read_text(encoding="utf-8") == "mine"


def test_an_export_over_the_project_itself_is_refused(annotator: Ask, sample: Path) -> None:
    before = sample.read_bytes()

    refused(annotator("export", sample, sample, "--all"), "belongs to the project itself")
    assert sample.read_bytes() == before


def test_an_export_into_a_folder_that_is_not_there_is_refused(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    refused(annotator("export", sample, tmp_path / "no" / "o.jsonl"), "There is no folder")


def test_an_export_of_somebody_unknown_names_those_there_are(annotator: Ask, sample: Path, tmp_path: Path) -> None:
    refused(annotator("export", sample, tmp_path / "o.jsonl", "--annotator", "nobody"), "first, second")
    assert not (tmp_path / "o.jsonl").exists()


needs_other_people = pytest.mark.skipif(
    not hasattr(os, "geteuid"), reason="permissions are asked for in the way of POSIX systems"
)


def let_everybody_in(folder: Path) -> None:
    """Open the folders that pytest made for this run and no others; skip where somebody else could not come so far."""
    way = (folder, *folder.parents)
    names = [one.name.startswith("pytest-of-") for one in way]
    own = way[: names.index(True) + 1] if True in names else way[:1]
    if os.geteuid() == 0 and any(not one.stat().st_mode & 0o001 for one in way[len(own) :]):
        pytest.skip("the folder for temporary files is closed to everybody else")
    for one in own:
        one.chmod(one.stat().st_mode | 0o005)


@pytest.fixture
def read_only(tmp_path: Path, sample: Path) -> Path:
    """The sample project in a folder in which nothing may be written."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    path = folder / "kept.annotator"
    path.write_bytes(sample.read_bytes())
    path.chmod(0o444)
    folder.chmod(0o555)
    let_everybody_in(tmp_path)
    return path


def as_somebody(process: Ask, *arguments: object) -> Answer:
    """Run a command as a person whom permissions bind; root becomes nobody first."""
    if os.geteuid() != 0:
        return process(*arguments)
    return process(*arguments, user=65534)


@needs_other_people
@pytest.mark.parametrize("arguments", CHANGING, ids=lambda arguments: str(arguments[0]))
def test_a_read_only_folder_is_named_by_commands_that_write(
    process: Ask, read_only: Path, arguments: tuple[str, ...]
) -> None:
    before = read_only.read_bytes()

    answer = as_somebody(process, *with_project(arguments, read_only))

    refused(answer, "make the folder writable")
    assert read_only.read_bytes() == before
    assert [path.name for path in read_only.parent.iterdir()] == ["kept.annotator"]


@needs_other_people
def test_a_project_in_a_read_only_folder_can_be_read(process: Ask, read_only: Path) -> None:
    assert as_somebody(process, "info", read_only, "--json").json["documents"] == 5
    assert as_somebody(process, "search", read_only, "Lavrov").code == 0


@needs_other_people
def test_new_and_export_name_a_read_only_folder(process: Ask, read_only: Path, tmp_path: Path) -> None:
    # The shipped scheme lies in the checkout, where somebody else may not look.
    scheme = tmp_path / "scheme.json"
    scheme.write_text(scheme_to_json(default_scheme()), encoding="utf-8")

    new = as_somebody(process, "new", read_only.parent / "new.annotator", "--scheme", scheme)
    export = as_somebody(process, "export", read_only, read_only.parent / "o.jsonl")

    refused(new, "writable")
    refused(export, "o.jsonl", "choose another place")
    assert [path.name for path in read_only.parent.iterdir()] == ["kept.annotator"]


@needs_other_people
def test_an_article_that_may_not_be_read_is_named(process: Ask, tmp_path: Path, empty: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(OTHER, encoding="utf-8")
    secret.chmod(0)
    let_everybody_in(tmp_path)
    tmp_path.chmod(0o777)
    for path in tmp_path.glob("empty.annotator*"):
        path.chmod(0o666)

    refused(as_somebody(process, "import", empty, secret), "secret.txt", "check its permissions")


def test_bad_lines_of_every_kind_never_raise(annotator: Ask, empty: Path, tmp_path: Path) -> None:
    odd: list[object] = [
        None,
        1,
        [],
        {},
        {"text": 1},
        {"text": ""},
        {"text": "x", "spans": {}},
        {"text": "x", "meta": 1},
    ]
    data = tmp_path / "odd.jsonl"
    data.write_text("".join(json.dumps(one) + "\n" for one in odd) + "[" * 100_000 + "\n", encoding="utf-8")

    answer = annotator("import", empty, data)

    refused(answer, *(f"line {number}" for number in range(1, len(odd) + 2)))
