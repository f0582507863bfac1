"""What becomes of spans when a layer's overlap rule or a label's attributes change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.annotation import Attribute, Span
from annotator.model.operation import RecordKind
from annotator.model.scheme import AttributeDefinition, AttributeType, Label, Layer, OverlapRule
from annotator.services.commands import Plan
from annotator.services.reading import Reader, shortened
from annotator.services.scheme.commands import ChangeLabel
from annotator.storage.rows import change, span_image
from annotator.storage.scheme_rows import layer_image


@dataclass(frozen=True, slots=True)
class SetOverlapRule:
    """Allow or forbid that spans of one layer by one annotator overlap."""

    layer: str
    rule: OverlapRule

    def plan(self, reader: Reader) -> Plan:
        """Refuse to forbid what stands in the project already."""
        before = reader.scheme().layer(self.layer)
        if before is None:
            raise UserError(f"The scheme has no layer {self.layer}: add it in the scheme editor.")
        if before.overlap is self.rule:
            return Plan("", ())
        if self.rule is OverlapRule.FORBIDDEN:
            _check_apart(reader, before)
        after = replace(before, overlap=self.rule)
        words = f"overlaps in layer {self.layer}: {self.rule.value}"
        return Plan(words, (change(RecordKind.LAYER, layer_image(before), layer_image(after)),))


@dataclass(frozen=True, slots=True)
class ChangeLabelAndValues:
    """Change a label; values that its attributes no longer know go from its spans in the same operation."""

    name: str
    label: Label

    def plan(self, reader: Reader) -> Plan:
        """Change the label first, then every span with a value that is no longer known."""
        planned = ChangeLabel(self.name, self.label).plan(reader)
        changes, cleared = {(one.kind, one.id): one for one in planned.changes}, 0
        for span in reader.spans_labelled(self.name):
            kept = tuple(one for one in span.attributes if _is_known(one, self.label.attributes))
            if kept != span.attributes:
                cleared += 1
                after = replace(span, attributes=kept, label=self.label.name, layer=self.label.layer)
                changes[RecordKind.SPAN, span.id] = change(RecordKind.SPAN, span_image(span), span_image(after))
        said = planned.words or f"tidy {self.name}"
        return Plan(f"{said} and the values of {cleared} spans" if cleared else planned.words, tuple(changes.values()))


def values_lost(reader: Reader, name: str, after: Label) -> Counter[str]:
    """Count, by attribute, the spans with a value that a changed label would no longer know."""
    with reader.file.reading():
        return Counter(
            one.name
            for span in reader.spans_labelled(name)
            for one in span.attributes
            if not _is_known(one, after.attributes)
        )


def check_attributes(attributes: tuple[AttributeDefinition, ...]) -> None:
    """Refuse what cannot be asked for: no name, a name twice, an enumeration without values."""
    names = [one.name for one in attributes]
    for one in attributes:
        if not one.name:
            raise UserError("An attribute needs a name: type one, or remove the line.")
        if names.count(one.name) > 1:
            raise UserError(f"The label has two attributes {one.name}: choose another name for one.")
        if one.type is AttributeType.ENUM and not one.values:
            raise UserError(f"The attribute {one.name} needs values to choose from: write them with commas between.")


def _is_known(value: Attribute, definitions: tuple[AttributeDefinition, ...]) -> bool:
    known = next((one for one in definitions if one.name == value.name), None)
    return known is not None and (known.type is not AttributeType.ENUM or value.value in known.values)


def _check_apart(reader: Reader, layer: Layer) -> None:
    for first, second in _overlaps(reader, layer):
        raise UserError(
            f"“{shortened(first.text, 24)}” and “{shortened(second.text, 24)}” of layer {layer.name} overlap: move or "
            "remove one of them first."
        )


def _overlaps(reader: Reader, layer: Layer) -> Iterator[tuple[Span, Span]]:
    by_place: dict[tuple[str, str], list[Span]] = {}
    for label in reader.scheme().labels_of(layer.name):
        for span in reader.spans_labelled(label.name):
            by_place.setdefault((span.document, span.annotator), []).append(span)
    for spans in by_place.values():
        last: Span | None = None
        for span in sorted(spans, key=lambda one: (one.start, one.end)):
            if last is not None and span.start < last.end:
                yield last, span
            last = span if last is None or span.end > last.end else last
