"""Claims about changes of the authority list: one operation each, spans follow, undo brings all back."""

from dataclasses import replace

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.services.authority.commands import (
    LONGEST,
    AddEntry,
    ChangeEntry,
    DeleteEntries,
    MergeEntries,
    NameSpans,
    SplitEntry,
)
from annotator.services.commands import SetAttributes
from tests.unit.authority.conftest import Named


def test_a_span_is_named_after_an_entry(named: Named) -> None:
    span = named.desk.add("Ana Moreno")

    named.desk.act(NameSpans((span,), "name", "", named.ana))

    assert named.desk.span(span).attributes == (Attribute("name", "Ana Moreno", named.ana),)


def test_a_new_name_joins_the_list_in_the_same_operation(named: Named) -> None:
    span = named.desk.add("Tallinn", "GPE")

    named.desk.act(NameSpans((span,), "name", "Tallinn"))

    new = next(one for one in named.entries() if one.name == "Tallinn")
    assert (new.kind, named.desk.span(span).attributes[0].ref) == ("GPE", new.id)
    named.desk.project.undo(named.desk.first)
    assert len(named.entries()) == 2
    assert named.desk.span(span).attributes == ()


def test_a_known_name_is_not_added_again_whatever_its_case(named: Named) -> None:
    span = named.desk.add("Ana Moreno")

    named.desk.act(NameSpans((span,), "name", "ana MORENO"))

    assert named.desk.span(span).attributes[0].ref == named.ana
    assert len(named.entries()) == 2


def test_a_name_of_another_kind_is_another_entity(named: Named) -> None:
    span = named.desk.add("Tallinn", "GPE")

    named.desk.act(NameSpans((span,), "name", "Ana Moreno"))

    assert sorted(one.kind for one in named.entries() if one.name == "Ana Moreno") == ["GPE", "PERSON"]


def test_naming_can_add_the_words_as_an_alias(named: Named) -> None:
    span = named.desk.add("Ben Okafor")

    named.desk.act(NameSpans((span,), "name", "", named.ana, ("Ben  Okafor",)))

    assert named.entry(named.ana).aliases == ("Moreno", "Ben Okafor")


def test_naming_again_replaces_the_name_and_keeps_other_attributes(named: Named) -> None:
    span = named.desk.add("Ana Moreno")
    named.desk.act(SetAttributes(span, (Attribute("old", "1"),)))
    named.desk.act(NameSpans((span,), "name", "", named.ben))

    named.desk.act(NameSpans((span,), "name", "", named.ana))

    assert [one.value for one in named.desk.span(span).attributes] == ["1", "Ana Moreno"]


def test_naming_what_is_named_so_changes_nothing(named: Named) -> None:
    span = named.desk.add("Ana Moreno")
    named.desk.act(NameSpans((span,), "name", "", named.ana))

    assert named.desk.project.execute(NameSpans((span,), "name", "", named.ana), named.desk.first) is None
    assert named.desk.project.execute(NameSpans((), "name", "x"), named.desk.first) is None


def test_a_label_without_such_an_attribute_is_refused(named: Named) -> None:
    span = named.desk.add("Monday", "DATE")

    with pytest.raises(UserError, match="DATE has no attribute name"):
        named.desk.act(NameSpans((span,), "name", "Monday"))


def test_too_many_spans_are_refused(named: Named) -> None:
    span = named.desk.add("Ana Moreno")

    with pytest.raises(UserError, match="too many"):
        named.desk.act(NameSpans((span,) * 5_001, "name", "x"))


def test_a_new_canonical_name_reaches_everybodys_spans(named: Named) -> None:
    spans = [named.desk.add("Ana Moreno", actor=who) for who in (named.desk.first, named.desk.second)]
    for span, who in zip(spans, (named.desk.first, named.desk.second), strict=True):
        named.desk.act(NameSpans((span,), "name", "", named.ana), who)

    named.desk.act(ChangeEntry(replace(named.entry(named.ana), name="Ana M. Moreno")))

    assert [named.desk.span(span).attributes[0].value for span in spans] == ["Ana M. Moreno"] * 2
    named.desk.project.undo(named.desk.first)
    assert [named.desk.span(span).attributes[0].value for span in spans] == ["Ana Moreno"] * 2


def test_describing_an_entry_leaves_spans_alone(named: Named) -> None:
    named.desk.act(ChangeEntry(replace(named.entry(named.ana), note="the captain", url="https://example.org/ana")))

    assert named.entry(named.ana).note == "the captain"
    same = ChangeEntry(named.entry(named.ana))
    assert named.desk.project.execute(same, named.desk.first) is None


def test_a_merge_joins_the_names_and_takes_the_spans_along(named: Named) -> None:
    span = named.desk.add("Ben Okafor")
    named.desk.act(SetAttributes(span, (Attribute("job", "diver"), Attribute("name", "Ben Okafor", named.ben))))
    named.desk.act(ChangeEntry(replace(named.entry(named.ben), note="a diver", url="https://example.org")))

    named.desk.act(MergeEntries(named.ana, (named.ben, named.ben, named.ana)))

    expected = AuthorityEntry(
        named.ana, "Ana Moreno", "PERSON", ("Moreno", "Ben Okafor"), "a diver", "https://example.org"
    )
    assert named.entries() == (expected,)
    assert named.desk.span(span).attributes == (Attribute("job", "diver"), Attribute("name", "Ana Moreno", named.ana))
    named.desk.project.undo(named.desk.first)
    assert len(named.entries()) == 2
    assert named.desk.span(span).attributes[1] == Attribute("name", "Ben Okafor", named.ben)


def test_a_merge_of_an_entry_with_itself_changes_nothing(named: Named) -> None:
    assert named.desk.project.execute(MergeEntries(named.ana, (named.ana,)), named.desk.first) is None


def test_a_merge_that_adds_nothing_to_the_entry_still_moves_the_spans(named: Named) -> None:
    known = AuthorityEntry(AuthorityId("twin"), "Moreno", "PERSON")
    named.desk.act(AddEntry(known))

    named.desk.act(MergeEntries(named.ana, (known.id,)))

    assert [one.id for one in named.entries()] == [named.ana, named.ben]


def test_aliases_split_off_take_the_spans_with_these_words(named: Named) -> None:
    ana, ben = named.desk.add("Ana Moreno"), named.desk.add("Ben Okafor")
    named.desk.act(MergeEntries(named.ana, (named.ben,)))
    named.desk.act(NameSpans((ana, ben), "name", "", named.ana))

    named.desk.act(SplitEntry(named.ana, ("Ben Okafor",)))

    assert [(one.name, one.aliases) for one in named.entries()] == [("Ana Moreno", ("Moreno",)), ("Ben Okafor", ())]
    assert [named.desk.span(span).attributes[0].value for span in (ana, ben)] == ["Ana Moreno", "Ben Okafor"]


@pytest.mark.parametrize("aliases", [(), ("Nobody",), ("Ana Moreno",)])
def test_only_aliases_are_split_off(named: Named, aliases: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="aliases of “Ana Moreno”"):
        named.desk.act(SplitEntry(named.ana, aliases))


def test_a_deleted_entry_leaves_its_words_on_the_spans(named: Named) -> None:
    span = named.desk.add("Ana Moreno")
    named.desk.act(NameSpans((span,), "name", "", named.ana))

    named.desk.act(DeleteEntries((named.ana, named.ben)))

    assert named.entries() == ()
    assert named.desk.span(span).attributes == (Attribute("name", "Ana Moreno"),)
    assert named.desk.project.undo_words(named.desk.first) == "delete 2 names, used by 1 span"
    named.desk.project.undo(named.desk.first)
    assert named.desk.span(span).attributes == (Attribute("name", "Ana Moreno", named.ana),)


def test_what_is_gone_is_named_in_the_refusal(named: Named) -> None:
    named.desk.act(DeleteEntries((named.ana,)))

    with pytest.raises(UserError, match="no longer in the list of names"):
        named.desk.act(DeleteEntries((named.ana,)))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (AuthorityEntry(AuthorityId("x"), "  "), "needs a name"),
        (AuthorityEntry(AuthorityId("x"), "\u200b"), "needs a name"),
        (AuthorityEntry(AuthorityId("x"), "a" * (LONGEST + 1)), "too long"),
        (AuthorityEntry(AuthorityId("x"), "a", aliases=("b" * (LONGEST + 1),)), "too long"),
        (AuthorityEntry(AuthorityId("x"), "ÁNA moreno", "person"), "already"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(named: Named, entry: AuthorityEntry, words: str) -> None:
    with pytest.raises(UserError, match=words):
        named.desk.act(AddEntry(entry))


def test_an_entry_is_stored_tidy(named: Named) -> None:
    untidy = AuthorityEntry(AuthorityId("x"), " Port\nElm ", "GPE ", ("Elm", "", "Elm", "Port Elm", "\ud800"), " a\nb ")

    named.desk.act(AddEntry(untidy))

    assert named.entry(AuthorityId("x")) == AuthorityEntry(
        AuthorityId("x"), "Port Elm", "GPE", ("Elm", "\ufffd"), "a\nb"
    )


def test_taking_a_new_name_back_leaves_it_to_others_who_use_it_now(named: Named) -> None:
    hers = named.desk.add("Ana Moreno")
    named.desk.act(NameSpans((hers,), "name", "Ana M."))
    entry = next(one for one in named.entries() if one.name == "Ana M.")
    theirs = named.desk.add("Ana Moreno", actor=named.desk.second)
    named.desk.act(NameSpans((theirs,), "name", "Ana M."), named.desk.second)

    named.desk.project.undo(named.desk.first)

    assert named.desk.span(hers).attributes == ()
    assert named.desk.span(theirs).attributes == (Attribute("name", "Ana M.", entry.id),)
    assert entry in named.entries()
    named.desk.project.redo(named.desk.first)
    assert named.desk.span(hers).attributes == (Attribute("name", "Ana M.", entry.id),)


def test_taking_a_new_name_back_takes_it_off_the_list_when_nobody_else_uses_it(named: Named) -> None:
    before = named.entries()
    named.desk.act(NameSpans((named.desk.add("Ana Moreno"),), "name", "Ana M."))

    named.desk.project.undo(named.desk.first)

    assert named.entries() == before
