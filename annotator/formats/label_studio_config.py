"""Writes Label Studio's labelling config from a scheme, and reads which field of a task is the text."""

from pathlib import Path
from xml.etree import ElementTree as Xml

from annotator.model.scheme import AttributeDefinition, AttributeType, Scheme

TEXT = "text"
_LARGEST_BYTES = 4 * 1024 * 1024
_TEXT_TAGS = ("Text", "HyperText")


def control_name(attribute: str, layers: frozenset[str]) -> str:
    """Name the control of an attribute; one that is called like a layer gets an underscore in front."""
    return f"_{attribute}" if attribute.lstrip("_") in layers | {TEXT} else attribute


def attribute_name(control: str, layers: frozenset[str]) -> str:
    """Find the attribute of a control."""
    return control[1:] if control.startswith("_") and control.lstrip("_") in layers | {TEXT} else control


def labelling_config(scheme: Scheme) -> bytes:
    """Write a <View> with a Labels tag per layer, a control per attribute, and the relations."""
    view = Xml.Element("View")
    if scheme.relation_labels:
        relations = Xml.SubElement(view, "Relations")
        for one in scheme.relation_labels:
            Xml.SubElement(relations, "Relation", value=one.name)
    for layer in scheme.layers:
        tags = Xml.SubElement(view, "Labels", name=layer.name, toName=TEXT)
        for label in scheme.labels:
            if label.layer == layer.name:
                Xml.SubElement(tags, "Label", value=label.name, background=label.colour)
    Xml.SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    layers = frozenset(layer.name for layer in scheme.layers)
    attributes = {one.name: one for label in scheme.labels for one in label.attributes}
    for attribute in attributes.values():
        _add_control(view, attribute, control_name(attribute.name, layers))
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode").encode() + b"\n"


def _add_control(view: Xml.Element, attribute: AttributeDefinition, name: str) -> None:
    if attribute.type is AttributeType.ENUM:
        several = "multiple" if attribute.several else "single"
        choices = Xml.SubElement(view, "Choices", name=name, toName=TEXT, perRegion="true", choice=several)
        for value in attribute.values:
            Xml.SubElement(choices, "Choice", value=value)
    else:
        Xml.SubElement(view, "TextArea", name=name, toName=TEXT, perRegion="true", editable="true")


def text_field_of(tasks: Path) -> str:
    """Name the field that the config beside a file of tasks shows as its text; empty when none says so."""
    for path in (tasks.with_name(f"{tasks.name}.xml"), tasks.with_suffix(".xml"), tasks.with_name("label_config.xml")):
        view = _view(path)
        if view is not None:
            shown = next((one for one in view.iter() if one.tag in _TEXT_TAGS), None)
            return "" if shown is None else shown.get("value", "").removeprefix("$")
    return ""


def _view(path: Path) -> Xml.Element | None:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        # A config needs no document type; without one no entity can be made to swell.
        if len(data) > _LARGEST_BYTES or b"<!" in data.replace(b"<!--", b""):
            return None
        root = Xml.fromstring(data)
    except (OSError, Xml.ParseError, ValueError, LookupError):
        return None
    return root if root.tag == "View" else None
