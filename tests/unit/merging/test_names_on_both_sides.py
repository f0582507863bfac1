"""The list of names that two copies changed: entries are matched by id, then by name, and spans follow."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.ids import random_id
from annotator.model.operation import RecordKind
from annotator.model.scheme import AttributeType
from annotator.services.authority.commands import (
    AddEntry,
    ChangeEntry,
    DeleteEntries,
    MergeEntries,
    NameSpans,
    SplitEntry,
)
from annotator.services.checking import check
from annotator.services.commands import SetNote
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import MergeReport, merge
from annotator.services.merging.sharing import share
from annotator.services.merging.siblings import SettleSibling, siblings
from annotator.services.project import SYSTEM, Project
from annotator.storage.authority import read_entries
from tests.unit.merging.conftest import document_of, mark, who

Copy = Callable[[str], Path]


def entry(name: str, *aliases: str) -> AuthorityEntry:
    return AuthorityEntry(AuthorityId(random_id()), name, "PERSON", aliases)


def name_first(project: Project, words: str, one: AuthorityEntry | str, annotator: str = "first") -> None:
    """Label words PERSON and give them a name: that of an entry, or a new one."""
    label = project.scheme.label("PERSON")
    assert label is not None
    attribute = next(known.name for known in label.attributes if known.type is AttributeType.ENTITY)
    span = mark(project, words, name=annotator)
    known = one if isinstance(one, AuthorityEntry) else None
    named = NameSpans((span,), attribute, known.name if known else str(one), known.id if known else None)
    project.execute(named, who(project, annotator))


def merged(lead: Path, *others: Path) -> MergeReport:
    with Project.open(lead) as project:
        return merge(project, others, SYSTEM)


def names(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    with Project.open(path, read_only=True) as project, project.file.reading() as db:
        return [(one.name, one.aliases) for one in read_entries(db)]


def named_spans(path: Path) -> list[tuple[str, str]]:
    """List what everybody's spans are called, with the entry's own name: the two must agree."""
    with Project.open(path, read_only=True) as project, project.file.reading() as db:
        known = {str(one.id): one.name for one in read_entries(db)}
        return [
            (one.value, known.get(one.ref, "no entry"))
            for document in project.document_ids()
            for annotator in project.annotators()
            for span in project.spans(document, annotator.id)
            for one in span.attributes
        ]


@pytest.fixture
def ana(lead: Path) -> AuthorityEntry:
    """An entry that was there before copies were made."""
    made = entry("Ana Moreno", "Moreno")
    with Project.open(lead) as project:
        project.execute(AddEntry(made), who(project))
        name_first(project, "Ana Moreno", made)
    return made


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_name_that_three_copies_listed_becomes_one_entry_in_any_order(
    lead: Path, copy: Copy, order: tuple[int, ...]
) -> None:
    copies = [copy(str(number)) for number in range(3)]
    for path, alias in zip(copies, ("A. Moreno", "Moreno", "Ana M."), strict=True):
        with Project.open(path) as project:
            name_first(project, "Ana Moreno", "Ana Moreno", "second" if path == copies[1] else "first")
            with project.file.reading() as db:
                (made,) = read_entries(db)
            project.execute(ChangeEntry(replace(made, aliases=(alias,))), who(project))

    for number in order:
        merged(lead, copies[number])

    assert names(lead) == [("Ana Moreno", ("A. Moreno", "Ana M.", "Moreno"))]
    assert named_spans(lead) == [("Ana Moreno", "Ana Moreno")] * 3
    assert check(lead).ok


def test_a_name_that_both_sides_listed_is_asked_about(lead: Path, copy: Copy, tmp_path: Path) -> None:
    one, out = copy("one"), tmp_path / "work.annotator-exchange"
    for path in (lead, one):
        with Project.open(path) as project:
            name_first(project, "Ana Moreno", "Ana Moreno")
            share(project, out)

    with Project.open(lead, read_only=True) as project:
        asked = merge_questions(project, [one, out])

    assert [("Ana Moreno" in one, "become one" in one) for one in asked] == [(True, True)] * 2


def test_what_two_files_added_is_asked_about_when_both_are_merged_at_once(lead: Path, copy: Copy) -> None:
    copies = (copy("one"), copy("other"))
    for path in copies:
        with Project.open(path) as project:
            name_first(project, "Ana Moreno", "Ana Moreno")
            project.ensure_annotator("third")

    with Project.open(lead, read_only=True) as project:
        asked = merge_questions(project, copies)

    assert ["in one.annotator" in asked[0], "one.annotator each added an annotator third" in asked[1]] == [True, True]


def test_an_undone_merge_makes_two_of_the_one_entry_again(lead: Path, copy: Copy) -> None:
    one = copy("one")
    for path, words in ((lead, "Ana Moreno"), (one, "Tallinn")):
        with Project.open(path) as project:
            name_first(project, words, "Ana Moreno")
    before = names(lead), named_spans(lead)
    with Project.open(lead) as project:
        merge(project, [one], who(project, "second"))
        project.undo(who(project, "second"))

    assert (names(lead), named_spans(lead)) == before
    assert check(lead).ok


def test_an_entry_renamed_on_both_sides_is_one_question_not_one_per_span(
    lead: Path, copy: Copy, ana: AuthorityEntry
) -> None:
    one, other = copy("one"), copy("other")
    for path, name in ((one, "A"), (other, "B")):
        with Project.open(path) as project:
            project.execute(ChangeEntry(replace(ana, name=name)), who(project))
    with Project.open(lead) as project:
        name_first(project, "Tallinn", ana)

    report = merged(lead, one, other)

    assert [sibling.kind for sibling in report.siblings] == [RecordKind.AUTHORITY]
    # Which of the two is shown is decided by lot when both were made at once; spans follow it.
    assert named_spans(lead) in ([("A", "A")] * 2, [("B", "B")] * 2)


@pytest.mark.parametrize("wanted", ["A", "B"])
def test_spans_follow_the_name_that_is_chosen(lead: Path, copy: Copy, ana: AuthorityEntry, wanted: str) -> None:
    test_an_entry_renamed_on_both_sides_is_one_question_not_one_per_span(lead, copy, ana)
    with Project.open(lead) as project:
        (sibling,) = siblings(project)
        key = next(one.key for one in sibling.versions if one.image and one.image["name"] == wanted)
        project.execute(SettleSibling(sibling.kind, sibling.record, key), who(project))

        assert siblings(project) == ()
    assert named_spans(lead) == [(wanted, wanted)] * 2
    assert check(lead).ok


def test_aliases_given_on_both_sides_are_shown_as_two_versions(lead: Path, copy: Copy, ana: AuthorityEntry) -> None:
    one, other = copy("one"), copy("other")
    for path, alias in ((one, "A. Moreno"), (other, "Ana M.")):
        with Project.open(path) as project:
            project.execute(ChangeEntry(replace(ana, aliases=(*ana.aliases, alias))), who(project))

    (sibling,) = merged(lead, one, other).siblings

    told = "".join(str(version.image) for version in sibling.versions)
    assert "A. Moreno" in told
    assert "Ana M." in told


@pytest.mark.parametrize("how", ["deleted", "merged"])
def test_an_entry_that_went_comes_back_where_another_copys_span_names_it(
    lead: Path, copy: Copy, ana: AuthorityEntry, how: str
) -> None:
    one = copy("one")
    with Project.open(one) as project:
        name_first(project, "Tallinn", ana)
    with Project.open(lead) as project:
        boss = entry("The skipper")
        project.execute(AddEntry(boss), who(project))
        gone = DeleteEntries((ana.id,)) if how == "deleted" else MergeEntries(boss.id, (ana.id,))
        project.execute(gone, who(project))

    report = merged(lead, one)

    assert "Ana Moreno" in [name for name, _ in names(lead)]
    assert ("Ana Moreno", "Ana Moreno") in named_spans(lead)
    assert [sibling.record for sibling in report.siblings] == [ana.id]
    assert check(lead).ok


def test_entries_that_both_sides_merged_or_split_differently_lose_no_name(
    lead: Path, copy: Copy, ana: AuthorityEntry
) -> None:
    boss = entry("The skipper")
    with Project.open(lead) as project:
        project.execute(AddEntry(boss), who(project))
    one, other, third = copy("one"), copy("other"), copy("third")
    for path, deed in (
        (one, MergeEntries(boss.id, (ana.id,))),
        (other, MergeEntries(ana.id, (boss.id,))),
        (third, SplitEntry(ana.id, ("Moreno",))),
    ):
        with Project.open(path) as project:
            project.execute(deed, who(project))

    orders = []
    for order in permutations((one, other, third)):
        target = copy("target")
        merged(target, *order)
        assert check(target).ok
        orders.append((names(target), named_spans(target)))

    assert all(found == orders[0] for found in orders)
    said = {surface for name, aliases in orders[0][0] for surface in (name, *aliases)}
    assert {"Ana Moreno", "Moreno", "The skipper"} <= said
    assert all(value == known for value, known in orders[0][1])


def test_an_exchange_file_of_one_annotator_brings_the_names_that_others_listed(
    lead: Path, copy: Copy, tmp_path: Path
) -> None:
    one, out = copy("one"), tmp_path / "first.annotator-exchange"
    with Project.open(one) as project:
        made = entry("Ana Moreno")
        project.execute(AddEntry(made), who(project, "second"))
        name_first(project, "Ana Moreno", made)
        share(project, out, "first")

    merged(lead, out)

    assert named_spans(lead) == [("Ana Moreno", "Ana Moreno")]


def test_a_note_beside_a_new_name_is_no_second_version(lead: Path, copy: Copy, ana: AuthorityEntry) -> None:
    one = copy("one")
    with Project.open(lead) as project:
        project.execute(ChangeEntry(replace(ana, name="A")), who(project))
    with Project.open(one) as project:
        (span,) = project.spans(document_of("Ana"), who(project))
        project.execute(SetNote(span.id, "seen"), who(project))

    report = merged(lead, one)

    assert report.siblings == ()
    assert named_spans(lead) == [("A", "A")]
