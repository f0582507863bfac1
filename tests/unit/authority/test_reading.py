"""Claims about who is meant by a name, completion, variants and counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.document import Role
from annotator.services.authority.commands import NameSpans
from annotator.services.authority.entries import (
    completed,
    counts_of_names,
    earlier_values,
    exactly,
    in_order,
    known_as,
    meant_by,
    naming_attribute,
    propose_variants,
)
from annotator.services.commands import SetAttributes
from annotator.services.flow.commands import SetRole
from tests.unit.authority.conftest import Named


def _entry(name: str, *aliases: str, kind: str = "") -> AuthorityEntry:
    return AuthorityEntry(AuthorityId(name.lower()), name, kind, aliases)


KOREA = _entry("North Korea", "DPRK", "Democratic People's Republic of Korea", kind="GPE")
LAVROV = _entry("Sergei Lavrov", kind="PERSON")
KIM = _entry("Kim Jong Un", "Kim", kind="PERSON")
KIMURA = _entry("Kimura", kind="PERSON")
ENTRIES = (KIM, KIMURA, KOREA, LAVROV)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("D.P.R.K.", [KOREA]),
        ("Lawrow", [LAVROV]),
        ("Sergej Lawrow", [LAVROV]),
        ("Kim Jong-un", [KIM]),
        ("Tallinn", []),
        ("…", []),
    ],
)
def test_an_entry_is_found_under_any_spelling(words: str, expected: list[AuthorityEntry]) -> None:
    assert [one.entry for one in meant_by(ENTRIES, words)] == expected


def test_an_initialism_finds_the_full_name_and_the_other_way_round() -> None:
    full, short = _entry("Democratic People's Republic of Korea"), _entry("DPRK")

    assert [one.entry for one in meant_by((full,), "DPRK")] == [full]
    assert [one.entry for one in meant_by((short,), full.name)] == [short]


def test_ties_go_by_name() -> None:
    twins = [_entry("Lavrov", kind="B"), AuthorityEntry(AuthorityId("2"), "Lavrov", "A"), _entry("LAVROV")]

    orders = {tuple(one.entry for one in meant_by(order, "Lawrow")) for order in (twins, twins[::-1])}

    assert len(orders) == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kim", ["Kim Jong Un", "Kimura"]),
        ("north korea", ["North Korea"]),
        ("dprk", ["North Korea"]),
        ("dem", ["North Korea"]),
        ("lav", ["Sergei Lavrov"]),
        ("lawrow", ["Sergei Lavrov"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_what_is_typed_is_completed(typed: str, expected: list[str]) -> None:
    assert [one.entry.name for one in completed(ENTRIES, typed)] == expected


def test_the_surface_tells_by_which_alias_an_entry_was_found() -> None:
    assert [one.surface for one in completed(ENTRIES, "dprk")] == ["DPRK"]


def test_no_more_rows_than_fit_are_proposed() -> None:
    many = [_entry(f"Ann {number:02}") for number in range(30)]

    assert [one.entry.name for one in completed(many, "ann")] == [f"Ann {number:02}" for number in range(8)]


def test_a_name_counts_before_an_alias() -> None:
    other = _entry("Kim", kind="GPE")

    assert exactly((*ENTRIES, other), "KIM") == (other,)
    assert exactly(ENTRIES, "kim") == (KIM,)


def test_variants_of_one_kind_are_proposed_the_likeliest_first() -> None:
    lawrow, close = _entry("Sergey Lawrow", kind="PERSON"), _entry("Kimuras", kind="")
    court = _entry("Kim Jong-Un", kind="ORG")

    found = in_order([one for some in propose_variants((*ENTRIES, lawrow, close, court)) for one in some])

    assert [(one.first, one.second) for one in found] == [(LAVROV, lawrow), (KIMURA, close)]
    assert found[0].surfaces == ("Sergei Lavrov", "Sergey Lawrow")


@given(names=st.lists(st.text(max_size=12), max_size=8), seed=st.randoms())
def test_variants_do_not_depend_on_the_order_of_the_list(names: list[str], seed: st.DataObject) -> None:
    entries = [AuthorityEntry(AuthorityId(str(number)), name) for number, name in enumerate(names)]
    mixed = sorted(entries, key=lambda one: hash((one.id, 7)))

    once, again = ([one for some in propose_variants(order) for one in some] for order in (entries, mixed))

    assert in_order(once) == in_order(again)


def test_each_annotator_counts_her_own_and_a_lead_everybodys(named: Named) -> None:
    desk = named.desk
    for who in (desk.first, desk.second):
        desk.act(NameSpans((desk.add("Ana Moreno", actor=who),), "name", "", named.ana), who)
    assert counts_of_names(desk.project, desk.first) == {named.ana: 1}

    desk.act(SetRole(desk.second, Role.LEAD), desk.second)

    assert counts_of_names(desk.project, desk.second) == {named.ana: 2}


def test_earlier_values_are_ones_own_the_most_frequent_first(named: Named) -> None:
    desk = named.desk
    for words, value in (("Ana Moreno", "captain"), ("Ben Okafor", "cook"), ("Moreno", "cook"), ("Ana", "Clerk")):
        desk.act(SetAttributes(desk.add(words), (Attribute("job", value),)))
    desk.act(SetAttributes(desk.add("Ben", actor=desk.second), (Attribute("job", "chief"),)), desk.second)

    assert earlier_values(desk.project, desk.first, "job", "c") == ("cook", "Clerk", "captain")
    assert earlier_values(desk.project, desk.first, "job", "cook") == ()
    assert earlier_values(desk.project, desk.first, "other", "") == ()


def test_the_entry_of_a_span_goes_before_the_one_of_its_words(named: Named) -> None:
    project = named.desk.project
    given = (Attribute("name", "Ben Okafor", named.ben),)

    assert known_as(project, "PERSON", "Moreno", given) == named.entry(named.ben)
    assert known_as(project, "PERSON", "MORENO", ()) == named.entry(named.ana)
    assert known_as(project, "PERSON", "Tallinn", ()) is None
    assert known_as(project, "DATE", "Moreno", given) is None


def test_the_naming_attribute_of_a_label_is_found(named: Named) -> None:
    scheme = named.desk.project.scheme

    assert [naming_attribute(scheme, label) for label in ("PERSON", "DATE", "CLAIM", "gone")] == [
        "name", None, None, None,
    ]  # fmt: skip
