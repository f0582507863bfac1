"""Which lone units join a cluster, and how links are compared from one annotator to the next."""

from annotator.metrics.clusters import ClusterClass, clusters
from annotator.metrics.units import Link, Sheet, Unit


def unit(id: str, start: int, end: int, label: str = "DIRECT") -> Unit:
    return Unit(((start, end),), label, "quote", id)


def kinds(a: Sheet, b: Sheet) -> list[ClusterClass]:
    return [one.kind for one in clusters({"a": a, "b": b}, "quote")]


def test_a_lone_unit_joins_whichever_side_it_stands_on() -> None:
    two = Sheet((unit("1", 0, 20), unit("2", 22, 40)))
    whole = Sheet((unit("3", 0, 40),))

    assert kinds(two, whole) == kinds(whole, two) == [ClusterClass.SPLIT]


def test_a_lone_unit_of_another_label_or_mostly_outside_stays_alone() -> None:
    whole = Sheet((unit("3", 0, 40),))

    assert kinds(Sheet((unit("1", 0, 20), unit("2", 22, 30, "INDIRECT"))), whole).count(ClusterClass.OMISSION) == 1
    assert kinds(Sheet((unit("1", 0, 38), unit("2", 39, 60))), whole).count(ClusterClass.OMISSION) == 1


def test_links_to_partners_are_the_same_link() -> None:
    a = Sheet((unit("1", 0, 9), unit("2", 10, 19), unit("3", 20, 29)), (link("1", "3"), link("2", "3")))
    same = Sheet((unit("4", 0, 9), unit("5", 10, 19), unit("6", 20, 29)), (link("4", "6"), link("5", "6")))
    other = Sheet(same.units, (link("4", "6"), link("5", "4")))

    assert kinds(a, same) == [ClusterClass.AGREE] * 3
    assert kinds(a, other) == [ClusterClass.AGREE, ClusterClass.RELATION, ClusterClass.AGREE]


def link(start: str, end: str) -> Link:
    return Link("speaker", start, end, "quote")
