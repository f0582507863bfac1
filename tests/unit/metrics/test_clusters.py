"""Clusters gather what annotators say of one place and name how they differ."""

import pytest

from annotator.metrics.clusters import ClusterClass, clusters
from annotator.metrics.units import Link, Sheet, Unit

Piece = tuple[int, int]


def unit(identity: str, *pieces: Piece, label: str = "PERSON", attributes: tuple[tuple[str, str], ...] = ()) -> Unit:
    return Unit(pieces, label, "entity", identity, attributes)


def classes(*sheets: Sheet) -> list[ClusterClass]:
    named = {f"annotator {index}": sheet for index, sheet in enumerate(sheets)}
    return [one.kind for one in clusters(named, "entity")]


PERSON = Sheet((unit("a", (0, 6)),))


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (Sheet((unit("b", (0, 6)),)), ClusterClass.AGREE),
        (Sheet(()), ClusterClass.OMISSION),
        (Sheet((unit("b", (0, 6), label="ORG"),)), ClusterClass.LABEL),
        (Sheet((unit("b", (0, 9)),)), ClusterClass.BOUNDARY),
        (Sheet((unit("b", (0, 7), label="ORG"),)), ClusterClass.BOUNDARY_LABEL),
        (Sheet((unit("b", (0, 3)), unit("c", (4, 6)))), ClusterClass.SPLIT),
        (Sheet((unit("b", (0, 6), attributes=(("check", "high"),)),)), ClusterClass.ATTRIBUTE),
        (Sheet((unit("b", (0, 6)),), doubled=frozenset({"b"})), ClusterClass.SELF_DUPLICATE),
    ],
)
def test_two_annotators_differ_by_one_class(other: Sheet, kind: ClusterClass) -> None:
    assert classes(PERSON, other) == [kind]


def test_links_to_different_places_are_a_relation_difference() -> None:
    speaker = unit("s", (20, 26))
    first = Sheet((unit("a", (0, 6)), speaker), (Link("speaker", "a", "s", "entity"),))
    second = Sheet((unit("b", (0, 6)), unit("t", (20, 26))))

    assert classes(first, second) == [ClusterClass.RELATION, ClusterClass.AGREE]


def test_the_same_link_on_aligned_spans_agrees() -> None:
    first = Sheet((unit("a", (0, 6)), unit("s", (20, 26))), (Link("speaker", "a", "s", "entity"),))
    second = Sheet((unit("b", (0, 6)), unit("t", (20, 26))), (Link("speaker", "b", "t", "entity"),))

    assert classes(first, second) == [ClusterClass.AGREE, ClusterClass.AGREE]


def test_three_annotators_make_one_cluster_with_votes() -> None:
    sheets = {"a": PERSON, "b": Sheet((unit("b", (0, 6)),)), "c": Sheet((unit("c", (0, 9)),))}

    (cluster,) = clusters(sheets, "entity")

    assert [(one.annotators, one.fragments) for one in cluster.proposals] == [
        (("c",), ((0, 9),)),
        (("a", "b"), ((0, 6),)),
    ]
    assert (cluster.start, cluster.end) == (0, 9)


def test_an_edit_makes_another_key() -> None:
    (before,) = clusters({"a": PERSON, "b": Sheet((unit("b", (0, 6)),))}, "entity")
    (after,) = clusters({"a": PERSON, "b": Sheet((unit("b", (0, 7)),))}, "entity")

    assert before.key != after.key
