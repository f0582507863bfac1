"""Writes one article with its spans as HTML for paper: no scripts, nothing fetched, all data escaped.

Brackets and numbers show where spans begin and end, so that nested, overlapping and interrupted ones can be told
apart without colours, and in programs that draw no lines below words.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from annotator.formats.base import Line
from annotator.formats.table_rows import attributes_text
from annotator.model.annotation import Span
from annotator.model.scheme import COLOUR, Scheme

PLAIN = "#555555"
STYLE = """
body { font-family: serif; color: #111; background: #fff; max-width: 46em; margin: 2em auto; line-height: 1.9; }
h1 { font-size: 1.4em; line-height: 1.25; }
.facts, .legend, table { font-family: sans-serif; font-size: 0.8em; line-height: 1.4; }
.facts { color: #444; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; }
sup { font-family: sans-serif; font-size: 0.6em; font-weight: bold; }
table { border-collapse: collapse; margin-top: 1.5em; }
td, th { border-bottom: 1px solid #bbb; padding: 2px 8px 2px 0; text-align: left; vertical-align: top; }
article { page-break-after: always; }
"""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def page_begin(title: str) -> str:
    """Begin a page of its own; its policy forbids everything but its own style."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{shown(title)}</title><style>{STYLE}</style></head><body>\n"
    )


PAGE_END = "</body></html>\n"


def article_html(line: Line, scheme: Scheme) -> str:
    """Write one annotator's work on one article: facts, legend, text, list of spans, relations."""
    colours = {label.name: label.colour for label in scheme.labels if COLOUR.fullmatch(label.colour)}
    document = line.document
    parts = (
        f'<article data-document="{shown(document.id)}" data-annotator="{shown(line.annotator)}">',
        f"<h1>{shown(document.title)}</h1>",
        f'<p class="facts">{shown(_facts(line))}</p>',
        f'<p class="legend">{_legend(line.spans, colours)}</p>',
        f'<div class="text">{"".join(_text(document.text, line.spans, colours))}</div>',
        _span_table(line.spans),
        _relation_table(line),
        "</article>\n",
    )
    return "\n".join(part for part in parts if part)


def shown(text: str) -> str:
    """Escape a text; what no page can show becomes the mark for that."""
    return escape(_UNPRINTABLE.sub("\ufffd", text), quote=True)


def _facts(line: Line) -> str:
    known = line.document.metadata
    who = f"{line.annotator} ({line.status.value.replace('_', ' ')})" if line.annotator else ""
    return " · ".join(fact for fact in (known.outlet, known.author, known.published, known.url, who) if fact)


def _legend(spans: Sequence[Span], colours: dict[str, str]) -> str:
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.label] = counts.get(span.label, 0) + 1
    return " &nbsp; ".join(
        f'<span style="{_style(colours.get(label, PLAIN), 0)}">{shown(label)}</span> {count}'
        for label, count in sorted(counts.items())
    )


def _style(colour: str, depth: int) -> str:
    """Tint the words and draw a line below them, further down for each span that holds them."""
    tint = "#" + "".join(f"{255 - (255 - int(colour[at : at + 2], 16)) // 5:02x}" for at in (1, 3, 5))
    return f"background-color: {tint}; border-bottom: 2px solid {colour}; padding-bottom: {3 * depth}px"


def _text(text: str, spans: Sequence[Span], colours: dict[str, str]) -> Iterator[str]:
    """Cut the text at every bound of a fragment; each piece lies in the same spans from end to end."""
    bounds = {place for span in spans for fragment in span.fragments for place in fragment}
    numbered = list(enumerate(spans, start=1))
    for start, end in pairwise(sorted({0, len(text), *bounds})):
        yield from (_mark(number, span, colours, "begin") for number, span in numbered if _begins(span, start))
        inside = [span for _, span in numbered if span.covers(start)]
        opened = "".join(
            f'<span style="{_style(colours.get(span.label, PLAIN), len(inside) - 1 - at)}">'
            for at, span in enumerate(inside)
        )
        yield f"{opened}{shown(text[start:end])}{'</span>' * len(inside)}"
        yield from (_mark(number, span, colours, "end") for number, span in reversed(numbered) if _ends(span, end))


def _begins(span: Span, place: int) -> bool:
    return any(start == place for start, _ in span.fragments)


def _ends(span: Span, place: int) -> bool:
    return any(end == place for _, end in span.fragments)


def _mark(number: int, span: Span, colours: dict[str, str], side: str) -> str:
    words = f"[{number} {span.label} " if side == "begin" else f" {number}]"
    return f'<sup style="color: {colours.get(span.label, PLAIN)}">{shown(words)}</sup>'


def _span_table(spans: Sequence[Span]) -> str:
    if not spans:
        return ""
    rows = "".join(
        f'<tr data-start="{span.start}" data-end="{span.end}"><td>{number}</td><td>{shown(span.layer)}</td>'
        f"<td>{shown(span.label)}{' (interrupted)' if len(span.fragments) > 1 else ''}</td>"
        f'<td class="words">{shown(span.text)}</td><td>{shown(attributes_text(span.attributes))}</td>'
        f"<td>{shown(span.note)}</td></tr>\n"
        for number, span in enumerate(spans, start=1)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("No.", "Layer", "Label", "Words", "Attributes", "Note"))
    return f'<table class="spans"><tr>{heads}</tr>\n{rows}</table>'


def _relation_table(line: Line) -> str:
    if not line.relations:
        return ""
    names = {span.id: f"{number} {span.text}" for number, span in enumerate(line.spans, start=1)}
    rows = "".join(
        f'<tr class="relation"><td>{shown(names.get(link.from_span, "elsewhere"))}</td><td>{shown(link.label)}</td>'
        f"<td>{shown(names.get(link.to_span, 'in another article'))}</td></tr>\n"
        for link in line.relations
    )
    return f'<table class="relations"><tr><th>From</th><th>Relation</th><th>To</th></tr>\n{rows}</table>'
