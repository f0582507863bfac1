"""Claims about names that are spelt in different ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.name_spelling import Likeness, folded, initials, similarity, sounds


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Kim Jong-un", "KIM JONG UN", Likeness.SAME),
        ("Kim Jong-Un", "Kim Jongun", Likeness.SAME),
        ("U.S.", "US", Likeness.SAME),
        ("Jong-un Kim", "Kim Jong Un", Likeness.ORDER),
        ("Lavrov", "Lawrow", Likeness.SOUND),
        ("Лавров", "Lavrov", Likeness.SOUND),
        ("Selenskyj", "Zelenskyy", Likeness.SOUND),
        ("Mueller", "Müller", Likeness.SOUND),
        ("Smirnoff", "Smirnov", Likeness.SOUND),
        ("DPRK", "Democratic People's Republic of Korea", Likeness.INITIALS),
        ("D.P.R.K.", "Democratic People’s Republic of Korea", Likeness.INITIALS),
        ("Gorbachev", "Gorbatschow", Likeness.CLOSE),
        ("Lavrov", "Sergei Lawrow", Likeness.PART),
    ],
)
def test_spellings_of_one_name_are_alike_for_a_reason(one: str, other: str, why: Likeness) -> None:
    assert similarity(one, other).why is why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korea", "South Korea"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Iran", "Iraq"),
        ("Moscow", "Moscow City Court"),
        ("DPRK", "Germany"),
        ("DPRK", "Danish Polar Research Centre"),
        ("", "Lavrov"),
        ("Lavrov", "…"),
    ],
)
def test_names_of_two_are_not_alike(one: str, other: str) -> None:
    assert similarity(one, other).score == 0


@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_the_order_of_the_two_does_not_matter(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)


@given(name=st.text(max_size=40))
def test_folding_and_sounding_again_change_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert len(sounds(name)) == len(folded(name).split())


def test_a_single_word_has_no_initials() -> None:
    assert (initials("Korea"), initials("Republic of Korea")) == ("", "rk")
