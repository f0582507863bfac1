"""Builds the blocks of the agreement page about annotators, labels and what they are confused with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from annotator.metrics.kept import Kept
from annotator.metrics.spans import Counts
from annotator.metrics.tally import ALL, Tally, counted
from annotator.services.agreement.board import NONE, Bar, Block, Cell, Pick, Shade, name_cell
from annotator.services.agreement.cache import Entry
from annotator.services.agreement.places import Places
from annotator.services.agreement_words import (
    FEW_DOCUMENTS,
    about,
    articles,
    figure,
    interval_heading,
    label_sentence,
    mean_sentence,
    pair_sentences,
    percent,
    places_words,
    scope_warnings,
    warnings,
)


@dataclass(frozen=True, slots=True)
class Scope:
    """One layer, or all of them: its figures, the articles, and their clusters in this layer."""

    name: str
    figures: Mapping[str, Any]
    entries: Sequence[Entry]
    places: Places
    kept: Kept

    @property
    def layer(self) -> str:
        """The layer for a pick; empty for all."""
        return "" if self.name == ALL else self.name

    @property
    def annotators(self) -> tuple[str, ...]:
        """Whoever is in a pair, in their order."""
        return tuple(dict.fromkeys(name for pair in self.figures["pairs"] for name in (pair["a"], pair["b"])))

    @property
    def shared(self) -> int:
        """How many articles at least two are done with."""
        return sum(one.compared.annotators >= 2 for one in self.entries)

    def tallies(self, a: str, b: str) -> list[Tally | None]:
        """List a pair's tallies, article by article; None where they do not share one."""
        found = (one.compared.pairs.get((a, b)) for one in self.entries)
        return [of[self.name] if of else None for of in found]


def overview_block(scope: Scope) -> Block:
    """Say the figures that count most in a row each."""
    mean, everybody = scope.figures["mean"], scope.figures["all_annotators"]
    shared = scope.shared
    counted_places = scope.places.counted
    differing, decided = counted_places.differing, counted_places.decided
    pick = Pick(layer=scope.layer)
    share = decided / differing if differing else None
    done = f"{articles(shared)} were finished by at least two annotators; only these can be compared."
    places = places_words(counted_places.places, differing)
    rows = [
        _row("Articles done by two or more", Cell(f"{shared:,}", done, pick), done),
        _row("Places where they disagree", Cell(f"{differing:,}", places, pick), places),
        _row("Of these decided", _decided_cell(scope, decided, share), f"{decided:,} of {differing:,}."),
    ]
    for key, name in (("exact", "Exact F1"), ("overlap", "Overlap F1")):
        value, interval = mean[f"{key}_f1"], mean[f"{key}_interval"]
        spread = None if interval is None else (interval[0], interval[1])
        says = mean_sentence(key, value, spread, shared, len(scope.figures["pairs"]))
        cell = Cell(figure(value), f"{says} {about(key)}", pick, None if value is None else Bar(value, spread))
        rows.append(_row(name, cell, says, interval_cell(interval, shared, pick)))
    alpha = everybody["u_alpha"]
    why = everybody["reasons"].get("unitizing", "agreement on where spans are and what they are, beyond chance")
    says = (
        f"{why[:1].upper()}{why[1:]}, in {articles(everybody['documents'])} that all have finished."
        if alpha is not None
        else f"{why[:1].upper()}{why[1:]}."
    )
    bar = None if alpha is None else Bar(max(0.0, alpha))
    rows.append(_row("u-alpha", Cell(figure(alpha), f"{says} {about('unitizing')}", pick, bar), says))
    return Block(
        "at_a_glance",
        "At a glance",
        "Means over the pairs of annotators; each pair over the articles that both have finished.",
        ("Figure", "Value", interval_heading(shared), "In words"),
        tuple(rows),
        scope_warnings(scope.figures, shared, _mean_length(scope)),
    )


def _row(name: str, cell: Cell, says: str, spread: Cell | None = None) -> tuple[Cell, ...]:
    return (name_cell(name), cell, spread or name_cell(""), name_cell(says))


def _decided_cell(scope: Scope, decided: int, share: float | None) -> Cell:
    says = f"{decided:,} of the places where they disagree have a decision."
    return Cell(
        "–" if share is None else percent(share),
        says,
        Pick(layer=scope.layer, is_decided=True),
        None if share is None else Bar(share),
    )


def interval_cell(interval: Sequence[float] | None, shared: int, pick: Pick) -> Cell:
    """Write an interval, never without saying that it stands on few articles; `pick` is what the figure counts."""
    if interval is None:
        return Cell("–", "An interval needs two articles with spans.")
    says = (
        f"With other articles like these {shared:,} the figure would lie between {interval[0]:.3f} and "
        f"{interval[1]:.3f} in 95 of 100 cases."
    )
    few = " So few tell little." if shared < FEW_DOCUMENTS else ""
    return Cell(f"{interval[0]:.2f}–{interval[1]:.2f}", f"{says}{few}", pick)


def _mean_length(scope: Scope) -> float:
    """Measure how long spans are on average, in characters."""
    spans = characters = 0
    for pair in scope.figures["pairs"]:
        spans += pair["spans_a"] + pair["spans_b"]
        characters += pair["character"]["n_a"] + pair["character"]["n_b"]
    return characters / spans if spans else 0.0


def pairs_block(scope: Scope) -> Block:
    """Set annotators against annotators: exact F1 above the diagonal, what it stands on below."""
    names = scope.annotators
    of = {(pair["a"], pair["b"]): pair for pair in scope.figures["pairs"]}
    rows = []
    for down, name in enumerate(names):
        cells = [name_cell(name)]
        for right, other in enumerate(names):
            if down == right:
                cells.append(Cell("", f"{name} is not compared with herself."))
            else:
                pair = of[(name, other) if down < right else (other, name)]
                cells.append(_pair_cell(scope, pair, shows_figure=down < right))
        rows.append(tuple(cells))
    return Block(
        "pairs",
        "Annotator by annotator",
        "Above the diagonal exact F1, below it the articles that both finished and the spans of each.",
        ("", *names),
        tuple(rows),
    )


def _pair_cell(scope: Scope, pair: Mapping[str, Any], *, shows_figure: bool) -> Cell:
    says = " ".join((*pair_sentences(pair), *warnings(pair), about("exact")))
    pick = Pick(layer=scope.layer, pair=(pair["a"], pair["b"]))
    f1 = pair["exact"]["f1"]
    if shows_figure:
        return Cell(figure(f1), says, pick, None if f1 is None else Shade(f1))
    counted_words = f"{pair['documents']:,} / {pair['spans_a']:,} + {pair['spans_b']:,}"
    return Cell(counted_words if pair["documents"] else "–", says, pick)


def labels_block(scope: Scope) -> Block:
    """Tell the labels apart: exact, overlapping, and the label alone where the bounds are the same."""
    totals = [
        scope.kept.total((scope.name, (a, b)), found)
        for a, b in combinations(scope.annotators, 2)
        if (found := [one for one in scope.tallies(a, b) if one is not None])
    ]
    overlaps: dict[str, Counts] = {}
    for one in totals:
        for label, counts in one.overlaps.items():
            overlaps[label] = overlaps.get(label, Counts()) + counts
    bounds = counted(one.same_bounds for one in totals)
    rows = [
        _label_row(scope, label, of, (overlaps.get(label, Counts()), _given_bounds(bounds, label)))
        for label, of in scope.figures["labels"].items()
    ]
    return Block(
        "labels",
        "Label by label",
        "The line across a bar is the interval in which the figure would lie for other articles like these."
        + (" A span counts once in each pair of annotators." if len(scope.figures["pairs"]) > 1 else ""),
        ("Label", "Spans", "Exact F1", interval_heading(scope.shared), "Overlap F1", "Label on same bounds"),
        tuple(rows),
        ("Only one label occurs: that the labels agree says nothing here.",) if len(rows) == 1 else (),
    )


def _label_row(
    scope: Scope, label: str, of: Mapping[str, Any], more: tuple[Counts, tuple[int, int]]
) -> tuple[Cell, ...]:
    overlap, (same, n) = more
    pick = Pick(layer=scope.layer, label=label)
    exact, interval = of["mean_f1"], of["interval"]
    given = same / n if n else None
    spread = None if interval is None else (interval[0], interval[1])
    return (
        name_cell(label, f"All places where somebody gave {label} and they disagree.", pick),
        Cell(f"{of['n']:,}", f"{of['n']:,} spans of {label}, counted once for each pair and side.", pick),
        Cell(figure(exact), label_sentence(label, "exact", exact, interval, of["n"]), pick,
             None if exact is None else Bar(exact, spread)),
        interval_cell(interval, scope.shared, pick),
        Cell(figure(overlap.f1), label_sentence(label, "overlap", overlap.f1, None, of["n"]), pick,
             None if overlap.f1 is None else Bar(overlap.f1)),
        Cell(figure(given), f"Where the bounds are the same and a side says {label}, both say it in {percent(given)} "
             f"of {n:,} spans. It says nothing of spans that only one side has.", pick,
             None if given is None else Bar(given)),
    )  # fmt: skip


def _given_bounds(bounds: Counter[tuple[str, ...]], label: str) -> tuple[int, int]:
    """Count the sides that say a label where the bounds are the same, and those on which the other says it too."""
    same = 2 * bounds[label, label]
    return same, sum(times * values.count(label) for values, times in bounds.items())


def confusion_block(scope: Scope) -> Block:
    """Set label against label, "none" for what only one side has; two annotators keep their sides."""
    cells = _confusion(scope)
    names = [*sorted({name for key in cells for name in key} - {NONE}), NONE] if cells else []
    strongest = max((count for (a, b), count in cells.items() if a != b), default=1)
    pair = scope.annotators if len(scope.annotators) == 2 else None
    rows = tuple(
        (name_cell(row), *(_confused(scope, (row, column), cells, strongest) for column in names)) for row in names
    )
    whose = f"{pair[0]} in rows, {pair[1]} in columns" if pair else "all pairs, both ways round"
    return Block(
        "confusion",
        "Which labels are taken for which",
        f"Spans paired by their best overlap: {whose}. “none” is what the other side does not have.",
        ("", *names),
        rows,
    )


def _confused(scope: Scope, labels: tuple[str, str], cells: Mapping[tuple[str, str], int], strongest: int) -> Cell:
    count = cells.get(labels, 0)
    row, column = labels
    if not count:
        return Cell("", "" if row == column == NONE else f"{row} against {column}: nowhere.")
    says = f"{count:,} times {row} on one side and {column} on the other."
    if row == column:
        return Cell(f"{count:,}", f"{count:,} pairs of spans are {row} on both sides, whatever their bounds.",
                    Pick(layer=scope.layer, labels=labels, pair=_sides(scope)), Shade(0.0))  # fmt: skip
    if NONE in labels:
        says = f"{count:,} times {row if column == NONE else column} on one side only."
    return Cell(
        f"{count:,}", says, Pick(layer=scope.layer, labels=labels, pair=_sides(scope)), Shade(count / strongest)
    )


def _sides(scope: Scope) -> tuple[str, str] | None:
    names = scope.annotators
    return (names[0], names[1]) if len(names) == 2 else None


def _confusion(scope: Scope) -> dict[tuple[str, str], int]:
    cells: Counter[tuple[str, str]] = Counter()
    keeps_sides = len(scope.annotators) == 2
    for pair in scope.figures["pairs"]:
        for key, count in pair["confusion"].items():
            a, _, b = key.partition(">")
            found = (a or NONE, b or NONE)
            cells[found] += count
            if not keeps_sides and found[0] != found[1]:
                cells[found[1], found[0]] += count
    return dict(cells)
