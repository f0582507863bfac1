"""Reads and writes a scheme as `scheme.json`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from annotator.errors import UserError
from annotator.model.ids import derived_id
from annotator.model.scheme import (
    COLOUR,
    LABEL_NAME,
    AttributeDefinition,
    AttributeType,
    Label,
    Layer,
    OverlapRule,
    RelationLabel,
    Scheme,
)
from annotator.resources import resource_path

SCHEMA = "annotator-scheme/1"

Choice = TypeVar("Choice", bound=StrEnum)


@cache
def default_scheme() -> Scheme:
    """Read the scheme that a new project starts with."""
    return scheme_from_json(resource_path("default_scheme.json").read_text(encoding="utf-8"))


def scheme_to_json(scheme: Scheme) -> str:
    """Write a scheme; the same scheme gives the same text, and lists stand in scheme order."""
    record = {
        "schema": SCHEMA,
        "revision": scheme.revision,
        "layers": [{"id": layer.id, "name": layer.name, "overlap": layer.overlap.value} for layer in scheme.layers],
        "labels": [_label_record(label) for label in scheme.labels],
        "relation_labels": [_relation_label_record(label) for label in scheme.relation_labels],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def scheme_from_json(text: str) -> Scheme:
    """Read a scheme; missing ids are derived from the names, other optional keys are empty.

    Raises UserError, naming the place, for text that is no JSON, for a key that is
    unknown, missing or of the wrong type, and for a value that breaks a rule.
    """
    top = _top(text)
    scheme = Scheme(
        layers=tuple(_layer(entry, number) for number, entry in enumerate(top.entries("layers"))),
        labels=tuple(_label(entry, number) for number, entry in enumerate(top.entries("labels"))),
        relation_labels=tuple(
            _relation_label(entry, number) for number, entry in enumerate(top.entries("relation_labels"))
        ),
        revision=top.number("revision", 1),
    )
    _check(scheme)
    return scheme


@dataclass(frozen=True, slots=True)
class _Entry:
    """One JSON object of the file and where it stands."""

    place: str
    values: dict[str, object]

    def fault(self, words: str) -> UserError:
        return UserError(f"The scheme cannot be read: {self.place} {words}.")

    def only(self, known: str) -> None:
        """Refuse keys beyond the known ones, given as words."""
        unknown = [key for key in self.values if key not in known.split()]
        if unknown:
            raise self.fault(f"has the unknown key “{unknown[0]}”; remove it or use one of {known.replace(' ', ', ')}")

    def text(self, key: str, default: str | None = "") -> str:
        """Read a string; `default` None makes it required."""
        value = self.values.get(key, default)
        if value is None:
            raise self.fault(f"lacks “{key}”; add it")
        if not isinstance(value, str):
            raise self.fault(f"needs text in “{key}”")
        return value

    def name(self) -> str:
        value = self.text("name", None)
        if not LABEL_NAME.fullmatch(value):
            raise self.fault(
                f"has the name “{value}”; use 1 to 40 characters without spaces and without the characters > and |"
            )
        return value

    def colour(self) -> str:
        value = self.text("colour", None)
        if not COLOUR.fullmatch(value):
            raise self.fault(f"has the colour “{value}”; write it as # and six hexadecimal digits")
        return value.lower()

    def key(self) -> str:
        value = self.text("key")
        if len(value) > 1 or value.isspace():
            raise self.fault(f"has the key “{value}”; use one character or leave it empty")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(f"needs true or false in “{key}”")
        return value

    def number(self, key: str, default: int) -> int:
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.fault(f"needs a whole number from 1 in “{key}”")
        return value

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        value = self.text(key, default.value)
        if value not in [member.value for member in kind]:
            allowed = ", ".join(member.value for member in kind)
            raise self.fault(f"has “{value}” in “{key}”; use one of {allowed}")
        return kind(value)

    def items(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.fault(f"needs a list in “{key}”")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.items(key)
        if not all(isinstance(value, str) for value in values):
            raise self.fault(f"needs a list of texts in “{key}”")
        return tuple(str(value) for value in values)

    def entries(self, key: str) -> list["_Entry"]:
        """Read a list of objects; each is called by its name, or by its number when it has none."""
        return [self._entry(key, number, value) for number, value in enumerate(self.items(key), start=1)]

    def _entry(self, key: str, number: int, value: object) -> "_Entry":
        kind = key.removesuffix("s").replace("_", " ")
        if not isinstance(value, dict):
            raise self.fault(f"has no object at place {number} of “{key}”")
        name = value.get("name")
        called = f"“{name}”" if isinstance(name, str) and name else str(number)
        return _Entry(f"{kind} {called}", {str(inner): content for inner, content in value.items()})


def _top(text: str) -> _Entry:
    try:
        values = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # ValueError: also a whole number of 5,000 digits
        line = getattr(error, "lineno", 1)
        words = f"The scheme cannot be read: line {line} is not JSON; export a scheme to see the form."
        raise UserError(words) from None
    if not isinstance(values, dict):
        raise UserError("The scheme cannot be read: the file holds no object; export a scheme to see the form.")
    top = _Entry("the file", values)
    top.only("schema revision layers labels relation_labels")
    if top.text("schema", SCHEMA) != SCHEMA:
        raise top.fault(f"says “{top.text('schema')}” where this program reads “{SCHEMA}”")
    return top


def _layer(entry: _Entry, position: int) -> Layer:
    entry.only("id name overlap")
    name = entry.name()
    return Layer(
        id=entry.text("id") or derived_id("layer", name),
        name=name,
        overlap=entry.choice("overlap", OverlapRule, OverlapRule.ALLOWED),
        position=position,
    )


def _label(entry: _Entry, position: int) -> Label:
    entry.only("id layer name colour key definition example counter_example enabled attributes")
    name = entry.name()
    return Label(
        id=entry.text("id") or derived_id("label", name),
        layer=entry.text("layer", None),
        name=name,
        colour=entry.colour(),
        key=entry.key(),
        definition=entry.text("definition"),
        example=entry.text("example"),
        counter_example=entry.text("counter_example"),
        attributes=tuple(_attribute(attribute, name) for attribute in entry.entries("attributes")),
        enabled=entry.flag("enabled", True),
        position=position,
    )


def _attribute(entry: _Entry, label: str) -> AttributeDefinition:
    inside = _Entry(f"{entry.place} of label “{label}”", entry.values)
    inside.only("id name type values several")
    name = inside.name()
    kind = inside.choice("type", AttributeType, AttributeType.TEXT)
    values = inside.texts("values")
    if (kind is AttributeType.ENUM) != bool(values):
        raise inside.fault("needs “values” if its type is enum, and none otherwise")
    return AttributeDefinition(
        id=inside.text("id") or derived_id("attribute", label, name),
        name=name,
        type=kind,
        values=values,
        several=inside.flag("several", False),
    )


def _relation_label(entry: _Entry, position: int) -> RelationLabel:
    entry.only("id name colour key definition example counter_example from_layers to_layers")
    name = entry.name()
    return RelationLabel(
        id=entry.text("id") or derived_id("relation_label", name),
        name=name,
        colour=entry.colour(),
        key=entry.key(),
        definition=entry.text("definition"),
        example=entry.text("example"),
        counter_example=entry.text("counter_example"),
        from_layers=entry.texts("from_layers"),
        to_layers=entry.texts("to_layers"),
        position=position,
    )


def _label_record(label: Label) -> dict[str, object]:
    return {
        "id": label.id,
        "layer": label.layer,
        "name": label.name,
        "colour": label.colour,
        "key": label.key,
        "definition": label.definition,
        "example": label.example,
        "counter_example": label.counter_example,
        "enabled": label.enabled,
        "attributes": [_attribute_record(attribute) for attribute in label.attributes],
    }


def _attribute_record(attribute: AttributeDefinition) -> dict[str, object]:
    return {
        "id": attribute.id,
        "name": attribute.name,
        "type": attribute.type.value,
        "values": list(attribute.values),
        "several": attribute.several,
    }


def _relation_label_record(label: RelationLabel) -> dict[str, object]:
    return {
        "id": label.id,
        "name": label.name,
        "colour": label.colour,
        "key": label.key,
        "definition": label.definition,
        "example": label.example,
        "counter_example": label.counter_example,
        "from_layers": list(label.from_layers),
        "to_layers": list(label.to_layers),
    }


def _check(scheme: Scheme) -> None:
    """Check what no entry can know alone."""
    _check_unique("layer name", (layer.name for layer in scheme.layers))
    _check_unique("label name", (label.name for label in scheme.labels))
    _check_unique("relation label name", (label.name for label in scheme.relation_labels))
    _check_unique("label key", (label.key.casefold() for label in scheme.labels if label.key))
    _check_unique("relation label key", (label.key.casefold() for label in scheme.relation_labels if label.key))
    attributes = [attribute for label in scheme.labels for attribute in label.attributes]
    for records in (scheme.layers, scheme.labels, scheme.relation_labels, attributes):
        _check_unique("id", (record.id for record in records))
    for label in scheme.labels:
        _check_unique(f"attribute of label “{label.name}”", (attribute.name for attribute in label.attributes))
        _check_layer(scheme, f"label “{label.name}”", label.layer)
    for relation_label in scheme.relation_labels:
        for layer in (*relation_label.from_layers, *relation_label.to_layers):
            _check_layer(scheme, f"relation label “{relation_label.name}”", layer)


def _check_unique(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise UserError(f"The scheme cannot be read: the {what} “{value}” stands there twice; change one of them.")
        seen.add(value)


def _check_layer(scheme: Scheme, place: str, layer: str) -> None:
    if scheme.layer(layer) is None:
        raise UserError(
            f"The scheme cannot be read: {place} names the layer “{layer}”, which is not in the file; add the layer."
        )
