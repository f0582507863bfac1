"""Makes projects with everything in them that files find hard to carry."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

from annotator.model.annotation import Attribute, Provenance, Relation, Span, merged
from annotator.model.document import Annotator, Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, RelationId, SpanId, derived_id
from annotator.model.operation import Change, RecordKind
from annotator.model.scheme import Label, RelationLabel
from annotator.storage.rows import (
    annotator_image,
    change,
    document_image,
    name_key,
    relation_image,
    span_image,
    state_image,
    zone_image,
)
from annotator.storage.scheme_rows import label_image, relation_label_image
from annotator.text.normalise import normalise

ALPHABET = "ab. \n\t\"'<>&\\/é\u0301😀🇫🇷👩‍👩‍👧𠮷\u2028\u0085\u00a0\u200b\u202e\ufeff\ufffe\x01\x1f\x7f=,;"
WORDS = st.text(alphabet=ALPHABET, max_size=12)
ANNOTATORS = tuple(
    Annotator(AnnotatorId(derived_id("annotator", name_key(name))), name, role)
    for name, role in (("first", Role.ANNOTATOR), ("sécond 😀", Role.ANNOTATOR), ("gold", Role.GOLD))
)
LABELS = (("entity", "PERSON"), ("quote", "DIRECT"), ("claim", "CLAIM"), ("entity", "ŻÓŁĆ-😀"))
RELATION_LABELS = ("speaker", "meets")


@dataclass(frozen=True)
class NastyProject:
    """Records to insert into a new project, in any order."""

    documents: tuple[Document, ...]
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    states: tuple[tuple[int, int, DocumentState], ...]

    def changes(self) -> Iterator[Change]:
        """Yield the records as an import would."""
        yield change(RecordKind.LABEL, None, label_image(Label("x", "entity", LABELS[3][1], "#123456", position=99)))
        yield change(RecordKind.RELATION_LABEL, None, relation_label_image(RelationLabel("y", "meets", "#654321")))
        yield from (change(RecordKind.ANNOTATOR, None, annotator_image(one)) for one in ANNOTATORS)
        for document in self.documents:
            yield change(RecordKind.DOCUMENT, None, document_image(document))
            yield from (change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in document.zones)
        yield from (change(RecordKind.SPAN, None, span_image(span)) for span in self.spans)
        yield from (change(RecordKind.RELATION, None, relation_image(one)) for one in self.relations)
        for document_at, annotator_at, state in self.states:
            image = state_image(self.documents[document_at].id, ANNOTATORS[annotator_at].id, state)
            yield change(RecordKind.DOCUMENT_STATE, None, image)


@st.composite
def bounds(draw: st.DrawFn, length: int) -> tuple[int, int]:
    """A stretch of a text, not empty."""
    start = draw(st.integers(0, length - 1))
    return (start, draw(st.integers(start + 1, length)))


@st.composite
def documents(draw: st.DrawFn, position: int) -> Document:
    """An article with zones and tokens."""
    text = normalise(f"{position}:" + draw(st.text(alphabet=ALPHABET, max_size=40))).text
    metadata = Metadata(
        title=draw(WORDS),
        published_raw=draw(WORDS),
        encoding=draw(st.sampled_from(["", "utf-8"])),
        raw_sha256=draw(st.sampled_from(["", "ff"])),
        extra=tuple(draw(st.lists(st.tuples(st.sampled_from(["desk", "encoding", "raw_sha256"]), WORDS), max_size=3))),
    )
    kinds = st.sampled_from(ZoneKind)
    zones = {Zone(*draw(bounds(len(text))), draw(kinds)) for _ in range(draw(st.integers(0, 2)))}
    tokens = tuple(sorted(draw(bounds(len(text))) for _ in range(draw(st.integers(0, 2)))))
    return replace(Document.of(text, metadata, tuple(sorted(zones))), tokens=tokens, position=position)


@st.composite
def spans(draw: st.DrawFn, document: Document, number: int) -> Span:
    """A span of some annotator, maybe interrupted."""
    layer, label = draw(st.sampled_from(LABELS))
    pieces = merged(draw(st.lists(bounds(len(document.text)), min_size=1, max_size=3)))
    attributes = st.builds(Attribute, st.sampled_from(["check", "mood", "😀"]), WORDS, WORDS)
    provenance = st.builds(
        Provenance, WORDS, st.integers(0, 9), st.integers(0, 9), WORDS, WORDS, WORDS, WORDS, st.just(("s0",))
    )
    return Span(
        id=SpanId(f"s{number}"),
        document=document.id,
        layer=layer,
        label=label,
        annotator=draw(st.sampled_from(ANNOTATORS)).id,
        fragments=pieces,
        text=document.text[pieces[0][0] : pieces[-1][1]],
        attributes=tuple(draw(st.lists(attributes, max_size=3))),
        note=draw(WORDS),
        origin=draw(st.sampled_from(["hand", "suggestion:rules@1", "adjudicated"])),
        score=draw(st.none() | st.floats(0, 1)),
        provenance=draw(st.none() | provenance),
    )


@st.composite
def nasty_projects(draw: st.DrawFn) -> NastyProject:
    """A few articles, spans of three annotators, links between them, states."""
    articles = tuple(draw(documents(position)) for position in range(draw(st.integers(1, 4))))
    marked = tuple(draw(spans(draw(st.sampled_from(articles)), number)) for number in range(draw(st.integers(0, 8))))
    facts = st.tuples(st.builds(Attribute, st.sampled_from(["sure", "😀"]), WORDS, WORDS))
    links = [
        Relation(
            RelationId(f"r{a.id}{b.id}"),
            draw(st.sampled_from(RELATION_LABELS)),
            a.id,
            b.id,
            a.annotator,
            draw(st.just(()) | facts),
            draw(WORDS),
        )
        for a, b in pairwise(marked)
        if a.annotator == b.annotator
    ]
    pairs = [(at, who) for at in range(len(articles)) for who in range(len(ANNOTATORS))]
    states = tuple(
        (at, who, draw(st.sampled_from(DocumentState)))
        for at, who in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6))
    )
    return NastyProject(articles, marked, tuple(links), states)
