"""Claims about learning from a project: from whom, from what, the verdict per label, and where it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.learning.lessons import Tally
from annotator.model.document import Document, DocumentState, Metadata, Zone, ZoneKind
from annotator.model.ids import AnnotatorId
from annotator.model.operation import RecordKind
from annotator.services.commands import AddSpan
from annotator.services.flow.states import set_states
from annotator.services.project import Project
from annotator.services.suggestions.learning import Verdict, accepted_paragraphs, learn, plan_learning
from annotator.services.suggestions.suggesting import suggest_project
from annotator.storage import suggestions as stored
from annotator.storage.rows import change, document_image, zone_image
from annotator.suggest.pipelines import find_pipeline
from tests.unit.learning.sample_lessons import ship_lessons


def silent(_: object) -> None:
    """Tell nobody."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of six articles with ten paragraphs each; `first` marked every ship as FAC."""
    with Project.create(tmp_path / "ships.annotator") as made:
        lessons = ship_lessons()
        texts = ["\n\n".join(one.text for one in lessons[place : place + 10]) for place in range(0, 60, 10)]
        documents = [Document.of(f"{text}\n\nNo. {n}", Metadata(language="en")) for n, text in enumerate(texts)]
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        annotator = made.ensure_annotator("first").id
        for number, document in enumerate(documents):
            for lesson in lessons[number * 10 : number * 10 + 10]:
                start = document.text.index(lesson.text) + lesson.spans[0][0]
                end = start + lesson.spans[0][1] - lesson.spans[0][0]
                made.execute(AddSpan(document.id, "FAC", ((start, end),)), annotator)
        yield made


def first(project: Project) -> AnnotatorId:
    return project.ensure_annotator("first").id


def test_paragraphs_with_spans_count_and_of_finished_articles_all_do(project: Project) -> None:
    marked = accepted_paragraphs(project, first(project), "entity")

    set_states(project, "first", state=DocumentState.DONE, named=())

    assert marked == 60
    assert accepted_paragraphs(project, first(project), "entity") == 66


def test_furniture_of_the_page_is_no_lesson(tmp_path: Path) -> None:
    text = "Ana sails.\n\nSubscribe now"
    document = Document.of(text, Metadata(language="en"))
    zone = zone_image(document.id, Zone(12, len(text), ZoneKind.BOILERPLATE))
    with Project.create(tmp_path / "p.annotator") as project:
        records = [(RecordKind.DOCUMENT, document_image(document)), (RecordKind.ZONE, zone)]
        project.import_records("import", [change(kind, None, image) for kind, image in records])
        project.execute(AddSpan(document.id, "PERSON", ((0, 3),)), first(project))
        set_states(project, "first", state=DocumentState.DONE, named=())

        assert accepted_paragraphs(project, first(project), "entity") == 1


def test_what_is_learnt_beats_the_rules_where_they_know_nothing_and_then_speaks(
    project: Project, tmp_path: Path
) -> None:
    report = learn(silent, plan_learning(project, "first", "entity", tmp_path / "learnt" / "ships"))

    verdict = report.as_json()["labels"]["FAC"]  # type: ignore[index]  # JSON values have no narrower type
    suggest_project(project, pipeline=str(tmp_path / "learnt" / "ships"))
    found = stored.read_suggestions(project.file.db, project.document_ids()[0])

    assert verdict["takes_over"]
    assert verdict["sentence"].startswith("FAC: better, F1 ")
    assert report.source == "pipeline:ships@1.0.0"
    assert {one.source for one in found} == {"pipeline:ships@1.0.0"}
    assert sum(one.rule == "learnt" for one in found) == 10


def test_learning_again_gives_a_new_version_in_the_place_of_the_old_one(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "ships"
    learn(silent, plan_learning(project, "first", "entity", out))

    learn(silent, plan_learning(project, "first", "entity", out))

    assert find_pipeline(str(out)).version == "2.0.0"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".learning")] == []


def test_a_stopped_learning_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    def stop(_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        learn(stop, plan_learning(project, "first", "entity", tmp_path / "out" / "ships"))

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("annotator", "layer", "sentence"),
    [
        ("nobody", "entity", "There is no annotator nobody to learn from"),
        ("first", "nope", "The scheme has no layer nope"),
        ("first", "quote", "first has 0 paragraphs with quote spans"),
    ],
)
def test_what_cannot_be_learnt_is_refused(
    project: Project, tmp_path: Path, annotator: str, layer: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        plan_learning(project, annotator, layer, tmp_path / "ships")


def test_a_folder_that_was_not_learnt_here_is_never_replaced(project: Project, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()

    with pytest.raises(UserError, match="exists and was not learnt here"):
        plan_learning(project, "first", "entity", tmp_path / "mine")


def test_a_verdict_on_few_spans_is_none() -> None:
    verdict = Verdict("FAC", Tally(4, 4, 4), Tally(0, 0, 4))

    assert not verdict.takes_over
    assert "too few spans (4) to tell" in verdict.sentence


def test_learning_that_is_no_better_takes_nothing_over() -> None:
    verdict = Verdict("FAC", Tally(5, 10, 10), Tally(8, 10, 10))

    assert not verdict.takes_over
    assert verdict.sentence == "FAC: no better, F1 0.50 against 0.80 of rules and memory."
