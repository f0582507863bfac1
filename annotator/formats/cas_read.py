"""Turns a CAS into an article with spans and relations: our own types exactly, others by what they look like."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Place
from annotator.formats.cas_structures import Cas, Structure
from annotator.formats.cas_write import FRAGMENT, RELATION, SPAN, WORK, ZONE
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import checked_bounds
from annotator.formats.jsonl_fields import BadField
from annotator.model.annotation import Attribute, Fragment
from annotator.model.document import DocumentState, Role, Zone, ZoneKind
from annotator.text.offsets import OffsetMap

_NAMING = ("label", "value", "identifier", "PosValue", "DependencyType", "role")
_NO_SPANS = frozenset(
    {"DocumentAnnotation", "DocumentMetaData", "Sentence", "Token", "CASMetadata", "TagDescription", "Paragraph"}
)
_NO_FACTS = frozenset({"order", "uiOrder"})


def document_of(cas: Cas, place: Place) -> ForeignDocument:
    """Make the article of one CAS; what it says of its annotator comes with it."""
    reader = _Reader(cas, place)
    base = reader.base()
    spans = tuple(reader.spans())
    return replace(
        base,
        tokens=tuple(sorted(reader.plain("Token"))) or None,
        zones=tuple(reader.zones()),
        spans=spans,
        relations=tuple(reader.relations({span.id for span in spans})),
        faults=tuple(reader.faults),
    )


class _Reader:
    """Reads one CAS."""

    def __init__(self, cas: Cas, place: Place) -> None:
        self._cas, self._place = cas, place
        self._offsets = OffsetMap(cas.text)
        self._all = sorted(cas.structures.values(), key=lambda one: one.number)
        self.faults: list[Fault] = []

    def base(self) -> ForeignDocument:
        """Make the article, with what our own structure says of it."""
        made = ForeignDocument(self._place, self._cas.text, local_ids=True, loose_layers=True)
        for one in self._all:
            if one.type == WORK:
                said = one.values
                role, status = said.get("role", ""), said.get("status", "")
                return replace(
                    made,
                    document=said.get("document", ""),
                    annotator=said.get("annotator", ""),
                    role=Role(role) if role in set(Role) else Role.ANNOTATOR,
                    status=DocumentState(status) if status in set(DocumentState) else None,
                    metadata=metadata_of({fact.name: fact.value for fact in self._facts(one)}),
                )
            if one.name == "DocumentMetaData":
                made = replace(made, metadata=metadata_of({"title": one.values.get("documentTitle", "")}))
        return made

    def plain(self, name: str) -> Iterator[Fragment]:
        """Give the bounds of the annotations of one kind that stand on some text."""
        for one in self._all:
            if one.name == name and one.bounds:
                try:
                    yield self._fragment(one)
                except BadField:
                    continue

    def zones(self) -> Iterator[Zone]:
        """Make the zones."""
        for one in self._all:
            if one.type == ZONE and one.bounds and one.values.get("kind") in set(ZoneKind):
                yield Zone(*self._fragment(one), ZoneKind(one.values["kind"]))

    def spans(self) -> Iterator[ForeignSpan]:
        """Make the spans; annotations that link two others are none."""
        for one in self._all:
            if not one.bounds or one.type in (RELATION, ZONE, FRAGMENT) or one.name in _NO_SPANS or _links(one):
                continue
            try:
                yield self._own(one) if one.type == SPAN else self._foreign(one)
            except BadField as error:
                self.faults.append(Fault(FaultKind.SPAN, self._place, str(error), id=str(one.number)))

    def relations(self, spans: set[str]) -> Iterator[ForeignRelation]:
        """Make the relations: annotations with a governor and a dependent, and links from slots."""
        for one in self._all:
            for label, start, end in self._ends(one):
                made = ForeignRelation("_".join(label.split()), start, end)
                if {start, end} <= spans:
                    yield made
                else:
                    reason = "one of its ends is no span of this file"
                    self.faults.append(Fault(FaultKind.RELATION, self._place, reason, id=str(one.number)))

    def _ends(self, one: Structure) -> Iterator[tuple[str, str, str]]:
        if _links(one):
            label = next((one.values[name] for name in _NAMING if one.values.get(name)), "") or one.name
            yield label, str(one.refs["Governor"][0]), str(one.refs["Dependent"][0])
        elif one.bounds and one.type != SPAN:
            for feature in one.refs:
                for link in self._cas.referred(one, feature):
                    if "target" in link.refs:
                        yield link.values.get("role") or feature, str(one.number), str(link.refs["target"][0])

    def _own(self, one: Structure) -> ForeignSpan:
        said = one.values
        pieces = tuple(self._fragment(piece) for piece in self._cas.referred(one, "fragments"))
        try:
            score = float(said["score"]) if "score" in said else None
        except ValueError:
            raise BadField("its score is no number") from None
        return ForeignSpan(
            said.get("label", ""),
            pieces or (self._fragment(one),),
            layer=said.get("layer", ""),
            id=str(one.number),
            attributes=tuple(self._facts(one)),
            note=said.get("note", ""),
            origin=said.get("origin", ""),
            score=score,
        )

    def _foreign(self, one: Structure) -> ForeignSpan:
        said = {name: value for name, value in one.values.items() if value and name not in _NO_FACTS}
        naming = next((name for name in _NAMING if name in said), "")
        label = "_".join(said.pop(naming, "").split()) or one.name
        facts = tuple(Attribute(name, value) for name, value in said.items())
        return ForeignSpan(label, (self._fragment(one),), layer=one.name, id=str(one.number), attributes=facts)

    def _facts(self, one: Structure) -> Iterator[Attribute]:
        for fact in self._cas.referred(one, "facts"):
            said = fact.values
            yield Attribute(said.get("name", ""), said.get("value", ""), said.get("ref", ""))

    def _fragment(self, one: Structure) -> Fragment:
        if one.bounds is None:
            raise BadField("it has no offsets")
        ((begin, end),) = checked_bounds(*one.bounds)
        try:
            return (self._offsets.to_code_point(begin), self._offsets.to_code_point(end))
        except ValueError as error:
            raise BadField(str(error)) from None


def _links(one: Structure) -> bool:
    return "Governor" in one.refs and "Dependent" in one.refs
