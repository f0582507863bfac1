"""Tells what a project holds: documents, who is how far, spans per layer and label, scheme, versions."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass

from annotator import __version__
from annotator.model.document import Annotator, DocumentState
from annotator.model.ids import AnnotatorId
from annotator.model.scheme import Scheme
from annotator.services.project import Project
from annotator.services.scheme_file import scheme_to_json
from annotator.storage import annotations, overview

LabelCounts = Mapping[str, Mapping[str, int]]  # layer -> label -> how many


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is; `states` has every state, `labels` her spans per layer and label."""

    annotator: Annotator
    states: Mapping[DocumentState, int]
    spans: int
    labels: LabelCounts


@dataclass(frozen=True, slots=True)
class Information:
    """What a project holds; counts of labels that nobody used are left out."""

    documents: int
    annotators: tuple[Progress, ...]
    spans: LabelCounts
    suggestions: LabelCounts
    relations: int
    scheme: Scheme
    versions: Mapping[str, str]

    def record(self) -> dict[str, object]:
        """Say it with the keys of the command line's contract."""
        return {
            "documents": self.documents,
            "annotators": [_progress_record(progress) for progress in self.annotators],
            "spans": self.spans,
            "suggestions": self.suggestions,
            "relations": self.relations,
            "scheme": json.loads(scheme_to_json(self.scheme)),
            "versions": self.versions,
        }


def information(project: Project) -> Information:
    """Count what a project holds."""
    with project.file.reading() as db:
        counted = annotations.count_spans(db)
        documents, states = overview.count_documents(db), overview.count_states(db)
        suggestions, relations = overview.count_suggestions(db), annotations.count_relations(db)
    totals: dict[tuple[str, str], int] = {}
    for (_, layer, label), count in sorted(counted.items()):
        totals[layer, label] = totals.get((layer, label), 0) + count
    return Information(
        documents=documents,
        annotators=tuple(
            _progress(annotator, documents=documents, states=states, counted=counted)
            for annotator in project.annotators()
        ),
        spans=_nested(totals, project.scheme),
        suggestions=_nested(suggestions, project.scheme),
        relations=relations,
        scheme=project.scheme,
        versions={
            "program": __version__,
            "python": platform.python_version(),
            "scheme": str(project.scheme.revision),
            **overview.storage_versions(),
        },
    )


def _progress(
    annotator: Annotator,
    *,
    documents: int,
    states: Mapping[tuple[AnnotatorId, DocumentState], int],
    counted: Mapping[tuple[AnnotatorId, str, str], int],
) -> Progress:
    own = {(layer, label): count for (who, layer, label), count in sorted(counted.items()) if who == annotator.id}
    far = {state: states.get((annotator.id, state), 0) for state in DocumentState}
    begun = sum(count for state, count in far.items() if state is not DocumentState.TODO)
    return Progress(annotator, far | {DocumentState.TODO: documents - begun}, sum(own.values()), _nested(own))


def _nested(counts: Mapping[tuple[str, str], int], scheme: Scheme | None = None) -> dict[str, dict[str, int]]:
    """Group (layer, label) counts by layer, in scheme order where a scheme is given."""
    order = {label.name: place for place, label in enumerate(scheme.labels)} if scheme else {}
    nested: dict[str, dict[str, int]] = {}
    for (layer, label), count in sorted(counts.items(), key=lambda item: (order.get(item[0][1], len(order)), item[0])):
        nested.setdefault(layer, {})[label] = count
    return nested


def _progress_record(progress: Progress) -> dict[str, object]:
    return {
        "name": progress.annotator.name,
        "role": progress.annotator.role.value,
        **{state.value: progress.states[state] for state in reversed(DocumentState)},
        "spans": progress.spans,
    }
