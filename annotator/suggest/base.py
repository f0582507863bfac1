"""What a suggester proposes for one article, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from annotator.model.annotation import Attribute, Fragment, merged
from annotator.model.document import Document, ZoneKind

RULES = "rules@1"


@dataclass(frozen=True, slots=True)
class Suggested:
    """One proposed span; `fragments` are half-open code points, `rule` says which rule spoke, `score` is 0 to 1."""

    layer: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: tuple[Attribute, ...] = ()
    source: str = RULES
    rule: str = ""
    score: float = 0.5

    def __post_init__(self) -> None:
        if not self.fragments or self.fragments != merged(self.fragments):
            raise ValueError(f"fragments must be sorted, apart and not empty: {self.fragments}")
        if not 0 <= self.score <= 1:
            raise ValueError(f"a score lies between 0 and 1, not {self.score}")

    @property
    def start(self) -> int:
        """The first code point."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.fragments[-1][1]

    @property
    def place(self) -> tuple[str, str, tuple[Fragment, ...]]:
        """What tells it from another suggestion of the same article."""
        return (self.layer, self.label, self.fragments)

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The order of every list: start, longest first, layer, label, then the rest."""
        return (self.start, -self.end, self.layer, self.label, self.fragments, self.source, self.rule)


@dataclass(frozen=True, slots=True)
class SuggestedLink:
    """A proposed relation between two proposed spans of the same article."""

    label: str
    from_span: Suggested
    to_span: Suggested
    source: str = RULES
    rule: str = ""
    score: float = 0.5

    @property
    def sort_key(self) -> tuple[object, ...]:
        """The order of every list: by label, then by its ends."""
        return (self.label, self.from_span.sort_key, self.to_span.sort_key)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was proposed for one article, in order; `remark` is a sentence for the analyst or empty."""

    spans: tuple[Suggested, ...] = ()
    links: tuple[SuggestedLink, ...] = ()
    remark: str = ""


class Suggester(Protocol):
    """Something that proposes spans and links."""

    @property
    def name(self) -> str:
        """The source that its suggestions carry, such as `rules@1`."""

    def suggest(self, document: Document) -> Suggestions:
        """Propose spans and links; the same text gives the same answer."""


@dataclass(slots=True)
class Collection:
    """Gathers proposals of a source, one per place (the first one stays), and puts them in order."""

    source: str = RULES
    _spans: dict[tuple[str, str, tuple[Fragment, ...]], Suggested] = field(default_factory=dict)
    _links: dict[tuple[object, ...], SuggestedLink] = field(default_factory=dict)

    def add(self, suggested: Suggested) -> Suggested:
        """Take a span in and give the one that stands at its place."""
        if suggested.source != self.source:
            suggested = replace(suggested, source=self.source)
        return self._spans.setdefault(suggested.place, suggested)

    def link(self, label: str, from_span: Suggested, to_span: Suggested, *, rule: str, score: float) -> None:
        """Link two spans; both must have been added."""
        link = SuggestedLink(label, self.add(from_span), self.add(to_span), self.source, rule, score)
        self._links.setdefault(link.sort_key, link)

    def targets(self, label: str) -> dict[tuple[str, str, tuple[Fragment, ...]], list[Suggested]]:
        """Map the places of spans to the ends of their links of one kind."""
        found: dict[tuple[str, str, tuple[Fragment, ...]], list[Suggested]] = {}
        for link in self._links.values():
            if link.label == label:
                found.setdefault(link.from_span.place, []).append(link.to_span)
        return found

    def finished(self, document: Document, *, remark: str = "") -> Suggestions:
        """Give everything in order, without what touches furniture of the page."""
        furniture = [(zone.start, zone.end) for zone in document.zones if zone.kind is ZoneKind.BOILERPLATE]
        spans = [span for span in self._spans.values() if not _touches(span.fragments, furniture)]
        kept = {span.place for span in spans}
        links = [link for link in self._links.values() if link.from_span.place in kept and link.to_span.place in kept]
        return Suggestions(ordered(spans), tuple(sorted(links, key=lambda link: link.sort_key)), remark)


def ordered(spans: Iterable[Suggested]) -> tuple[Suggested, ...]:
    """Sort proposals."""
    return tuple(sorted(spans, key=lambda span: span.sort_key))


def _touches(fragments: tuple[Fragment, ...], furniture: list[Fragment]) -> bool:
    # From the first to the last code point: what lies between two fragments counts too.
    start, end = fragments[0][0], fragments[-1][1]
    return any(start < stop and begin < end for begin, stop in furniture)
