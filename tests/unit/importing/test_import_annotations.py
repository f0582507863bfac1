"""Importing annotator/1: ids, texts, spans, relations, states and the scheme."""

import hashlib
import json
from pathlib import Path

import pytest

from annotator.model.document import DocumentState, Role
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.importing.run import ImportFailed, ImportOptions, ImportReport, import_paths
from annotator.services.project import Project
from tests.unit.importing.conftest import Lines

TEXT = "😀 Anna said that Bob had left."
ANNA = {"id": "s1", "layer": "entity", "label": "PERSON", "start": 2, "end": 6, "text": "Anna"}
BOB = {"id": "s2", "layer": "entity", "label": "PERSON", "start": 17, "end": 20, "text": "Bob"}
LINE = {"schema": "annotator/1", "document": "d1", "text": TEXT, "annotator": "first", "spans": [ANNA, BOB]}
KEEP = ImportOptions(keep_good=True)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def refused(project: Project, path: Path, options: ImportOptions | None = None) -> ImportReport:
    before = len(project.document_ids())
    with pytest.raises(ImportFailed) as caught:
        import_paths(project, [path], options)
    assert len(project.document_ids()) == before
    return caught.value.report


def span_reason(project: Project, path: Path) -> str:
    (fault,) = refused(project, path).as_json()["spans"]["rejected"]  # type: ignore[index]  # plain JSON
    return str(fault["reason"])


def relation_reason(project: Project, path: Path) -> str:
    (fault,) = refused(project, path).as_json()["relations"]["rejected"]  # type: ignore[index]  # plain JSON
    return str(fault["reason"])


def document_reason(project: Project, path: Path) -> str:
    (fault,) = refused(project, path).as_json()["documents"]["skipped"]  # type: ignore[index]  # plain JSON
    return str(fault["reason"])


def test_the_report_has_the_keys_that_scripts_rely_on(project: Project, lines: Lines) -> None:
    report = import_paths(project, [lines(LINE)]).as_json()

    assert report == {
        "documents": {"added": 1, "known": 0, "skipped": []},
        "spans": {"added": 2, "known": 0, "moved": 0, "rejected": []},
        "relations": {"added": 0, "known": 0, "rejected": []},
        "scheme": {"added": []},
        "offsets": {"code_point": 2, "utf16": 0, "crlf_as_1": 0, "crlf_as_2": 0, "nearest": 0},
        "warnings": [],
    }


def test_ids_in_the_file_are_kept(project: Project, lines: Lines) -> None:
    import_paths(project, [lines(LINE)])

    assert project.document_ids() == ("d1",)
    span = project.span(SpanId("s1"))
    assert span is not None
    assert span.text == "Anna"


def test_two_annotators_of_one_document_are_one_document(project: Project, lines: Lines) -> None:
    second = LINE | {"annotator": "second", "role": "gold", "spans": []}

    report = import_paths(project, [lines(LINE, second)])

    assert (report.documents_added, report.documents_known) == (1, 0)
    assert [(one.name, one.role) for one in project.annotators()] == [
        ("first", Role.ANNOTATOR),
        ("second", Role.GOLD),
    ]


def test_names_that_differ_in_case_are_one_annotator(project: Project, lines: Lines) -> None:
    import_paths(project, [lines(LINE, LINE | {"annotator": "FIRST", "spans": []})])

    assert [one.name for one in project.annotators()] == ["first"]


def test_importing_again_adds_nothing(project: Project, lines: Lines) -> None:
    path = lines(LINE | {"relations": [{"label": "speaker", "from": "s1", "to": "s2"}]})
    import_paths(project, [path])

    report = import_paths(project, [path])

    assert (report.documents_known, report.spans_known, report.relations_known) == (1, 2, 1)
    assert (report.documents_added, report.spans_added, report.relations_added) == (0, 0, 0)


def test_spans_without_ids_get_the_same_ones_each_time_and_equal_ones_are_told_apart(
    project: Project, lines: Lines
) -> None:
    span = {"label": "PERSON", "start": 2, "end": 6}
    path = lines({"text": TEXT, "spans": [span, span], "annotator": "first"})
    assert import_paths(project, [path]).spans_added == 2

    assert import_paths(project, [path]).spans_known == 2


def test_a_span_id_with_other_content_is_refused_in_the_project_and_in_the_file(project: Project, lines: Lines) -> None:
    other = LINE | {"spans": [ANNA | {"note": "changed"}]}
    assert "differs from the stored span" in span_reason(project, lines(LINE, other))
    import_paths(project, [lines(LINE)])

    assert "differs from the stored span" in span_reason(project, lines(other))
    elsewhere = {"text": "Anna again.", "annotator": "first", "spans": [ANNA | {"start": 0, "end": 4}]}
    assert "differs from the stored span" in span_reason(project, lines(elsewhere))


def test_a_known_text_keeps_the_projects_id_and_the_files_id_is_mapped(project: Project, lines: Lines) -> None:
    import_paths(project, [lines(LINE | {"document": "ours", "spans": []})])
    link = {"id": "r", "label": "speaker", "from": "s1", "to": "s2", "to_document": "theirs"}

    report = import_paths(project, [lines(LINE | {"document": "theirs", "relations": [link]})])

    assert project.document_ids() == ("ours",)
    assert (report.documents_known, report.relations_added) == (1, 1)


def test_a_document_id_that_stands_for_two_texts_is_refused(project: Project, lines: Lines) -> None:
    assert "further up" in document_reason(project, lines(LINE, LINE | {"text": "Another.", "spans": []}))
    import_paths(project, [lines(LINE)])

    assert "another text of the project" in document_reason(project, lines(LINE | {"text": "Another.", "spans": []}))


def test_the_hash_is_checked_on_the_text_as_written(project: Project, lines: Lines) -> None:
    raw = "\ufeffAnna\r\nBob"
    good = {"text": raw, "text_sha256": sha256(raw), "annotator": "first"}
    bob = {"label": "PERSON", "start": 7, "end": 10, "text": "Bob"}

    import_paths(project, [lines({"schema": "annotator/1", "spans": [bob]} | good)])

    (identity,) = project.document_ids()
    (span,) = project.spans(identity, project.annotators()[0].id)
    assert project.document(identity).text == "Anna\nBob"
    assert (span.start, span.text) == (5, "Bob")
    wrong = {"text": "Other", "text_sha256": sha256("Else")}
    assert "does not match its sha256" in document_reason(project, lines(wrong))


def test_a_span_of_which_nothing_is_stored_is_refused(project: Project, lines: Lines) -> None:
    line = {"text": "\ufeffAnna", "spans": [{"label": "PERSON", "start": 0, "end": 1}]}

    assert "nothing of it is left" in span_reason(project, lines(line))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "Bobo"}, "its text is not at 2-6"),
        ({"start": 6, "end": 2}, "ends at 2"),
        ({"start": 0, "end": 5000, "text": None}, "outside a text of 30 characters"),
        ({"label": "A B"}, "cannot be a name"),
        ({"label": "NEW", "layer": "A B"}, "cannot be a name"),
        ({"layer": "quote"}, "stands in layer entity"),
    ],
)
def test_a_wrong_span_is_refused_with_its_reason(
    project: Project, lines: Lines, changes: dict[str, object], words: str
) -> None:
    path = lines(LINE | {"spans": [ANNA | changes, BOB]})

    assert words in span_reason(project, path)
    assert import_paths(project, [path], KEEP).spans_added == 1


def test_the_failure_lists_every_fault_with_its_place(project: Project, lines: Lines) -> None:
    path = lines(LINE | {"spans": [ANNA | {"text": "Otto"}]}, [], LINE | {"relations": [{}]})

    with pytest.raises(ImportFailed) as caught:
        import_paths(project, [path])

    first, *listed = str(caught.value).splitlines()
    assert "3 faults" in first
    assert "--keep-good" in first
    assert [words.split(": ")[0].rsplit(", ", 1)[1] for words in listed] == ["line 1", "line 2", "line 3"]


def test_the_good_rest_is_kept_on_request_and_the_faults_are_still_told(project: Project, lines: Lines) -> None:
    path = lines([], LINE | {"relations": [{"label": "speaker", "from": "s1", "to": "nobody"}]})

    report = import_paths(project, [path], KEEP)

    assert (report.documents_added, report.spans_added, report.relations_added) == (1, 2, 0)
    assert len(report.faults) == 2


def test_relations_are_resolved_after_the_last_line(project: Project, lines: Lines) -> None:
    other = {"document": "d2", "text": "Bob.", "annotator": "first", "spans": [BOB | {"start": 0, "end": 3}]}
    link = {"id": "r", "label": "same_person", "from": "s1", "to": "s2", "to_document": "d2"}

    report = import_paths(project, [lines(LINE | {"spans": [ANNA], "relations": [link]}, other)])

    assert report.relations_added == 1
    assert report.scheme_added == ("same_person",)
    assert project.scheme.relation_label("same_person") is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"to": "nobody"}, "span nobody is not there"),
        ({"to": "s1"}, "with itself"),
        ({"to": "theirs"}, "another annotator"),
        ({"to_document": "d7"}, "not in document d7"),
        ({"label": "a b"}, "cannot be a name"),
    ],
)
def test_a_wrong_relation_is_refused_with_its_reason(
    project: Project, lines: Lines, changes: dict[str, str], words: str
) -> None:
    link = {"id": "r", "label": "speaker", "from": "s1", "to": "s2", "to_document": None}
    theirs = LINE | {"annotator": "second", "spans": [BOB | {"id": "theirs"}]}

    assert words in relation_reason(project, lines(LINE | {"relations": [link | changes]}, theirs))


def test_a_relation_id_with_other_content_is_refused(project: Project, lines: Lines) -> None:
    link = {"id": "r", "label": "speaker", "from": "s1", "to": "s2"}
    import_paths(project, [lines(LINE | {"relations": [link]})])

    assert "differs from the stored relation" in relation_reason(
        project, lines(LINE | {"relations": [link | {"label": "cue"}]})
    )


def test_a_relation_may_end_at_a_span_that_the_project_has(project: Project, lines: Lines) -> None:
    import_paths(project, [lines(LINE)])
    link = {"label": "speaker", "from": "s1", "to": "s2"}

    report = import_paths(project, [lines(LINE | {"spans": [], "relations": [link]})])

    assert report.relations_added == 1


def test_missing_labels_are_added_with_a_free_colour_and_no_key(project: Project, lines: Lines) -> None:
    spans = [ANNA | {"layer": "mood", "label": "GLAD"}, BOB | {"layer": "mood", "label": "SAD"}]
    colours = {label.colour for label in project.scheme.labels}

    report = import_paths(project, [lines(LINE | {"spans": spans})])

    assert report.scheme_added == ("mood", "GLAD", "SAD")
    added = [project.scheme.label(name) for name in ("GLAD", "SAD")]
    assert [label.key for label in added if label] == ["", ""]
    assert len(colours | {label.colour for label in added if label}) == len(colours) + 2


def test_a_strict_import_adds_no_label(project: Project, lines: Lines) -> None:
    link = {"label": "likes", "from": "s1", "to": "s2"}
    path = lines(LINE | {"spans": [ANNA | {"label": "HERO"}, BOB], "relations": [link]})

    report = refused(project, path, ImportOptions(strict_scheme=True))

    assert ["no label HERO" in fault.reason or "relation label" in fault.reason for fault in report.faults] == [
        True
    ] * 2
    assert project.scheme.label("HERO") is None


def test_more_labels_than_colours_still_come_in(project: Project, lines: Lines) -> None:
    spans = [ANNA | {"id": f"x{number}", "label": f"L{number}"} for number in range(40)]

    assert import_paths(project, [lines(LINE | {"spans": spans})]).spans_added == 40


def test_labels_are_renamed_on_request(project: Project, lines: Lines) -> None:
    path = lines(LINE | {"spans": [ANNA | {"label": "PER"}, BOB]})

    report = import_paths(project, [path], ImportOptions(mapping=(("PER", "PERSON"),), strict_scheme=True))

    assert report.spans_added == 2


def test_a_label_without_layer_goes_where_the_scheme_has_it_or_to_the_entities(project: Project, lines: Lines) -> None:
    spans = [{"label": "DIRECT", "start": 0, "end": 1}, {"label": "NEW", "start": 0, "end": 1}]

    import_paths(project, [lines({"text": TEXT, "spans": spans})])

    found = project.spans(project.document_ids()[0], project.annotators()[0].id)
    assert {(span.layer, span.label) for span in found} == {("quote", "DIRECT"), ("entity", "NEW")}


def test_work_of_nobody_named_belongs_to_whoever_was_asked_for(project: Project, lines: Lines) -> None:
    path = lines({"text": TEXT, "spans": [ANNA]})

    import_paths(project, [path], ImportOptions(annotator="second"))

    assert [one.name for one in project.annotators()] == ["second"]


def test_an_untouched_document_makes_no_annotator(project: Project, lines: Lines) -> None:
    import_paths(project, [lines({"text": TEXT, "annotator": "", "status": "todo"})], ImportOptions(annotator="first"))

    assert project.annotators() == ()


@pytest.mark.parametrize(
    ("status", "asked", "expected"),
    [
        (None, None, DocumentState.DONE),
        ("skipped", None, DocumentState.SKIPPED),
        ("todo", None, DocumentState.TODO),
        ("done", DocumentState.IN_PROGRESS, DocumentState.IN_PROGRESS),
    ],
)
def test_states_come_from_the_file_unless_asked_for(
    project: Project, lines: Lines, status: str | None, asked: DocumentState | None, expected: DocumentState
) -> None:
    import_paths(project, [lines(LINE | {"status": status})], ImportOptions(status=asked))

    assert project.state(project.document_ids()[0], project.annotators()[0].id) is expected


def test_a_state_that_is_there_already_stays_and_is_told(project: Project, lines: Lines) -> None:
    import_paths(project, [lines(LINE | {"status": "in_progress"})])

    report = import_paths(project, [lines(LINE | {"status": "done"})])

    assert project.state(project.document_ids()[0], project.annotators()[0].id) is DocumentState.IN_PROGRESS
    assert "stays in_progress" in report.warnings[0].reason


def test_lines_that_disagree_on_zones_and_tokens_are_told_and_the_first_counts(project: Project, lines: Lines) -> None:
    first = LINE | {"zones": [{"kind": "title", "start": 0, "end": 2}], "tokens": [[0, 1]]}
    second = LINE | {"annotator": "second", "spans": [], "zones": [], "tokens": []}

    report = import_paths(project, [lines(first, second)])

    document = project.document(project.document_ids()[0])
    assert (len(document.zones), document.tokens) == (1, ((0, 1),))
    assert [warning.place.line for warning in report.warnings] == [2, 2]
    again = import_paths(project, [lines(second)])
    assert [warning.reason.split()[1] for warning in again.warnings] == ["zones", "tokens"]


@pytest.mark.parametrize(
    "changes",
    [{"text": ""}, {"zones": [{"start": 0, "end": 5000}]}, {"tokens": [[3, 3]]}, {"tokens": [[0, 5000]]}],
)
def test_a_document_whose_own_parts_are_impossible_is_refused(
    project: Project, lines: Lines, changes: dict[str, object]
) -> None:
    assert document_reason(project, lines(LINE | {"spans": []} | changes))


def test_a_line_without_schema_is_placed_by_its_spans_texts(project: Project, lines: Lines) -> None:
    utf16 = {key: value for key, value in ANNA.items() if key != "id"} | {"start": 3, "end": 7}
    bob = {"label": "PERSON", "start": 28, "end": 31, "text": "Bob"}

    report = import_paths(project, [lines({"text": TEXT, "spans": [utf16, bob]})])

    assert report.as_json()["offsets"] == {
        "code_point": 0, "utf16": 1, "crlf_as_1": 0, "crlf_as_2": 0, "nearest": 1
    }  # fmt: skip
    assert report.spans_moved == 1
    spans = project.spans(project.document_ids()[0], project.annotators()[0].id)
    assert [span.text for span in spans] == ["Anna", "Bob"]


def test_a_line_that_is_read_halfway_leaves_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(LINE) + '\n{"text": "cut o', encoding="utf-8")

    assert "line 2: the line is not JSON" in document_reason(project, path)
    (count,) = project.file.db.execute(f"SELECT count(*) FROM {RecordKind.SPAN.value}").fetchone()
    assert count == 0
