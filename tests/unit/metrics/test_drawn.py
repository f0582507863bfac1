"""More annotators of the same articles make no interval narrower: articles are drawn, not pairs of annotators."""

import pytest

from annotator.metrics.agreement import Work, agreement
from annotator.metrics.bootstrap import Resampling
from annotator.metrics.pair_figures import Figures
from annotator.metrics.units import Page, Sheet, Unit
from annotator.model.ids import DocumentId

NAMES = ("a", "b", "c", "d")


def person(start: int) -> Sheet:
    return Sheet((Unit(((start, start + 5),), "PERSON", "entity", str(start)),))


def scope(people: int, documents: int = 12) -> Figures:
    """In every other article all agree, in the others no two do."""
    names = NAMES[:people]
    work = [
        Work(
            Page(DocumentId(str(n)), 60, ()),
            {name: person(0 if n % 2 else 10 * place) for place, name in enumerate(names)},
        )
        for n in range(documents)
    ]
    found: Figures = agreement(work, names, ("entity",), Resampling(500, 3))["scopes"]["entity"]
    return found


@pytest.mark.parametrize("people", [3, 4])
def test_labels_and_means_are_as_uncertain_as_with_two_annotators(people: int) -> None:
    two, more = scope(2), scope(people)

    pair = two["pairs"][0]["f1_interval"]
    assert pair[1] - pair[0] > 0.4
    assert more["labels"]["PERSON"]["interval"] == pytest.approx(pair)
    assert more["mean"]["exact_interval"] == pytest.approx(pair)


def test_the_jackknife_leaves_an_article_out_of_all_pairs_at_once() -> None:
    two, four = scope(2, documents=6), scope(4, documents=6)

    assert four["labels"]["PERSON"]["jackknife_se"] == pytest.approx(two["pairs"][0]["jackknife_se"])
