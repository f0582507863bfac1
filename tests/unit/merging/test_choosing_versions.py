"""Deciding between versions: what hangs on a record follows, or a plain sentence says why not; what goes is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli.program import run
from annotator.errors import UserError
from annotator.model.ids import random_id
from annotator.model.operation import RecordKind
from annotator.services.checking import check
from annotator.services.commands import LinkSpans, RelabelSpan, RemoveSpans, SetNote
from annotator.services.document_commands import RemoveDocument
from annotator.services.merging.run import merge, preview
from annotator.services.merging.siblings import SettleSibling, siblings
from annotator.services.project import SYSTEM, Project
from annotator.services.scheme.commands import AddLabel, ChangeLabel, ChangeRelationLabel, DeleteLabel
from tests.unit.merging.conftest import content, document_of, mark, who

Copy = Callable[[str], Path]


def merged(lead: Path, *others: Path) -> None:
    with Project.open(lead) as project:
        merge(project, others, SYSTEM)


def choose(lead: Path, kind: RecordKind, name: str) -> None:
    """Decide for the version of a name; nothing is the deletion."""
    with Project.open(lead) as project:
        sibling = next(one for one in siblings(project) if one.kind is kind)
        key = next(one.key for one in sibling.versions if (str(one.image.get("name")) if one.image else "") == name)
        project.execute(SettleSibling(kind, sibling.record, key), who(project))
        assert siblings(project) == ()


def rename(path: Path, label: str, name: str) -> None:
    with Project.open(path) as project:
        known = project.scheme.label(label)
        assert known is not None
        project.execute(ChangeLabel(label, replace(known, name=name)), who(project))


@pytest.mark.parametrize("wanted", ["HUMAN", "SAILOR"])
def test_spans_follow_the_label_name_that_is_chosen(lead: Path, copy: Copy, wanted: str) -> None:
    one, other = copy("one"), copy("other")
    for path, name in ((one, "HUMAN"), (other, "SAILOR")):
        rename(path, "PERSON", name)
        with Project.open(path) as project:
            mark(project, "Ana Moreno" if path == one else "Ben Okafor", name)
    merged(lead, one, other)

    choose(lead, RecordKind.LABEL, wanted)

    assert [label for _, _, label, *_ in content(lead)["spans"]] == [wanted, wanted]
    assert check(lead).ok


def test_links_follow_the_name_that_is_chosen(lead: Path, copy: Copy) -> None:
    with Project.open(lead) as project:
        quote, person = mark(project, "sailed to Tallinn", "INDIRECT"), mark(project, "Ana Moreno")
        project.execute(LinkSpans(quote, person, "speaker"), who(project))
    one, other = copy("one"), copy("other")
    for path, name in ((one, "says"), (other, "voice")):
        with Project.open(path) as project:
            known = project.scheme.relation_label("speaker")
            assert known is not None
            project.execute(ChangeRelationLabel("speaker", replace(known, name=name)), who(project))
    merged(lead, one, other)

    choose(lead, RecordKind.RELATION_LABEL, "says")

    assert [label for _, label, *_ in content(lead)["relations"]] == ["says"]


@pytest.mark.parametrize("renamed_here", [True, False])
def test_a_label_renamed_in_one_copy_and_deleted_in_the_other_keeps_its_spans(
    lead: Path, copy: Copy, renamed_here: bool
) -> None:
    with Project.open(lead) as project:
        mark(project, "Ana Moreno")
    one = copy("one")
    rename(lead if renamed_here else one, "PERSON", "HUMAN")
    with Project.open(one if renamed_here else lead) as project:
        project.execute(DeleteLabel("PERSON", "ORG"), who(project))

    merged(lead, one)

    assert len(content(lead)["spans"]) == 1
    assert "HUMAN" in [name for _, name in content(lead)["labels"]]
    assert check(lead).ok


def test_a_label_that_spans_brought_back_is_not_deleted_under_them(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
    with Project.open(lead) as project:
        project.execute(DeleteLabel("PERSON", None), who(project))
    merged(lead, one)

    with pytest.raises(UserError, match="“PERSON” came back because labels or spans need it"):
        choose(lead, RecordKind.LABEL, "")
    assert len(content(lead)["spans"]) == 1


def test_an_article_that_work_brought_back_is_not_deleted_under_it(lead: Path, copy: Copy) -> None:
    one = copy("one")
    with Project.open(one) as project:
        mark(project, "Ana Moreno")
    with Project.open(lead) as project:
        project.execute(RemoveDocument(document_of("Ana")), who(project))
    merged(lead, one)

    with pytest.raises(UserError, match="came back because work was done in it"):
        choose(lead, RecordKind.DOCUMENT, "")


def test_a_name_that_another_label_has_taken_is_told(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    for path, name in ((one, "HUMAN"), (other, "SAILOR")):
        rename(path, "PERSON", name)
    merged(lead, one, other)
    with Project.open(lead, read_only=True) as project:
        shown = next(name for name in ("HUMAN", "SAILOR") if project.scheme.label(name))
    hidden = "SAILOR" if shown == "HUMAN" else "HUMAN"
    rename(lead, "ORG", hidden)

    with pytest.raises(UserError, match=f"another {hidden} now"):
        choose(lead, RecordKind.LABEL, hidden)


def test_choosing_the_deletion_of_a_linked_span_takes_its_links_along(lead: Path, copy: Copy) -> None:
    with Project.open(lead) as project:
        person = mark(project, "Ana Moreno")
    one, other = copy("one"), copy("other")
    with Project.open(one) as project:
        project.execute(RemoveSpans((person,)), who(project))
    with Project.open(other) as project:
        project.execute(SetNote(person, "seen"), who(project))
        quote = mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(LinkSpans(quote, person, "speaker"), who(project))
    merged(lead, one, other)

    choose(lead, RecordKind.SPAN, "")

    assert (len(content(lead)["spans"]), content(lead)["relations"]) == (1, [])
    assert check(lead).ok


@pytest.mark.parametrize(("was", "will_be"), [("HUMAN", "PERSON"), ("PERSON", "HUMAN")])
@pytest.mark.parametrize("new", ["0" * 8, "f" * 8])
def test_a_label_name_that_is_used_anew_means_the_new_label(
    lead: Path, copy: Copy, was: str, will_be: str, new: str
) -> None:
    with Project.open(lead) as project:
        mark(project, "Monday")
        known = project.scheme.label("PERSON")
        assert known is not None
        project.execute(ChangeLabel("PERSON", replace(known, name="HUMAN")), who(project))
        project.execute(AddLabel(replace(known, id=new, key="")), who(project))
        span = mark(project, "Ana Moreno", was)
        other = mark(project, "Tallinn", will_be)
    one = copy("one")
    with Project.open(one) as project:
        project.execute(RelabelSpan(span, will_be), who(project))
        project.execute(SetNote(other, "seen"), who(project))
        (day,) = (one for one in project.spans(document_of("Ana"), who(project)) if one.text == "Monday")
        project.execute(SetNote(day.id, "seen"), who(project))

    merged(lead, one)

    assert content(lead)["spans"] == content(one)["spans"]
    assert [label for _, _, label, _, words, _ in content(lead)["spans"] if words == "Monday"] == ["HUMAN"]
    assert check(lead).ok


@pytest.mark.parametrize("how", ["renamed", "deleted"])
def test_a_label_that_both_sides_added_may_go_after_the_merge(lead: Path, copy: Copy, how: str) -> None:
    one = copy("one")
    for path in (lead, one):
        with Project.open(path) as project:
            known = project.scheme.labels[0]
            project.execute(AddLabel(replace(known, id=random_id(), name="SAILOR", key="")), who(project))
    merged(lead, one)
    if how == "renamed":
        rename(lead, "SAILOR", "SKIPPER")
    else:
        with Project.open(lead) as project:
            project.execute(DeleteLabel("SAILOR", None), who(project))

    assert check(lead).problems == ()


@pytest.fixture
def emptied(lead: Path, copy: Copy) -> Path:
    """A copy in which an article was deleted that `first` had labelled in both."""
    with Project.open(lead) as project:
        for words in ("Ana Moreno", "Tallinn"):
            mark(project, words)
    one = copy("one")
    with Project.open(one) as project:
        project.execute(RemoveDocument(document_of("Ana")), who(project))
    return one


def test_a_look_tells_what_goes_because_it_was_deleted_there(lead: Path, emptied: Path) -> None:
    with Project.open(lead, read_only=True) as project:
        report = preview(project, [emptied])

    assert ([(who, count) for _, who, count in report.gone], report.documents_gone) == ([("first", 2)], 1)


def test_the_command_tells_what_goes(lead: Path, emptied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["merge", str(lead), str(emptied), "--dry-run"]) == 0

    assert "Deleted there, and so here: 2 spans of first" in capsys.readouterr().out
