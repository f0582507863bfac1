"""Draws the report on agreement as one page of HTML without anything from elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from annotator.metrics.bootstrap import Resampling
from annotator.metrics.pair_figures import Figures
from annotator.services.agreement.summary import Example, Summary
from annotator.services.agreement_words import (
    DEFINITIONS,
    articles,
    drift_methods,
    figure,
    interval_heading,
    methods_paragraph,
    missing_words,
    pair_sentences,
    percent,
    scope_warnings,
    warnings,
)

CLASS_WORDS = {
    "omission": "Omission: somebody who is done has no span here",
    "split/merge": "Split or merged: one span here, several there",
    "label": "Label: same bounds, other label",
    "boundary": "Bounds: same label, other bounds",
    "boundary+label": "Bounds and label",
    "attribute": "Attribute: same span, other attribute",
    "relation": "Link: same span, other link",
    "self-duplicate": "Twice by one annotator",
}
_FEW_PAIRS = 3
_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.5 Georgia, 'DejaVu Serif', serif; color: #1c1c1c; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.7rem; margin-bottom: 0; } h2 { margin-top: 2.2rem; border-bottom: 1px solid #bbb; }
h3 { margin-bottom: .3rem; } table { border-collapse: collapse; margin: .6rem 0 1rem; font-size: 10pt; }
td:first-child, td.n { white-space: nowrap; } .wide td:first-child { white-space: normal; }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .6rem; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } .quiet { color: #555; }
.bar { position: relative; width: 12rem; height: .9rem; background: #eee; border: 1px solid #999; }
.bar i { position: absolute; top: 0; bottom: 0; left: 0; background: #4477aa; }
.bar b { position: absolute; top: 25%; height: 50%; border: solid #111; border-width: 0 2px; }
.warn { border-left: 4px solid #b35900; padding-left: .7rem; }
mark { background: #ffe9a8; color: inherit; padding: 0 .1rem; }
.diagonal { background: #e8f0e8; } .methods { background: #f5f5f5; padding: .8rem 1rem; }
summary { cursor: pointer; margin: 1rem 0; font-weight: bold; }
@media print { body { max-width: none; margin: 0; } h2, h3 { break-after: avoid; }
  table, .example { break-inside: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in the report; `documents` are (title, outlet, date), `people` (name, articles done, spans).

    `drift` says what came out when one annotator labelled her own articles again; nothing when several are compared.
    """

    title: str
    made: str
    version: str
    scheme_revision: int
    resampling: Resampling
    documents: tuple[tuple[str, str, str], ...]
    people: tuple[tuple[str, int, int], ...]
    figures: Figures
    summary: Summary
    drift: tuple[str, ...] = ()


def page_html(page: Page) -> str:
    """Write the page; every word of the project is escaped."""
    parts = (
        _head(page),
        _people(page),
        *(_scope(scope, of) for scope, of in _scopes(page.figures)),
        _disagreements(page.summary),
        _definitions(),
        _methods(page),
    )
    title = escape(f"Agreement in {page.title}")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n{''.join(parts)}</body></html>\n"
    )


def _scopes(figures: Figures) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = [
        (name, of)
        for name, of in figures["scopes"].items()
        if name != "all" and any(pair["spans_a"] or pair["spans_b"] for pair in of["pairs"])
    ]
    yield from found
    if len(found) != 1:
        yield "all", figures["scopes"]["all"]


def _head(page: Page) -> str:
    if page.drift:
        return _drift_head(page)
    mean, summary = page.figures["scopes"]["all"]["mean"], page.summary
    resolved = "" if summary.resolved is None else f" {percent(summary.resolved)} of them are decided."
    names = ", ".join(page.figures["annotators"])
    who = f"{names} were compared on" if names else "Nobody has finished an article yet: nobody was compared on"
    return (
        f"<h1>Agreement in {escape(page.title)}</h1>"
        f'<p class="quiet">Made {page.made} with Annotator {escape(page.version)}; guideline version '
        f"{page.scheme_revision}; bootstrap over articles with {page.resampling.resamples:,} resamples, "
        f"seed {page.resampling.seed}.</p>"
        f"<p>{escape(who)} {articles(page.figures['documents'])}. On average over the pairs, exact "
        f"F1 is <strong>{figure(mean['exact_f1'])}</strong>, overlap F1 <strong>{figure(mean['overlap_f1'])}</strong>. "
        f"There are {summary.disagreements:,} places where they disagree.{resolved}</p>"
    )


def _drift_head(page: Page) -> str:
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in page.drift)
    return (
        f"<h1>Self-agreement in {escape(page.title)}</h1>"
        f'<p class="quiet">Made {page.made} with Annotator {escape(page.version)}; guideline version '
        f"{page.scheme_revision}; bootstrap over articles with {page.resampling.resamples:,} resamples, "
        f"seed {page.resampling.seed}. Two passes of one annotator, not an agreement between annotators.</p>{told}"
    )


def _people(page: Page) -> str:
    people = _table(("Annotator", "Articles done", "Spans in them"), page.people, numbers=(1, 2))
    listed = _table(("Article", "Outlet", "Date"), page.documents).replace("<table", '<table class="wide"', 1)
    return f"<h2>Who and what</h2>{people}{listed}"


def _scope(scope: str, of: Mapping[str, Any]) -> str:
    name = "All layers together" if scope == "all" else f"Layer {scope}"
    compared = [pair for pair in of["pairs"] if pair["documents"]]
    parts = [
        f"<h2>{escape(name)}</h2>",
        _pairs(of["pairs"]),
        _everybody(of["all_annotators"]),
        _gamma(of),
        _labels(of),
    ]
    if len(compared) > _FEW_PAIRS:
        parts.append(_confusion(_pooled(compared), "Labels of one annotator against those of another, all pairs"))
        shared = max(pair["documents"] for pair in compared)
        parts += [f'<p class="warn">{escape(sentence)}</p>' for sentence in scope_warnings(of, shared, 0.0)]
        details = "".join(_pair(pair) for pair in compared)
        parts.append(f"<details><summary>Each of the {len(compared)} pairs</summary>{details}</details>")
    else:
        parts += [_pair(pair) for pair in compared]
    return "".join(parts)


def _pair(pair: Mapping[str, Any]) -> str:
    a, b = escape(pair["a"]), escape(pair["b"])
    return "".join(
        (
            f"<h3>{a} and {b}</h3>",
            *(f"<p>{escape(sentence)}</p>" for sentence in pair_sentences(pair)),
            *(f'<p class="warn">{escape(sentence)}</p>' for sentence in warnings(pair)),
            *(f'<p class="quiet">{escape(sentence)}</p>' for sentence in missing_words(pair)),
            _confusion(pair["confusion"], f"Labels of {pair['a']} (rows) against {pair['b']} (columns)"),
        )
    )


def _pooled(pairs: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    """Add confusions up over pairs both ways round: no side of a pair comes first."""
    cells: Counter[str] = Counter()
    for pair in pairs:
        for key, count in pair["confusion"].items():
            a, _, b = key.partition(">")
            cells[key] += count
            if a != b:
                cells[f"{b}>{a}"] += count
    return cells


def _pairs(pairs: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            f"{pair['a']} / {pair['b']}",
            pair["documents"],
            f"{pair['spans_a']} / {pair['spans_b']}",
            figure(pair["exact"]["f1"]),
            _interval(pair["f1_interval"]),
            *(figure(pair[name]["f1"]) for name in ("boundary", "overlap", "iou50", "character")),
            figure(pair["gate"]["f1_average"]),
            figure(pair["token"]["cohen_kappa"]),
            figure(pair["unitizing"]["u_alpha"]),
        )
        for pair in pairs
    ]
    head = ("Pair", "Articles", "Spans", "Exact F1", _heading(pairs), "Boundary", "Overlap", "IoU 0.5", "Character")
    return _table((*head, "GATE average", "Token kappa", "u-alpha"), rows, numbers=tuple(range(1, 12)))


def _everybody(of: Mapping[str, Any]) -> str:
    if of["documents"] == 0:
        return ""
    keys = ("fleiss_kappa", "alpha_nominal", "u_alpha", "u_alpha_binary", "cu_alpha")
    head = ("Articles done by all", "Fleiss kappa", "Nominal alpha", "u-alpha", "|u-alpha", "cu-alpha")
    row = (of["documents"], *(figure(of[key]) for key in keys))
    why = of.get("reasons", {}).get("unitizing")
    told = f'<p class="quiet">u-alpha: {escape(why)}.</p>' if why and of["u_alpha"] is None else ""
    return _table(head, [row], numbers=tuple(range(6))) + told


def _gamma(of: Mapping[str, Any]) -> str:
    """Say gamma where it was asked for."""
    if "gamma" not in of:
        return ""
    one = of["gamma"]
    words = f" over {articles(one['documents'])}" if one["gamma"] is not None else f", because {one['reason']}"
    said = figure(one["gamma"]) if one["gamma"] is not None else "undefined"
    return f"<p>Gamma (Mathet, Widlöcher and Métivier 2015): {said}{escape(words)}.</p>"


def _heading(pairs: Sequence[Mapping[str, Any]]) -> str:
    return interval_heading(max((pair["documents"] for pair in pairs), default=0))


def _labels(of: Mapping[str, Any]) -> str:
    rows = [
        (
            label,
            one["n"],
            figure(one["mean_f1"]),
            _interval(one["interval"]),
            _Raw(_bar(one["mean_f1"], one["interval"])),
        )
        for label, one in of["labels"].items()
    ]
    spans = "Spans of both" if len(of["pairs"]) < 2 else "Spans, once in each pair"
    return _table(("Label", spans, "Mean exact F1", _heading(of["pairs"]), ""), rows, numbers=(1, 2, 3))


def _bar(value: float | None, interval: list[float] | None) -> str:
    if value is None:
        return ""
    whisker = ""
    if interval is not None:
        left, width = 100 * interval[0], 100 * (interval[1] - interval[0])
        whisker = f'<b style="left:{left:.1f}%;width:{width:.1f}%"></b>'
    return f'<div class="bar"><i style="width:{100 * value:.1f}%"></i>{whisker}</div>'


def _confusion(confusion: Mapping[str, int], caption: str) -> str:
    cells = {tuple(name or "none" for name in key.split(">")): count for key, count in confusion.items()}
    names = sorted({name for key in cells for name in key} - {"none"})
    if not names:
        return ""
    names.append("none")
    head = "".join(f'<th class="n">{escape(name)}</th>' for name in names)
    rows = []
    for row in names:
        counted = "".join(
            f'<td class="n{" diagonal" if row == column else ""}">{cells.get((row, column), "")}</td>'
            for column in names
        )
        rows.append(f"<tr><th>{escape(row)}</th>{counted}</tr>")
    return f"<table><caption>{escape(caption)}</caption><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def _disagreements(summary: Summary) -> str:
    classes = sorted(summary.classes.items(), key=lambda one: -one[1])
    rows = [(CLASS_WORDS.get(kind, kind), count) for kind, count in classes]
    hard = [(one.title, one.disagreements, f"{one.per_thousand:.1f}") for one in summary.documents]
    surfaces = [(one.surface, one.disagreements, ", ".join(one.labels)) for one in summary.surfaces]
    examples = "".join(
        f"<h3>{escape(CLASS_WORDS.get(kind, kind))}</h3>{''.join(_example(one) for one in summary.examples[kind])}"
        for kind, _ in classes
    )
    return (
        f"<h2>Where they disagree</h2>{_table(('Class', 'Places'), rows, numbers=(1,))}"
        f"{_table(('Hardest articles', 'Places', 'per 1,000 characters'), hard, numbers=(1, 2))}"
        f"{_table(('Hardest wordings', 'Places', 'Labels'), surfaces, numbers=(1,))}"
        f"<h2>Examples</h2>{examples or '<p>There is nothing to show.</p>'}"
    )


def _example(one: Example) -> str:
    rows = _table(("Annotator", "Label", "Text"), one.proposals)
    decided = f"<p>Decided: {escape(one.decision)}.</p>" if one.decision else ""
    return (
        f'<div class="example"><p>… {escape(one.left)} <mark>{escape(one.match)}</mark> {escape(one.right)} … '
        f'<span class="quiet">({escape(one.title)})</span></p>{rows}{decided}</div>'
    )


def _definitions() -> str:
    rows = [(one.name, one.formula, one.source, one.caution) for one in DEFINITIONS]
    return f"<h2>What the figures are</h2>{_table(('Figure', 'Formula', 'Source', 'May mislead because'), rows)}"


def _methods(page: Page) -> str:
    how = page.resampling
    told = drift_methods if page.drift else methods_paragraph
    words = told(page.figures, how.resamples, how.seed, page.version)
    return f'<h2>Methods paragraph</h2><p class="methods">{escape(words)}</p>'


def _interval(interval: list[float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.2f} to {interval[1]:.2f}"


@dataclass(frozen=True, slots=True)
class _Raw:
    """Markup of this file's own making."""

    html: str


def _table(head: Iterable[str], rows: Iterable[Iterable[object]], numbers: tuple[int, ...] = ()) -> str:
    def cell(name: str, place: int, value: object) -> str:
        written = value.html if isinstance(value, _Raw) else escape(str(value))
        return f"<{name}{' class=n' if place in numbers else ''}>{written}</{name}>"

    titles = "".join(cell("th", place, value) for place, value in enumerate(head))
    body = ["".join(cell("td", place, value) for place, value in enumerate(row)) for row in rows]
    if not body:
        return ""
    return f"<table><tr>{titles}</tr>{''.join(f'<tr>{row}</tr>' for row in body)}</table>"
