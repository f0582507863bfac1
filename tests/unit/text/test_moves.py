"""Claims about names, quotations and the moves between them, on written examples and on any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.moves import Moves, Target
from annotator.text.name_runs import name_runs
from annotator.text.quotations import quotations

CHARACTERS = st.sampled_from(list("aB c.D'’“”\"„«»‘-\n,of18İ 🧑𠮷"))
WORDS = "Anna of the May 18 2023 President Monday People's US anti-Dane said, Why".split()
TEXTS = st.lists(st.sampled_from(WORDS) | CHARACTERS).map(" ".join) | st.text(CHARACTERS, max_size=60)


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in name_runs(text)]


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Now the envoy met Carl Dunn in Port Elm.", ["Carl Dunn", "Port Elm"]),
        ("It was Elm's Foreign Minister Carl Dunn.", ["Elm", "Carl Dunn"]),
        ("It was the Danish President Eva Falk.", ["Danish", "Eva Falk"]),
        ("It asked the Danish Foreign Minister.", ["Danish"]),
        ("It asked the Foreign Minister of Elm.", ["Elm"]),
        ("It left the Ministry of Foreign Affairs.", ["Ministry of Foreign Affairs"]),
        ("It left the Bank of the North.", ["Bank of the North"]),
        ("It left the Elm People's Republic.", ["Elm People's Republic"]),
        ("It left the People of Elm and Oak.", ["People of Elm", "Oak"]),
        ("It met Bo Kim Jong-un and Lo-led men.", ["Bo Kim Jong-un", "Lo"]),
        ("It is UN-backed and anti-Danish work on X-19.", ["UN", "Danish", "X-19"]),
        ("The US told us of New Elm. New rules came.", ["US", "New Elm"]),
        ("It rained on 18 October in Elm.", ["18 October", "Elm"]),
        ("It rained on October 18, 2023, a Thursday.", ["October 18, 2023", "Thursday"]),
        ("It rained in October 2023.", ["October 2023"]),
        ("May rains came. In May 3 men left. March 4 came.", ["May 3", "March 4"]),
        ("It is held in october.", []),
        ("It met Anna in May", ["Anna", "May"]),
        ("Speaking slowly, men left. Boats sank; the boats were old.", []),
        ("Anna\nBo", ["Anna", "Bo"]),
        ("It met Anna of", ["Anna"]),
        ("It met Anna of them", ["Anna"]),
        ("It met De la Rue and al Bo", ["De la Rue", "Bo"]),
        ("It saw President.", []),
        ("", []),
    ],
)
def test_names_are_found_whole_without_titles_and_endings(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said “yes, “no” too” and "so".', ["“yes, “no” too”", '"so"']),
        ("The dogs' bowl is a ‘new’ one, it's 'not mine', no.", ["‘new’", "'not mine'"]),
        ("„so“ and «la»", ["„so“", "«la»"]),
        ("“It goes on\n\n“and ends.”", ["“It goes on", "“and ends.”"]),
        ("No marks.", []),
    ],
)
def test_quotations_are_found_with_both_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@settings(max_examples=200)
@given(TEXTS)
def test_names_and_quotations_of_any_text_are_in_order_and_hold_something(text: str) -> None:
    for found in (name_runs(text), quotations(text)):
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(before[1] <= after[0] for before, after in pairwise(found))
        assert all(text[start:end] == text[start:end].strip() for start, end in found)


@settings(max_examples=100)
@given(TEXTS, st.sampled_from(Target))
def test_going_on_reaches_every_target_once_and_back_again(text: str, target: Target) -> None:
    moves, place = Moves(text), (0, 0)
    forward: list[tuple[int, int]] = []
    while (found := moves.next(target, place)) is not None:
        assert not forward or found[0] >= forward[-1][1]
        forward.append(place := found)
    back = [place] if forward else []
    while forward and (found := moves.previous(target, back[-1])) is not None:
        back.append(found)

    assert back[::-1] == forward


TEXT = "Share Anna\n\nAnna met Bo. “Yes,” said Bo.\n\n“No.”"


def test_boilerplate_holds_no_targets() -> None:
    moves = Moves(TEXT, ((0, 10),))

    assert moves.next(Target.NAME, (0, 0)) == (12, 16)
    assert moves.previous(Target.NAME, (12, 16)) is None


def test_a_quotation_that_is_labelled_is_passed_over() -> None:
    start = TEXT.index("“Yes")

    found = Moves(TEXT).next(Target.UNLABELLED, (0, 0), [(start, start + 6)])

    assert found == (TEXT.index("“No"), len(TEXT))


def test_a_statement_is_a_sentence_without_its_full_stop() -> None:
    assert Moves("It rains. Why?").next(Target.STATEMENT, (3, 3)) == (0, 8)
    assert Moves("It rains. Why?").next(Target.STATEMENT, (0, 8)) == (10, 14)
    assert Moves(".").next(Target.STATEMENT, (0, 0)) == (0, 1)


def test_what_is_typed_selects_whole_words_that_begin_so() -> None:
    moves = Moves("unmet Met meter")

    assert moves.typed("met", 0) == (6, 9)
    assert moves.typed("met", 9) == (10, 15)
    assert moves.typed("MET M", 0) == (6, 15)


def test_what_is_typed_is_looked_for_from_the_beginning_again() -> None:
    assert Moves("Anna met Bo").typed("an", 5) == (0, 4)


def test_letters_inside_a_word_are_found_when_no_word_begins_so() -> None:
    assert Moves("unmet").typed("met", 0) == (0, 5)


def test_nothing_typed_and_nothing_there_select_nothing() -> None:
    assert Moves("Anna").typed(" ", 0) is None
    assert Moves("Anna").typed("x", 0) is None


def test_where_lower_case_changes_the_length_case_counts() -> None:
    assert Moves("İ Anna").typed("Anna", 0) == (2, 6)
    assert Moves("İ Anna").typed("anna", 0) is None


def test_what_is_reported_follows_its_verb_or_comes_before_it() -> None:
    text = "Elm is big. The ship, he said, has left. Oak, a town, fell, the two men said. So he said."
    moves = Moves(text)

    def words(found: tuple[int, int] | None) -> str:
        return text[slice(*found)] if found else ""

    assert words(moves.rest(text.index(", has"))) == "has left"
    assert words(moves.before(text.index("he said"))) == "The ship"
    assert words(moves.before(text.index("said. So"))) == "Oak, a town, fell"
    assert words(moves.before(text.index("the two"))) == "Oak, a town, fell"
    assert words(moves.before(text.index("he said.", 70))) == "So"
    assert moves.rest(len(text)) is None
    assert moves.before(0) is None


@settings(max_examples=60)
@given(TEXTS, st.integers(0, 200))
def test_a_part_of_a_sentence_lies_beside_the_place(text: str, place: int) -> None:
    place = min(place, len(text))
    rest, before = Moves(text).rest(place), Moves(text).before(place)

    assert rest is None or place <= rest[0] < rest[1] <= len(text)
    assert before is None or 0 <= before[0] < before[1] <= place
