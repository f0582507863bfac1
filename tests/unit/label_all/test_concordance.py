"""Claims about searching the project line by line: filters, patterns, blindness, order and counts."""

import pytest

from annotator.errors import UserError
from annotator.model.document import Annotator, DocumentState, Role
from annotator.services.commands import SetState
from annotator.services.project import Project
from annotator.services.search import pattern_places as patterns
from annotator.services.search.concordance import Asked, concordance, count_lines, known_outlets
from annotator.services.search.context_lines import ContextLine, Order, ordered
from annotator.services.search.label_all import LabelAll, Place
from annotator.services.search.pattern_places import compile_pattern, pattern_places
from annotator.storage.search import DocumentFilter
from tests.unit.label_all.conftest import FIRST


@pytest.fixture
def me(project: Project) -> Annotator:
    """Who searches."""
    return project.ensure_annotator("first")


def lines(project: Project, me: Annotator, asked: Asked) -> list[ContextLine]:
    """Search as an annotator who sees her own spans."""
    whole = Asked(asked.typed, asked.label, me.id, asked.within, asked.is_pattern, asked.boilerplate)
    return [line for found in concordance(project, whole, me) for line in found]


@pytest.mark.parametrize(
    ("within", "count"),
    [
        (DocumentFilter(), 5),
        (DocumentFilter(outlet="Two"), 2),
        (DocumentFilter(published_from="2023-10"), 2),
        (DocumentFilter(published_to="2023"), 3),
        (DocumentFilter(published_from="2023-09-14", published_to="2023-09-14"), 3),
        (DocumentFilter(state=DocumentState.DONE), 2),
        (DocumentFilter(state=DocumentState.TODO), 3),
    ],
)
def test_filters_choose_the_articles(project: Project, me: Annotator, within: DocumentFilter, count: int) -> None:
    project.execute(SetState(project.document_ids()[1], DocumentState.DONE), me.id)

    assert len(lines(project, me, Asked("lavrov", within=within))) == count


def test_page_debris_is_searched_when_asked_for(project: Project, me: Annotator) -> None:
    assert len(lines(project, me, Asked("lavrov", boilerplate=True))) == 6


@pytest.mark.parametrize("is_pattern", [False, True])
def test_a_label_keeps_the_places_inside_its_spans(project: Project, me: Annotator, is_pattern: bool) -> None:
    first = project.document_ids()[0]
    project.execute(LabelAll("CLAIM", (Place(first, 0, FIRST.index("Choe")),)), me.id)

    assert len(lines(project, me, Asked("lavrov", "CLAIM", is_pattern=is_pattern))) == 1


def test_a_label_without_words_lists_its_spans(project: Project, me: Annotator) -> None:
    project.execute(LabelAll("PERSON", (Place(project.document_ids()[1], 6, 12),)), me.id)

    assert [line.match for line in lines(project, me, Asked(" ", "PERSON"))] == ["Lavrov"]


def test_only_a_lead_searches_the_spans_of_others(project: Project, me: Annotator) -> None:
    lead = project.ensure_annotator("second", Role.LEAD)
    project.execute(LabelAll("PERSON", (Place(project.document_ids()[1], 6, 12),)), me.id)

    assert [len(found) for found in concordance(project, Asked("", "PERSON", None), lead)] == [1]
    with pytest.raises(UserError, match="Only a lead"):
        concordance(project, Asked("", "PERSON", None), me)


@pytest.mark.parametrize("date", ["yesterday", "2023-1", "20230914"])
def test_a_date_that_is_none_gets_a_sentence(project: Project, me: Annotator, date: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        lines(project, me, Asked("lavrov", within=DocumentFilter(published_from=date)))


def test_a_pattern_finds_its_places(project: Project, me: Annotator) -> None:
    found = lines(project, me, Asked(r"s\w+y\s+lavrov", is_pattern=True))

    assert [line.match for line in found] == ["Sergey\u00a0 Lavrov", "Sergey Lavrov"]


def test_matches_of_nothing_are_no_places() -> None:
    assert pattern_places("abab", compile_pattern("a*")) == ((0, 1), (2, 3))


def test_places_of_one_article_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST_PLACES", 2)

    assert len(pattern_places("aaaa", compile_pattern("a"))) == 2


@pytest.mark.parametrize("typed", ["", " ", "(", "a" * 301, "(?:(?:a{1000}){1000}){1000}", "a{,2000}", "\\"])
def test_a_wrong_pattern_gets_a_sentence(typed: str) -> None:
    with pytest.raises(UserError, match="regular expression"):
        compile_pattern(typed)


def test_a_slow_pattern_is_ended_with_a_sentence() -> None:
    with pytest.raises(UserError, match="too slow"):
        pattern_places("a" * 5_000 + "!", compile_pattern("(a+)+$"))


def test_lines_are_ordered_by_the_nearest_word_before_or_the_words_after(project: Project, me: Annotator) -> None:
    found = lines(project, me, Asked('"lavrov"', within=DocumentFilter(outlet="Two")))

    assert [line.left.split()[-1] for line in ordered(found, Order.LEFT)] == ["Later", "Sergey"]
    assert [line.right for line in ordered(found, Order.RIGHT)] == [" spoke to Sergey Lavrov.", "."][::-1]
    assert ordered(found, Order.ARTICLE) == tuple(found)


def test_places_are_counted_per_outlet_and_date(project: Project, me: Annotator) -> None:
    counts = count_lines(lines(project, me, Asked("lavrov")))

    assert counts.outlets == (("One", 3), ("Two", 2))
    assert counts.dates == (("2023-09-14", 3), ("2024", 2))
    assert known_outlets(project) == ("One", "Two")
