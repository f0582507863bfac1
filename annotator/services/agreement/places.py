"""Counts the places behind the agreement page block by block, so that an edit counts one block of articles again."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from annotator.metrics.clusters import ClusterClass
from annotator.metrics.kept import BLOCK, Kept
from annotator.metrics.tally import ALL
from annotator.model.ids import DocumentId
from annotator.services.agreement.board import Place, surface_key
from annotator.services.agreement.cache import Entry
from annotator.services.review.gathering import ReviewState


@dataclass(frozen=True, slots=True)
class Counted:
    """All places of some articles in one layer, and of those in which somebody differs how many are of each sort."""

    places: int
    differing: int
    decided: int
    kinds: Counter[tuple[str, ClusterClass]]
    surfaces: Counter[str]
    documents: Counter[DocumentId]


class Places:
    """The places of one layer, or of all."""

    def __init__(self, scope: str, entries: Sequence[Entry], kept: Kept) -> None:
        self._scope = scope
        self._blocks = [entries[at : at + BLOCK] for at in range(0, len(entries), BLOCK)]
        self._by_block = [
            kept.answer(("places", scope, n), block, partial(self._counted, block))
            for n, block in enumerate(self._blocks)
        ]
        self.counted = _added(self._by_block)

    def of_surfaces(self, keys: Collection[str]) -> Iterator[tuple[str, Place]]:
        """List the places in which somebody differs about certain words, with the words."""
        for block, of in zip(self._blocks, self._by_block, strict=True):
            if not of.surfaces.keys().isdisjoint(keys):
                found = ((surface_key(place.surface), place) for place in self._differing(block))
                yield from (one for one in found if one[0] in keys)

    def _counted(self, block: Sequence[Entry]) -> Counted:
        places = sum(self._scope in (ALL, place.layer) for one in block for place in one.places)
        differing = list(self._differing(block))
        return Counted(
            places,
            len(differing),
            sum(one.state is not ReviewState.OPEN for one in differing),
            Counter([(label, one.kind) for one in differing for label in one.labels]),
            Counter([surface_key(one.surface) for one in differing]),
            Counter([one.document for one in differing]),
        )

    def _differing(self, block: Sequence[Entry]) -> Iterator[Place]:
        for entry in block:
            for place in entry.places:
                if place.kind is not ClusterClass.AGREE and self._scope in (ALL, place.layer):
                    yield place


def _added(blocks: Sequence[Counted]) -> Counted:
    kinds: Counter[tuple[str, ClusterClass]] = Counter()
    surfaces: Counter[str] = Counter()
    documents: Counter[DocumentId] = Counter()
    for one in blocks:
        kinds.update(one.kinds)
        surfaces.update(one.surfaces)
        documents.update(one.documents)
    return Counted(
        sum(one.places for one in blocks),
        sum(one.differing for one in blocks),
        sum(one.decided for one in blocks),
        kinds,
        surfaces,
        documents,
    )
