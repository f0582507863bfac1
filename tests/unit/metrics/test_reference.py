"""Every figure of the report equals the reference that tries everything out, whatever the spans are."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.metrics.agreement import Work, agreement
from annotator.metrics.bootstrap import Resampling
from annotator.metrics.pair_figures import Figures
from annotator.metrics.units import Page, sheet
from annotator.model.annotation import Attribute, Span
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from tests.unit.metrics import reference
from tests.unit.metrics.reference import Article, Both, Mark

LENGTH = 24
# "O" and "|" mean something in other tools: here they are labels like any other.
LABELS = (("entity", "PERSON"), ("entity", "ORG"), ("entity", "O"), ("quote", "ORG|PERSON"), ("quote", "PERSON"))
NAMES = ("first", "second", "third", "fourth")
LAYERS = ("entity", "quote", "claim")
HOW = Resampling(40, 7)
NEAR = pytest.approx


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    layer, label = draw(st.sampled_from(LABELS))
    start = draw(st.integers(0, 14))
    pieces = [(start, start + draw(st.integers(1, 6)))]
    if draw(st.integers(0, 3)) == 0:
        again = pieces[0][1] + draw(st.integers(1, 2))
        pieces.append((again, again + draw(st.integers(1, 2))))
    attributes = (("tone", draw(st.sampled_from("ab"))),) if draw(st.integers(0, 2)) == 0 else ()
    return Mark(layer, label, tuple(pieces), attributes)


@st.composite
def articles(draw: st.DrawFn, most: int = 3, people: int = 3) -> list[Article]:
    """Draw documents whose annotators mostly agree; some skip one, some find nothing, some mark a thing twice."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        common = draw(st.lists(marks(), max_size=4))
        work = {}
        for name in NAMES[:people]:
            if draw(st.integers(0, 5)) == 0:
                continue
            kept = [one for one in common if draw(st.booleans())]
            own = draw(st.lists(marks(), max_size=2))
            work[name] = tuple(kept + own + kept[:1] if draw(st.booleans()) else own)
        size = draw(st.sampled_from((2, 5)))
        tokens = tuple((at, at + size - 1) for at in range(0, LENGTH, size)) if draw(st.integers(0, 5)) else ()
        found.append(Article(LENGTH, tokens, work))
    return found


def spans_of(number: int, name: str, found: Sequence[Mark]) -> list[Span]:
    return [
        Span(SpanId(f"{number} {name} {place:02}"), DocumentId(str(number)), one.layer, one.label, AnnotatorId(name),
             one.fragments, "x" * (one.fragments[-1][1] - one.fragments[0][0]),
             tuple(Attribute(*pair) for pair in one.attributes))
        for place, one in enumerate(found)
    ]  # fmt: skip


def figures(found: Sequence[Article], names: Sequence[str]) -> Figures:
    work = [
        Work(Page(DocumentId(str(number)), one.length, one.tokens),
             {name: sheet(spans_of(number, name, of)) for name, of in one.work.items()})
        for number, one in enumerate(found)
    ]  # fmt: skip
    return agreement(work, names, LAYERS, HOW)


def expect(found: object, wanted: object, what: str = "") -> None:
    """Compare two values of JSON, numbers to a millionth."""
    if isinstance(wanted, Mapping):
        assert isinstance(found, Mapping), what
        assert set(found) == set(wanted), what
        for key, value in wanted.items():
            expect(found[key], value, f"{what}.{key}")
    elif isinstance(wanted, float) and found is not None:
        assert found == NEAR(wanted, abs=1e-6), what
    else:
        assert found == wanted, what


def pair_wanted(found: Sequence[Article], a: str, b: str, layer: str | None) -> dict[str, Any]:
    both = reference.shared(found, a, b, layer)
    confusion, classes, attributes = reference.crossed(both)
    names = sorted({one.label for doc in both for one in (*doc.a, *doc.b)})
    labels = {label: reference.counts(both, reference.same, label) for label in names}
    words = [
        (reference.said(doc.a, token), reference.said(doc.b, token)) for doc in both for token in doc.article.tokens
    ]
    per_word = sorted({label for pair in words for value in pair for label in value})
    return {
        "a": a,
        "b": b,
        "documents": len(both),
        "spans_a": sum(len(one.a) for one in both),
        "spans_b": sum(len(one.b) for one in both),
        **{name: reference.counts(both, fits) for name, fits in reference.FITS.items()},
        "character": reference.character(both),
        "gate": reference.gate(both),
        "labels": labels,
        "macro_f1": sum(one["f1"] or 0 for one in labels.values()) / len(labels) if labels else None,
        "token": {
            "observed": sum(x == y for x, y in words) / len(words) if words else None,
            "cohen_kappa": reference.cohen(words),
            "cohen_kappa_per_label": {
                label: reference.cohen([(label in x, label in y) for x, y in words]) for label in per_word
            },
        },
        "unitizing": reference.unitizing([(one.article.length, (one.a, one.b)) for one in both]),
        "confusion": dict(confusion),
        "classes": {
            name: classes[name]
            for name in ("agree", "boundary", "label", "boundary_label", "only_a", "only_b", "split")
        },
        "label_only": reference.label_only(both),
        "semeval": reference.semeval(both) if both else None,
        "attributes": attributes,
        "relations": {},
        "jackknife_se": reference.jackknife(both),
        "f1_interval": interval(both),
    }


def drawn(number: int) -> np.ndarray[Any, Any]:
    """Draw the documents of each resample by their numbers, as the seed says."""
    return np.random.default_rng(HOW.seed).integers(0, number, (HOW.resamples, number))


def interval(both: Sequence[Both]) -> list[float] | None:
    if len(both) < 2:
        return None
    return percentiles(reference.counts([both[n] for n in sample], reference.same)["f1"] for sample in drawn(len(both)))


def percentiles(values: Any) -> list[float] | None:
    known = [one for one in values if one is not None]
    return [float(one) for one in np.percentile(known, [2.5, 97.5])] if known else None


@settings(max_examples=60, deadline=None)
@given(articles())
def test_every_figure_of_every_pair_equals_the_reference(found: list[Article]) -> None:
    scopes = figures(found, NAMES[:3])["scopes"]

    for scope in ("all", *LAYERS):
        layer = None if scope == "all" else scope
        for got, (a, b) in zip(scopes[scope]["pairs"], combinations(NAMES[:3], 2), strict=True):
            expect({key: value for key, value in got.items() if key != "reasons"}, pair_wanted(found, a, b, layer))


@settings(max_examples=60, deadline=None)
@given(articles(people=4))
def test_every_figure_of_all_annotators_equals_the_reference(found: list[Article]) -> None:
    scopes = figures(found, NAMES)["scopes"]

    for scope in ("all", *LAYERS):
        layer = None if scope == "all" else scope
        some = [{n: reference.once(of, layer) for n, of in one.work.items()} for one in found]
        values: dict[bool, list[tuple[object, ...]]] = defaultdict(list)
        for article, work in zip(found, some, strict=True):
            for token in article.tokens if len(work) > 1 else ():
                values[len(work) == len(NAMES)].append(tuple(reference.said(of, token) for of in work.values()))
        whole = [(one.length, list(of.values())) for one, of in zip(found, some, strict=True) if len(of) == len(NAMES)]
        wanted = {
            "documents": len(whole),
            "fleiss_kappa": reference.fleiss(values[True]),
            "alpha_nominal": reference.alpha([*values[True], *values[False]]),
            **reference.unitizing(whole),
        }
        got = scopes[scope]["all_annotators"]
        expect({key: value for key, value in got.items() if key != "reasons"}, wanted)


@settings(max_examples=60, deadline=None)
@given(articles())
def test_means_are_unweighted_over_pairs(found: list[Article]) -> None:
    of = figures(found, NAMES[:3])["scopes"]["all"]
    wanted = [pair_wanted(found, a, b, None) for a, b in combinations(NAMES[:3], 2)]

    for name in ("exact", "overlap", "boundary"):
        known = [one[name]["f1"] for one in wanted if one[name]["f1"] is not None]
        expect(of["mean"][f"{name}_f1"], sum(known) / len(known) if known else None)
    for label, got in of["labels"].items():
        known = [one["labels"][label] for one in wanted if label in one["labels"]]
        expect(got["mean_f1"], sum(one["f1"] for one in known) / len(known))
        expect(got["n"], sum(one["n_a"] + one["n_b"] for one in known))


@settings(max_examples=40, deadline=None)
@given(articles(most=4))
def test_a_labels_interval_draws_articles_with_all_their_pairs(found: list[Article]) -> None:
    of = figures(found, NAMES[:3])["scopes"]["all"]["labels"]
    compared = [one for one in found if len(one.work) > 1]

    for label, got in of.items():
        if len(compared) < 2:
            assert got["interval"] is None
            continue
        samples = [[compared[n] for n in sample] for sample in drawn(len(compared))]
        expect(got["interval"], percentiles(mean_f1(sample, label) for sample in samples))


def mean_f1(found: Sequence[Article], label: str) -> float | None:
    pairs = [reference.shared(found, a, b, None) for a, b in combinations(NAMES[:3], 2)]
    known = [f1 for both in pairs if (f1 := reference.counts(both, reference.same, label)["f1"]) is not None]
    return sum(known) / len(known) if known else None


@settings(max_examples=60, deadline=None)
@given(articles())
def test_every_null_of_a_pair_has_its_reason(found: list[Article]) -> None:
    for scope in figures(found, NAMES[:3])["scopes"].values():
        for one in scope["pairs"]:
            for key in (key for key, value in one.items() if key != "reasons" and has_null(value)):
                assert one["reasons"].get(key) or one["reasons"].get("documents"), key


def has_null(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(has_null(one) for one in value.values())
    return value is None


def test_the_reference_finds_the_published_figures() -> None:
    lines = ("0-7:1 7-13:2 30-32:5 32-37:6 37-44:6 44-60:7", "0-7:1 7-13:3 13-21:5 32-44:6",
             "0-7:1 7-13:4 13-21:5 32-37:6 37-41:6 41-44:6")  # fmt: skip
    people = []
    for line in lines:
        cells = [cell.replace(":", "-").split("-") for cell in line.split()]
        people.append([Mark("x", label, ((int(start), int(end)),)) for start, end, label in cells])

    found = reference.unitizing([(60, people)])

    expect({key: round(value or 0, 4) for key, value in found.items()},
           {"u_alpha": 0.5100, "u_alpha_binary": 0.4136, "cu_alpha": 0.7242})  # fmt: skip
    assert Counter(reference.said(people[0], (0, 8))) == Counter({"1": 1, "2": 1})
