"""Memory, words never suggested, term lists and resumed runs, each within one annotator's own work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import SpanRejected, UserError
from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.document import Document, Metadata, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import RecordKind
from annotator.model.suggestion import Suggestion
from annotator.model.term_list import Term, TermList
from annotator.services.authority.commands import AddEntry
from annotator.services.commands import AddSpan, SetZones
from annotator.services.project import Project
from annotator.services.suggestions.commands import AcceptChanged, AcceptSuggestions, RejectSuggestions
from annotator.services.suggestions.remembering import MEMORY, remembered
from annotator.services.suggestions.runs import Part, is_current, request_of
from annotator.services.suggestions.still_open import open_for
from annotator.services.suggestions.suggesting import Effort, suggest_article, suggest_project
from annotator.services.suggestions.wishes import (
    NeverSuggest,
    PutTermList,
    RemoveTermList,
    SuggestAgain,
    never_suggested,
    term_lists,
)
from annotator.storage.rows import change, document_image

ELSEWHERE = "The zorbing of Quux was seen. Quux said so. A zorbing again."
HERE = "Then zorbing came to Quux. QUUX was glad of zorbings and of zorbing."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        documents = [Document.of(text, Metadata(language="en", title=text[:9])) for text in (ELSEWHERE, HERE)]
        made.import_records("import", [change(RecordKind.DOCUMENT, None, document_image(one)) for one in documents])
        yield made


@pytest.fixture
def first(project: Project) -> AnnotatorId:
    return project.ensure_annotator("first").id


def of(text: str) -> DocumentId:
    return Document.of(text).id


def mark(project: Project, who: AnnotatorId, words: str, label: str, *, text: str = ELSEWHERE, after: int = 0) -> None:
    start = text.index(words, after)
    project.execute(AddSpan(of(text), label, ((start, start + len(words)),)), who)


def memory(project: Project, who: AnnotatorId) -> list[tuple[str, str]]:
    document = project.document(of(HERE))
    return [(one.label, HERE[one.start : one.end]) for one in remembered(project, document, who)]


def shown(project: Project, who: AnnotatorId) -> list[Suggestion]:
    document = project.document(of(HERE))
    return list(open_for(project, document, who, remembered(project, document, who)))


def test_whole_words_that_she_labelled_elsewhere_are_found_in_any_capitals(
    project: Project, first: AnnotatorId
) -> None:
    mark(project, first, "zorbing", "EVENT")
    mark(project, first, "Quux", "ORG")
    assert memory(project, first) == [("EVENT", "zorbing"), ("ORG", "Quux"), ("ORG", "QUUX"), ("EVENT", "zorbing")]


def test_what_another_annotator_labelled_is_never_remembered(project: Project, first: AnnotatorId) -> None:
    second = project.ensure_annotator("second").id
    mark(project, second, "Quux", "ORG")
    assert memory(project, first) == []


def test_the_more_frequent_label_wins_and_a_tie_goes_by_the_scheme(project: Project, first: AnnotatorId) -> None:
    mark(project, first, "Quux", "PERSON")
    mark(project, first, "Quux", "ORG", after=20)
    assert {label for label, _ in memory(project, first)} == {"PERSON"}
    mark(project, first, "zorbing", "EVENT")
    mark(project, first, "zorbing", "GPE", after=20)
    mark(project, first, "Quux", "ORG")
    assert {words: label for label, words in memory(project, first)} == {
        "zorbing": "GPE",
        "Quux": "ORG",
        "QUUX": "ORG",
    }


def test_passages_and_single_letters_are_not_learnt(project: Project, first: AnnotatorId) -> None:
    mark(project, first, "zorbing", "CLAIM")
    mark(project, first, "A", "ORG")
    assert memory(project, first) == []


def test_memory_is_silent_where_rules_or_she_herself_speak_and_in_furniture(
    project: Project, first: AnnotatorId
) -> None:
    mark(project, first, "Quux", "ORG")
    mark(project, first, "Quux", "PERSON", text=HERE)
    assert [HERE[one.start : one.end] for one in shown(project, first)] == ["QUUX"]
    project.execute(SetZones(of(HERE), (Zone(0, len(HERE), ZoneKind.BOILERPLATE),)), first)
    assert memory(project, first) == []


def test_a_remembered_name_brings_its_canonical_one(project: Project, first: AnnotatorId) -> None:
    project.execute(AddEntry(AuthorityEntry(AuthorityId("quux"), "Quux Company", "ORG", ("Quux",))), first)
    mark(project, first, "Quux", "ORG")
    (one, _) = [one for one in shown(project, first) if one.label == "ORG"]
    assert one.attributes == (Attribute("name", "Quux Company", "quux"),)


def test_a_remembered_place_can_be_accepted_and_rejected(project: Project, first: AnnotatorId) -> None:
    mark(project, first, "Quux", "ORG")
    accepted, rejected = shown(project, first)
    project.execute(AcceptSuggestions((), (accepted,)), first)
    project.execute(RejectSuggestions((), (rejected,)), first)
    assert shown(project, first) == []
    assert [(span.text, span.origin) for span in project.spans(of(HERE), first)] == [("Quux", f"suggestion:{MEMORY}")]


def test_words_never_suggested_are_gone_from_every_source_for_her_alone(project: Project, first: AnnotatorId) -> None:
    second = project.ensure_annotator("second").id
    for who in (first, second):
        mark(project, who, "Quux", "ORG")
    project.execute(NeverSuggest("Quux"), first)
    assert [HERE[one.start : one.end] for one in shown(project, first)] == ["QUUX"]
    assert len(shown(project, second)) == 2
    project.execute(SuggestAgain(never_suggested(project, first)), first)
    assert len(shown(project, first)) == 2


def test_never_under_one_label_leaves_the_others(project: Project, first: AnnotatorId) -> None:
    mark(project, first, "Quux", "ORG")
    project.execute(NeverSuggest("Quux", "GPE"), first)
    assert len(shown(project, first)) == 2
    assert project.execute(NeverSuggest("Quux", "GPE"), first) is None
    with pytest.raises(UserError, match="Only blanks"):
        project.execute(NeverSuggest(" "), first)


def test_undo_takes_a_wish_back(project: Project, first: AnnotatorId) -> None:
    project.execute(NeverSuggest("Quux"), first)
    project.undo(first)
    assert never_suggested(project, first) == ()


def test_a_term_list_speaks_from_the_next_run_on_and_falls_silent_when_removed(
    project: Project, first: AnnotatorId
) -> None:
    suggest_project(project)
    project.execute(PutTermList(TermList("mine", (Term("EVENT", "zorbing"),))), first)
    suggest_project(project)
    assert {one.source for one in shown(project, first)} >= {"dictionary:mine"}
    assert [one.name for one in term_lists(project)] == ["mine"]
    project.execute(RemoveTermList("mine"), first)
    suggest_project(project)
    assert "dictionary:mine" not in {one.source for one in shown(project, first)}
    with pytest.raises(UserError, match="no term list"):
        project.execute(RemoveTermList("mine"), first)


def test_a_list_put_twice_changes_nothing(project: Project, first: AnnotatorId) -> None:
    terms = PutTermList(TermList("mine", (Term("EVENT", "zorbing"),)))
    assert project.execute(terms, first) is not None
    assert project.execute(terms, first) is None


def test_a_second_run_skips_what_is_done_and_takes_up_what_changed(project: Project, first: AnnotatorId) -> None:
    suggest_project(project)
    request = request_of(project)
    assert all(is_current(project, project.document(one), request) for one in project.document_ids())
    project.execute(SetZones(of(HERE), (Zone(0, 4, ZoneKind.BYLINE),)), first)
    assert is_current(project, project.document(of(ELSEWHERE)), request)
    assert not is_current(project, project.document(of(HERE)), request)


def test_a_run_that_is_broken_off_keeps_the_articles_that_it_finished(project: Project) -> None:
    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        suggest_project(project, progress=stop)
    request = request_of(project)
    assert [is_current(project, project.document(one), request) for one in project.document_ids()] == [True, False]
    assert suggest_project(project).suggestions == suggest_project(project, effort=Effort(again=True)).suggestions


def test_several_processes_find_what_one_finds_and_skip_what_is_done(project: Project, first: AnnotatorId) -> None:
    alone = suggest_project(project).suggestions
    found = {one.id for one in shown(project, first)}
    done: list[int] = []
    assert suggest_project(project, progress=done.append, effort=Effort(again=True, jobs=2)).suggestions == alone
    assert {one.id for one in shown(project, first)} == found
    assert max(done) == 2
    done.clear()
    assert suggest_project(project, progress=done.append, effort=Effort(jobs=2)).suggestions == alone
    assert done == []


def test_a_worker_finds_what_a_run_finds(project: Project, first: AnnotatorId) -> None:
    project.execute(PutTermList(TermList("mine", (Term("EVENT", "zorbing"),))), first)
    parts: list[object] = []
    suggest_article(parts.append, project.document(of(HERE)), request_of(project))
    sources = {part.source for part in parts if isinstance(part, Part)}
    assert "dictionary:mine" in sources


def test_a_changed_suggestion_that_cannot_stand_is_refused(project: Project, first: AnnotatorId) -> None:
    mark(project, first, "Quux", "ORG")
    one = shown(project, first)[0]
    mark(project, first, "zorbing", "EVENT", text=HERE)
    start = HERE.index("zorbing")
    with pytest.raises(SpanRejected, match="cannot be labelled EVENT"):
        project.execute(AcceptChanged(one, "EVENT", ((start, start + len("zorbing")),)), first)
