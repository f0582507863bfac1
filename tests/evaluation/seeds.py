"""Entities against our own labelling of the handbook's five articles; only offsets and labels of it are kept here."""

import json
from hashlib import sha256
from pathlib import Path

from annotator.model.document import Document, Metadata
from annotator.suggest.base import Suggester
from annotator.text.zones import propose_zones
from tests.evaluation.scores import Score

GOLD = Path(__file__).with_name("seed_gold.json")
NOT_LABELLED = ("MONEY", "QUANTITY")


def evaluate(suggester: Suggester, folder: Path) -> Score:
    """Measure entities, exact bounds and labels; an article that was changed is left out."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    score = Score()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        wanted = {tuple(one) for one in gold.get(sha256(text.encode("utf-8")).hexdigest(), ())}
        if not wanted:
            continue
        document = Document.of(text, Metadata(language="en"), propose_zones(text))
        found = {
            (span.start, span.end, span.label)
            for span in suggester.suggest(document).spans
            if span.layer == "entity" and span.label not in NOT_LABELLED
        }
        both = len(found & wanted)
        score.add(right=both, proposed=len(found), found=both, wanted=len(wanted))
    return score
