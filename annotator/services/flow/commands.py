"""What can be done to the order of work: flags, assignments, roles."""

from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.document import DocumentState, Role
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.model.operation import RecordKind
from annotator.services.commands import Plan
from annotator.services.flow.assigning import Shares
from annotator.services.reading import Reader, counted, shortened
from annotator.storage.assignments import assignment_image
from annotator.storage.rows import annotator_image, change, state_image


@dataclass(frozen=True, slots=True)
class SetFlag:
    """Mark an article to come back to, or take the mark off; each annotator has her own."""

    document: DocumentId
    flagged: bool

    def plan(self, reader: Reader) -> Plan:
        """Change the flag if it differs; the state stays."""
        reader.check_actor()
        document = reader.document(self.document)
        fresh = state_image(document.id, reader.actor, DocumentState.TODO)
        before = reader.image(RecordKind.DOCUMENT_STATE, str(fresh["id"]))
        after = {**(before or fresh), "flagged": int(self.flagged)}
        if after == (before or fresh):
            return Plan("", ())
        verb = "flag" if self.flagged else "unflag"
        changed = change(RecordKind.DOCUMENT_STATE, before, after)
        return Plan(f"{verb} “{shortened(document.title)}”", (changed,))


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who is to label each of some articles; what was said of them before is replaced."""

    documents: frozenset[DocumentId]
    pairs: Shares

    def plan(self, reader: Reader) -> Plan:
        """Add and remove what differs; only a lead may, or a script that acts for nobody."""
        if reader.actor:
            _check_lead(reader, "assign articles")
        self._check_known(reader)
        # The sample of a second pass is its owner's alone.
        again = {one.id for one in reader.annotators() if one.role is Role.SECOND_PASS}
        shared = (pair for pair in reader.assignments() if pair[1] not in again)
        before = frozenset(pair for pair in shared if pair[0] in self.documents)
        gone = [change(RecordKind.ASSIGNMENT, assignment_image(*pair), None) for pair in sorted(before - self.pairs)]
        new = [change(RecordKind.ASSIGNMENT, None, assignment_image(*pair)) for pair in sorted(self.pairs - before)]
        people = len({annotator for _, annotator in self.pairs})
        return Plan(
            f"assign {counted(len(self.documents), 'article')} to {counted(people, 'annotator')}", (*gone, *new)
        )

    def _check_known(self, reader: Reader) -> None:
        people = {one.id for one in reader.annotators()}
        if not {annotator for _, annotator in self.pairs} <= people:
            raise UserError("The project does not know an annotator who is to get articles: add the name first.")
        assigned = {document for document, _ in self.pairs}
        if not assigned <= self.documents or not self.documents <= set(reader.document_ids()):
            raise UserError("An article to assign is no longer in the project: choose again.")


@dataclass(frozen=True, slots=True)
class SetRole:
    """Make an annotator the lead, or a lead an annotator."""

    annotator: AnnotatorId
    role: Role

    def plan(self, reader: Reader) -> Plan:
        """Refuse anybody but a lead once there is one, and a role that is not for people."""
        reader.check_actor()
        found = next((one for one in reader.annotators() if one.id == self.annotator), None)
        if found is None:
            raise UserError("The annotator is no longer in the project: choose another one.")
        people = (Role.ANNOTATOR, Role.LEAD)
        if found.role not in people or self.role not in people:
            raise UserError(f"“{found.name}” holds what the program makes and keeps its role: choose a person.")
        if any(one.role is Role.LEAD for one in reader.annotators()):
            _check_lead(reader, "change roles")
        if found.role is self.role:
            return Plan("", ())
        before = annotator_image(found)
        after = {**before, "role": self.role.value}
        words = f"make “{found.name}” " + ("a lead" if self.role is Role.LEAD else "an annotator")
        return Plan(words, (change(RecordKind.ANNOTATOR, before, after),))


def _check_lead(reader: Reader, deed: str) -> None:
    if not any(one.id == reader.actor and one.role is Role.LEAD for one in reader.annotators()):
        raise UserError(f"Only a lead can {deed}: let a lead do it, or become one in the menu Project, Roles.")
