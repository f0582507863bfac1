"""Published worked examples come out as printed."""

from collections import Counter

import pytest

from annotator.metrics.nominal import cohen_kappa, fleiss_kappa, nominal_alpha
from annotator.metrics.tally import Comparison, Tally
from annotator.metrics.unitizing import unitizing
from annotator.metrics.units import Page, Sheet, Unit
from annotator.model.ids import DocumentId

# Krippendorff, Content Analysis, 4th ed. 2019, figure 12.11.
ALEX = [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")]
PAUL = [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")]
SUZAN = [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")]


def test_the_unitizing_family_gives_the_figures_of_2019() -> None:
    figures = unitizing(60, [ALEX, PAUL, SUZAN])

    assert figures.u_alpha == pytest.approx(0.510, abs=5e-4)
    assert figures.u_alpha_binary == pytest.approx(0.413, abs=1e-3)
    assert figures.cu_alpha == pytest.approx(0.724, abs=5e-4)


def test_nominal_alpha_gives_the_figure_of_2011() -> None:
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    items = Counter(tuple(str(value) for value in unit if value is not None) for unit in zip(*rows, strict=True))

    assert nominal_alpha(items) == pytest.approx(0.743, abs=5e-4)


def test_cohen_adds_where_others_multiply() -> None:
    pairs: Counter[tuple[str, ...]] = Counter(
        {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    )

    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_fleiss_gives_the_figure_of_1971s_layout() -> None:
    counts = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    items = Counter(tuple(str(k) for k, n in enumerate(row) for _ in range(n)) for row in counts)

    assert fleiss_kappa(items) == pytest.approx(0.210, abs=5e-4)


@pytest.mark.parametrize("figure", [cohen_kappa, fleiss_kappa, nominal_alpha])
def test_one_value_throughout_is_undefined(figure) -> None:  # type: ignore[no-untyped-def]  # three signatures
    assert figure(Counter({("O", "O"): 9})) is None
    assert figure(Counter()) is None


# The worked example of nervaluate's documentation: drugs in a sentence, gold first, the system's answer second.
GOLD = {"BRAND": (0, 7), "warfarin": (20, 28), "propranolol": (30, 41), "phenytoin": (50, 59), "GROUP": (70, 84)}
FIRST = (
    ("BRAND", GOLD["BRAND"]),
    *(("DRUG", GOLD[name]) for name in ("warfarin", "propranolol", "phenytoin")),
    ("GROUP", GOLD["GROUP"]),
)
SECOND = (
    ("BRAND", (10, 17)),
    ("DRUG", (17, 28)),
    ("BRAND", GOLD["propranolol"]),
    ("DRUG", GOLD["phenytoin"]),
    ("DRUG", (65, 84)),
)


def drugs() -> Tally:
    first, second = (
        Sheet(tuple(Unit((bounds,), label, "entity", f"{bounds}") for label, bounds in side))
        for side in (FIRST, SECOND)
    )
    page = Page(DocumentId("1"), 90, ())
    return Comparison(page, {"a": first, "b": second}).tallies("a", "b", ("entity",))["all"]


@pytest.mark.parametrize(
    ("scheme", "counts", "f1"),
    [
        ("ent_type", (2, 2, 0, 1, 1), 0.4),
        ("partial", (2, 0, 2, 1, 1), 0.6),
        ("exact", (2, 2, 0, 1, 1), 0.4),
        ("strict", (1, 3, 0, 1, 1), 0.2),
    ],
)
def test_semeval_gives_the_table_of_nervaluates_documentation(scheme: str, counts: tuple[int, ...], f1: float) -> None:
    found = drugs().semeval

    assert found is not None
    one = found[scheme]
    assert counts == (one.COR, one.INC, one.PAR, one.MIS, one.SPU)
    assert one.precision == one.recall == one.f1 == pytest.approx(f1)


def test_gate_counts_partial_spans_fully_when_lenient_and_half_on_average() -> None:
    gate = drugs().gate

    assert (gate.correct, gate.partial, gate.missing, gate.spurious) == (1, 1, 3, 3)
    assert (gate.f1_strict, gate.f1_lenient, gate.f1_average) == pytest.approx((0.2, 0.4, 0.3))
