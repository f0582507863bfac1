"""Entities and claims against our own labelling of the five articles; only offsets and labels are kept here."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from annotator.model.document import Document, Metadata
from annotator.suggest.base import Suggested, Suggester
from annotator.text.zones import propose_zones
from tests.evaluation.scores import Score

GOLD = Path(__file__).with_name("seed_gold.json")
NOT_LABELLED = ("MONEY", "QUANTITY")
Place = tuple[int, int, str]


def evaluate(suggester: Suggester, folder: Path) -> tuple[Score, Score]:
    """Measure entities by exact bounds and labels, and claims by overlap; an article that was changed is left out."""
    entities, claims = Score(), Score()
    for document, wanted, stated in _labelled(folder):
        spans = suggester.suggest(document).spans
        found = {
            (span.start, span.end, span.label)
            for span in spans
            if span.layer == "entity" and span.label not in NOT_LABELLED
        }
        both = len(found & wanted)
        entities.add(right=both, proposed=len(found), found=both, wanted=len(wanted))
        proposed = [span for span in spans if span.layer == "claim"]
        claims.add(
            right=sum(any(_overlap(span, place) for place in stated) for span in proposed),
            proposed=len(proposed),
            found=sum(any(_overlap(span, place) for span in proposed) for place in stated),
            wanted=len(stated),
        )
    return entities, claims


def _labelled(folder: Path) -> Iterator[tuple[Document, set[Place], list[tuple[int, int]]]]:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        known = gold.get(sha256(text.encode("utf-8")).hexdigest())
        if known is not None:
            document = Document.of(text, Metadata(language="en"), propose_zones(text))
            yield document, {(a, b, label) for a, b, label in known["entity"]}, [(a, b) for a, b in known["claim"]]


def _overlap(span: Suggested, place: tuple[int, int]) -> bool:
    return span.start < place[1] and place[0] < span.end
