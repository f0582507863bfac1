"""Brings CAS JSON and XMI into one form: numbered feature structures with values and references."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from annotator.formats.json_files import parsed_json
from annotator.formats.jsonl_fields import BadField, JsonObject, list_field, object_of
from annotator.formats.safe_xml import local, parse_xml

_XMI = "{http://www.omg.org/XMI}id"
_IDS = re.compile(r"\d+(?: \d+)*")
_OWN = ("begin", "end", "sofa")
# Without a type system nothing says that these are references; so they are named in INCEpTION's layers.
_REFERENCES = frozenset({"Governor", "Dependent", "target", "first", "next", "elements", "links", "arguments"})


@dataclass(frozen=True, slots=True)
class Structure:
    """One feature structure; `refs` are the numbers of others."""

    number: int
    type: str
    values: Mapping[str, str] = field(default_factory=dict)
    refs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    bounds: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The last part of the type's name."""
        return self.type.removesuffix("[]").rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Cas:
    """A text and its feature structures by number."""

    text: str
    structures: Mapping[int, Structure]

    def referred(self, one: Structure, feature: str) -> list[Structure]:
        """The structures that a feature names, through an array if there is one."""
        found = [self.structures[number] for number in one.refs.get(feature, ()) if number in self.structures]
        inside = [number for each in found for number in each.refs.get("elements", ())]
        return [self.structures[number] for number in inside if number in self.structures] if inside else found


def cas_of_json(data: bytes) -> Cas:
    """Read CAS JSON; raises BadField when it is none."""
    whole = object_of(parsed_json(data), "the CAS")
    given = whole.get("%FEATURE_STRUCTURES")
    records = (
        list(given.items()) if isinstance(given, dict) else list(enumerate(list_field(whole, "%FEATURE_STRUCTURES")))
    )
    structures: dict[int, Structure] = {}
    text: str | None = None
    for key, record in records:
        one = object_of(record, "a feature structure")
        if one.get("%TYPE") == "uima.cas.Sofa" and text is None and isinstance(one.get("sofaString"), str):
            text = str(one["sofaString"])
        made = _of_json(one, key)
        structures[made.number] = made
    if text is None:
        raise BadField("it has no text")
    return Cas(text, structures)


def _of_json(record: JsonObject, key: object) -> Structure:
    values: dict[str, str] = {}
    refs: dict[str, tuple[int, ...]] = {}
    for name, value in record.items():
        if name == "%ELEMENTS" and isinstance(value, list):
            refs["elements"] = tuple(one for one in value if isinstance(one, int))
        elif name.startswith("@") and isinstance(value, int):
            refs[name[1:]] = (value,)
        elif not name.startswith(("%", "@", "^")) and name not in _OWN and isinstance(value, str | int | float):
            values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    begin, end = record.get("begin"), record.get("end")
    bounds = (begin, end) if isinstance(begin, int) and isinstance(end, int) and "@sofa" in record else None
    number = record.get("%ID", int(str(key)) if str(key).isdecimal() else None)
    if not isinstance(number, int):
        raise BadField("a feature structure has no “%ID”")
    return Structure(number, str(record.get("%TYPE")), values, refs, bounds)


def cas_of_xmi(data: bytes, types: bytes | None = None) -> Cas:
    """Read XMI; with a type system references are told from texts for sure. Raises BadField when it is none."""
    root = parse_xml(data)
    if local(root) != "XMI":
        raise BadField("it is no XMI")
    references = _REFERENCES | (frozenset(_reference_features(parse_xml(types))) if types else frozenset())
    text: str | None = None
    structures: dict[int, Structure] = {}
    for element in root:
        if local(element) == "Sofa" and text is None:
            text = element.get("sofaString")
        made = _of_xmi(element, references)
        if made is not None:
            structures[made.number] = made
    if text is None:
        raise BadField("it has no text")
    return Cas(text, structures)


def _of_xmi(element: Element, references: frozenset[str]) -> Structure | None:
    number = element.get(_XMI, "")
    if not number.isdecimal() or len(number) > 15:
        return None
    values: dict[str, str] = {}
    refs: dict[str, tuple[int, ...]] = {}
    for name, value in element.attrib.items():
        if name in references and _IDS.fullmatch(value):
            refs[name] = tuple(int(one) for one in value.split())
        elif name not in _OWN and not name.startswith("{"):
            values[name] = value
    begin, end = element.get("begin", ""), element.get("end", "")
    has_bounds = begin.isdecimal() and end.isdecimal() and len(begin) < 12 > len(end) and element.get("sofa")
    return Structure(int(number), _type_name(element), values, refs, (int(begin), int(end)) if has_bounds else None)


def _type_name(element: Element) -> str:
    """Make de.example.Type out of {http:///de/example.ecore}Type."""
    space = element.tag.partition("}")[0].removeprefix("{http:///").removesuffix(".ecore")
    return f"{space.replace('/', '.')}.{local(element)}"


def _reference_features(types: Element) -> Iterator[str]:
    for feature in types.iter():
        if local(feature) == "featureDescription":
            said = {local(one): (one.text or "").strip() for one in feature}
            kind = said.get("rangeTypeName", "")
            if kind == "uima.cas.FSArray" or not kind.startswith("uima.cas."):
                yield said.get("name", "")
