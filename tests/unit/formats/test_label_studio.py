"""Label Studio's tasks: annotations, predictions, several shapes of values, and the way there and back."""

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, ForeignDocument, Item, Line
from annotator.formats.configuring import configured
from annotator.formats.fitting import fit
from annotator.formats.placing import place_all
from annotator.model.document import Document, DocumentState, Role
from annotator.model.scheme import AttributeDefinition, AttributeType, Label, Layer, RelationLabel, Scheme
from annotator.services.importing.run import ImportOptions, import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import carried, links_of, spans_of

STUDIO = FORMATS.get("label-studio")
TEXT = "😀 Anna met Bob"


def region(identity: str, start: int, end: int, text: str, *labels: str, **more: object) -> dict[str, object]:
    value = {"start": start, "end": end, "text": text, "labels": list(labels)}
    return {"id": identity, "from_name": "label", "to_name": "text", "type": "labels", "value": value} | more


ANNA = region("a", 2, 6, "Anna", "PERSON")
BOB = region("b", 11, 14, "Bob", "PERSON")


def task(*results: object, **more: object) -> dict[str, object]:
    return {"data": {"text": TEXT, "desk": "world"}, "annotations": [{"result": list(results)} | more]}


def read(folder: Path, *tasks: object) -> list[Item]:
    path = folder / "a.json"
    path.write_text(json.dumps(list(tasks)), encoding="utf-8")
    return list(STUDIO.read(path, path.name))


def work(folder: Path, given_task: object) -> ForeignDocument:
    (item,) = read(folder, given_task)
    assert isinstance(item, ForeignDocument)
    return item


def test_a_region_is_a_span_with_what_is_known_of_the_article(tmp_path: Path) -> None:
    item = work(tmp_path, task(ANNA))

    assert [(span.label, span.layer, span.fragments, span.text) for span in item.spans] == [
        ("PERSON", "", ((2, 6),), "Anna")
    ]
    assert item.metadata is not None
    assert (item.metadata.extra, item.status) == ((("desk", "world"),), DocumentState.DONE)


def test_offsets_of_old_versions_in_utf16_are_found_by_the_text(tmp_path: Path) -> None:
    item = work(tmp_path, task(region("a", 3, 7, "Anna", "PERSON")))

    assert [getattr(placed, "fragments", placed) for placed in place_all(item.spans, item.text)] == [((2, 6),)]


def test_global_offsets_count_where_a_region_stands_in_markup(tmp_path: Path) -> None:
    value = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "globalOffsets": {"start": 2, "end": 6}}
    result = ANNA | {"type": "hypertextlabels", "value": value | {"hypertextlabels": ["PERSON"], "text": "Anna"}}

    assert work(tmp_path, task(result)).spans[0].fragments == ((2, 6),)


def test_a_region_with_two_labels_is_two_spans(tmp_path: Path) -> None:
    item = work(tmp_path, task(region("a", 2, 6, "Anna", "PERSON", "SOURCE")))

    assert [span.label for span in item.spans] == ["PERSON", "SOURCE"]


@pytest.mark.parametrize(
    ("who", "name"), [(7, "7"), ({"id": 3, "email": "first"}, "first"), ({"id": 3}, "3"), (None, "")]
)
def test_who_completed_an_annotation_is_its_annotator(tmp_path: Path, who: object, name: str) -> None:
    assert work(tmp_path, task(ANNA, completed_by=who)).annotator == name


@pytest.mark.parametrize("flag", ["was_cancelled", "skipped"])
def test_a_cancelled_annotation_is_skipped(tmp_path: Path, flag: str) -> None:
    assert work(tmp_path, task(**{flag: True})).status is DocumentState.SKIPPED


def test_a_prediction_is_a_suggesters(tmp_path: Path) -> None:
    guessed = {"data": {"text": TEXT}, "predictions": [{"model_version": "m1", "result": [ANNA | {"score": 0.5}]}]}

    items = [item for item in read(tmp_path, guessed) if isinstance(item, ForeignDocument)]

    assert [(item.annotator, item.role, item.status) for item in items] == [
        ("", Role.ANNOTATOR, DocumentState.TODO),
        ("m1", Role.SUGGESTER, DocumentState.DONE),
    ]
    assert items[1].spans[0].score == 0.5


def test_only_somebody_whose_every_annotation_is_a_ground_truth_is_gold(tmp_path: Path) -> None:
    def by(who: str, *, truth: bool) -> dict[str, object]:
        return task(ANNA, completed_by={"email": who}, ground_truth=truth)

    items = read(tmp_path, by("first", truth=True), by("first", truth=False), by("gold", truth=True))

    roles = {item.annotator: item.role for item in items if isinstance(item, ForeignDocument)}
    assert roles == {"first": Role.ANNOTATOR, "gold": Role.GOLD}


@pytest.mark.parametrize(("direction", "ends"), [("right", ("a", "b")), ("left", ("b", "a")), ("bi", ("a", "b"))])
def test_a_relation_goes_where_its_arrow_points(tmp_path: Path, direction: str, ends: tuple[str, str]) -> None:
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": direction, "labels": ["met"]}

    item = work(tmp_path, task(ANNA, BOB, link))

    assert [(one.label, one.from_span, one.to_span) for one in item.relations] == [("met", *ends)]


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("choices", {"choices": ["yes", "no"]}, ["yes", "no"]),
        ("textarea", {"text": ["free words"]}, ["free words"]),
        ("taxonomy", {"taxonomy": [["Europe", "Spain"]]}, ["Europe / Spain"]),
        ("rating", {"rating": 4}, ["4"]),
    ],
)
def test_what_is_said_of_a_region_is_an_attribute(
    tmp_path: Path, kind: str, value: dict[str, object], found: list[str]
) -> None:
    said = {"id": "a", "from_name": "check", "type": kind, "value": value}

    item = work(tmp_path, task(ANNA, said))

    assert [(one.name, one.value) for one in item.spans[0].attributes] == [("check", one) for one in found]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (region("a", 6, 2, "Anna", "PERSON"), "it ends at 2, not after its start 6"),
        (region("a", 2, 6, "Anna"), "a region of type 'labels' has no label of words"),
        ({"id": "x", "type": "choices", "value": {"choices": ["yes"]}}, "it stands on no labelled words"),
        ({"type": "relation", "from_id": "a"}, "it needs “from_id” and “to_id”"),
        (4, "the span is no object"),
    ],
)
def test_a_faulty_result_is_told(tmp_path: Path, result: object, reason: str) -> None:
    (fault,) = work(tmp_path, task(result)).faults

    assert reason in fault.reason


@pytest.mark.parametrize("given_task", [{"data": {"image": 4}}, {"data": "x"}, {"annotations": [1], "data": {}}, 3])
def test_a_task_without_a_text_is_told(tmp_path: Path, given_task: object) -> None:
    (item,) = read(tmp_path, given_task)

    assert isinstance(item, Fault)


def test_a_file_without_tasks_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no task"):
        read(tmp_path)


def test_the_config_beside_says_which_field_is_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.json.xml").write_text('<View><Text name="t" value="$lead"/></View>')

    item = work(tmp_path, {"data": {"text": "long story", "lead": "Short."}})

    assert item.text == "Short."


@pytest.mark.parametrize("config", ['<!DOCTYPE a [<!ENTITY b "c">]><View>&b;</View>', "<View>", "<Other/>", "\xff"])
def test_a_config_that_is_none_is_passed_over(tmp_path: Path, config: str) -> None:
    (tmp_path / "a.json.xml").write_text(config, encoding="latin-1")

    assert work(tmp_path, task(ANNA)).text == TEXT


def test_the_written_config_names_every_label_attribute_and_relation() -> None:
    mood = AttributeDefinition("1", "mood", AttributeType.ENUM, ("calm", "angry"), several=True)
    named = AttributeDefinition("2", "entity", AttributeType.ENTITY)
    scheme = Scheme(
        (Layer("l", "entity"),),
        (Label("p", "entity", "PERSON", "#112233", attributes=(mood, named)),),
        (RelationLabel("r", "met", "#445566"),),
    )

    (companion,) = configured(STUDIO, scheme, {}).companions()

    view = Xml.fromstring(companion.content)
    assert [(one.get("value"), one.get("background")) for one in view.iter("Label")] == [("PERSON", "#112233")]
    assert [one.get("value") for one in view.iter("Relation")] == ["met"]
    assert [(one.get("name"), one.get("choice")) for one in view.iter("Choices")] == [("mood", "multiple")]
    assert [one.get("name") for one in view.iter("TextArea")] == ["_entity"]


def test_annotators_are_left_out_when_that_is_chosen_and_it_is_told() -> None:
    nameless = configured(STUDIO, Scheme((), (), ()), {"people": "none"})
    line = Line(Document.of("Anna"), "first", Role.ANNOTATOR, DocumentState.DONE)

    (written,) = json.loads(b"".join(nameless.write([line])))

    assert "completed_by" not in written["annotations"][0]
    assert [(one.kind, one.id) for one in fit(nameless, line).lost] == [("annotator", "first")]


def test_a_choice_that_is_not_offered_is_refused() -> None:
    with pytest.raises(UserError, match="choose email or none"):
        configured(STUDIO, Scheme((), (), ()), {"people": "all"})
    with pytest.raises(UserError, match="has no option 'colour'"):
        configured(STUDIO, Scheme((), (), ()), {"colour": "red"})


def test_real_tasks_are_recognised_and_read(shared_samples: Path, tmp_path: Path) -> None:
    folder = shared_samples / "label_studio"
    keep = ImportOptions(keep_good=True)

    with Project.create(tmp_path / "p.annotator") as project:
        done = import_paths(project, [folder / "ner_annotation_1.json"], keep)
        guessed = import_paths(project, [folder / "ner_tasks_predictions.json"], keep)
        images = import_paths(project, [folder / "json_min_input.json"], keep)

    assert (done.documents_added, done.spans_added, done.faults) == (1, 1, ())
    assert (guessed.documents_known, guessed.spans_added, guessed.faults) == (1, 1, ())
    assert images.spans_added == 0
    assert images.faults


@settings(max_examples=25)
@given(nasty_projects())
def test_what_a_task_holds_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "label-studio")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
    assert [who_skipped(line) for line in after] == [who_skipped(line) for line in before]


def who_skipped(line: Line) -> tuple[str, bool]:
    return (line.annotator, line.status is DocumentState.SKIPPED)
