"""What a reviewer decided where annotators were compared."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from annotator.model.ids import AnnotatorId, DocumentId, SpanId

DecisionId = NewType("DecisionId", str)


class Verdict(StrEnum):
    """What becomes of a cluster in gold."""

    TAKE = "take"
    MERGE = "merge"
    EDIT = "edit"
    NONE = "none"
    BOTH = "both"
    DEFER = "defer"


class Policy(StrEnum):
    """Who or what decided: a person, or a rule that was asked for."""

    HAND = "hand"
    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    TRIM = "trim"


class SourcePart(StrEnum):
    """What a decision made of an annotator's span."""

    CHOSEN = "chosen"
    SUPPORTS = "supports"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class DecisionSource:
    """One annotator's span that a decision was made on."""

    span: SpanId
    part: SourcePart


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one cluster; `start` and `end` are the cluster's bounds when it was decided.

    `cluster_key` names the spans and their content: an annotator's later edit makes another key,
    and the decision is stale. `supersedes` are the decisions that this one took the place of.
    """

    id: DecisionId
    document: DocumentId
    layer: str
    cluster_key: str
    difference: str
    start: int
    end: int
    verdict: Verdict
    gold_spans: tuple[SpanId, ...]
    policy: Policy
    by: AnnotatorId
    at: str
    reason: str
    comment: str
    scheme_revision: int
    supersedes: tuple[DecisionId, ...]
    sources: tuple[DecisionSource, ...]

    @property
    def settles(self) -> bool:
        """Whether the cluster needs no further decision."""
        return self.verdict is not Verdict.DEFER
