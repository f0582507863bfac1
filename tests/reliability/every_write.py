"""One sample of everything that the program can write, on one rich project."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.decision import Policy, Verdict
from annotator.model.document import Document, DocumentState, Metadata, Role, Zone, ZoneKind
from annotator.model.ids import AnnotatorId, DocumentId, SpanId
from annotator.model.operation import RecordKind
from annotator.model.scheme import Label, Layer, OverlapRule, RelationLabel
from annotator.model.suggestion import NeverSuggested
from annotator.model.term_list import Term, TermList
from annotator.services import commands as basic
from annotator.services.authority import commands as names
from annotator.services.authority.entries import naming_attribute
from annotator.services.commands import Command
from annotator.services.document_commands import RemoveDocument
from annotator.services.flow.commands import Assign, SetFlag, SetRole
from annotator.services.flow.second_pass import BeginPass, GiveUpPass, begin_pass, passes
from annotator.services.flow.states import SetStates
from annotator.services.history import drafts, recycling
from annotator.services.merging.run import merge
from annotator.services.merging.siblings import SettleSibling, siblings
from annotator.services.project import Project
from annotator.services.review.commands import Adjudicate, ClusterVerdict, Decide, DecideAlike
from annotator.services.review.gathering import review_of
from annotator.services.scheme import commands as scheme_commands
from annotator.services.scheme import guideline
from annotator.services.scheme.definitions import ConfirmLabels
from annotator.services.scheme.values import ChangeLabelAndValues, SetOverlapRule
from annotator.services.search import label_all
from annotator.services.suggestions import commands as suggestion_commands
from annotator.services.suggestions.runs import Keeping, Part, request_of
from annotator.services.suggestions.suggesting import open_suggestions
from annotator.services.suggestions.wishes import NeverSuggest, PutTermList, RemoveTermList, SuggestAgain
from annotator.storage.rows import change, document_image
from annotator.suggest.base import Suggested

TEXT = "Ana Moreno said 😀 on Monday that “the ferry sails”, and Ben Okafor denied it."
OTHER = "Ana Moreno came back to Tallinn."
DOCUMENTS = tuple(Document.of(text, Metadata(title=text[:3])) for text in (TEXT, OTHER))
ENTRY = AuthorityEntry(AuthorityId("1"), "Ana Moreno", "PERSON", ("Ana", "Moreno"))
LINK = RelationLabel("m", "meets", "#123456")
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class World:
    """A project in which everything can be done."""

    project: Project
    first: AnnotatorId
    second: AnnotatorId

    @property
    def document(self) -> DocumentId:
        """The first article."""
        return DOCUMENTS[0].id

    def span(self, words: str) -> SpanId:
        """Find a span of the first annotator."""
        return next(one.id for one in self.project.spans(self.document, self.first) if one.text == words)

    def do(self, command: Command) -> Act:
        """Say how the first annotator carries a command out."""
        return lambda: self.project.execute(command, self.first)


def make_world(path: Path) -> None:
    """Make the project, with a deleted span, siblings, suggestions, names, a second pass and an undone operation."""
    with Project.create(path) as project:
        records = [change(RecordKind.DOCUMENT, None, document_image(one)) for one in DOCUMENTS]
        project.import_records("import", records)
        first, second = (project.ensure_annotator(name, Role.LEAD).id for name in ("first", "second"))
        world = World(project, first, second)
        _label(world)
        _describe(world)
        _suggest(project)
    _fork(path)
    with Project.open(path) as project:
        found = project.annotator("first")
        assert found
        begin_pass(project, found, 1, seed=1)
        project.execute(basic.SetNote(World(project, first, second).span("Ben Okafor"), "undone"), first)
        project.undo(first)


def _label(world: World) -> None:
    first = [(world.first, words) for words in ("Ana Moreno", "Ben Okafor", "denied it")]
    for who, words in (*first, (world.second, "Ana"), (world.second, "denied it")):
        world.project.execute(basic.AddSpan(world.document, "PERSON", (_at(words),)), who)
    monday = basic.AddSpan(world.document, "EVENT", (_at("Monday"),))
    world.project.execute(monday, world.first)
    world.project.execute(basic.RemoveSpans((world.span("Monday"),)), world.first)
    world.project.execute(scheme_commands.AddRelationLabel(LINK), world.first)
    world.project.execute(basic.LinkSpans(world.span("Ana Moreno"), world.span("Ben Okafor"), "meets"), world.first)
    for who in (world.first, world.second):
        world.project.execute(basic.SetState(world.document, DocumentState.DONE), who)


def _describe(world: World) -> None:
    world.project.execute(names.AddEntry(ENTRY), world.first)
    world.project.execute(names.AddEntry(replace(ENTRY, id=AuthorityId("2"), name="Ben", aliases=())), world.first)
    world.project.execute(NeverSuggest("zorb"), world.first)
    world.project.execute(PutTermList(TermList("mine", (Term("PERSON", "Ana"),))), world.first)
    guideline.keep_draft(world.project, world.first, "a guideline")
    drafts.keep_note_draft(world.project, world.first, world.span("Ana Moreno"), "a note")


def _suggest(project: Project) -> None:
    keeping = Keeping(project, request_of(project))
    keeping.keep(DOCUMENTS[0], [Part("rules", (Suggested("entity", "EVENT", (_at("ferry"),)),))])
    keeping.finish(DOCUMENTS[0], "")
    # Empty, so that there is something to forget.
    Keeping(project, request_of(project)).keep(DOCUMENTS[0], [Part("lists")])


def _fork(path: Path) -> None:
    copy = path.with_name("fork.annotator")
    shutil.copy(path, copy)
    for place, label in ((path, "GPE"), (copy, "ORG")):
        with Project.open(place) as project:
            who = next(one.id for one in project.annotators() if one.name == "first")
            world = World(project, who, who)
            project.execute(basic.RelabelSpan(world.span("Ben Okafor"), label), who)
    with Project.open(path) as project:
        merge(project, [copy], project.annotators()[0].id)


def _at(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def commands(world: World) -> dict[str, Command]:
    """One sample of every command, each of which changes something."""
    made = (*_on_spans(world), *_on_names_and_scheme(world), *_on_others_work(world))
    return {f"{type(one).__module__.rsplit('.', 1)[1]}.{type(one).__name__}": one for one in made}


def _on_spans(world: World) -> tuple[Command, ...]:
    project, document = world.project, world.document
    ana, ben = world.span("Ana Moreno"), world.span("Ben Okafor")
    (link,) = project.relations(document, world.first)
    binned = next(one for one in recycling.recycle_bin(project, _first(project)) if one.name == "Monday")
    naming = naming_attribute(project.scheme, "PERSON") or ""
    return (
        basic.AddSpan(document, "PERSON", (_at("Monday"),)),
        basic.RemoveSpans((ana,)),
        basic.RelabelSpan(ana, "GPE"),
        basic.MoveSpan(ana, ((0, 3),)),
        basic.SetAttributes(ana, (Attribute(naming, "Ana"),)),
        basic.SetNote(ana, "a note"),
        basic.LinkSpans(ben, ana, "meets"),
        basic.RemoveRelations((link.id,)),
        basic.SetState(document, DocumentState.SKIPPED),
        basic.SetMetadata(document, Metadata(title="new")),
        basic.SetZones(document, (Zone(0, 10, ZoneKind.BYLINE),)),
        ConfirmLabels((ana,)),
        RemoveDocument(document),
        SetFlag(document, True),
        Assign(frozenset({document}), frozenset({(document, world.second)})),
        SetRole(world.second, Role.ANNOTATOR),
        guideline.SetGuideline("Mark all names."),
        label_all.LabelAll("EVENT", (label_all.Place(document, *_at("Monday")),)),
        label_all.UnlabelAll((ana,)),
        label_all.RelabelAll((ana,), "EVENT"),
        recycling.RestoreRecords(binned.kind, binned.id, binned.operation),
    )


def _on_names_and_scheme(world: World) -> tuple[Command, ...]:
    scheme, ana = world.project.scheme, world.span("Ana Moreno")
    label = scheme.labels[0]
    meets = next(one for one in scheme.relation_labels if one.name == "meets")
    naming = naming_attribute(scheme, "PERSON") or ""
    return (
        names.AddEntry(AuthorityEntry(AuthorityId("3"), "Riga")),
        names.ChangeEntry(replace(ENTRY, name="A. Moreno")),
        names.DeleteEntries((ENTRY.id,)),
        names.MergeEntries(ENTRY.id, (AuthorityId("2"),)),
        names.SplitEntry(ENTRY.id, ("Ana",)),
        names.NameSpans((ana,), naming, "Ana Moreno"),
        names.TakeEntries((AuthorityEntry(AuthorityId("4"), "Tallinn"),)),
        scheme_commands.AddLayer(Layer("l", "places")),
        scheme_commands.AddLabel(Label("x", "entity", "SHIP", "#123456")),
        scheme_commands.ChangeLabel(label.name, replace(label, definition="another")),
        scheme_commands.DeleteLabel("PERSON", "EVENT"),
        scheme_commands.AddRelationLabel(RelationLabel("n", "knows", "#123456")),
        scheme_commands.ChangeRelationLabel("meets", replace(meets, definition="another")),
        scheme_commands.DeleteRelationLabel("meets"),
        scheme_commands.ReplaceScheme(replace(scheme, labels=(replace(label, definition="new"), *scheme.labels[1:]))),
        SetOverlapRule("entity", OverlapRule.FORBIDDEN),
        ChangeLabelAndValues(label.name, replace(label, example="another")),
    )


def _on_others_work(world: World) -> tuple[Command, ...]:
    project, document = world.project, world.document
    (suggested,) = open_suggestions(project, document, world.first)
    with project.file.reading():
        key = next(one.cluster.key for one in review_of(project.file, document).items if one.differs)
    decide = Decide(document, (ClusterVerdict(key, Verdict.TAKE, 0),))
    (sibling,) = siblings(project)
    hidden = next(one for one in sibling.versions if not one.shown)
    return (
        decide,
        DecideAlike((decide,), "Ana"),
        Adjudicate((document,), Policy.TRIM),
        BeginPass(world.second, (document,)),
        GiveUpPass(passes(project)[0]),
        SettleSibling(sibling.kind, sibling.record, hidden.key),
        SetStates((document,), DocumentState.TODO),
        suggestion_commands.AcceptSuggestions((suggested.id,)),
        suggestion_commands.AcceptChanged(suggested, "ORG", (_at("the ferry"),)),
        suggestion_commands.RejectSuggestions((suggested.id,)),
        NeverSuggest("ferry"),
        SuggestAgain((NeverSuggested(world.first, "zorb"),)),
        PutTermList(TermList("other", (Term("PERSON", "Ben"),))),
        RemoveTermList("mine"),
    )


def others(world: World) -> dict[str, Act]:
    """One sample of every other function that writes into a project."""
    project, document = world.project, DOCUMENTS[0]
    new = Document.of("A new article.")
    records = [change(RecordKind.DOCUMENT, None, document_image(new))]
    keeping = Keeping(project, request_of(project))
    part = Part("rules", (Suggested("entity", "EVENT", (_at("Monday"),)),))
    ana = world.span("Ana Moreno")
    fork = project.path.with_name("ahead.annotator")
    return {
        "drafts.keep_note_draft": lambda: drafts.keep_note_draft(project, world.first, ana, "more"),
        "drafts.drop_draft": lambda: drafts.drop_draft(project, drafts.note_draft_id(ana)),
        "guideline.keep_draft": lambda: guideline.keep_draft(project, world.first, "more"),
        "guideline.drop_draft": lambda: guideline.drop_draft(project, world.first),
        "project.execute": world.do(basic.SetNote(ana, "first")),
        "project._take_back": lambda: project.undo(world.first),
        "project._take_back (redo)": lambda: project.redo(world.first),
        "project.ensure_annotator": lambda: project.ensure_annotator("somebody new"),
        "project.remember_annotator": lambda: project.remember_annotator(world.second),
        "project.import_records": lambda: project.import_records("import", records),
        "project.import_in_batches": lambda: list(project.import_in_batches("import", [records])),
        "project.merge_operations": lambda: merge(project, [fork], world.first),
        "runs.keep": lambda: keeping.keep(document, [part]),
        "runs.finish": lambda: Keeping(project, request_of(project)).finish(document, "anew"),
        "runs.close": keeping.close,
    }


def _first(project: Project):  # type: ignore[no-untyped-def]  # a short cut of this file
    found = project.annotator("first")
    assert found
    return found


NEW_FILES = {"project.__init__", "project._begin", "salvaging.salvage"}
# Carried out within a merge, which is struck itself, and on a copy that is thrown away.
WITHIN_OTHERS = {"again.MergeAgain", "nameless._Rename"}
