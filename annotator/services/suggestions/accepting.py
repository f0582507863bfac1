"""Accepts a project's suggestions in one go: all of a layer, all above a score."""

from collections import Counter
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.operation import RecordKind
from annotator.services.project import Project
from annotator.services.suggestions.commands import AcceptSuggestions
from annotator.services.suggestions.still_open import open_for


@dataclass(frozen=True, slots=True)
class AcceptReport:
    """How many spans per layer and label, and how many relations, are the annotator's now."""

    accepted: dict[str, dict[str, int]]
    relations: int

    def as_json(self) -> dict[str, object]:
        """Give the value that the command line prints."""
        return {"accepted": self.accepted, "relations": self.relations}


def accept(project: Project, annotator: str, layer: str | None = None, min_score: float = 0.0) -> AcceptReport:
    """Accept open suggestions as the named annotator's spans in one operation.

    An unknown annotator is added. Raises UserError for an unknown layer.
    """
    known = [one.name for one in project.scheme.layers]
    if layer is not None and layer not in known:
        raise UserError(f"The scheme has no layer {layer}: choose one of {', '.join(known)}.")
    actor = project.ensure_annotator(annotator).id
    chosen = tuple(
        one.id
        for document in project.document_ids()
        for one in open_for(project, project.document(document), actor)
        # A helper alone means nothing: it comes along with its quote.
        if one.score >= min_score and (one.layer == layer or (layer is None and one.layer != "helper"))
    )
    operation = project.execute(AcceptSuggestions(chosen), actor) if chosen else None
    if operation is None:
        return AcceptReport({}, 0)
    spans = Counter(
        (str(change.after["layer"]), str(change.after["label"]))
        for change in operation.changed(RecordKind.SPAN)
        if change.after is not None
    )
    accepted: dict[str, dict[str, int]] = {}
    for (span_layer, label), count in sorted(spans.items()):
        accepted.setdefault(span_layer, {})[label] = count
    return AcceptReport(accepted, len(operation.changed(RecordKind.RELATION)))
