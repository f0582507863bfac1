"""Builds the blocks of the agreement page about how and where annotators disagree, over time, and against gold."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest

from annotator.metrics.clusters import ClusterClass
from annotator.metrics.spans import Counts, sum_counts
from annotator.metrics.tally import Tally
from annotator.model.ids import DocumentId
from annotator.services.agreement.blocks import Scope
from annotator.services.agreement.board import (
    Bar,
    Block,
    Cell,
    Dot,
    Pick,
    Place,
    Stack,
    name_cell,
)
from annotator.services.agreement.cache import Entry
from annotator.services.agreement_words import CLASS_NAMES, articles, figure, percent

MOST_LISTED = 15
BATCHES = 8


def classes_block(scope: Scope) -> Block:
    """Tell for each label how its disagreements come about, by the guideline or by the bounds."""
    counts: dict[str, Counter[ClusterClass]] = defaultdict(Counter)
    for (label, kind), number in scope.places.counted.kinds.items():
        counts[label][kind] = number
    kinds = [kind for kind in ClusterClass if any(of[kind] for of in counts.values())]
    longest = max((of.total() for of in counts.values()), default=1)
    rows = tuple(
        _class_row(scope, label, of, kinds, longest)
        for label, of in sorted(counts.items(), key=lambda one: (-one[1].total(), one[0]))
    )
    columns = ("Label", "Places", "", *(CLASS_NAMES[kind.value] for kind in kinds))
    says = (
        "A place with several labels counts at each. Omissions and labels speak of the guideline, bounds of the edges."
    )
    return Block("classes", "How they disagree", says, columns, rows)


def _class_row(
    scope: Scope, label: str, of: Mapping[ClusterClass, int], kinds: Sequence[ClusterClass], longest: int
) -> tuple[Cell, ...]:
    whole = sum(of.values())
    parts = tuple((CLASS_NAMES[kind.value], of[kind]) for kind in kinds if of[kind])
    told = ", ".join(f"{name.lower()} {count:,}" for name, count in parts)
    pick = Pick(layer=scope.layer, label=label)
    return (
        name_cell(label, f"{label}: {told}.", pick),
        Cell(f"{whole:,}", f"{label} stands in {whole:,} places where annotators disagree: {told}.", pick),
        Cell("", f"{label}: {told}.", pick, Stack(parts, longest)),
        *(
            Cell(
                f"{of[kind]:,}" if of[kind] else "",
                f"{label}, {CLASS_NAMES[kind.value].lower()}: {of[kind]:,} of {whole:,} places.",
                Pick(layer=scope.layer, label=label, kind=kind) if of[kind] else None,
            )
            for kind in kinds
        ),
    )


def articles_block(scope: Scope) -> Block:
    """List the articles with the most disagreements for their length."""
    counts = scope.places.counted.documents
    hard = sorted(
        ((1000 * counts[one.document] / one.length, one) for one in scope.entries if counts[one.document]),
        key=lambda found: (-found[0], found[1].title),
    )[:MOST_LISTED]
    most = hard[0][0] if hard else 1.0
    rows = []
    for rate, entry in hard:
        count, pick = counts[entry.document], Pick(layer=scope.layer, documents=frozenset({entry.document}))
        says = f"{entry.title}: {count:,} places in {entry.length:,} characters, {rate:.1f} per 1,000."
        if entry.length < 1000:
            says += " The article is short, so a single place weighs much."
        rows.append((name_cell(entry.title, says, pick), Cell(f"{count:,}", says, pick),
                     Cell(f"{rate:.1f}", says, pick, Bar(rate / most))))  # fmt: skip
    return Block(
        "hardest_articles",
        "Hardest articles",
        "By places where annotators disagree per 1,000 characters.",
        ("Article", "Places", "Per 1,000 characters"),
        tuple(rows),
    )


def surfaces_block(scope: Scope) -> Block:
    """List the words that annotators treat differently most often."""
    often = [one for one in scope.places.counted.surfaces.items() if one[1] > 1]
    hard = nsmallest(MOST_LISTED, often, key=lambda one: (-one[1], one[0]))
    most = hard[0][1] if hard else 1
    groups: dict[str, list[Place]] = {key: [] for key, _ in hard}
    for key, place in scope.places.of_surfaces(groups.keys()):
        groups[key].append(place)
    rows = []
    for key, places in groups.items():
        labels = ", ".join(sorted({label for place in places for label in place.labels}))
        pick = Pick(layer=scope.layer, surface=key)
        says = f"“{places[0].surface}” is treated differently in {len(places):,} places, as {labels}."
        rows.append((name_cell(places[0].surface, says, pick),
                     Cell(f"{len(places):,}", says, pick, Bar(len(places) / most)), name_cell(labels)))  # fmt: skip
    return Block(
        "hardest_surfaces",
        "Hardest words",
        "Words, capitals aside, that are treated differently in two places or more."
        if hard
        else "No words are treated differently in more than one place.",
        ("Words", "Places", "Labels given"),
        tuple(rows),
    )


def trend_block(scope: Scope, revisions: Mapping[DocumentId, int]) -> Block:
    """Follow exact F1 from one guideline version to the next, or from batch to batch in the project's order."""
    shared = [one for one in scope.entries if one.compared.annotators >= 2]
    versions = sorted({revisions.get(one.document, 0) for one in shared})
    if len(versions) > 1:
        steps = [(f"Version {n}" if n else "Imported",
                  [one for one in shared if revisions.get(one.document, 0) == n]) for n in versions]  # fmt: skip
        says = "By the version of the label scheme under which the articles were last finished."
    else:
        size = max(1, -(-len(shared) // BATCHES))
        steps = [(f"Articles {at + 1}–{at + len(some)}" if len(some) > 1 else f"Article {at + 1}", some)
                 for at in range(0, len(shared), size) for some in [shared[at : at + size]]]  # fmt: skip
        says = "Article by article in the order of the project, in up to eight batches of equal size."
    values = [(_pooled(scope, some, "exact").f1, _pooled(scope, some, "overlap").f1) for _, some in steps]
    rows = []
    for place, (name, some) in enumerate(steps):
        exact, overlap = values[place]
        pick = Pick(layer=scope.layer, documents=frozenset(one.document for one in some))
        told = f"{name}: exact F1 {figure(exact)}, overlap F1 {figure(overlap)} over {articles(len(some))}."
        told += f" {_drift(values[place - 1][0] if place else None, exact)}"
        line = None
        if exact is not None:
            line = Dot(values[place - 1][0] if place else None, exact,
                       values[place + 1][0] if place + 1 < len(values) else None)  # fmt: skip
        rows.append((name_cell(name, told, pick), Cell(f"{len(some):,}", told, pick), Cell(figure(exact), told, pick),
                     Cell("", told, pick, line), Cell(figure(overlap), told, pick)))  # fmt: skip
    notes = ("Steps of few articles jump by chance: a trend needs several articles in each step.",)
    return Block(
        "trend",
        "Over time",
        says,
        ("Step", "Articles", "Exact F1", "0 to 1", "Overlap F1"),
        tuple(rows),
        notes if any(len(some) < 5 for _, some in steps) else (),
    )


def _drift(before: float | None, now: float | None) -> str:
    if before is None or now is None:
        return ""
    change = now - before
    return "About as before." if abs(change) < 0.01 else f"{abs(change):.3f} {'higher' if change > 0 else 'lower'}."


def _pooled(scope: Scope, entries: Sequence[Entry], key: str) -> Counts:
    found = (of[scope.name] for one in entries for of in one.compared.pairs.values())
    return sum_counts(one.family[key] for one in found)


def gold_block(scope: Scope) -> Block:
    """Measure each annotator against what was decided."""
    found: dict[str, list[Tally]] = defaultdict(list)
    for entry in scope.entries:
        for name, of in entry.gold.items():
            found[name].append(of[scope.name])
    rows = []
    for name, tallies in sorted(found.items()):
        exact = sum_counts(one.family["exact"] for one in tallies)
        overlap = sum_counts(one.family["overlap"] for one in tallies)
        counted = f"{exact.tp:,} of {name}'s {exact.n_b:,} spans and of {exact.n_a:,} in gold, {articles(len(tallies))}"
        cells = [
            Cell(figure(value), f"{what} of {name} against gold: {percent(value)} ({counted}). {WHY_GOLD}",
                 Pick(layer=scope.layer, documents=_adjudicated(scope)), None if value is None else Bar(value))
            for what, value in (("Precision", exact.precision), ("Recall", exact.recall), ("Exact F1", exact.f1),
                                ("Overlap F1", overlap.f1))
        ]  # fmt: skip
        rows.append((name_cell(name), Cell(f"{len(tallies):,}", counted + ".", cells[0].pick), *cells))
    return Block(
        "gold",
        "Annotators against gold",
        "Over the articles in which every disagreement is decided. Only leads see this."
        if rows
        else "No article is adjudicated yet: decide every disagreement of an article in Review.",
        ("Annotator", "Articles", "Precision", "Recall", "Exact F1", "Overlap F1"),
        tuple(rows),
    )


WHY_GOLD = "Gold was chosen among the annotators' own spans, so everybody does better than against a stranger's gold."


def _adjudicated(scope: Scope) -> frozenset[DocumentId]:
    return frozenset(one.document for one in scope.entries if one.gold)
