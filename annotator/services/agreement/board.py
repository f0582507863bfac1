"""What the agreement page shows, as plain values: blocks of cells, each with its sentence and what lies behind it."""

from dataclasses import dataclass

from annotator.metrics.clusters import ClusterClass
from annotator.model.ids import DocumentId
from annotator.services.review.gathering import ReviewState

NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """One cluster as figures see it: what each annotator said there, by label; agreeing ones are among them."""

    key: str
    document: DocumentId
    layer: str
    kind: ClusterClass
    state: ReviewState
    surface: str
    labels: tuple[str, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]
    silent: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    spans: tuple[str, ...] = ()

    def labels_of(self, annotator: str) -> set[str]:
        """The labels that one annotator gave here; "none" when she is done and gave none."""
        found = {label for label, names in self.said if annotator in names}
        return found or ({NONE} if annotator in self.silent else set())


@dataclass(frozen=True, slots=True)
class Pick:
    """What a number stands for; what is empty asks for nothing. `labels` are those of the two sides of a pair."""

    layer: str = ""
    pair: tuple[str, str] | None = None
    label: str = ""
    labels: tuple[str, str] | None = None
    kind: ClusterClass | None = None
    documents: frozenset[DocumentId] = frozenset()
    surface: str = ""
    is_decided: bool | None = None

    def takes(self, place: Place) -> bool:
        """Whether a cluster is one of those that the number counts."""
        return (
            (not self.layer or place.layer == self.layer)
            and (not self.label or self.label in place.labels)
            and (self.kind is None or place.kind is self.kind)
            and (not self.documents or place.document in self.documents)
            and (not self.surface or surface_key(place.surface) == self.surface)
            and (self.is_decided is None or (place.state is not ReviewState.OPEN) is self.is_decided)
            and self._takes_pair(place)
        )

    def _takes_pair(self, place: Place) -> bool:
        if self.labels is not None:
            return _crosses(place, self.labels, self.pair)
        if place.kind is ClusterClass.AGREE:
            return False
        return self.pair is None or _reading_of(place, self.pair[0]) != _reading_of(place, self.pair[1])


def _crosses(place: Place, labels: tuple[str, str], pair: tuple[str, str] | None) -> bool:
    names = [*dict.fromkeys(name for _, group in place.said for name in group), *place.silent]
    couples = [pair] if pair else [(a, b) for a in names for b in names if a != b]
    return any(labels[0] in place.labels_of(a) and labels[1] in place.labels_of(b) for a, b in couples)


def _reading_of(place: Place, annotator: str) -> tuple[str, ...]:
    return next((group for group in place.readings if annotator in group), ())


def surface_key(surface: str) -> str:
    """Make wordings equal that differ in blanks and capitals only."""
    return " ".join(surface.split()).casefold()


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of 1 with the interval in which it may lie."""

    share: float
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Shade:
    """How strong a cell's ground is, from 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Stack:
    """Named parts side by side, with their numbers; `whole` is the length of the longest row."""

    parts: tuple[tuple[str, int], ...]
    whole: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line that runs down the rows."""

    before: float | None
    at: float
    after: float | None


Drawing = Bar | Shade | Stack | Dot | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or a name; `says` is what it means in a sentence, `pick` what it counts."""

    text: str
    says: str = ""
    pick: Pick | None = None
    drawing: Drawing = None
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """One table of the page; `notes` say when its figures may mislead."""

    id: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """The page of one of its scopes: a layer, or "all" for all of them together; `reason` says why there is none.

    `groups` are the choices of whom to compare; `whom` names those who are compared, nobody being everybody.
    """

    scopes: tuple[str, ...] = ()
    scope: str = ""
    blocks: tuple[Block, ...] = ()
    reason: str = ""
    groups: tuple["Group", ...] = ()
    whom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A choice of whom to compare; `owner` is the id of whoever labelled both of two passes."""

    words: str
    names: tuple[str, ...] = ()
    owner: str = ""


def name_cell(text: str, says: str = "", pick: Pick | None = None) -> Cell:
    """Make a cell that names its row."""
    return Cell(text, says, pick, is_number=False)
