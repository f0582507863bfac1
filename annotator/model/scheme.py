"""What may be labelled: layers, labels, attributes, relation labels and their guidelines."""

import re
from dataclasses import dataclass
from enum import StrEnum

# No blanks, no control characters, no halves of surrogate pairs; > and | separate names in keys and tables.
LABEL_NAME = re.compile(r"[^\s>|\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,40}")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class OverlapRule(StrEnum):
    """Whether spans of one layer by one annotator may overlap."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


class AttributeType(StrEnum):
    """What an attribute's value is."""

    TEXT = "text"
    ENUM = "enum"
    ENTITY = "entity"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class AttributeDefinition:
    """An attribute that spans of a label may carry; `values` belong to type enum."""

    id: str
    name: str
    type: AttributeType
    values: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """A group of labels that are compared with each other only."""

    id: str
    name: str
    overlap: OverlapRule = OverlapRule.ALLOWED
    position: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a layer: `colour` is #rrggbb as seen on white, `key` one character or empty."""

    id: str
    layer: str
    name: str
    colour: str
    key: str = ""
    definition: str = ""
    example: str = ""
    counter_example: str = ""
    attributes: tuple[AttributeDefinition, ...] = ()
    enabled: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """A label of links; empty `from_layers` or `to_layers` mean any layer."""

    id: str
    name: str
    colour: str
    key: str = ""
    definition: str = ""
    example: str = ""
    counter_example: str = ""
    from_layers: tuple[str, ...] = ()
    to_layers: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that may be labelled in a project, in order; `revision` grows by 1 per change."""

    layers: tuple[Layer, ...]
    labels: tuple[Label, ...]
    relation_labels: tuple[RelationLabel, ...]
    revision: int = 1

    def layer(self, name: str) -> Layer | None:
        """Find a layer by name."""
        return next((layer for layer in self.layers if layer.name == name), None)

    def label(self, name: str) -> Label | None:
        """Find a label by name; names are unique in a project."""
        return next((label for label in self.labels if label.name == name), None)

    def relation_label(self, name: str) -> RelationLabel | None:
        """Find a relation label by name."""
        return next((label for label in self.relation_labels if label.name == name), None)

    def labels_of(self, layer: str) -> tuple[Label, ...]:
        """List the labels of a layer in order."""
        return tuple(label for label in self.labels if label.layer == layer)

    @property
    def enabled_labels(self) -> tuple[Label, ...]:
        """The labels that can be given now, in order: the digits 1-9 stand for the first nine."""
        return tuple(label for label in self.labels if label.enabled)
