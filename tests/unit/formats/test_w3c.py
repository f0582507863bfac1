"""Web Annotations: selectors, creators, links, the rules of the W3C, and the way there and back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator
from referencing import Registry, Resource

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.base import Fault, FaultKind, ForeignDocument, Item
from annotator.formats.placing import place_all
from annotator.model.annotation import Attribute
from annotator.model.document import DocumentState, Role
from annotator.services.exporting.run import ExportRequest, export
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from tests.unit.exporting.nasty_projects import NastyProject, nasty_projects
from tests.unit.formats.round_trips import ALL, carried, links_of, spans_of

W3C = FORMATS.get("w3c")
TEXT = "😀 Anna met Bob"
NODE = {"id": "urn:text", "type": "Text", "value": TEXT}
# The two parts of the suite's schemas that its assertions lean on, by what their titles say.
PARTS = {
    "id.json": {"stringUri": {"type": "string", "format": "uri"}},
    "specificResource.json": {
        f"{kind}SelectorTypeValidIfPresent": {
            "if": {"properties": {"type": {"enum": [kind[0].upper() + kind[1:] + "Selector"]}}},
            **rule,
        }
        for kind, rule in (
            ("textQuote", {"anyOf": [{"not": {"properties": {"type": {"enum": ["TextQuoteSelector"]}}}},
                                     {"required": ["exact"], "properties": {"exact": {"type": "string"}}}]}),
            ("textPosition", {"anyOf": [{"not": {"properties": {"type": {"enum": ["TextPositionSelector"]}}}},
                                        {"required": ["start", "end"], "properties": {
                                            "start": {"type": "integer", "minimum": 0},
                                            "end": {"type": "integer", "minimum": 0}}}]}),
            ("dataPosition", {}),
        )
    },
}  # fmt: skip


def tag(label: str, *selectors: object, **more: object) -> dict[str, object]:
    body = {"type": "TextualBody", "value": label, "purpose": "tagging"}
    target = {"source": "urn:text", "selector": list(selectors)}
    return {"type": "Annotation", "motivation": "tagging", "body": body, "target": target} | more


def at(start: int, end: int) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quoted(exact: str, prefix: str = "", suffix: str = "") -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def read(folder: Path, content: object) -> list[Item]:
    path = folder / "a.jsonld"
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(W3C.read(path, path.name))


def work(folder: Path, *nodes: object) -> ForeignDocument:
    (item,) = read(folder, {"@graph": [NODE, *nodes]})
    assert isinstance(item, ForeignDocument)
    return item


def bounds(item: ForeignDocument) -> list[object]:
    return [getattr(placed, "fragments", placed) for placed in place_all(item.spans, item.text)]


def test_a_position_in_code_points_and_in_utf16_is_found_by_the_quote(tmp_path: Path) -> None:
    item = work(tmp_path, tag("PERSON", quoted("Anna"), at(2, 6)), tag("PERSON", quoted("Bob"), at(12, 15)))

    assert bounds(item) == [((2, 6),), ((11, 14),)]


def test_a_quote_without_a_position_is_found_by_what_stands_around_it(tmp_path: Path) -> None:
    assert bounds(work(tmp_path, tag("X", quoted("n", "n", "a")))) == [((4, 5),)]


def test_a_position_without_a_quote_is_taken_as_it_is(tmp_path: Path) -> None:
    assert bounds(work(tmp_path, tag("X", at(2, 6)))) == [((2, 6),)]


def test_creators_are_annotators_and_software_suggests(tmp_path: Path) -> None:
    items = read(tmp_path, [
        NODE, tag("X", at(2, 6), creator={"type": "Person", "name": "first"}),
        tag("X", at(2, 6), creator={"type": "Software", "name": "rules"}), tag("X", at(2, 6), creator="urn:second"),
    ])  # fmt: skip

    assert [(item.annotator, item.role) for item in items if isinstance(item, ForeignDocument)] == [
        ("first", Role.ANNOTATOR), ("rules", Role.SUGGESTER), ("urn:second", Role.ANNOTATOR),
    ]  # fmt: skip


def test_an_annotation_of_two_annotations_is_a_relation(tmp_path: Path) -> None:
    link = {"motivation": "linking", "body": {"value": "meets", "purpose": "tagging"}, "target": ["urn:a", "urn:b"]}

    item = work(tmp_path, link, tag("P", at(2, 6), id="urn:a"), tag("P", at(11, 14), id="urn:b"))

    assert [(one.label, one.from_span, one.to_span) for one in item.relations] == [("meets", "urn:a", "urn:b")]


def test_bodies_that_describe_and_comment_are_attributes_and_notes(tmp_path: Path) -> None:
    bodies = [
        {"value": "X", "purpose": "tagging"}, {"value": "high", "purpose": "describing", "label": "check"},
        {"value": "hm", "purpose": "commenting"},
    ]  # fmt: skip

    (span,) = work(tmp_path, tag("", at(2, 6), body=bodies)).spans

    assert (span.label, span.attributes, span.note) == ("X", (Attribute("check", "high"),), "hm")


def test_a_text_without_annotations_is_to_do(tmp_path: Path) -> None:
    assert work(tmp_path).status is DocumentState.TODO


def test_the_text_may_lie_beside(tmp_path: Path) -> None:
    (tmp_path / "page1.txt").write_text("This is an anotation that has some", encoding="utf-8")
    target = {"source": "http://news.example/page1.txt", "selector": quoted("anotation", "this is an "[5:])}

    (item,) = read(tmp_path, {"type": "AnnotationPage", "items": [{"body": "http://x.example/c", "target": target}]})

    assert isinstance(item, ForeignDocument)
    assert (item.spans[0].text, item.spans[0].note) == ("anotation", "http://x.example/c")


@pytest.mark.parametrize(
    ("node", "kind", "reason"),
    [
        (tag("X"), FaultKind.SPAN, "it selects no text by quote or position"),
        (tag("X", quoted("Zoe")), FaultKind.SPAN, "its text is nowhere in the document"),
        (tag("X", at(4, 4)), FaultKind.SPAN, "it ends at 4, not after its start 4"),
        (tag("X", target=["urn:text", "urn:b"]), FaultKind.SPAN, "its targets lie in 2 texts"),
        (tag("X", target=[{"source": "urn:text", "selector": quoted("Zoe", "Z") | at(0, 99)}] * 2), FaultKind.SPAN,
         "of a piece of the span: 0-99 lies outside a text of 14 characters"),
        ({"motivation": "linking", "target": ["urn:a"]}, FaultKind.RELATION,
         "its targets are not two annotations of this file"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told(tmp_path: Path, node: object, kind: FaultKind, reason: str) -> None:
    items = read(tmp_path, [NODE, node])
    found = [one for item in items for one in ([item] if isinstance(item, Fault) else item.faults)]  # type: ignore[union-attr]

    assert [(one.kind, one.reason) for one in found] == [(kind, reason)]


def test_json_that_holds_no_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no Web Annotations"):
        read(tmp_path, {"hello": 1})


@pytest.mark.parametrize("sample", ["anno26", "anno27"])
def test_a_sample_of_the_suite_asks_for_its_text(shared_samples: Path, sample: str) -> None:
    path = shared_samples / "w3c_anno" / f"{sample}.json"

    (item,) = W3C.read(path, path.name)

    assert W3C.recognises(path)  # type: ignore[attr-defined]
    assert isinstance(item, Fault)
    assert "put it beside as a .txt file" in item.reason


@pytest.mark.parametrize("rule", ["4.2-TextDataPositionSelectorValid", "4.2.4-textQuoteSelectorValid"])
def test_what_is_written_is_valid_by_the_rules_of_the_w3c(
    rule: str, shared_samples: Path, repository: Path, tmp_path: Path
) -> None:
    schema = json.loads((shared_samples / "w3c_anno" / f"ASSERTION-{rule}.json").read_text(encoding="utf-8"))
    schema.pop("id")
    parts: Registry[object] = Registry().with_resources(
        (name, Resource.opaque({"definitions": made})) for name, made in PARTS.items()
    )
    with Project.create(tmp_path / "a.annotator") as project:
        import_paths(project, [repository / "seeds" / "annotations.jsonl"])
        export(project, ExportRequest(tmp_path / "out.jsonld", "w3c", ALL))
    graph = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))["@graph"]
    validator = Draft4Validator(schema, registry=parts)
    tags = [node for node in graph if node.get("motivation") == "tagging"]

    assert tags and not [error for node in tags for error in validator.iter_errors(node)]
    del tags[0]["target"]["selector"][0]["exact"], tags[0]["target"]["selector"][1]["end"]
    assert list(validator.iter_errors(tags[0]))


@settings(max_examples=15)
@given(nasty_projects())
def test_what_annotations_hold_comes_back(nasty: NastyProject) -> None:
    before, after = carried(nasty.changes(), "w3c")

    assert (spans_of(after), links_of(after)) == (spans_of(before), links_of(before))
