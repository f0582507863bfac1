"""What people do at random in copies of a project: every kind of record that travels between copies is changed."""

import random
from collections.abc import Callable
from dataclasses import replace

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.decision import Policy, Verdict
from annotator.model.document import Annotator, DocumentState, Role, Zone, ZoneKind
from annotator.model.ids import DocumentId, random_id
from annotator.model.operation import RecordKind
from annotator.model.scheme import AttributeType, Layer, OverlapRule
from annotator.model.suggestion import NeverSuggested
from annotator.model.term_list import Term, TermList
from annotator.services.authority.commands import (
    AddEntry,
    ChangeEntry,
    DeleteEntries,
    MergeEntries,
    NameSpans,
    SplitEntry,
    TakeEntries,
)
from annotator.services.commands import (
    AddSpan,
    Command,
    LinkSpans,
    MoveSpan,
    RelabelSpan,
    RemoveRelations,
    RemoveSpans,
    SetAttributes,
    SetMetadata,
    SetNote,
    SetState,
    SetZones,
)
from annotator.services.document_commands import RemoveDocument
from annotator.services.flow.commands import Assign, SetFlag, SetRole
from annotator.services.flow.second_pass import GiveUpPass, begin_pass, passes_of
from annotator.services.flow.states import SetStates
from annotator.services.history.recycling import RestoreRecords, recycle_bin
from annotator.services.merging.siblings import Keep, SettleSibling, siblings
from annotator.services.project import Project
from annotator.services.review.commands import Adjudicate, ClusterVerdict, Decide
from annotator.services.review.gathering import review_of
from annotator.services.scheme.commands import (
    AddLabel,
    AddLayer,
    AddRelationLabel,
    ChangeLabel,
    ChangeRelationLabel,
    DeleteLabel,
    DeleteRelationLabel,
    ReplaceScheme,
)
from annotator.services.scheme.definitions import ConfirmLabels
from annotator.services.scheme.guideline import SetGuideline
from annotator.services.scheme.values import ChangeLabelAndValues, SetOverlapRule
from annotator.services.search.label_all import LabelAll, Place, RelabelAll, UnlabelAll
from annotator.services.suggestions.wishes import NeverSuggest, PutTermList, RemoveTermList, SuggestAgain
from annotator.storage.authority import read_entries

Deed = Callable[[random.Random, Project, Annotator], Command | None]
ENTITIES = ("Ana Moreno", "Ben Okafor", "Riga", "The skipper")
BOTH = (DocumentState.DONE, DocumentState.IN_PROGRESS)


def deed(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    """Draw what somebody does next; None when there is nothing to do it to."""
    if not project.document_ids():
        return None
    kind = lot.choices((_work, _names, _scheme, _flow, _review, _wishes, _settling), (50, 14, 10, 12, 8, 3, 3))[0]
    return kind(lot, project, actor)


def renaming(lot: random.Random, project: Project) -> Command:
    """Rename a label."""
    label = lot.choice(project.scheme.labels)
    return ChangeLabel(label.name, replace(label, name=f"{label.name[:6]}{lot.randrange(3)}"))


def _work(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    document = project.document(lot.choice(project.document_ids()))
    spans = project.spans(document.id, actor.id)
    labels = [one.name for one in project.scheme.labels][:6]
    start = lot.randrange(len(document.text) - 8)
    bounds = ((start, start + lot.randint(1, 8)),)
    if not spans or lot.random() < 0.35:
        return AddSpan(document.id, lot.choice(labels), bounds)
    span, other = lot.choice(spans), lot.choice(spans)
    links = project.relations(document.id, actor.id)
    zone = Zone(start, start + 3, lot.choice(tuple(ZoneKind)))
    return lot.choice(
        (
            RelabelSpan(span.id, lot.choice(labels)),
            MoveSpan(span.id, bounds),
            RemoveSpans((span.id,)),
            SetNote(span.id, f"note {lot.randrange(3)}"),
            SetAttributes(span.id, (Attribute("role", f"role {lot.randrange(3)}"),)),
            LinkSpans(span.id, other.id, "supports"),
            LinkSpans(span.id, other.id, "speaker"),
            RemoveRelations((lot.choice(links).id,)) if links else None,
            SetZones(document.id, (zone,)),
            SetMetadata(document.id, replace(document.metadata, title=f"title {lot.randrange(3)}")),
            _returned(lot, project, actor),
            RemoveDocument(document.id) if lot.random() < 0.2 else None,
            ConfirmLabels((span.id,)),
            RelabelAll((span.id, other.id), lot.choice(labels)),
            LabelAll(lot.choice(labels), (Place(document.id, *bounds[0]), Place(document.id, 0, 2))),
            UnlabelAll((span.id, other.id)),
        )
    )


def _returned(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    binned = recycle_bin(project, actor)
    one = lot.choice(binned) if binned else None
    return RestoreRecords(one.kind, one.id, one.operation) if one else None


def _names(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    with project.file.reading() as db:
        entries = read_entries(db)
    # Never one name twice: entries of one name are joined by the merge that meets them first.
    name = f"{lot.choice(ENTITIES)} {lot.randrange(10**9)}"
    if not entries or lot.random() < 0.2:
        return AddEntry(AuthorityEntry(AuthorityId(random_id()), name, "PERSON"))
    one, other = lot.choice(entries), lot.choice(entries)
    alias = (f"alias {lot.randrange(10**9)}",)
    return lot.choice(
        (
            _naming(lot, project, actor, one),
            _naming(lot, project, actor, one),
            ChangeEntry(replace(one, name=name)),
            ChangeEntry(replace(one, aliases=(*one.aliases, *alias), note=f"note {lot.randrange(3)}")),
            DeleteEntries((one.id,)),
            MergeEntries(one.id, (other.id,)),
            SplitEntry(one.id, one.aliases[:1]),
            TakeEntries((replace(one, note="taken"), AuthorityEntry(AuthorityId(random_id()), name, "GPE"))),
        )
    )


def _naming(lot: random.Random, project: Project, actor: Annotator, entry: AuthorityEntry) -> Command | None:
    """Let a span that can bear a name bear it."""
    can = {
        label.name: one.name
        for label in project.scheme.labels
        for one in label.attributes
        if one.type is AttributeType.ENTITY
    }
    documents = project.document_ids()
    spans = [span for one in documents for span in project.spans(one, actor.id) if span.label in can]
    span = lot.choice(spans) if spans else None
    return NameSpans((span.id,), can[span.label], entry.name, entry.id) if span else None


def _scheme(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    label, layer = lot.choice(project.scheme.labels), lot.choice(project.scheme.layers)
    link = lot.choice(project.scheme.relation_labels)
    fewer = tuple(replace(one, values=one.values[:1]) for one in label.attributes)
    added = replace(label, id=random_id(), name=lot.choice(("SAILOR", "VESSEL")), key="")
    return lot.choice(
        (
            AddLabel(added),
            DeleteLabel(label.name, None),
            DeleteLabel(label.name, lot.choice(project.scheme.labels).name),
            ChangeLabelAndValues(label.name, replace(label, attributes=fewer)),
            ChangeLabel(label.name, replace(label, definition=f"definition {lot.randrange(3)}")),
            ChangeLabel(label.name, replace(label, layer=layer.name)),
            AddLayer(Layer(random_id(), "mood", lot.choice(tuple(OverlapRule)), 9)),
            SetOverlapRule(layer.name, lot.choice(tuple(OverlapRule))),
            AddRelationLabel(replace(link, id=random_id(), name="answers", key="")),
            ChangeRelationLabel(link.name, replace(link, name=f"{link.name[:6]}{lot.randrange(3)}")),
            DeleteRelationLabel(link.name) if lot.random() < 0.3 else None,
            _replaced(lot, project),
            SetGuideline(f"guideline {lot.randrange(4)}"),
        )
    )


def _replaced(lot: random.Random, project: Project) -> Command:
    """Take a scheme over from a file that knows one label by its name only, and has one more."""
    scheme = project.scheme
    one = lot.choice(scheme.labels)
    told = replace(one, id=random_id(), definition=f"definition {lot.randrange(3)}")
    new = replace(one, id=random_id(), name=f"NEW{lot.randrange(2)}", key="")
    return ReplaceScheme(replace(scheme, labels=(*(told if it == one else it for it in scheme.labels), new)))


def _flow(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    document = lot.choice(project.document_ids())
    chance = lot.random()
    if chance < 0.5:
        return SetState(document, lot.choice(BOTH) if chance < 0.1 else DocumentState.DONE)
    if chance < 0.6:
        begin_pass(project, actor, 1, lot.randrange(3))
        return None
    people = [one.id for one in project.annotators()]
    return lot.choice(
        (
            SetFlag(document, flagged=lot.random() < 0.5),
            Assign(frozenset({document}), frozenset({(document, lot.choice(people))})),
            SetStates(project.document_ids(), lot.choice(BOTH)),
            SetRole(lot.choice(people), lot.choice((Role.ANNOTATOR, Role.LEAD))),
            *map(GiveUpPass, passes_of(project, actor.id)),
        )
    )


def _review(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    document = lot.choice(project.document_ids())
    if lot.random() < 0.5:
        return Adjudicate((document,), lot.choice((Policy.UNANIMOUS, Policy.MAJORITY)))
    return _verdict(lot, project, document)


def _verdict(lot: random.Random, project: Project, document: DocumentId) -> Command | None:
    with project.file.reading():
        items = review_of(project.file, document).items
    if not items:
        return None
    item = lot.choice(items)
    taken = ClusterVerdict(item.cluster.key, Verdict.TAKE, lot.randrange(len(item.choices)))
    return Decide(document, (lot.choice((taken, ClusterVerdict(item.cluster.key, Verdict.NONE))),))


def _wishes(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    terms = TermList("ships", (Term("ORG", f"ship {lot.randrange(3)}"),))
    return lot.choice(
        (
            NeverSuggest("Monday"),
            SuggestAgain((NeverSuggested(actor.id, "Monday", ""),)),
            PutTermList(terms),
            RemoveTermList("ships"),
        )
    )


def _settling(lot: random.Random, project: Project, actor: Annotator) -> Command | None:
    found = siblings(project)
    one = lot.choice(found) if found else None
    keep = Keep.ALL if one and one.kind is RecordKind.SPAN and lot.random() < 0.3 else Keep.ONE
    return SettleSibling(one.kind, one.record, lot.choice(one.versions).key, keep) if one else None
