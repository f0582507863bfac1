"""Invented paragraphs with names that only learning can tell: ships of a harbour."""

from annotator.learning.lessons import Lesson

SHIPS = ("Brumal", "Vilkas", "Qusayr", "Ondine", "Petrel", "Halcyon", "Marlow", "Selkie")
SENTENCES = (
    "The ferry {} left the harbour at noon.",
    "Nobody saw the ferry {} on Monday.",
    "Passengers of the ferry {} waited for hours.",
    "Repairs of the ferry {} took a week.",
    "They painted the ferry {} white again.",
)


def ship_lessons(count: int = 60) -> list[Lesson]:
    """Make paragraphs, ten to an article, each with one SHIP."""
    found = []
    for number in range(count):
        name = SHIPS[number % len(SHIPS)]
        text = SENTENCES[number % len(SENTENCES)].format(name)
        start = text.index(name)
        found.append(Lesson(number // 10, 0, text, ((start, start + len(name), "SHIP"),)))
    return found
