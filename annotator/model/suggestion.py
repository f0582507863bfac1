"""Suggestions as a project keeps them: proposals that are no annotations until accepted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from annotator.model.annotation import Attribute, Fragment
from annotator.model.ids import AnnotatorId, DocumentId, derived_id

SuggestionId = NewType("SuggestionId", str)


class SuggestionVerdict(StrEnum):
    """What an annotator decided on a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposed span of a document; its id follows from its source and place, so that a new run keeps it."""

    id: SuggestionId
    document: DocumentId
    layer: str
    label: str
    fragments: tuple[Fragment, ...]
    attributes: tuple[Attribute, ...]
    source: str
    rule: str
    score: float

    @property
    def start(self) -> int:
        """The first code point."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """The code point after the last."""
        return self.fragments[-1][1]

    @property
    def place(self) -> tuple[str, str, tuple[Fragment, ...]]:
        """What decisions are remembered by, within one document."""
        return (self.layer, self.label, self.fragments)


@dataclass(frozen=True, slots=True)
class SuggestedRelation:
    """One proposed relation between two suggestions of the same document and source."""

    id: str
    document: DocumentId
    label: str
    from_suggestion: SuggestionId
    to_suggestion: SuggestionId
    source: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class NeverSuggested:
    """Words that an annotator does not want suggested in any article; `label` empty means under no label."""

    annotator: AnnotatorId
    surface: str
    label: str = ""

    @property
    def id(self) -> str:
        """The identifier, the same for the same words."""
        return derived_id("never-suggest", self.annotator, self.surface, self.label)


@dataclass(frozen=True, slots=True)
class SuggestionDecision:
    """One annotator's verdict on a place of a document: it holds for every run and source, in no other document."""

    document: DocumentId
    annotator: AnnotatorId
    layer: str
    label: str
    fragments: tuple[Fragment, ...]
    verdict: SuggestionVerdict

    @property
    def id(self) -> str:
        """The identifier, the same for the same place."""
        return derived_id("suggestion-decision", self.document, self.annotator, self.layer, self.label, self.fragments)

    @property
    def place(self) -> tuple[str, str, tuple[Fragment, ...]]:
        """What the verdict is on."""
        return (self.layer, self.label, self.fragments)
