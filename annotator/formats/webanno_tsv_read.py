"""Reads a WebAnno TSV: puts sentences together to a text, and units to spans, relations, slots and chains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Place
from annotator.formats.webanno_tsv_cells import Columns, Kind, Sentence, Unit, parse, said, short_name, slots, stacked
from annotator.formats.webanno_tsv_text import text_of
from annotator.model.annotation import Attribute, Fragment

_NAMING = ("value", "label", "identifier", "PosValue", "referenceType", "DependencyType")
_TOKEN = "Token"


def read_table(table: str, name: str) -> ForeignDocument:
    """Read the article of a file; raises ValueError where it is no such table."""
    layers, sentences = parse(table)
    text, bounds = text_of(sentences)
    reader = _Reader(layers, [unit for one in sentences for unit in one.units], bounds)
    reader.read()
    spans = tuple(reader.spans())
    faults = tuple(Fault(kind, Place(name), reason, id=identity) for kind, reason, identity in reader.faults)
    return ForeignDocument(
        Place(name),
        text,
        tokens=tuple(_tokens(sentences, bounds)),
        spans=spans,
        relations=tuple(reader.relations),
        local_ids=True,
        loose_layers=True,
        faults=faults,
    )


def _tokens(sentences: Sequence[Sentence], bounds: dict[str, Fragment]) -> Iterator[Fragment]:
    for sentence in sentences:
        for unit in sentence.units:
            start, end = bounds[unit.name]
            if unit.is_token and start < end:
                yield (start, end)


@dataclass(slots=True)
class _Found:
    """A span under way: the units that it covers, and what its features say."""

    layer: str
    units: list[str]
    facts: dict[str, str] = field(default_factory=dict)


_Key = tuple[str, str]


class _Reader:
    """Collects the annotations of one file."""

    def __init__(self, layers: Sequence[Columns], units: Sequence[Unit], bounds: dict[str, Fragment]) -> None:
        self._layers, self._units, self._bounds = layers, units, bounds
        self._found: dict[_Key, _Found] = {}
        self._first: dict[_Key, _Key] = {}
        self._targets: list[tuple[str, _Key, str, str]] = []
        self._chains: dict[tuple[str, int, int], tuple[_Key, str]] = {}
        self.relations: list[ForeignRelation] = []
        self.faults: list[tuple[FaultKind, str, str]] = []

    def read(self) -> None:
        """Read spans first, since relations may point ahead."""
        for kind in (Kind.SPAN, Kind.CHAIN, Kind.RELATION):
            for layer in (one for one in self._layers if one.kind is kind):
                for unit in self._units:
                    names = layer.names or ("",)
                    cells = unit.cells[layer.first : layer.first + len(names)]
                    columns = zip(cells, names, ("", *names), strict=False)
                    self._read_cells(layer, unit, [stacked(*column) for column in columns])
        self._link_slots()
        self._link_chains()

    def spans(self) -> Iterator[ForeignSpan]:
        """Make the spans; one without any letters is told as a fault."""
        for key, found in self._found.items():
            pieces = [self._bounds[name] for name in found.units]
            start, end = min(piece[0] for piece in pieces), max(piece[1] for piece in pieces)
            if start >= end:
                self.faults.append((FaultKind.SPAN, f"it ends at {end}, not after its start {start}", ""))
                gone = "/".join(key)
                self.relations = [one for one in self.relations if gone not in (one.from_span, one.to_span)]
                continue
            facts = dict(found.facts)
            naming = next((one for one in _NAMING if facts.get(one)), next((one for one in facts if facts[one]), ""))
            label = "_".join(facts.pop(naming, "").split()) or found.layer
            attributes = tuple(Attribute(name, value) for name, value in facts.items() if value)
            yield ForeignSpan(label, ((start, end),), layer=found.layer, id="/".join(key), attributes=attributes)

    def _read_cells(self, layer: Columns, unit: Unit, cells: list[list[tuple[str, int]]]) -> None:
        for at in range(max((len(cell) for cell in cells), default=0)):
            values = [cell[at] if at < len(cell) else ("_", 0) for cell in cells]
            number = max(number for _, number in values)
            if layer.kind is Kind.RELATION:
                self._read_relation(layer, unit, [value for value, _ in values])
            elif layer.kind is Kind.CHAIN:
                self._read_chain(layer, unit, values)
            else:
                self._read_span(layer, unit, number, [value for value, _ in values])

    def _read_span(self, layer: Columns, unit: Unit, number: int, values: list[str]) -> None:
        key = (layer.type, f"#{number}" if number else unit.name)
        is_new = key not in self._found
        found = self._found.setdefault(key, _Found(layer.layer, []))
        found.units.append(unit.name)
        self._first.setdefault((layer.type, unit.name), key)
        if not is_new:
            return
        named = list(zip(layer.names, values, strict=False))
        for at, (name, value) in enumerate(named):
            if name.startswith("ROLE_"):
                target_type, targets = named[at + 1] if at + 1 < len(named) else ("", "")
                link = short_name(name.rpartition("_")[2])
                pairs = zip(slots(value), slots(targets), strict=False)
                self._targets += ((said(role) or link, key, target_type, end) for role, end in pairs if said(end))
            elif not (at and named[at - 1][0].startswith("ROLE_")) and name:
                found.facts[name] = said(value)

    def _read_relation(self, layer: Columns, unit: Unit, values: list[str]) -> None:
        facts = dict(zip(layer.names, values, strict=False))
        source, _, numbers = facts.pop(f"BT_{layer.base}", "").partition("[")
        if not said(source):
            self._fail("its other end is not named", unit.name)
            return
        one, _, other = numbers.removesuffix("]").partition("_")
        ends = (self._end(layer.base, source, one or "0"), self._end(layer.base, unit.name, other or "0"))
        words = {name: said(value) for name, value in facts.items()}
        label = next((words[name] for name in _NAMING if words.get(name)), "") or layer.layer
        self._link("_".join(label.split()), ends)

    def _end(self, base: str, unit: str, number: str) -> _Key | None:
        """Find a span by its layer and its number, or by the unit that it stands on alone."""
        for key in ((base, f"#{number}"), (base, unit)):
            if key in self._found and (key[1] != "#0"):
                return key
        if short_name(base) == _TOKEN and unit in self._bounds:
            # Tokens are no spans here; one that a relation stands on becomes one.
            self._found[base, unit] = _Found(_TOKEN, [unit])
            return (base, unit)
        return self._first.get((base, unit))

    def _link_slots(self) -> None:
        for role, host, target_type, target in self._targets:
            unit, _, number = target.partition("[")
            types = [target_type] + [layer.type for layer in self._layers if layer.kind is Kind.SPAN]
            found = [self._end(one, unit, number.removesuffix("]") or "0") for one in types]
            self._link("_".join(role.split()), (host, next((one for one in found if one), None)))

    def _read_chain(self, layer: Columns, unit: Unit, values: list[tuple[str, int]]) -> None:
        arrow, number = values[0][0], values[-1][1]
        label, _, place = arrow.rpartition("->")
        chain, _, at = place.partition("-")
        if not (chain.isdecimal() and at.isdecimal()):
            self._fail(f"its place in a chain, {place[:20]!r}, is not two numbers", unit.name)
            return
        key = (layer.type, f"{chain}-{at}#{number}")
        found = self._found.setdefault(key, _Found(layer.layer, []))
        found.units.append(unit.name)
        found.facts["referenceType"] = said(values[-1][0])
        self._chains[layer.type, int(chain), int(at)] = (key, said(label) or layer.layer)

    def _link_chains(self) -> None:
        for (layer, chain, at), (key, label) in self._chains.items():
            following = self._chains.get((layer, chain, at + 1))
            if following:
                self._link("_".join(label.split()), (key, following[0]))

    def _link(self, label: str, ends: tuple[_Key | None, _Key | None]) -> None:
        if ends[0] is None or ends[1] is None:
            self._fail("one of its ends is not there", label)
            return
        self.relations.append(ForeignRelation(label, "/".join(ends[0]), "/".join(ends[1])))

    def _fail(self, reason: str, identity: str) -> None:
        self.faults.append((FaultKind.RELATION, reason, identity))
