"""Finds the labels that an import names, and adds those that the scheme lacks."""

from annotator.model.ids import derived_id
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import LABEL_NAME, Label, Layer, RelationLabel, Scheme
from annotator.storage.rows import change
from annotator.storage.scheme_rows import label_image, layer_image, relation_label_image

DEFAULT_LAYER = "entity"
# Told apart on white by lightness and hue; after the last they start again.
COLOURS = (
    "#7a4b00", "#00718f", "#8f2d56", "#3f7d20", "#5b3fa8", "#a8551e", "#006b5b", "#94314a",
    "#466000", "#29588c", "#7d3c98", "#8a6d00", "#1f6f8b", "#b03a2e", "#4d5d53", "#5d4037",
)  # fmt: skip


class SchemeGrowth:
    """A project's scheme while an import goes on: known labels are found, others added or refused."""

    def __init__(self, scheme: Scheme, mapping: dict[str, str], *, strict: bool) -> None:
        self._layers = {layer.name for layer in scheme.layers}
        self._labels = {label.name: label.layer for label in scheme.labels}
        self._relation_labels = {label.name for label in scheme.relation_labels}
        self._colours = {label.colour.lower() for label in scheme.labels}
        self._colours |= {label.colour.lower() for label in scheme.relation_labels}
        self._default_layer = DEFAULT_LAYER
        self._mapping = mapping
        self._strict = strict
        self._positions = [
            max((record.position for record in records), default=-1) + 1
            for records in (scheme.layers, scheme.labels, scheme.relation_labels)
        ]
        self._new: list[Change] = []
        self.added: list[str] = []

    def label(self, layer: str, name: str, *, loose: bool = False) -> tuple[str, str] | str:
        """Find (layer, label) of a span, adding what is missing; a text is the reason why it cannot be.

        A `loose` layer only says where a new label goes, if it can be a name at all.
        """
        name = self._mapping.get(name, name)
        home = self._labels.get(name)
        if loose and (home or not LABEL_NAME.fullmatch(layer)):
            layer = home or ""
        if home is None:
            return self._with_new_label(layer or self._default_layer, name)
        if layer and layer != home:
            return f"its label {name} stands in layer {home} here, not in {layer}"
        return (home, name)

    def relation_label(self, name: str) -> tuple[str, str] | str:
        """Find a relation's label as ("", label), adding it if it is missing; a text is the reason against it."""
        name = self._mapping.get(name, name)
        if name in self._relation_labels:
            return ("", name)
        if self._strict:
            return f"the scheme has no relation label {name}"
        if not LABEL_NAME.fullmatch(name):
            return _unusable(name)
        self._relation_labels.add(name)
        label = RelationLabel(
            derived_id("relation_label", name), name, self._free_colour(), position=self._next_position(2)
        )
        self._note(name, change(RecordKind.RELATION_LABEL, None, relation_label_image(label)))
        return ("", name)

    def take_changes(self) -> list[Change]:
        """Hand over what was added since the last call."""
        new, self._new = self._new, []
        return new

    def _with_new_label(self, layer: str, name: str) -> tuple[str, str] | str:
        if self._strict:
            return f"the scheme has no label {name}"
        if not LABEL_NAME.fullmatch(name):
            return _unusable(name)
        if layer not in self._layers:
            if not LABEL_NAME.fullmatch(layer):
                return _unusable(layer)
            self._layers.add(layer)
            added = Layer(derived_id("layer", layer), layer, position=self._next_position(0))
            self._note(layer, change(RecordKind.LAYER, None, layer_image(added)))
        self._labels[name] = layer
        label = Label(derived_id("label", name), layer, name, self._free_colour(), position=self._next_position(1))
        self._note(name, change(RecordKind.LABEL, None, label_image(label)))
        return (layer, name)

    def _note(self, name: str, added: Change) -> None:
        self._new.append(added)
        self.added.append(name)

    def _next_position(self, kind: int) -> int:
        self._positions[kind] += 1
        return self._positions[kind] - 1

    def _free_colour(self) -> str:
        free = next((colour for colour in COLOURS if colour not in self._colours), None)
        colour = free or COLOURS[len(self._colours) % len(COLOURS)]
        self._colours.add(colour)
        return colour


def _unusable(name: str) -> str:
    return f"{name!r} cannot be a name: 1 to 40 characters without blanks, > and |"
