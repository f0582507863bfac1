"""Lists where annotators disagree, with the proposals and the decision."""

from typing import Any

from annotator.metrics.clusters import Cluster, ClusterClass, clusters
from annotator.model.document import Document
from annotator.services.comparing import chosen_annotators, chosen_layers, work_of
from annotator.services.project import Project


def disagreements(project: Project, names: tuple[str, ...] = (), layers: tuple[str, ...] = ()) -> dict[str, Any]:
    """List the clusters that differ, by document and place, in the shape of the command line's JSON."""
    chosen = chosen_annotators(project, names)
    found = []
    for work in work_of(project, chosen):
        if len(work.sheets) < 2:
            continue
        document = project.document(work.page.id)
        for layer in chosen_layers(project, layers):
            found += [
                _described(cluster, document)
                for cluster in clusters(work.sheets, layer)
                if cluster.kind is not ClusterClass.AGREE
            ]
    return {"clusters": found}


def _described(cluster: Cluster, document: Document) -> dict[str, Any]:
    return {
        "id": cluster.key,
        "document": document.id,
        "layer": cluster.layer,
        "class": cluster.kind.value,
        "start": cluster.start,
        "end": cluster.end,
        "surface": document.text[cluster.start : cluster.end],
        "state": "open",
        "proposals": [
            {
                "annotators": list(one.annotators),
                "label": one.label,
                "fragments": [list(piece) for piece in one.fragments],
                "text": document.text[one.fragments[0][0] : one.fragments[-1][1]],
                "span": one.spans[0],
            }
            for one in cluster.proposals
        ],
        "decision": None,
    }
