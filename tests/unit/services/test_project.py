"""A project: annotators, imports, what it answers, and its index of words."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest

from annotator.errors import UserError
from annotator.model.document import Document, DocumentState, Metadata, Role
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Label, Layer, Scheme
from annotator.services.commands import AddSpan, Plan, RelabelSpan, SetMetadata, SetNote, SetState
from annotator.services.document_commands import RemoveDocument
from annotator.services.project import SYSTEM, Project
from annotator.storage.rows import change, document_image
from annotator.storage.scheme_rows import label_image
from tests.unit.services.conftest import TEXT, Desk


def matches(project: Project, words: str) -> int:
    (count,) = project.file.db.execute(
        "SELECT count(*) FROM document_fts WHERE document_fts MATCH ?", [words]
    ).fetchone()
    return int(count)


def test_a_project_is_made_with_the_default_scheme_or_another(tmp_path: Path) -> None:
    scheme = Scheme((Layer("l", "only"),), (Label("x", "only", "X", "#123456"),), ())

    with Project.create(tmp_path / "a.annotator") as default, Project.create(tmp_path / "b.annotator", scheme) as own:
        assert default.scheme.label("PERSON")
        assert [label.name for label in own.scheme.labels] == ["X"]
        assert default.uuid != own.uuid


def test_everything_is_there_after_a_restart(desk: Desk) -> None:
    desk.add("Ana Moreno")
    before = (desk.spans(), desk.project.document(desk.document), desk.project.scheme, desk.project.uuid)
    desk.project.close()

    with Project.open(desk.project.path) as project:
        assert before == (
            project.spans(desk.document, desk.first),
            project.document(desk.document),
            project.scheme,
            project.uuid,
        )


@pytest.mark.parametrize("other", ["FIRST", " first ", "First"])
def test_names_that_differ_in_case_or_blanks_are_one_annotator(desk: Desk, other: str) -> None:
    assert desk.project.ensure_annotator(other).id == desk.first
    assert len(desk.project.annotators()) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("Straße", "STRASSE"), ("e\u0301", "É"), ("a  b", "a\nb"), ("x\ud800", "X\udfff")]
)
def test_names_that_fold_to_the_same_are_one_annotator(desk: Desk, one: str, other: str) -> None:
    assert desk.project.ensure_annotator(one) == desk.project.ensure_annotator(other)


@pytest.mark.parametrize("name", ["", "  ", "\n", "\u200b", "\x07", "x" * 81])
def test_a_name_that_cannot_be_read_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(UserError, match="name"):
        desk.project.ensure_annotator(name)

    assert len(desk.project.annotators()) == 2


def test_an_annotator_keeps_the_role_she_came_with(desk: Desk) -> None:
    lead = desk.project.ensure_annotator("lead", Role.LEAD)

    assert desk.project.annotator("LEAD") == lead
    assert lead.role is Role.LEAD
    assert desk.project.annotator("nobody") is None


def test_the_project_remembers_who_annotated_last(desk: Desk) -> None:
    assert desk.project.remembered_annotator() is None

    desk.project.remember_annotator(desk.second)
    desk.project.remember_annotator(desk.second)
    assert desk.project.remembered_annotator() == desk.second

    desk.project.remember_annotator(AnnotatorId("gone"))
    assert desk.project.remembered_annotator() is None


def test_summaries_count_only_ones_own_spans(desk: Desk) -> None:
    desk.add("Ana Moreno")
    desk.add("Ben Okafor")

    mine, hers = desk.project.summaries(desk.first)[0], desk.project.summaries(desk.second)[0]

    assert (mine.title, mine.spans, mine.state) == ("Ferry", 2, DocumentState.IN_PROGRESS)
    assert (hers.spans, hers.state) == (0, DocumentState.TODO)
    assert desk.project.summary(desk.first, desk.document) == mine
    assert desk.project.summary(desk.first, DocumentId("gone")) is None


def test_an_article_without_a_title_is_called_by_its_first_words(desk: Desk) -> None:
    desk.act(SetMetadata(desk.document, Metadata()))

    assert desk.project.summaries(desk.first)[0].title == " ".join(TEXT.split()[:8])
    assert desk.project.document(desk.document).title == " ".join(TEXT.split()[:8])


def test_what_is_gone_is_said_to_be_gone(desk: Desk) -> None:
    assert desk.project.span(SpanId("gone")) is None
    with pytest.raises(UserError, match="no longer in the project"):
        desk.project.document(DocumentId("gone"))


def test_the_history_of_a_span_tells_who_and_when(desk: Desk) -> None:
    span = desk.add("Ana Moreno")
    desk.act(SetNote(span, "who?"))
    desk.act(RelabelSpan(span, "ORG"))
    desk.project.undo(desk.first)

    history = desk.project.span_history(span)

    assert [operation.kind for operation in history] == ["AddSpan", "SetNote", "RelabelSpan", "undo"]
    assert {operation.actor for operation in history} == {desk.first}
    assert [operation.counter for operation in history] == sorted(operation.counter for operation in history)
    assert all(operation.at.endswith("Z") and operation.touches(desk.document) for operation in history)


def test_an_import_that_fails_half_way_leaves_nothing_behind(desk: Desk) -> None:
    def records() -> Iterator[Change]:
        for number in range(3_000):
            document = replace(Document.of(f"text {number}"), position=number)
            yield change(RecordKind.DOCUMENT, None, document_image(document))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.project.import_records("import", records())

    assert len(desk.project.document_ids()) == 2
    assert matches(desk.project, "text") == 0
    assert not desk.project.file.db.conn.in_transaction


def test_an_import_may_bring_labels(desk: Desk) -> None:
    revision = desk.project.scheme.revision
    ship = Label("ship", "entity", "SHIP", "#123456")

    desk.project.import_records("import", [change(RecordKind.LABEL, None, label_image(ship))])

    assert desk.project.scheme.label("SHIP") == ship
    assert desk.project.scheme.revision == revision + 1


def test_an_import_only_adds(desk: Desk) -> None:
    image = document_image(desk.project.document(desk.document))

    with pytest.raises(ValueError, match="only adds"):
        desk.project.import_records("import", [change(RecordKind.DOCUMENT, image, None)])
    with pytest.raises(UserError, match="does not fit"):
        desk.project.import_records("import", [change(RecordKind.DOCUMENT, None, image)])


def test_a_text_with_half_a_character_is_refused_whole(desk: Desk) -> None:
    document = Document.of("half \ud800")

    with pytest.raises(UserError, match="half a character"):
        desk.project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])

    assert len(desk.project.document_ids()) == 2


def test_the_index_of_words_follows_every_change(desk: Desk) -> None:
    assert matches(desk.project, "ferry") == 1

    desk.act(SetMetadata(desk.document, Metadata(title="Zeppelin")))
    assert (matches(desk.project, "zeppelin"), matches(desk.project, "title:ferry")) == (1, 0)

    desk.project.undo(desk.first)
    assert (matches(desk.project, "zeppelin"), matches(desk.project, "title:ferry")) == (0, 1)

    desk.act(RemoveDocument(desk.document))
    assert matches(desk.project, "ferry") == 0

    desk.project.undo(desk.first)
    assert matches(desk.project, "ferry") == 1


def test_a_record_changed_behind_the_back_is_refused_not_overwritten(desk: Desk) -> None:
    class Stale:
        def plan(self, reader: object) -> object:
            image = document_image(desk.project.document(desk.document))
            return Plan("stale", (change(RecordKind.DOCUMENT, dict(image) | {"title": "other"}, image),))

    with pytest.raises(UserError, match="changed meanwhile"):
        desk.project.execute(Stale(), desk.first)  # type: ignore[arg-type]  # a command made wrong on purpose


def test_system_is_nobody(desk: Desk) -> None:
    with pytest.raises(UserError, match="choose an annotator"):
        desk.project.execute(SetState(desk.document, DocumentState.DONE), SYSTEM)


def test_one_command_costs_a_few_milliseconds_beside_a_thousand_spans(desk: Desk) -> None:
    document = Document.of("word " * 6_000)
    desk.project.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(document))])
    times = []
    for number in range(1_200):
        began = time.process_time()
        desk.project.execute(AddSpan(document.id, "PERSON", ((number * 5, number * 5 + 4),)), desk.first)
        times.append(time.process_time() - began)

    print(f"AddSpan beside 1,000 spans: {median(times[1000:]) * 1000:.2f} ms")
    assert median(times[1000:]) < 0.05
