"""Other annotators' files come into a project whole, once, and are told of."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.document import DocumentState
from annotator.model.ids import AnnotatorId
from annotator.services.checking import check
from annotator.services.commands import LinkSpans, MoveSpan, RelabelSpan, RemoveSpans, SetNote, SetState
from annotator.services.document_commands import RemoveDocument
from annotator.services.importing.run import import_paths
from annotator.services.merging.run import Brought, MergeReport, merge, preview
from annotator.services.merging.sharing import share
from annotator.services.merging.siblings import Keep, SettleSibling, siblings
from annotator.services.project import SYSTEM, Project
from annotator.services.scheme.commands import AddLabel, ChangeLabel, DeleteLabel
from tests.unit.merging.conftest import content, document_of, mark, who

Copy = Callable[[str], Path]


def merged(lead: Path, *others: Path) -> MergeReport:
    with Project.open(lead) as project:
        return merge(project, others, SYSTEM)


def works(path: Path, name: str, *words: str) -> None:
    with Project.open(path) as project:
        for one in words:
            mark(project, one, name=name)


def test_two_annotators_work_comes_together(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    works(one, "first", "Ana Moreno", "Ben Okafor")
    works(other, "second", "Ana Moreno")

    report = merged(lead, one, other)

    assert report.per_annotator == {"first": Brought(2, 2), "second": Brought(1, 1)}
    assert (report.documents_added, report.documents_known, report.operations_added) == (0, 2, 3)
    assert len(content(lead)["spans"]) == 3
    assert check(lead).ok


def test_merging_again_changes_nothing(lead: Path, copy: Copy) -> None:
    one = copy("one")
    works(one, "first", "Ana Moreno")
    merged(lead, one)
    before = lead.read_bytes()

    report = merged(lead, one)

    assert (report.operations_added, report.per_annotator) == (0, {})
    assert content(lead) == content(one)
    assert lead.read_bytes() == before


def test_the_order_of_merges_does_not_matter(lead: Path, copy: Copy) -> None:
    one, other, there, back = copy("one"), copy("other"), copy("there"), copy("back")
    with Project.open(one) as project:
        span = mark(project, "Ana Moreno")
        mark(project, "Tallinn", "GPE")
        project.execute(SetNote(span, "a note"), who(project))
    works(other, "first", "Ben Okafor")

    for path in (one, other):
        merged(there, path)
    for path in (other, one):
        merged(back, path)

    assert content(there) == content(back)


def test_a_span_edited_on_both_sides_keeps_both_versions(lead: Path, copy: Copy) -> None:
    works(lead, "first", "Ana Moreno")
    one, other = copy("one"), copy("other")
    for path, label in ((one, "ORG"), (other, "GPE")):
        with Project.open(path) as project:
            (span,) = project.spans(document_of("Ana"), who(project))
            project.execute(RelabelSpan(span.id, label), who(project))

    report = merged(lead, one, other)

    (sibling,) = report.siblings
    assert {version.image["label"] for version in sibling.versions if version.image} == {"ORG", "GPE"}
    assert check(lead).ok


@pytest.mark.parametrize("wanted", ["ORG", "GPE"])
def test_settling_keeps_the_chosen_version_everywhere(lead: Path, copy: Copy, wanted: str) -> None:
    test_a_span_edited_on_both_sides_keeps_both_versions(lead, copy)
    with Project.open(lead) as project:
        (sibling,) = siblings(project)
        chosen = next(one.key for one in sibling.versions if one.image and one.image["label"] == wanted)
        project.execute(SettleSibling(sibling.kind, sibling.record, chosen), who(project))
        assert siblings(project) == ()
        assert [span.label for span in project.spans(document_of("Ana"), who(project))] == [wanted]
    late = copy("late")

    report = merged(lead, late)

    assert report.siblings == ()
    assert check(lead).ok


def test_both_versions_of_a_span_can_be_kept_side_by_side(lead: Path, copy: Copy) -> None:
    test_a_span_edited_on_both_sides_keeps_both_versions(lead, copy)
    with Project.open(lead) as project:
        (sibling,) = siblings(project)

        project.execute(SettleSibling(sibling.kind, sibling.record, sibling.versions[0].key, Keep.ALL), who(project))

        assert {span.label for span in project.spans(document_of("Ana"), who(project))} == {"ORG", "GPE"}
        assert siblings(project) == ()


def test_an_edit_stands_against_a_deletion_and_both_are_told(lead: Path, copy: Copy) -> None:
    works(lead, "first", "Ana Moreno")
    one, other = copy("one"), copy("other")
    with Project.open(one) as project:
        (span,) = project.spans(document_of("Ana"), who(project))
        project.execute(RemoveSpans((span.id,)), who(project))
    with Project.open(other) as project:
        project.execute(SetNote(span.id, "kept"), who(project))

    report = merged(lead, one, other)

    assert [note for *_, note in content(lead)["spans"]] == ["kept"]
    assert [one.image is None for one in report.siblings[0].versions] == [False, True]


def test_deleting_a_span_with_siblings_deletes_every_version(lead: Path, copy: Copy) -> None:
    test_a_span_edited_on_both_sides_keeps_both_versions(lead, copy)
    with Project.open(lead) as project:
        (span,) = project.spans(document_of("Ana"), who(project))

        project.execute(RemoveSpans((span.id,)), who(project))

        assert siblings(project) == ()
    assert content(lead)["spans"] == []
    assert check(lead).ok


def test_a_deleted_span_comes_back_where_a_link_needs_it(lead: Path, copy: Copy) -> None:
    works(lead, "first", "Ana Moreno", "Monday")
    one, other = copy("one"), copy("other")
    with Project.open(one) as project:
        person, day = (span.id for span in project.spans(document_of("Ana"), who(project)))
        project.execute(RemoveSpans((day,)), who(project))
    with Project.open(other) as project:
        quote = mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(LinkSpans(quote, person, "speaker"), who(project))
        project.execute(RemoveSpans((quote,)), who(project))
        project.execute(SetNote(person, "seen"), who(project))
        quote = mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(LinkSpans(quote, day, "speaker"), who(project))

    report = merged(lead, one, other)

    assert len(content(lead)["spans"]) == 3
    assert [sibling.record for sibling in report.siblings] == [day]
    assert check(lead).ok


def test_work_on_a_deleted_article_brings_it_back(lead: Path, copy: Copy) -> None:
    other = copy("other")
    works(other, "first", "Ana Moreno")
    with Project.open(lead) as project:
        project.execute(RemoveDocument(document_of("Ana")), who(project))

    merged(lead, other)

    assert len(content(lead)["documents"]) == 2
    assert len(content(lead)["spans"]) == 1
    assert check(lead).ok


def test_a_renamed_label_takes_along_what_others_labelled_meanwhile(lead: Path, copy: Copy) -> None:
    works(lead, "first", "Ana Moreno")
    other = copy("other")
    works(other, "second", "Ben Okafor")
    with Project.open(lead) as project:
        label = project.scheme.label("PERSON")
        assert label is not None
        project.execute(ChangeLabel("PERSON", replace(label, name="HUMAN")), who(project))

    report = merged(lead, other)

    assert {label for _, _, label, *_ in content(lead)["spans"]} == {"HUMAN"}
    assert report.siblings == ()
    assert check(lead).ok


def test_a_label_added_on_both_sides_is_one_label(lead: Path, copy: Copy) -> None:
    one, other = copy("one"), copy("other")
    for path, words in ((one, "Ana Moreno"), (other, "Ben Okafor")):
        with Project.open(path) as project:
            person = project.scheme.label("PERSON")
            assert person is not None
            project.execute(AddLabel(replace(person, id=f"label of {path.stem}", name="SAILOR", key="")), who(project))
            mark(project, words, "SAILOR")

    merged(lead, one, other)

    assert [name for _, name in content(lead)["labels"]].count("SAILOR") == 1
    assert len(content(lead)["spans"]) == 2
    assert check(lead).ok


def test_a_deleted_label_comes_back_where_a_span_needs_it(lead: Path, copy: Copy) -> None:
    other = copy("other")
    works(other, "first", "Ana Moreno")
    with Project.open(lead) as project:
        project.execute(DeleteLabel("PERSON", None), who(project))

    merged(lead, other)

    assert "PERSON" in [name for _, name in content(lead)["labels"]]
    assert check(lead).ok


def test_states_come_along(lead: Path, copy: Copy) -> None:
    other = copy("other")
    with Project.open(other) as project:
        project.execute(SetState(document_of("Ana"), DocumentState.DONE), who(project))

    merged(lead, other)

    assert [state for *_, state in content(lead)["states"]] == ["done"]


def test_one_undo_takes_a_merge_back(lead: Path, copy: Copy) -> None:
    works(lead, "first", "Ana Moreno")
    other = copy("other")
    with Project.open(other) as project:
        (span,) = project.spans(document_of("Ana"), who(project))
        project.execute(MoveSpan(span.id, ((0, 3),)), who(project))
        mark(project, "Ben Okafor")
    before = content(lead)
    with Project.open(lead) as project:
        merge(project, [other], who(project))

        project.undo(who(project))

    assert content(lead) == before
    assert check(lead).ok


def test_undone_and_redone_a_merge_stands_as_before(lead: Path, copy: Copy) -> None:
    other = copy("other")
    works(other, "first", "Ben Okafor")
    with Project.open(lead) as project:
        merge(project, [other], who(project))
        project.undo(who(project))

        project.redo(who(project))

    assert content(lead) == content(other)


def test_a_merge_that_was_worked_on_is_not_taken_back(lead: Path, copy: Copy) -> None:
    other = copy("other")
    works(other, "first", "Ben Okafor")
    with Project.open(lead) as project:
        merge(project, [other], AnnotatorId(who(project, "second")))
        (span,) = project.spans(document_of("Ben"), who(project))
        project.execute(SetNote(span.id, "mine"), who(project))

        with pytest.raises(UserError, match="changed since"):
            project.undo(who(project, "second"))


def test_a_preview_tells_the_same_and_changes_nothing(lead: Path, copy: Copy) -> None:
    other = copy("other")
    works(other, "first", "Ben Okafor")
    before = lead.read_bytes()

    with Project.open(lead, read_only=True) as project:
        seen = preview(project, [other])

    assert lead.read_bytes() == before
    assert seen.per_annotator == merged(lead, other).per_annotator


def test_the_same_annotator_on_two_machines_loses_nothing(lead: Path, copy: Copy) -> None:
    home, office = copy("home"), copy("office")
    works(home, "first", "Ana Moreno")
    works(office, "first", "Ben Okafor")

    merged(home, office)
    merged(office, home)

    assert content(home) == content(office)
    assert len(content(home)["spans"]) == 2


def test_another_projects_spans_are_matched_by_the_text(tmp_path: Path, lead: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Cleo Duarte wrote a letter.\n", encoding="utf-8")
    other = tmp_path / "foreign.annotator"
    with Project.create(other) as project:
        import_paths(project, [article])
        project.ensure_annotator("third")

    report = merged(lead, other)

    assert (report.documents_added, report.foreign) == (1, (str(other),))


def test_an_exchange_file_brings_one_annotators_work(tmp_path: Path, lead: Path, copy: Copy) -> None:
    other, out = copy("other"), tmp_path / "first.annotator-exchange"
    works(other, "first", "Ana Moreno")
    works(other, "second", "Ben Okafor")
    with Project.open(other, read_only=True) as project:
        share(project, out, "first")

    report = merged(lead, out)

    assert report.per_annotator == {"first": Brought(1, 1)}
    assert check(lead).ok


def test_the_project_itself_is_refused(lead: Path) -> None:
    with pytest.raises(UserError, match="the project itself"):
        merged(lead, lead)
