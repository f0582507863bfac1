"""Lists where annotators disagree, with the proposals and the decision."""

from typing import Any

from annotator.metrics.clusters import Cluster, ClusterClass, clusters
from annotator.model.decision import Decision
from annotator.model.document import Document, Role
from annotator.model.ids import AnnotatorId
from annotator.services.agreement.comparing import chosen_annotators, chosen_layers, work_of
from annotator.services.project import Project
from annotator.services.review.gathering import ReviewItem, ReviewState, annotator_names, review_of


def disagreements(project: Project, names: tuple[str, ...] = (), layers: tuple[str, ...] = ()) -> dict[str, Any]:
    """List the clusters that differ, by document and place, in the shape of the command line's JSON.

    A decision whose spans are all gone is listed as stale, without proposals.
    """
    chosen = chosen_annotators(project, names)
    scopes = chosen_layers(project, layers)
    # Nothing is decided between two passes of one annotator.
    whom = tuple(one.id for one in chosen) if any(one.role is Role.SECOND_PASS for one in chosen) else ()
    found: list[dict[str, Any]] = []
    for work in work_of(project, chosen):
        if len(work.sheets) < 2:
            continue
        document = project.document(work.page.id)
        describing = _Describing(project, document, whom)
        for layer in scopes:
            found += [
                describing.cluster(cluster)
                for cluster in clusters(work.sheets, layer)
                if cluster.kind is not ClusterClass.AGREE
            ]
        found += describing.lost(scopes)
    return {"clusters": found}


class _Describing:
    """Describes the clusters of one document; who is compared does not change what was decided."""

    def __init__(self, project: Project, document: Document, whom: tuple[AnnotatorId, ...]) -> None:
        with project.file.reading():
            self._review = review_of(project.file, document.id, whom)
            self._names = annotator_names(project.file)
        self._document = document
        self._items: dict[str, ReviewItem] = {id: item for item in self._review.items for id in item.span_ids}

    def cluster(self, cluster: Cluster) -> dict[str, Any]:
        """Describe a cluster with its decision."""
        item: ReviewItem | None = next(
            (self._items[id] for one in cluster.proposals for id in one.spans if id in self._items), None
        )
        decision = item.decision if item is not None else None
        state = item.state if item is not None else ReviewState.OPEN
        text = self._document.text
        return {
            "id": cluster.key,
            "document": self._document.id,
            "layer": cluster.layer,
            "class": cluster.kind.value,
            "start": cluster.start,
            "end": cluster.end,
            "surface": text[cluster.start : cluster.end],
            "state": state.value,
            "proposals": [
                {
                    "annotators": list(one.annotators),
                    "label": one.label,
                    "fragments": [list(piece) for piece in one.fragments],
                    "text": text[one.fragments[0][0] : one.fragments[-1][1]],
                    "span": one.spans[0],
                }
                for one in cluster.proposals
            ],
            "decision": _described(decision, self._names) if decision is not None else None,
        }

    def lost(self, layers: tuple[str, ...]) -> list[dict[str, Any]]:
        """Describe the decisions whose spans are all gone."""
        return [
            {
                "id": one.cluster_key,
                "document": self._document.id,
                "layer": one.layer,
                "class": one.difference,
                "start": one.start,
                "end": one.end,
                "surface": self._document.text[one.start : one.end],
                "state": ReviewState.STALE.value,
                "proposals": [],
                "decision": _described(one, self._names),
            }
            for one in self._review.lost
            if one.layer in layers
        ]


def _described(decision: Decision, names: dict[AnnotatorId, str]) -> dict[str, Any]:
    return {
        "decision": decision.verdict.value,
        "by": names.get(decision.by, ""),
        "at": decision.at,
        "reason": decision.reason,
        "policy": decision.policy.value,
        "comment": decision.comment,
    }
