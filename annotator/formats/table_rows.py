"""Makes the four tables of a project, row by row: spans, articles, relations and the codebook."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.formats.base import Line
from annotator.formats.fitting import Fitted, Loss
from annotator.model.annotation import Attribute
from annotator.model.scheme import Scheme

Row = tuple[str | int | float, ...]
SPANS, ARTICLES, RELATIONS, CODEBOOK = TABLES = ("spans", "articles", "relations", "codebook")
HEADS: dict[str, tuple[str, ...]] = {
    SPANS: (
        "span", "document", "title", "outlet", "published", "annotator", "role", "state", "layer", "label", "start",
        "end", "text", "before", "after", "fragments", "attributes", "note", "origin", "score", "provenance",
    ),
    ARTICLES: (
        "document", "annotator", "role", "state", "spans", "title", "outlet", "author", "published", "published_raw",
        "url", "language", "source_file", "characters", "sha256", "zones", "extra", "beginning",
    ),
    RELATIONS: (
        "relation", "document", "annotator", "label", "from_span", "from_label", "from_text", "to_span", "to_document",
        "to_label", "to_text",
    ),
    CODEBOOK: ("kind", "layer", "name", "colour", "key", "definition", "example", "counter_example", "attributes"),
}  # fmt: skip
_CONTEXT = 40
_BEGINNING = 200
# What XML 1.0, and so a workbook, cannot hold; a CSV reader takes a NUL for the end.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row and the table it belongs to."""

    table: str
    cells: Row


def rows_of(line: Line) -> Iterator[TableRow]:
    """Yield the rows of one annotator's work on one document."""
    document, known = line.document, line.document.metadata
    who = (line.annotator, line.role.value if line.annotator else "", line.status.value)
    yield TableRow(
        ARTICLES,
        (
            document.id, *who, len(line.spans), known.title, known.outlet, known.author, known.published,
            known.published_raw, known.url, known.language, known.source_file, len(document.text), document.sha256,
            _listed(f"{zone.kind.value} {zone.start}-{zone.end}" for zone in document.zones),
            _listed(f"{name}: {value}" for name, value in known.extra), document.text[:_BEGINNING],
        ),
    )  # fmt: skip
    for span in line.spans:
        before, after = document.text[max(0, span.start - _CONTEXT) : span.start], document.text[span.end :][:_CONTEXT]
        yield TableRow(
            SPANS,
            (
                span.id, document.id, known.title, known.outlet, known.published, *who, span.layer, span.label,
                span.start, span.end, span.text, before, after,
                _listed(f"{start}-{end}" for start, end in span.fragments), attributes_text(span.attributes),
                span.note, span.origin, "" if span.score is None else span.score,
                "" if span.provenance is None else f"{span.provenance.status} {span.provenance.by}".strip(),
            ),
        )  # fmt: skip
    yield from _relation_rows(line)


def _relation_rows(line: Line) -> Iterator[TableRow]:
    spans = {span.id: (span.label, span.text) for span in line.spans}
    for link, to_document in zip(line.relations, line.to_documents, strict=True):
        ends = (spans.get(link.from_span, ("", "")), spans.get(link.to_span, ("", "")))
        cells = (link.from_span, *ends[0], link.to_span, to_document, *ends[1])
        yield TableRow(RELATIONS, (link.id, line.document.id, line.annotator, link.label, *cells))


def codebook_rows(scheme: Scheme) -> Iterator[TableRow]:
    """Yield the layers, labels and relation labels with their definitions."""
    for layer in scheme.layers:
        yield TableRow(
            CODEBOOK, ("layer", layer.name, layer.name, "", "", "", "", "", f"overlap {layer.overlap.value}")
        )
        for label in scheme.labels_of(layer.name):
            named = _listed(f"{one.name} ({', '.join(one.values) or one.type.value})" for one in label.attributes)
            words = (label.definition, label.example, label.counter_example)
            yield TableRow(CODEBOOK, ("label", layer.name, label.name, label.colour, label.key, *words, named))
    for relation in scheme.relation_labels:
        ends = f"{', '.join(relation.from_layers) or 'any'} > {', '.join(relation.to_layers) or 'any'}"
        words = (relation.definition, relation.example, relation.counter_example)
        yield TableRow(CODEBOOK, ("relation", ends, relation.name, relation.colour, relation.key, *words, ""))


def attributes_text(attributes: tuple[Attribute, ...]) -> str:
    """Write attributes as people read them."""
    return _listed(f"{one.name}={one.value}" + (f" [{one.ref}]" if one.ref else "") for one in attributes)


def _listed(values: Iterator[str]) -> str:
    return "; ".join(values)


def fit_for_tables(line: Line) -> Fitted:
    """Tell what tables do not show; they show all spans."""
    lost = [Loss("text of an article beyond its beginning", line.document.id)]
    if line.document.tokens:
        lost.append(Loss("tokens that an import brought", line.document.id))
    lost += (Loss("provenance but its status and who", span.id) for span in line.spans if span.provenance)
    lost += (
        Loss("control character, shown as �", str(row.cells[0]))
        for row in rows_of(line)
        if any(isinstance(cell, str) and CONTROL.search(cell) for cell in row.cells)
    )
    return Fitted(line, tuple(lost))
