"""Paragraphs with accepted spans to learn from, and the part of them that is kept for the examination."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Every so many articles (or paragraphs, of few articles) one is not learnt from but kept to measure on.
ONE_IN = 5
FEWEST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A paragraph: its article's number, where it starts there, its text, and spans (start, end, label) inside it."""

    article: int
    offset: int
    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How one label was found in the examination: right ones, proposed ones, wanted ones."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 without any."""
        both = self.proposed + self.wanted
        return 2 * self.right / both if both else 0.0


def divided(lessons: Sequence[Lesson]) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...]]:
    """Divide lessons into those to learn from and those kept apart, by whole articles where there are enough."""
    articles = sorted({lesson.article for lesson in lessons})
    if len(articles) < FEWEST_ARTICLES:
        kept = set(range(ONE_IN - 1, len(lessons), ONE_IN))
        return (
            tuple(lesson for number, lesson in enumerate(lessons) if number not in kept),
            tuple(lesson for number, lesson in enumerate(lessons) if number in kept),
        )
    apart = set(articles[ONE_IN - 1 :: ONE_IN])
    return (
        tuple(lesson for lesson in lessons if lesson.article not in apart),
        tuple(lesson for lesson in lessons if lesson.article in apart),
    )


def flat(spans: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """Keep spans that do not overlap, the longest first: a pipeline learns one label for each word."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda one: (one[0] - one[1], one)):
        if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
            kept.append(span)
    return tuple(sorted(kept))


def tallies(found: Iterable[Sequence[tuple[int, int, str]]], lessons: Sequence[Lesson]) -> dict[str, Tally]:
    """Count per label what was found of the lessons' spans, exact bounds; `found` has one entry for each lesson."""
    counted: dict[str, list[int]] = {}
    for spans, lesson in zip(found, lessons, strict=True):
        mine, wanted = set(spans), set(lesson.spans)
        for place, some in enumerate((mine & wanted, mine, wanted)):
            for _, _, label in some:
                counted.setdefault(label, [0, 0, 0])[place] += 1
    return {label: Tally(*counts) for label, counts in sorted(counted.items())}
