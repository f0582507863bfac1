"""The five real pages: what is title, date and furniture there, by line number."""

from pathlib import Path

import pytest

from annotator.model.document import Metadata, ZoneKind
from annotator.text.metadata import propose_metadata
from annotator.text.normalise import normalise
from annotator.text.sentences import sentences
from annotator.text.zones import propose_zones

# Per page: the lines (from 0) that hold a zone of each kind.
EXPECTED = {
    "000": {"title": {0, 9}, "byline": {2}, "dateline": {4}, "boilerplate": {6, 11}, "caption": {7, 8}},
    "001": {"title": {0, 2}, "boilerplate": {0, 28, 32, *range(34, 40), 41, 43, 44}, "byline": {30}},
    "002": {"title": {0}, "boilerplate": {14, 16, 18}},
    "003": {"title": {0, 1}, "boilerplate": {0, 2, *range(20, 50)}, "dateline": {3, 4}},
    "004": {"other": {0}, "caption": {1}, "boilerplate": {12}},
}


def _page(folder: Path, number: str) -> str:
    (path,) = folder.glob(f"{number}_*.txt")
    return normalise(path.read_text("utf-8")).text


def _metadata(folder: Path, number: str) -> Metadata:
    text = _page(folder, number)
    return propose_metadata(text, propose_zones(text))


@pytest.mark.parametrize("number", EXPECTED)
def test_each_line_of_a_page_is_marked_as_what_it_is(shared_seeds: Path, number: str) -> None:
    text = _page(shared_seeds, number)
    found: dict[str, set[int]] = {}
    for zone in propose_zones(text):
        first = text.count("\n", 0, zone.start)
        lines = text[zone.start : zone.end].split("\n")
        numbers = {first + index for index, line in enumerate(lines) if line.strip()} or {first}
        found.setdefault(zone.kind.value, set()).update(numbers)

    assert found == {kind: set(lines) for kind, lines in EXPECTED[number].items()}


@pytest.mark.parametrize("number", EXPECTED)
def test_a_zone_inside_a_paragraph_of_the_article_is_its_dateline_only(shared_seeds: Path, number: str) -> None:
    text = _page(shared_seeds, number)
    marked = [zone for zone in propose_zones(text) if zone.kind is not ZoneKind.DATELINE]

    for start, end in sentences(text):
        if end - start > 120 and text[end - 1] in '.”"':
            assert not any(zone.start < end and start < zone.end for zone in marked)


def test_the_glued_titles_are_freed(shared_seeds: Path) -> None:
    for number, opening, glue in (("001", "Lavrov thanks", 9), ("003", "Russian foreign", 19)):
        text = _page(shared_seeds, number)
        title = next(zone for zone in propose_zones(text) if zone.kind is ZoneKind.TITLE)

        assert (title.start, text[title.start : title.end].startswith(opening)) == (glue, True)


def test_authors_dates_and_outlets_are_read(shared_seeds: Path) -> None:
    read = {number: _metadata(shared_seeds, number) for number in EXPECTED}

    assert (read["000"].author, read["000"].published) == ("Henrik Rothen", "2023-10-20T09:00:00")
    assert (read["001"].author, read["001"].outlet) == ("Caesar Grandma", "DN")
    assert (read["003"].outlet, read["003"].published) == ("ProfitZone", "2025-04-26T21:37:10")
    assert {number for number, known in read.items() if not known.published} == {"001", "002", "004"}
    assert {number for number, known in read.items() if not known.title} == {"004"}
    assert {known.language for known in read.values()} == {"en"}
