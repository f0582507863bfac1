"""Shares articles out among annotators: pure, balanced within one article, the same for the same seed."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.storage.assignments import Pair

Shares = frozenset[Pair]
_PLACES = 28  # of the 32 bytes of a lot, so that at least four are left to compare


@dataclass(frozen=True, slots=True)
class Load:
    """How many articles one annotator has, and how many of them another one has too."""

    annotator: AnnotatorId
    documents: int
    shared: int


def assign_all(documents: Sequence[DocumentId], annotators: Sequence[AnnotatorId]) -> Shares:
    """Give every article to everybody."""
    return frozenset((document, annotator) for document in documents for annotator in annotators)


def assign_by_lot(
    documents: Sequence[DocumentId], annotators: Sequence[AnnotatorId], *, overlap: int, seed: int
) -> Shares:
    """Give each article to `overlap` annotators, drawn by lot among those who have least.

    Loads differ by at most one article. The lots are hashes of the seed and the ids, so that they fall alike on
    every machine and whatever the order of the import. Raises UserError for an overlap that cannot be.
    """
    people = tuple(sorted(set(annotators)))
    _check(people, overlap)
    loads = [0] * len(people)
    pairs: set[Pair] = set()
    for lot, document in _lots(documents, seed):
        ranked = sorted((load, lot[place % _PLACES :], place) for place, load in enumerate(loads))
        for _, _, place in ranked[:overlap]:
            loads[place] += 1
            pairs.add((document, people[place]))
    return frozenset(pairs)


def assign_with_share(
    documents: Sequence[DocumentId], annotators: Sequence[AnnotatorId], *, percent: float, seed: int
) -> Shares:
    """Give `percent` of the articles, drawn by lot, to everybody and each other one to a single annotator."""
    if not 0 <= percent <= 100:
        raise UserError(f"A share of {percent} percent cannot be given to everybody: choose 0 to 100.")
    shuffled = [document for _, document in _lots(documents, seed)]
    # Half an article more is one more: 10 % of 5 articles are one, not none.
    common = int(len(shuffled) * percent / 100 + 0.5)
    rest = assign_by_lot(shuffled[common:], annotators, overlap=1, seed=seed)
    return assign_all(shuffled[:common], annotators) | rest


def loads_of(pairs: Shares, annotators: Sequence[AnnotatorId]) -> tuple[Load, ...]:
    """Count what each annotator has, in the order given."""
    readers = Counter(document for document, _ in pairs)
    counts = Counter(annotator for _, annotator in pairs)
    shared = Counter(annotator for document, annotator in pairs if readers[document] > 1)
    return tuple(Load(one, counts[one], shared[one]) for one in annotators)


def _check(people: tuple[AnnotatorId, ...], overlap: int) -> None:
    if not people:
        raise UserError("Nobody is named to get articles: choose at least one annotator.")
    if not 1 <= overlap <= len(people):
        raise UserError(
            f"An article cannot go to {overlap} of {len(people)} annotators: choose 1 to {len(people)} per article."
        )


def _lots(documents: Sequence[DocumentId], seed: int) -> list[tuple[bytes, DocumentId]]:
    """Draw one lot per document and sort by it; its bytes also decide between annotators."""
    return sorted((hashlib.sha256(f"{seed}\x1f{one}".encode()).digest(), one) for one in set(documents))
