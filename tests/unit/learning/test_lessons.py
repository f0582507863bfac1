"""Claims about lessons: what is kept apart, what is flat, how an examination is counted."""

import pytest

from annotator.learning.lessons import Lesson, Tally, divided, flat, tallies


def lesson(article: int, *spans: tuple[int, int, str]) -> Lesson:
    return Lesson(article, 0, "Ana sails to Oslo.", spans)


def test_whole_articles_are_kept_apart() -> None:
    lessons = [lesson(article) for article in range(10) for _ in range(3)]

    learnt, kept = divided(lessons)

    assert {one.article for one in kept} == {4, 9}
    assert {one.article for one in learnt}.isdisjoint({4, 9})
    assert len(learnt) + len(kept) == 30


def test_of_few_articles_every_fifth_paragraph_is_kept_apart() -> None:
    lessons = [Lesson(0, number, "x", ()) for number in range(10)]

    learnt, kept = divided(lessons)

    assert [one.offset for one in kept] == [4, 9]
    assert len(learnt) == 8


def test_of_spans_over_each_other_the_longest_is_learnt() -> None:
    assert flat([(0, 3, "A"), (0, 8, "B"), (9, 12, "A"), (7, 9, "A")]) == ((0, 8, "B"), (9, 12, "A"))


def test_the_examination_counts_exact_bounds_per_label() -> None:
    lessons = [lesson(0, (0, 3, "PERSON"), (13, 17, "GPE"))]

    counted = tallies([((0, 3, "PERSON"), (12, 17, "GPE"))], lessons)

    assert counted == {"GPE": Tally(0, 1, 1), "PERSON": Tally(1, 1, 1)}
    assert counted["PERSON"].f1 == 1
    assert counted["GPE"].f1 == 0
    assert Tally().f1 == 0


def test_every_lesson_needs_an_answer() -> None:
    with pytest.raises(ValueError, match="zip"):
        tallies([], [lesson(0)])
