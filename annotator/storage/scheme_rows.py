"""Between the scheme and its rows, without SQL."""

import json

from annotator.model.operation import Image
from annotator.model.scheme import (
    AttributeDefinition,
    AttributeType,
    Label,
    Layer,
    OverlapRule,
    RelationLabel,
)
from annotator.storage.rows import Row, dump


def layer_image(layer: Layer) -> Image:
    """Make the row of a layer."""
    return {"id": layer.id, "name": layer.name, "overlap": layer.overlap.value, "position": layer.position}


def layer_of(row: Row) -> Layer:
    """Make the layer of its row."""
    return Layer(row["id"], row["name"], OverlapRule(row["overlap"]), row["position"])


def label_image(label: Label) -> Image:
    """Make the row of a label."""
    return {
        "id": label.id,
        "name": label.name,
        "layer": label.layer,
        "colour": label.colour,
        "key": label.key,
        "definition": label.definition,
        "example": label.example,
        "counter_example": label.counter_example,
        "attributes": dump(
            [[one.id, one.name, one.type.value, list(one.values), one.several] for one in label.attributes]
        ),
        "enabled": int(label.enabled),
        "position": label.position,
    }


def label_of(row: Row) -> Label:
    """Make the label of its row."""
    attributes = tuple(
        AttributeDefinition(identity, name, AttributeType(kind), tuple(values), several)
        for identity, name, kind, values, several in json.loads(row["attributes"])
    )
    return Label(
        id=row["id"],
        layer=row["layer"],
        name=row["name"],
        colour=row["colour"],
        key=row["key"],
        definition=row["definition"],
        example=row["example"],
        counter_example=row["counter_example"],
        attributes=attributes,
        enabled=bool(row["enabled"]),
        position=row["position"],
    )


def relation_label_image(label: RelationLabel) -> Image:
    """Make the row of a relation label."""
    return {
        "id": label.id,
        "name": label.name,
        "colour": label.colour,
        "key": label.key,
        "definition": label.definition,
        "example": label.example,
        "counter_example": label.counter_example,
        "from_layers": dump(label.from_layers),
        "to_layers": dump(label.to_layers),
        "position": label.position,
    }


def relation_label_of(row: Row) -> RelationLabel:
    """Make the relation label of its row."""
    return RelationLabel(
        id=row["id"],
        name=row["name"],
        colour=row["colour"],
        key=row["key"],
        definition=row["definition"],
        example=row["example"],
        counter_example=row["counter_example"],
        from_layers=tuple(json.loads(row["from_layers"])),
        to_layers=tuple(json.loads(row["to_layers"])),
        position=row["position"],
    )
