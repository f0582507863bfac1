"""Builds the sample articles and their annotations from the marked-up sources in packaging/seed_sources.

    python packaging/build_seed_annotations.py [FOLDER]

A source starts with metadata lines `name: value` up to `---`; the marked-up article follows.
`{LABEL|words}` is a span, `{zone|words}`, in small letters, a zone; both nest. Before the bar:
`.q1` names the span (two spans of one name, one annotator, are the pieces of one interrupted
span), `high` or `low` is the attribute `check`, `speaker=l2` a relation to the span named l2,
`same_wording=1.q2` one to article 1, and `@first` or `@second` after any of them says that
only this annotator did so.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the script also runs where the program is not installed

from annotator.formats.base import Line  # noqa: E402
from annotator.formats.jsonl_write import write_line  # noqa: E402
from annotator.model.annotation import Attribute, Relation, Span, merged  # noqa: E402
from annotator.model.document import (  # noqa: E402
    Document,
    DocumentState,
    Metadata,
    Role,
    Zone,
    ZoneKind,
    ZoneOrigin,
)
from annotator.model.ids import AnnotatorId, RelationId, SpanId, derived_id  # noqa: E402
from annotator.services.scheme_file import default_scheme  # noqa: E402

ANNOTATORS = ("first", "second")
ZONE_KINDS = frozenset(kind.value for kind in ZoneKind)
TOKEN = re.compile(r"\{([^{}|]+)\||\}")
PART = re.compile(r"(?P<words>[^@]+)(?:@(?P<only>first|second))?")


@dataclass(frozen=True, slots=True)
class Mark:
    """One pair of braces: what stood before the bar, and its place in the bare text."""

    head: str
    start: int
    end: int

    @property
    def is_zone(self) -> bool:
        """Tell whether the braces mark a zone."""
        return self.head in ZONE_KINDS

    def parts(self, annotator: str) -> tuple[str, ...]:
        """List what this annotator did here; the label comes first, nothing when it is not hers."""
        matches = [PART.fullmatch(part) for part in self.head.split()]
        if None in matches:
            raise ValueError(f"cannot read the head {{{self.head}|")
        hers = [match for match in matches if match and match["only"] in (None, annotator)]
        if not hers or hers[0] is not matches[0]:
            return ()
        return tuple(match["words"] for match in hers)


@dataclass(frozen=True, slots=True)
class Named:
    """A span with the name that relations use, and its relations as `label=name`."""

    name: str
    span: Span
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One source, read."""

    number: str
    document: Document
    marks: tuple[Mark, ...]


def build(sources: Path) -> dict[str, bytes]:
    """Map each file of the sample corpus to its content: the articles and `annotations.jsonl`."""
    articles = [read_article(path) for path in sorted(sources.glob("*.txt"))]
    spans = {who: {article.number: annotate(article, who) for article in articles} for who in ANNOTATORS}
    lines = [line_of(article, who, spans[who]) for article in articles for who in ANNOTATORS]
    texts = {article.document.metadata.source_file: article.document.text.encode() for article in articles}
    return {**texts, "annotations.jsonl": b"".join(write_line(line) for line in lines)}


def read_article(path: Path) -> Article:
    """Read one source."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    known = dict(line.split(": ", 1) for line in head.split("\n"))
    text, marks = unmarked(body.removesuffix("\n"))
    zones = tuple(
        sorted(Zone(mark.start, mark.end, ZoneKind(mark.head), ZoneOrigin.CONFIRMED) for mark in marks if mark.is_zone)
    )
    metadata = Metadata(
        title=known["title"],
        outlet=known["outlet"],
        author=known.get("author", ""),
        published=known.get("published", ""),
        published_raw=known.get("published_raw", ""),
        language="en",
        source_file=path.name,
    )
    return Article(path.name.partition("_")[0], Document.of(text, metadata, zones), marks)


def unmarked(body: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the braces out of a text and say where they stood."""
    text = ""
    position = 0
    marks: list[Mark] = []
    opened: list[tuple[str, int]] = []
    for token in TOKEN.finditer(body):
        text += body[position : token.start()]
        position = token.end()
        if token[1]:
            opened.append((token[1], len(text)))
        else:
            head, start = opened.pop()
            marks.append(Mark(head, start, len(text)))
    if opened:
        raise ValueError(f"no closing brace for {{{opened[-1][0]}|")
    return text + body[position:], tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def annotate(article: Article, annotator: str) -> tuple[Named, ...]:
    """Make one annotator's spans of an article, in the order of an export."""
    heads: dict[str, tuple[str, ...]] = {}
    pieces: dict[str, list[tuple[int, int]]] = {}
    for number, mark in enumerate(mark for mark in article.marks if not mark.is_zone):
        parts = mark.parts(annotator)
        if parts:
            name = parts[0].partition(".")[2] or f"#{number}"
            known = heads.get(name, parts[:1])
            if known[0] != parts[0]:
                raise ValueError(f"{annotator} names two spans {name} in article {article.number}")
            heads[name] = known + parts[1:]
            pieces.setdefault(name, []).append((mark.start, mark.end))
    named = [_named(article.document, annotator, name, parts=heads[name], pieces=pieces[name]) for name in heads]
    return tuple(sorted(named, key=lambda one: one.span.sort_key))


def _named(
    document: Document, annotator: str, name: str, *, parts: tuple[str, ...], pieces: Iterable[tuple[int, int]]
) -> Named:
    label = default_scheme().label(parts[0].partition(".")[0])
    if label is None:
        raise ValueError(f"the default scheme has no label {parts[0]}")
    fragments = merged(pieces)
    span = Span(
        id=SpanId(derived_id(document.id, annotator, label.layer, label.name, fragments)),
        document=document.id,
        layer=label.layer,
        label=label.name,
        annotator=AnnotatorId(annotator),
        fragments=fragments,
        text=document.text[fragments[0][0] : fragments[-1][1]],
        attributes=tuple(Attribute("check", part) for part in parts[1:] if "=" not in part),
    )
    return Named(name, span, tuple(part for part in parts[1:] if "=" in part))


def line_of(article: Article, annotator: str, spans: Mapping[str, tuple[Named, ...]]) -> Line:
    """Put one annotator's work on an article together; `spans` are all of hers by article number."""
    by_name = {f"{number}.{one.name}": one.span for number, named in spans.items() for one in named}
    documents = {span.id: span.document for span in by_name.values()}
    relations = sorted(
        _relations(article.number, spans[article.number], by_name),
        key=lambda relation: (relation.label, relation.from_span, relation.to_span),
    )
    return Line(
        document=article.document,
        annotator=annotator,
        role=Role.ANNOTATOR,
        status=DocumentState.DONE,
        spans=tuple(one.span for one in spans[article.number]),
        relations=tuple(relations),
        to_documents=tuple(documents[relation.to_span] for relation in relations),
    )


def _relations(number: str, named: tuple[Named, ...], by_name: Mapping[str, Span]) -> Iterator[Relation]:
    for one in named:
        for relation in one.relations:
            label, _, target = relation.partition("=")
            to_span = by_name[target if "." in target else f"{number}.{target}"]
            yield Relation(
                id=RelationId(derived_id("relation", label, one.span.id, to_span.id)),
                label=label,
                from_span=one.span.id,
                to_span=to_span.id,
                annotator=one.span.annotator,
            )


def main() -> None:
    """Write the corpus into the given folder, by default seeds/."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    for name, content in build(ROOT / "packaging" / "seed_sources").items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
