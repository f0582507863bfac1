"""Sums up where annotators disagree: by class and label, by article, by wording, with examples."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.model.ids import DocumentId
from annotator.services.project import Project

CONTEXT = 60  # code points on each side of an example
MOST_EXAMPLES = 3
MOST_LISTED = 15


@dataclass(frozen=True, slots=True)
class HardDocument:
    """An article, how many disagreements it holds, and how many per 1,000 characters."""

    document: DocumentId
    title: str
    disagreements: int
    per_thousand: float


@dataclass(frozen=True, slots=True)
class HardSurface:
    """A wording that annotators treat differently, how often, and the labels that it got."""

    surface: str
    disagreements: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One disagreement in its sentence: who says what, and what was decided."""

    cluster: str
    title: str
    left: str
    match: str
    right: str
    proposals: tuple[tuple[str, str, str], ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that a reader wants to know about the disagreements; classes by label count clusters."""

    disagreements: int
    states: Mapping[str, int]
    classes: Mapping[str, int]
    classes_by_label: Mapping[tuple[str, str], int]
    documents: tuple[HardDocument, ...]
    surfaces: tuple[HardSurface, ...]
    examples: Mapping[str, tuple[Example, ...]]

    @property
    def resolved(self) -> float | None:
        """The share of disagreements that somebody decided; None when there are none."""
        return None if not self.disagreements else 1 - self.states.get("open", 0) / self.disagreements


def summarise(project: Project, clusters: Iterable[Mapping[str, Any]]) -> Summary:
    """Sum up clusters as `disagreements` lists them."""
    listed = list(clusters)
    texts = {id: project.document(id) for id in dict.fromkeys(DocumentId(one["document"]) for one in listed)}
    by_document = Counter(DocumentId(one["document"]) for one in listed)
    hard = [
        HardDocument(id, document.metadata.title or id, by_document[id], 1000 * by_document[id] / len(document.text))
        for id, document in texts.items()
        if document.text
    ]
    examples: dict[str, list[Example]] = defaultdict(list)
    for one in listed:
        if len(examples[one["class"]]) < MOST_EXAMPLES:
            document = texts[DocumentId(one["document"])]
            examples[one["class"]].append(_example(one, document.text, document.metadata.title))
    return Summary(
        disagreements=len(listed),
        states=Counter(one["state"] for one in listed),
        classes=Counter(one["class"] for one in listed),
        classes_by_label=Counter((label, one["class"]) for one in listed for label in _labels(one)),
        documents=tuple(sorted(hard, key=lambda one: (-one.per_thousand, one.title))[:MOST_LISTED]),
        surfaces=_surfaces(listed),
        examples={kind: tuple(found) for kind, found in examples.items()},
    )


def _labels(cluster: Mapping[str, Any]) -> list[str]:
    return sorted({one["label"] for one in cluster["proposals"]})


def _surfaces(listed: list[Mapping[str, Any]]) -> tuple[HardSurface, ...]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for one in listed:
        found[" ".join(one["surface"].split()).casefold()].append(one)
    hard = [
        HardSurface(
            " ".join(group[0]["surface"].split()),
            len(group),
            tuple(sorted({name for one in group for name in _labels(one)})),
        )
        for group in found.values()
        if len(group) > 1
    ]
    return tuple(sorted(hard, key=lambda one: (-one.disagreements, one.surface))[:MOST_LISTED])


def _example(cluster: Mapping[str, Any], text: str, title: str) -> Example:
    start, end = cluster["start"], cluster["end"]
    decision = cluster["decision"]
    return Example(
        cluster=cluster["id"],
        title=title,
        left=" ".join(text[max(0, start - CONTEXT) : start].split()),
        match=" ".join(text[start:end].split()),
        right=" ".join(text[end : end + CONTEXT].split()),
        proposals=tuple(
            (", ".join(one["annotators"]), one["label"], " ".join(one["text"].split())) for one in cluster["proposals"]
        ),
        decision="" if decision is None else f"{decision['decision']} by {decision['by']}",
    )
