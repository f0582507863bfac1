"""Claims about scheme.json: the default scheme, writing, reading, and what is refused."""

import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from annotator.errors import UserError
from annotator.model.scheme import AttributeType, Label, RelationLabel, Scheme
from annotator.resources import resource_path
from annotator.services.scheme_file import default_scheme, scheme_from_json, scheme_to_json

# Any: a scheme.json as somebody typed it.
Written = dict[str, Any]


def described(scheme: Scheme) -> tuple[Label | RelationLabel, ...]:
    """All that has a definition and a colour."""
    return (*scheme.labels, *scheme.relation_labels)


def small() -> Written:
    """A scheme as short as one can write it by hand."""
    return {
        "layers": [{"name": "weather"}],
        "labels": [{"layer": "weather", "name": "STORM", "colour": "#AA5500"}],
        "relation_labels": [{"name": "causes", "colour": "#005577", "from_layers": ["weather"]}],
    }


def test_the_default_scheme_has_the_layers_and_labels_of_the_handbook() -> None:
    scheme = default_scheme()
    names = {layer.name: {label.name for label in scheme.labels_of(layer.name)} for layer in scheme.layers}

    assert names == {
        "entity": {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE", "MONEY", "QUANTITY"},
        "quote": {"DIRECT", "INDIRECT", "SCARE"},
        "claim": {"CLAIM"},
        "helper": {"SOURCE", "CUE"},
    }
    assert [label.name for label in scheme.relation_labels] == [
        "speaker", "cue", "relay", "claimant", "supports", "contradicts", "adds", "same_wording",
    ]  # fmt: skip


def test_money_and_quantity_are_off() -> None:
    assert {label.name for label in default_scheme().labels if not label.enabled} == {"MONEY", "QUANTITY"}


def test_the_digits_stand_for_the_labels_used_most() -> None:
    assert [label.name for label in default_scheme().enabled_labels[:9]] == [
        "PERSON", "ORG", "GPE", "NORP", "DATE", "DIRECT", "INDIRECT", "SCARE", "CLAIM",
    ]  # fmt: skip


def test_every_label_beyond_the_digits_has_a_key() -> None:
    beyond = [label for label in default_scheme().labels if label not in default_scheme().enabled_labels[:9]]

    assert all(label.key for label in beyond)


def test_no_default_key_is_one_that_an_action_may_want() -> None:
    wanted_elsewhere = set("lnxjkerufgtazoyhdw0123456789 ")

    assert not {label.key for label in default_scheme().labels} & wanted_elsewhere


def test_a_claim_says_how_much_it_wants_a_check() -> None:
    claim = default_scheme().label("CLAIM")

    assert claim is not None
    assert [(one.name, one.type, one.values) for one in claim.attributes] == [
        ("check", AttributeType.ENUM, ("high", "low"))
    ]


def test_every_label_is_defined_with_an_example_and_a_counter_example() -> None:
    scheme = default_scheme()

    for label in described(scheme):
        assert len(label.definition) > 30
        assert label.example
        assert label.counter_example


def test_the_identities_of_default_labels_are_fixed() -> None:
    scheme = default_scheme()
    ids = [*(layer.id for layer in scheme.layers), *(label.id for label in described(scheme))]

    assert len(set(ids)) == len(ids) == 28
    assert all(str(uuid.UUID(one)) == one for one in ids)
    assert scheme.labels[0].id == "1d200d62-f78a-51bb-9ef9-a252ba7ff248"


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_colour_makes_a_line_that_can_be_seen_on_white() -> None:
    scheme = default_scheme()

    weak = [one.name for one in described(scheme) if 1.05 / (luminance(one.colour) + 0.05) < 3]

    assert not weak


# Simulation of full deuteranopia and protanopia on linear RGB (Machado, Oliveira and Fernandes 2009).
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
XYZ = ((0.433953, 0.376219, 0.189828), (0.212673, 0.715152, 0.072175), (0.017756, 0.109468, 0.872776))
Triple = tuple[float, float, float]


def through(matrix: tuple[Triple, ...], value: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, value, strict=True)) for row in matrix)


def seen(colour: str, eyes: tuple[Triple, ...]) -> Triple:
    """A colour in CIELAB as such eyes see it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    clipped = tuple(min(1.0, max(0.0, value)) for value in through(eyes, linear))
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in through(XYZ, clipped))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


@pytest.mark.parametrize("eyes", [NORMAL, DEUTAN, PROTAN], ids=["normal", "deuteranopia", "protanopia"])
def test_colours_can_be_told_apart(eyes: tuple[Triple, ...]) -> None:
    scheme = default_scheme()

    families: tuple[tuple[Label | RelationLabel, ...], ...] = (scheme.enabled_labels, scheme.relation_labels)
    for family in families:
        for one, other in itertools.combinations(family, 2):
            pair = zip(seen(one.colour, eyes), seen(other.colour, eyes), strict=True)
            assert sum((a - b) ** 2 for a, b in pair) ** 0.5 > 18, (one.name, other.name)


def test_a_scheme_comes_back_as_it_was_written() -> None:
    assert scheme_from_json(scheme_to_json(default_scheme())) == default_scheme()


def test_the_shipped_file_is_what_the_program_writes() -> None:
    shipped = resource_path("default_scheme.json").read_text(encoding="utf-8")

    assert scheme_to_json(default_scheme()) == shipped


def test_a_short_scheme_is_completed() -> None:
    scheme = scheme_from_json(json.dumps(small()))

    label = scheme.labels[0]
    assert (label.key, label.definition, label.attributes, label.enabled) == ("", "", (), True)
    assert label.colour == "#aa5500"
    assert scheme.revision == 1


def test_ids_that_are_missing_are_the_same_each_time() -> None:
    assert scheme_from_json(json.dumps(small())) == scheme_from_json(json.dumps(small()))


def test_an_attribute_without_id_gets_one() -> None:
    written = small()
    written["labels"][0]["attributes"] = [{"name": "force", "type": "number"}]

    attribute = scheme_from_json(json.dumps(written)).labels[0].attributes[0]

    assert attribute.id
    assert attribute.type is AttributeType.NUMBER


def test_a_byte_order_mark_does_no_harm() -> None:
    assert scheme_from_json("\ufeff" + json.dumps(small())).labels


def test_an_empty_scheme_is_a_scheme() -> None:
    assert scheme_from_json("{}") == Scheme((), (), ())


def test_order_in_the_file_is_order_in_the_scheme() -> None:
    written = {"layers": [{"name": "b"}, {"name": "a"}]}

    scheme = scheme_from_json(json.dumps(written))

    assert [(layer.name, layer.position) for layer in scheme.layers] == [("b", 0), ("a", 1)]


def refused(written: object) -> str:
    text = written if isinstance(written, str) else json.dumps(written)
    with pytest.raises(UserError) as caught:
        scheme_from_json(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1 is not JSON"),
        ('{\n"layers": [}', "line 2 is not JSON"),
        ("[" * 200_000, "line 1 is not JSON"),
        ("[]", "the file holds no object"),
        ('{"schema": "annotator/1"}', "reads “annotator-scheme/1”"),
        ('{"layers": 3}', "the file needs a list in “layers”"),
        ('{"layers": [3]}', "no object at place 1 of “layers”"),
        ('{"revision": 0}', "a whole number from 1 in “revision”"),
        ('{"colours": []}', "the file has the unknown key “colours”; remove it"),
    ],
)
def test_a_file_of_another_form_is_refused(text: str, words: str) -> None:
    assert words in refused(text)


def label_with(**changes: object) -> Written:
    written = small()
    written["labels"][0].update(changes)
    return written


def relation_with(**changes: object) -> Written:
    written = small()
    written["relation_labels"][0].update(changes)
    return written


def layer_with(**changes: object) -> Written:
    written = small()
    written["layers"][0].update(changes)
    return written


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (label_with(color="#aa5500"), "label “STORM” has the unknown key “color”"),
        (label_with(name="BIG STORM"), "has the name “BIG STORM”"),
        (label_with(name="a" * 41), "use 1 to 40 characters"),
        (label_with(name=""), "label 1 has the name “”"),
        (label_with(name=None), "label 1 lacks “name”"),
        (label_with(name=7), "label 1 needs text in “name”"),
        (label_with(colour="red"), "label “STORM” has the colour “red”"),
        (label_with(colour="#12345"), "six hexadecimal digits"),
        (label_with(key="ab"), "label “STORM” has the key “ab”"),
        (label_with(key=" "), "use one character"),
        (label_with(enabled="yes"), "needs true or false in “enabled”"),
        (label_with(layer="climate"), "label “STORM” names the layer “climate”"),
        (label_with(attributes=[{"name": "f", "type": "colour"}]), "attribute “f” of label “STORM” has “colour”"),
        (label_with(attributes=[{"name": "f", "type": "enum"}]), "needs “values” if its type is enum"),
        (label_with(attributes=[{"name": "f", "values": ["a"]}]), "and none otherwise"),
        (label_with(attributes=[{"name": "f"}, {"name": "f", "id": "2"}]), "attribute of label “STORM” “f”"),
        (label_with(attributes=[{"name": "f", "several": 1}]), "true or false in “several”"),
        (relation_with(to_layers=["climate"]), "relation label “causes” names the layer “climate”"),
        (relation_with(from_layers="weather"), "relation label “causes” needs a list in “from_layers”"),
        (relation_with(from_layers=[1]), "needs a list of texts in “from_layers”"),
        (relation_with(layer="weather"), "unknown key “layer”"),
        (
            layer_with(overlap="sometimes"),
            "layer “weather” has “sometimes” in “overlap”; use one of allowed, forbidden",
        ),
        (layer_with(labels=[]), "layer “weather” has the unknown key “labels”"),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_at_its_place(written: Written, words: str) -> None:
    assert words in refused(written)


@pytest.mark.parametrize(
    ("family", "twin", "words"),
    [
        ("layers", {"name": "weather", "id": "2"}, "the layer name “weather” stands there twice"),
        ("labels", {"name": "STORM", "id": "2"}, "the label name “STORM” stands there twice"),
        ("labels", {"name": "HAIL", "key": "S"}, "the label key “s” stands there twice"),
        ("labels", {"name": "HAIL", "id": "1"}, "the id “1” stands there twice"),
        ("relation_labels", {"name": "causes", "id": "2"}, "the relation label name “causes” stands there twice"),
        ("relation_labels", {"name": "ends", "key": "c"}, "the relation label key “c” stands there twice"),
    ],
)
def test_what_must_be_unique_is_refused_twice(family: str, twin: Written, words: str) -> None:
    written = small()
    written["labels"][0].update(id="1", key="s")
    written["relation_labels"][0].update(key="c")
    written[family].append({**written[family][0], "key": "", **twin} if family != "layers" else twin)

    assert words in refused(written)


@pytest.mark.parametrize("damage", [lambda text: text[:-20], lambda text: text.replace('"#', '"')])
def test_a_refusal_is_one_sentence(damage: Callable[[str], str]) -> None:
    words = refused(damage(scheme_to_json(default_scheme())))

    assert words.startswith("The scheme cannot be read: ")
    assert words.endswith(".")
    assert "\n" not in words
