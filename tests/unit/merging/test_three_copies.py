"""Three copies that changed the same things differently end equal, row for row, in every order of merging."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.annotation import Attribute
from annotator.model.decision import Policy, Verdict
from annotator.model.document import DocumentState, Role, Zone, ZoneKind
from annotator.model.ids import SpanId, random_id
from annotator.model.operation import RecordKind
from annotator.model.scheme import AttributeDefinition, AttributeType, Layer, OverlapRule
from annotator.model.suggestion import NeverSuggested
from annotator.model.term_list import Term, TermList
from annotator.services.checking import check
from annotator.services.commands import (
    Command,
    LinkSpans,
    MoveSpan,
    RelabelSpan,
    RemoveSpans,
    SetAttributes,
    SetMetadata,
    SetNote,
    SetState,
    SetZones,
)
from annotator.services.document_commands import RemoveDocument
from annotator.services.flow.commands import Assign, SetFlag, SetRole
from annotator.services.flow.second_pass import begin_pass
from annotator.services.history.recycling import RestoreRecords, recycle_bin
from annotator.services.merging.run import merge
from annotator.services.project import SYSTEM, Project
from annotator.services.review.commands import Adjudicate, ClusterVerdict, Decide
from annotator.services.review.gathering import review_of
from annotator.services.scheme.commands import AddLabel, AddLayer, ChangeLabel, DeleteLabel
from annotator.services.scheme.guideline import SetGuideline
from annotator.services.scheme.values import ChangeLabelAndValues, SetOverlapRule
from annotator.services.suggestions.wishes import NeverSuggest, PutTermList, RemoveTermList, SuggestAgain
from annotator.storage.operations import operation_ids
from tests.unit.merging.conftest import document_of, every_row, mark, who

Change = Callable[[Project], object]
ANA = document_of("Ana")


def does(command: Callable[[Project], Command], name: str = "first") -> Change:
    """Do a command that is made of the project."""

    def change(project: Project) -> object:
        return project.execute(command(project), who(project, name))

    return change


def own(project: Project) -> SpanId:
    return next(span.id for span in project.spans(ANA, who(project)) if span.text == "Ana Moreno")


def quote(project: Project) -> SpanId:
    return next(span.id for span in project.spans(ANA, who(project)) if span.label == "INDIRECT")


def verdict(project: Project, kind: Verdict) -> Decide:
    item = next(one for one in review_of(project.file, ANA).items if one.differs)
    return Decide(ANA, (ClusterVerdict(item.cluster.key, kind, 0 if kind is Verdict.TAKE else None),), kind.value)


def with_values(project: Project, *values: str) -> ChangeLabelAndValues:
    label = project.scheme.label("PERSON")
    assert label is not None
    added = AttributeDefinition(f"role of {values[0]}", "role", AttributeType.ENUM, values)
    kept = tuple(one for one in label.attributes if one.name != "role")
    return ChangeLabelAndValues("PERSON", replace(label, attributes=(*kept, added)))


def renamed(project: Project, name: str) -> ChangeLabel:
    label = project.scheme.label("PERSON")
    assert label is not None
    return ChangeLabel("PERSON", replace(label, name=name))


def twin(project: Project, definition: str) -> AddLabel:
    label = project.scheme.label("PERSON")
    assert label is not None
    return AddLabel(replace(label, id=random_id(), name="SAILOR", key="", definition=definition))


def removed_and_restored(project: Project) -> None:
    actor = project.annotators()[0]
    project.execute(RemoveSpans((own(project),)), actor.id)
    binned = recycle_bin(project, actor, RecordKind.SPAN)[0]
    project.execute(RestoreRecords(binned.kind, binned.id, binned.operation), actor.id)


def second_pass(project: Project) -> None:
    first = project.annotator("first")
    assert first is not None
    begin_pass(project, first, 1)


CASES: dict[str, tuple[Change, ...]] = {
    "spans": (
        does(lambda p: RelabelSpan(own(p), "ORG")),
        does(lambda p: MoveSpan(own(p), ((0, 3),))),
        does(lambda p: RemoveSpans((own(p),))),
    ),
    "notes and attributes": (
        does(lambda p: SetNote(own(p), "here")),
        does(lambda p: SetNote(own(p), "there")),
        does(lambda p: SetAttributes(own(p), (Attribute("role", "skipper"),))),
    ),
    "links whose end went": (
        does(lambda p: LinkSpans(quote(p), own(p), "speaker")),
        does(lambda p: RemoveSpans((own(p),))),
        does(lambda p: RemoveSpans((quote(p),))),
    ),
    "spans restored from the bin": (
        removed_and_restored,
        does(lambda p: RemoveSpans((own(p),))),
        does(lambda p: SetNote(own(p), "kept")),
    ),
    "an article": (
        does(lambda p: RemoveDocument(ANA)),
        lambda p: mark(p, "Tallinn", "GPE", "second"),
        does(lambda p: SetMetadata(ANA, replace(p.document(ANA).metadata, title="A voyage"))),
    ),
    "zones": tuple(
        does(lambda p, kind=kind, end=end: SetZones(ANA, (Zone(0, end, kind),)))  # type: ignore[misc]
        for kind, end in ((ZoneKind.TITLE, 3), (ZoneKind.BYLINE, 3), (ZoneKind.TITLE, 10))
    ),
    "done marks, flags and assignments": (
        does(lambda p: SetState(ANA, DocumentState.IN_PROGRESS)),
        does(lambda p: SetFlag(ANA, flagged=True)),
        lambda p: p.execute(Assign(frozenset({ANA}), frozenset({(ANA, who(p, "second"))})), SYSTEM),
    ),
    "decisions": (
        does(lambda p: verdict(p, Verdict.TAKE)),
        does(lambda p: verdict(p, Verdict.NONE), "second"),
        does(lambda p: Adjudicate((ANA,), Policy.MAJORITY)),
    ),
    "decisions on spans that changed": (
        does(lambda p: verdict(p, Verdict.TAKE)),
        does(lambda p: RemoveSpans((own(p),))),
        does(lambda p: RelabelSpan(own(p), "ORG")),
    ),
    "second passes": (second_pass, second_pass, does(lambda p: SetState(ANA, DocumentState.IN_PROGRESS))),
    "guidelines": tuple(
        does(lambda p, text=text: SetGuideline(text))  # type: ignore[misc]
        for text in ("People only.", "People and ships.", "")
    ),
    "a label renamed, renamed otherwise and deleted": (
        does(lambda p: renamed(p, "HUMAN")),
        does(lambda p: renamed(p, "SAILOR")),
        does(lambda p: DeleteLabel("PERSON", "ORG")),
    ),
    "a label that all added": tuple(
        does(lambda p, words=words: twin(p, words))  # type: ignore[misc]
        for words in ("on a ship", "on a boat", "at sea")
    ),
    "values of an attribute": (
        does(lambda p: with_values(p, "skipper", "cook")),
        does(lambda p: with_values(p, "skipper", "mate")),
        does(lambda p: SetAttributes(own(p), (Attribute("role", "stoker"),))),
    ),
    "layers": (
        does(lambda p: AddLayer(Layer(random_id(), "mood", OverlapRule.ALLOWED, 9))),
        does(lambda p: AddLayer(Layer(random_id(), "mood", OverlapRule.FORBIDDEN, 8))),
        does(lambda p: SetOverlapRule(p.scheme.layers[0].name, OverlapRule.FORBIDDEN)),
    ),
    "term lists": (
        does(lambda p: PutTermList(TermList("ships", (Term("ORG", "Vasa"),)))),
        does(lambda p: PutTermList(TermList("ships", (Term("ORG", "Kalmar Nyckel"),)))),
        does(lambda p: RemoveTermList("ships")),
    ),
    "words never suggested": (
        does(lambda p: NeverSuggest("Monday")),
        does(lambda p: SuggestAgain((NeverSuggested(who(p), "Riga", ""),))),
        does(lambda p: NeverSuggest("Monday"), "second"),
    ),
    "roles": (
        does(lambda p: SetRole(who(p), Role.LEAD)),
        does(lambda p: SetRole(who(p, "second"), Role.LEAD)),
        lambda p: mark(p, "Riga"),
    ),
}


@pytest.fixture
def copies(lead: Path, tmp_path: Path) -> list[Path]:
    """Three copies of a project in which two annotators are done with an article."""
    with Project.open(lead) as project:
        for name, label in (("first", "PERSON"), ("second", "ORG")):
            mark(project, "Ana Moreno", label, name)
            project.execute(SetState(ANA, DocumentState.DONE), who(project, name))
        mark(project, "sailed to Tallinn", "INDIRECT")
        project.execute(PutTermList(TermList("ships", (Term("ORG", "Wasa"),))), who(project))
        project.execute(NeverSuggest("Riga"), who(project))
    return [Path(shutil.copy(lead, tmp_path / f"{number}.annotator")) for number in range(3)]


@pytest.mark.parametrize("case", CASES)
def test_every_order_ends_equal_and_nothing_is_lost(lead: Path, copies: list[Path], tmp_path: Path, case: str) -> None:
    done: set[str] = set()
    for path, change in zip(copies, CASES[case], strict=True):
        with Project.open(path) as project:
            change(project)
            done |= operation_ids(project.file.db)
    found = []
    for order in permutations(copies):
        target = Path(shutil.copy(lead, tmp_path / "target.annotator"))
        with Project.open(target) as project:
            for path in order:
                merge(project, [path], SYSTEM)
            assert done <= operation_ids(project.file.db)
        assert check(target).problems == ()
        found.append(every_row(target))
    assert all(one == found[0] for one in found)

    for path in copies:
        with Project.open(path) as project:
            merge(project, [target], SYSTEM)
        assert every_row(path) == found[0]
        with Project.open(path) as project:
            assert not merge(project, [target], SYSTEM).brings


def test_a_refused_file_leaves_all_as_it_was(lead: Path, copies: list[Path], tmp_path: Path) -> None:
    with Project.open(copies[0]) as project:
        mark(project, "Tallinn")
    before = every_row(lead)
    with Project.open(lead) as project, pytest.raises(UserError):
        merge(project, [copies[0], tmp_path / "missing.annotator"], SYSTEM)
    assert every_row(lead) == before
