"""Every figure of agreement once more, by trying everything out character by character; shares no code with ours."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

Number = float | None


@dataclass(frozen=True)
class Mark:
    """One labelled extent of an annotator."""

    layer: str
    label: str
    fragments: tuple[tuple[int, int], ...]
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def chars(self) -> frozenset[int]:
        return frozenset(at for start, end in self.fragments for at in range(start, end))

    @property
    def place(self) -> tuple[Any, ...]:
        return (self.fragments[0][0], self.fragments[-1][1], self.label, self.fragments)


@dataclass(frozen=True)
class Article:
    """One document: `work` has no entry for whoever skipped it."""

    length: int
    tokens: tuple[tuple[int, int], ...]
    work: dict[str, tuple[Mark, ...]]


@dataclass(frozen=True)
class Both:
    """A document that two annotators have done, each mark once."""

    article: Article
    a: tuple[Mark, ...]
    b: tuple[Mark, ...]


def once(marks: Sequence[Mark], layer: str | None) -> tuple[Mark, ...]:
    kept: dict[object, Mark] = {}
    for one in marks:
        if layer in (None, one.layer):
            kept.setdefault((one.layer, one.label, one.fragments), one)
    return tuple(sorted(kept.values(), key=lambda one: one.place))


def shared(articles: Sequence[Article], a: str, b: str, layer: str | None) -> list[Both]:
    done = (one for one in articles if a in one.work and b in one.work)
    return [Both(one, once(one.work[a], layer), once(one.work[b], layer)) for one in done]


# Pairing


def matchings(edges: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every set of edges in which no end occurs twice."""
    if not edges:
        yield ()
        return
    (i, j), rest = edges[0], edges[1:]
    for others in matchings([edge for edge in rest if edge[0] != i and edge[1] != j]):
        yield ((i, j), *others)
    yield from matchings(rest)


def largest(a: Sequence[Mark], b: Sequence[Mark], fits: Callable[[Mark, Mark], bool]) -> int:
    edges = [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x.layer == y.layer and fits(x, y)]
    return max(len(one) for one in matchings(edges))


def iou(x: Mark, y: Mark) -> Fraction:
    return Fraction(len(x.chars & y.chars), len(x.chars | y.chars))


def aligned(a: Sequence[Mark], b: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """The best one-to-one pairing in each layer; the earliest pairs when several are best."""
    weights = {}
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            is_candidate = x.layer == y.layer and x.chars & y.chars
            if is_candidate and (x.label == y.label or iou(x, y) >= Fraction(1, 2)):
                weights[i, j] = round(1e6 * float(iou(x, y))) + 500_000 * (x.label == y.label)
    found = []
    for layer in sorted({one.layer for one in a}):
        edges = sorted(edge for edge in weights if a[edge[0]].layer == layer)
        best = min(matchings(edges), key=lambda one: (-sum(weights[edge] for edge in one), sorted(one)))
        found += [(a[i], b[j]) for i, j in best]
    return found


# Counts


def prf(tp: int, n_a: int, n_b: int) -> dict[str, Number]:
    return {
        "tp": tp,
        "n_a": n_a,
        "n_b": n_b,
        "precision": tp / n_b if n_b else None,
        "recall": tp / n_a if n_a else None,
        "f1": 2 * tp / (n_a + n_b) if n_a + n_b else None,
    }


def same(x: Mark, y: Mark) -> bool:
    return x.fragments == y.fragments and x.label == y.label


FITS: dict[str, Callable[[Mark, Mark], bool]] = {
    "exact": same,
    "boundary": lambda x, y: x.fragments == y.fragments,
    "overlap": lambda x, y: x.label == y.label and bool(x.chars & y.chars),
    "overlap_any": lambda x, y: bool(x.chars & y.chars),
    "iou50": lambda x, y: x.label == y.label and iou(x, y) >= Fraction(1, 2),
}


def counts(both: Sequence[Both], fits: Callable[[Mark, Mark], bool], label: str | None = None) -> dict[str, Number]:
    tp = n_a = n_b = 0
    for one in both:
        a, b = ([m for m in side if label in (None, m.label)] for side in (one.a, one.b))
        tp, n_a, n_b = tp + largest(a, b, fits), n_a + len(a), n_b + len(b)
    return prf(tp, n_a, n_b)


def character(both: Sequence[Both]) -> dict[str, Number]:
    tp = n_a = n_b = 0
    for one in both:
        a, b = ({(at, m.layer, m.label) for m in side for at in m.chars} for side in (one.a, one.b))
        tp, n_a, n_b = tp + len(a & b), n_a + len(a), n_b + len(b)
    return prf(tp, n_a, n_b)


def gate(both: Sequence[Both]) -> dict[str, Number]:
    correct = partial = missing = spurious = 0
    for one in both:
        rest_a = [x for x in one.a if not any(x.layer == y.layer and same(x, y) for y in one.b)]
        rest_b = [y for y in one.b if not any(x.layer == y.layer and same(x, y) for x in one.a)]
        some = largest(rest_a, rest_b, FITS["overlap"])
        correct += len(one.a) - len(rest_a)
        partial, missing, spurious = partial + some, missing + len(rest_a) - some, spurious + len(rest_b) - some
    n = 2 * correct + 2 * partial + missing + spurious
    strict, lenient = (2 * correct / n, 2 * (correct + partial) / n) if n else (None, None)
    average = None if strict is None or lenient is None else (strict + lenient) / 2
    return {
        "correct": correct, "partial": partial, "missing": missing, "spurious": spurious,
        "f1_strict": strict, "f1_lenient": lenient, "f1_average": average,
    }  # fmt: skip


def semeval(both: Sequence[Both]) -> dict[str, dict[str, Number]] | None:
    schemes = {name: Counter[str]() for name in ("strict", "exact", "partial", "ent_type")}
    for one in both:
        meets = [(x, y) for x in one.a for y in one.b if x.layer == y.layer and x.chars & y.chars]
        if len({id(x) for x, _ in meets}) < len(meets) or len({id(y) for _, y in meets}) < len(meets):
            return None
        for x, y in meets:
            label, bounds = x.label == y.label, x.fragments == y.fragments
            schemes["strict"]["COR" if label and bounds else "INC"] += 1
            schemes["exact"]["COR" if bounds else "INC"] += 1
            schemes["partial"]["COR" if bounds else "PAR"] += 1
            schemes["ent_type"]["COR" if label else "INC"] += 1
        for of in schemes.values():
            of["MIS"] += len(one.a) - len(meets)
            of["SPU"] += len(one.b) - len(meets)
    return {name: _classed(name, of) for name, of in schemes.items()}


def _classed(name: str, of: Counter[str]) -> dict[str, Number]:
    right = of["COR"] + (0.5 * of["PAR"] if name in ("partial", "ent_type") else 0)
    possible = of["COR"] + of["INC"] + of["PAR"] + of["MIS"]
    actual = of["COR"] + of["INC"] + of["PAR"] + of["SPU"]
    return {
        **{key: of[key] for key in ("COR", "INC", "PAR", "MIS", "SPU")},
        "precision": right / actual if actual else None,
        "recall": right / possible if possible else None,
        "f1": 2 * right / (actual + possible) if actual + possible else None,
    }


# Words


def said(marks: Sequence[Mark], token: tuple[int, int]) -> tuple[str, ...]:
    return tuple(sorted({one.label for one in marks if any(token[0] <= at < token[1] for at in one.chars)}))


def cohen(pairs: Sequence[tuple[object, object]]) -> Number:
    if not pairs:
        return None
    n = len(pairs)
    of_a, of_b = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = Fraction(sum(of_a[value] * of_b[value] for value in of_a), n * n)
    agreed = Fraction(sum(a == b for a, b in pairs), n)
    return None if chance == 1 else float((agreed - chance) / (1 - chance))


def fleiss(items: Sequence[tuple[object, ...]]) -> Number:
    if not items:
        return None
    n = len(items[0])
    agreed = sum(Fraction(sum(k * (k - 1) for k in Counter(one).values()), n * (n - 1)) for one in items) / len(items)
    totals = Counter(value for one in items for value in one)
    chance = sum(Fraction(k, n * len(items)) ** 2 for k in totals.values())
    return None if chance == 1 else float((agreed - chance) / (1 - chance))


def alpha(items: Sequence[tuple[object, ...]]) -> Number:
    together: dict[tuple[object, object], Fraction] = defaultdict(Fraction)
    for one in items:
        for i, c in enumerate(one):
            for j, k in enumerate(one):
                if i != j:
                    together[c, k] += Fraction(1, len(one) - 1)
    n_c: dict[object, Fraction] = defaultdict(Fraction)
    for (c, _), amount in together.items():
        n_c[c] += amount
    expected = sum(n_c[c] * n_c[k] for c in n_c for k in n_c if c != k)
    observed = sum(amount for (c, k), amount in together.items() if c != k)
    return None if not expected else float(1 - (sum(n_c.values()) - 1) * observed / expected)


# Segments


def lines_of(marks: Sequence[Mark]) -> list[tuple[set[int], str]] | None:
    """One annotator's segments as sets of characters, or None when two labels share one."""
    found = [(set(range(start, end)), one.label) for one in marks for start, end in one.fragments]
    while True:
        touching = next(((x, y) for x, y in combinations(found, 2) if x[0] & y[0]), None)
        if touching is None:
            return found
        x, y = touching
        if x[1] != y[1]:
            return None
        found = [one for one in found if one is not x and one is not y] + [(x[0] | y[0], x[1])]


def unitizing(documents: Sequence[tuple[int, Sequence[Sequence[Mark]]]]) -> dict[str, Number]:
    """The alphas of 2016 over all documents laid end to end."""
    undefined: dict[str, Number] = {"u_alpha": None, "u_alpha_binary": None, "cu_alpha": None}
    if not documents:
        return undefined
    together: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    own: dict[str, Fraction] = defaultdict(Fraction)
    paired: dict[str, Fraction] = defaultdict(Fraction)
    for length, annotators in documents:
        lines = [lines_of(marks) for marks in annotators]
        m, maps = len(lines), []
        for line in lines:
            if line is None:
                return undefined
            maps.append({at: value for chars, value in line for at in chars})
        for i, mine in enumerate(maps):
            for j, other in enumerate(maps):
                for at in range(length if i != j else 0):
                    together[mine.get(at, ""), other.get(at, "")] += Fraction(1, m - 1)
            own[""] += length - len(mine)
            for chars, value in lines[i] or ():
                own[value] += len(chars) ** 2
                met = sum(at in other for j, other in enumerate(maps) if j != i for at in chars)
                paired[value] += Fraction(met, m - 1) ** 2
    valued = {key: amount for key, amount in together.items() if "" not in key}
    return {
        "u_alpha": _alpha(together, own, lambda c, k: c != k),
        "u_alpha_binary": _alpha(together, own, lambda c, k: (c == "") != (k == "")),
        "cu_alpha": _alpha(valued, paired, lambda c, k: c != k),
    }


def _alpha(
    together: dict[tuple[str, str], Fraction], own: dict[str, Fraction], differ: Callable[[str, str], bool]
) -> Number:
    values = {value for key in together for value in key}
    margin = {c: sum((together.get((c, k), Fraction()) for k in values), Fraction()) for c in values}
    whole = sum(margin.values(), Fraction())
    rest = whole**2 - sum((own[c] for c in values), Fraction())
    if rest <= 0:
        return None
    expected = sum(
        (whole * margin[c] * margin[k] / rest for c in values for k in values if c != k and differ(c, k)), Fraction()
    )
    observed = sum((amount for (c, k), amount in together.items() if differ(c, k)), Fraction())
    return None if expected <= 0 else float(1 - observed / expected)


# What the aligned pairs say


def crossed(both: Sequence[Both]) -> tuple[Counter[str], Counter[str], dict[str, dict[str, int]]]:
    """Confusion, classes and attributes."""
    confusion, classes = Counter[str](), Counter[str]()
    attributes: dict[str, dict[str, int]] = {}
    for one in both:
        pairs = aligned(one.a, one.b)
        for x, y in pairs:
            confusion[f"{x.label}>{y.label}"] += 1
            alike = (x.fragments == y.fragments, x.label == y.label)
            names = {(True, True): "agree", (True, False): "label", (False, True): "boundary"}
            classes[names.get(alike, "boundary_label")] += 1
            for name in {key for key, _ in x.attributes + y.attributes}:
                of = attributes.setdefault(name, {"n": 0, "agree": 0})
                values = [sorted(v for key, v in z.attributes if key == name) for z in (x, y)]
                of["n"], of["agree"] = of["n"] + 1, of["agree"] + (values[0] == values[1])
        for side, others, arrow, name in ((one.a, one.b, "{}>", "only_a"), (one.b, one.a, ">{}", "only_b")):
            taken = {id(pair[side is one.b]) for pair in pairs}
            for x in (x for x in side if id(x) not in taken):
                confusion[arrow.format(x.label)] += 1
                inside = any(
                    x.layer == y.layer and x.label == y.label and 2 * len(x.chars & y.chars) >= len(x.chars)
                    for y in others
                )
                classes["split" if inside else name] += 1
    return confusion, classes, attributes


def label_only(both: Sequence[Both]) -> dict[str, Number]:
    pairs: list[tuple[object, object]] = []
    for one in both:
        for extent in {(x.layer, x.fragments) for x in one.a}:
            a, b = ({x.label for x in side if (x.layer, x.fragments) == extent} for side in (one.a, one.b))
            pairs += [(label, label) for label in a & b]
            pairs += list(zip(sorted(a - b), sorted(b - a), strict=False))
    accuracy = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return {"n": len(pairs), "accuracy": accuracy, "kappa": cohen(pairs)}


def jackknife(both: Sequence[Both]) -> Number:
    """The standard error of exact F1 when each document is left out in turn."""
    left = [counts([*both[:n], *both[n + 1 :]], same)["f1"] for n in range(len(both))]
    if len(left) < 2 or None in left:
        return None
    known = [one for one in left if one is not None]
    mean = sum(known) / len(known)
    return math.sqrt((len(known) - 1) / len(known) * sum((one - mean) ** 2 for one in known))
