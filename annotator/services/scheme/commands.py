"""What can be done to the scheme; spans and links follow their labels in the same operation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.operation import Change, Image, RecordKind
from annotator.model.scheme import COLOUR, LABEL_NAME, Label, Layer, RelationLabel, Scheme
from annotator.services.carriers import relabelled, renamed_carriers
from annotator.services.commands import Plan
from annotator.services.reading import Reader, counted, shortened
from annotator.services.span_moves import moved_spans
from annotator.storage.rows import change, relation_image, span_image
from annotator.storage.scheme_rows import label_image, layer_image, relation_label_image
from annotator.text.normalise import REPLACEMENT, UNSTORABLE

_Part = Layer | Label | RelationLabel


@dataclass(frozen=True, slots=True)
class AddLayer:
    """Add a layer."""

    layer: Layer

    def plan(self, reader: Reader) -> Plan:
        """Refuse a name that is taken or cannot be one."""
        _check_name(self.layer.name)
        if reader.scheme().layer(self.layer.name):
            raise UserError(f"The scheme has a layer {self.layer.name} already: choose another name.")
        return Plan(f"add layer {self.layer.name}", (change(RecordKind.LAYER, None, layer_image(self.layer)),))


@dataclass(frozen=True, slots=True)
class AddLabel:
    """Add a label to a layer."""

    label: Label

    def plan(self, reader: Reader) -> Plan:
        """Refuse a name or key that is taken, and a layer that is not there."""
        _check_label(self.label, reader.scheme())
        return Plan(f"add label {self.label.name}", (change(RecordKind.LABEL, None, label_image(self.label)),))


@dataclass(frozen=True, slots=True)
class ChangeLabel:
    """Rename, recolour, re-key or describe a label; its spans follow a new name or layer."""

    name: str
    label: Label

    def plan(self, reader: Reader) -> Plan:
        """Change the label and, when its name or layer differs, every span that carries it."""
        before = reader.label(self.name)
        after = replace(self.label, id=before.id)
        _check_label(after, _without(reader.scheme(), before.id))
        if before == after:
            return Plan("", ())
        changes = [change(RecordKind.LABEL, label_image(before), label_image(after))]
        if (before.name, before.layer) != (after.name, after.layer):
            changes += relabelled(reader, before.name, after)
        words = (
            f"rename label {before.name} to {after.name}" if before.name != after.name else f"change label {after.name}"
        )
        return Plan(words, tuple(changes))


@dataclass(frozen=True, slots=True)
class DeleteLabel:
    """Delete a label; its spans move to another label, or go too when `move_to` is None."""

    name: str
    move_to: str | None

    def plan(self, reader: Reader) -> Plan:
        """Name in the words how many spans moved or went: an undo brings all back."""
        label = reader.label(self.name)
        if self.move_to == self.name:
            raise UserError(f"The spans of {self.name} cannot move to the label that is deleted: choose another label.")
        if self.move_to is not None:
            moves = moved_spans(reader, label.name, reader.label(self.move_to))
            changes, spans = list(moves), sum(move.kind is RecordKind.SPAN for move in moves)
            words = f"delete label {label.name}, its {counted(spans, 'span')} to {self.move_to}"
        else:
            changes, spans = _removed(reader, label.name)
            words = f"delete label {label.name} and its {counted(spans, 'span')}"
        changes.append(change(RecordKind.LABEL, label_image(label), None))
        return Plan(words, tuple(changes))


@dataclass(frozen=True, slots=True)
class AddRelationLabel:
    """Add a relation label."""

    label: RelationLabel

    def plan(self, reader: Reader) -> Plan:
        """Refuse a name that is taken or cannot be one."""
        _check_relation_label(self.label, reader.scheme())
        if reader.scheme().relation_label(self.label.name):
            raise UserError(f"The scheme has a relation label {self.label.name} already: choose another name.")
        added = change(RecordKind.RELATION_LABEL, None, relation_label_image(self.label))
        return Plan(f"add relation label {self.label.name}", (added,))


@dataclass(frozen=True, slots=True)
class ChangeRelationLabel:
    """Rename or describe a relation label; its links follow."""

    name: str
    label: RelationLabel

    def plan(self, reader: Reader) -> Plan:
        """Change the relation label and, when its name differs, every link that carries it."""
        before = reader.relation_label(self.name)
        after = replace(self.label, id=before.id)
        _check_relation_label(after, reader.scheme())
        if before == after:
            return Plan("", ())
        if after.name != before.name and reader.scheme().relation_label(after.name):
            raise UserError(f"The scheme has a relation label {after.name} already: choose another name.")
        changes = [change(RecordKind.RELATION_LABEL, relation_label_image(before), relation_label_image(after))]
        if before.name != after.name:
            for relation in reader.relations_labelled(before.name):
                renamed = replace(relation, label=after.name)
                changes.append(change(RecordKind.RELATION, relation_image(relation), relation_image(renamed)))
        return Plan(f"change relation label {after.name}", tuple(changes))


@dataclass(frozen=True, slots=True)
class DeleteRelationLabel:
    """Delete a relation label and its links; an undo brings all back."""

    name: str

    def plan(self, reader: Reader) -> Plan:
        """Remove the links first."""
        label = reader.relation_label(self.name)
        links = [change(RecordKind.RELATION, relation_image(one), None) for one in reader.relations_labelled(self.name)]
        gone = change(RecordKind.RELATION_LABEL, relation_label_image(label), None)
        return Plan(f"delete relation label {self.name} and its {counted(len(links), 'link')}", (*links, gone))


@dataclass(frozen=True, slots=True)
class ReplaceScheme:
    """Take over an imported scheme; nothing that spans or links need is dropped."""

    scheme: Scheme

    def plan(self, reader: Reader) -> Plan:
        """Match by id, then by name; what the new scheme lacks goes only when nothing carries it."""
        old = reader.scheme()
        new = _with_known_ids(self.scheme, old)
        changes = [
            *_differences(RecordKind.LAYER, map(layer_image, old.layers), map(layer_image, new.layers)),
            *_differences(RecordKind.LABEL, map(label_image, old.labels), map(label_image, new.labels)),
            *_differences(
                RecordKind.RELATION_LABEL,
                map(relation_label_image, old.relation_labels),
                map(relation_label_image, new.relation_labels),
            ),
        ]
        for one in changes:
            if one.before is not None and one.after is None:
                _check_unused(reader, one.kind, str(one.before["name"]))
        # A name must be free before another label takes it.
        changes.sort(key=lambda one: (one.before is None, one.after is not None))
        return Plan("replace the scheme", (*changes, *renamed_carriers(reader, changes)))


def _check_name(name: str) -> None:
    if not LABEL_NAME.fullmatch(name):
        shown = shortened(UNSTORABLE.sub(REPLACEMENT, name))
        raise UserError(f"“{shown}” cannot be a name: use 1 to 40 characters without blanks, “>” and “|”.")


def _check_label(label: Label, scheme: Scheme) -> None:
    _check_name(label.name)
    if scheme.layer(label.layer) is None:
        raise UserError(f"The scheme has no layer {label.layer}: add the layer first.")
    if scheme.label(label.name):
        raise UserError(f"The scheme has a label {label.name} already: choose another name.")
    _check_colour(label.name, label.colour)
    if len(label.key) > 1 or label.key.isspace():
        raise UserError(f"“{label.key}” cannot be the key of {label.name}: use one character or none.")
    taken = next((other for other in scheme.labels if label.key and other.key == label.key), None)
    if taken:
        raise UserError(f"The key {label.key} belongs to {taken.name} already: choose another key.")


def _check_relation_label(label: RelationLabel, scheme: Scheme) -> None:
    _check_name(label.name)
    _check_colour(label.name, label.colour)
    missing = next((name for name in (*label.from_layers, *label.to_layers) if scheme.layer(name) is None), None)
    if missing is not None:
        raise UserError(f"The scheme has no layer {missing}: add the layer first.")


def _check_colour(name: str, colour: str) -> None:
    if not COLOUR.fullmatch(colour):
        raise UserError(f"“{colour}” cannot be the colour of {name}: write # and six hexadecimal digits.")


def _without(scheme: Scheme, identity: str) -> Scheme:
    return replace(scheme, labels=tuple(label for label in scheme.labels if label.id != identity))


def _removed(reader: Reader, name: str) -> tuple[list[Change], int]:
    spans = list(reader.spans_labelled(name))
    relations = {one.id: one for span in spans for one in reader.relations_of(span.id)}
    changes = [change(RecordKind.RELATION, relation_image(one), None) for one in relations.values()]
    return changes + [change(RecordKind.SPAN, span_image(span), None) for span in spans], len(spans)


def _with_known_ids(new: Scheme, old: Scheme) -> Scheme:
    """Give a part of the new scheme the id of the old part of that name, unless its own id is known."""
    return replace(
        new,
        layers=tuple(replace(one, id=_known_id(one, old.layers)) for one in new.layers),
        labels=tuple(replace(one, id=_known_id(one, old.labels)) for one in new.labels),
        relation_labels=tuple(replace(one, id=_known_id(one, old.relation_labels)) for one in new.relation_labels),
    )


def _known_id(part: _Part, old: Sequence[_Part]) -> str:
    if any(other.id == part.id for other in old):
        return part.id
    return next((other.id for other in old if other.name == part.name), part.id)


def _differences(kind: RecordKind, old: Iterable[Image], new: Iterable[Image]) -> Iterator[Change]:
    before = {str(image["id"]): image for image in old}
    after = {str(image["id"]): image for image in new}
    for identity in sorted(before.keys() | after.keys()):
        if before.get(identity) != after.get(identity):
            yield change(kind, before.get(identity), after.get(identity))


def _check_unused(reader: Reader, kind: RecordKind, name: str) -> None:
    carriers: Iterator[object] = iter(())
    if kind is RecordKind.LABEL:
        carriers = iter(reader.spans_labelled(name))
    elif kind is RecordKind.RELATION_LABEL:
        carriers = iter(reader.relations_labelled(name))
    if next(carriers, None) is not None:
        raise UserError(
            f"The new scheme lacks {name}, which is in use: delete that label first, or add it to the file."
        )
