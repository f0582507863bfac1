"""The SemEval-2013 classes (MUC): COR, INC, PAR, MIS, SPU under four schemes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.metrics.units import Unit, touching

SCHEMES = ("strict", "exact", "partial", "ent_type")
_HALF_CREDIT = frozenset({"partial", "ent_type"})


class ManyCounterparts(ValueError):
    """A unit overlaps more than one of the other side, so its class is not defined."""


@dataclass(frozen=True, slots=True)
class SemEval:
    """Counts of one scheme, the first annotator as reference."""

    COR: int = 0
    INC: int = 0
    PAR: int = 0
    MIS: int = 0
    SPU: int = 0
    half: bool = False

    def __add__(self, other: "SemEval") -> "SemEval":
        return SemEval(
            self.COR + other.COR,
            self.INC + other.INC,
            self.PAR + other.PAR,
            self.MIS + other.MIS,
            self.SPU + other.SPU,
            self.half,
        )

    @property
    def precision(self) -> float | None:
        """COR (+ PAR / 2 in partial and ent_type) over the second side's units."""
        actual = self.COR + self.INC + self.PAR + self.SPU
        return self._credit / actual if actual else None

    @property
    def recall(self) -> float | None:
        """COR (+ PAR / 2 in partial and ent_type) over the first side's units."""
        possible = self.COR + self.INC + self.PAR + self.MIS
        return self._credit / possible if possible else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean; 0 when nothing is right, None when a side is empty."""
        precision, recall = self.precision, self.recall
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def _credit(self) -> float:
        return self.COR + (0.5 * self.PAR if self.half else 0)


def semeval(documents: Sequence[tuple[Sequence[Unit], Sequence[Unit]]]) -> dict[str, SemEval]:
    """Class all units of all documents; raises ManyCounterparts where one overlaps two."""
    found = [semeval_of(a, b, touching(a, b)) for a, b in documents] or [semeval_of((), (), ())]
    return {scheme: sum((one[scheme] for one in found[1:]), found[0][scheme]) for scheme in SCHEMES}


def semeval_of(a: Sequence[Unit], b: Sequence[Unit], contacts: Sequence[tuple[int, int, int]]) -> dict[str, SemEval]:
    """Class the units of one document, with what `touching` lists; raises ManyCounterparts."""
    if len({i for i, _, _ in contacts}) < len(contacts) or len({j for _, j, _ in contacts}) < len(contacts):
        raise ManyCounterparts
    left = {"MIS": len(a) - len(contacts), "SPU": len(b) - len(contacts)}
    counts = {scheme: Counter(left) for scheme in SCHEMES}
    for i, j, _ in contacts:
        for scheme, name in _classes(a[i], b[j]).items():
            counts[scheme][name] += 1
    return {scheme: SemEval(**counts[scheme], half=scheme in _HALF_CREDIT) for scheme in SCHEMES}


def _classes(a: Unit, b: Unit) -> dict[str, str]:
    label = "COR" if a.label == b.label else "INC"
    if a.fragments == b.fragments:
        return {"strict": label, "exact": "COR", "partial": "COR", "ent_type": label}
    return {"strict": "INC", "exact": "INC", "partial": "PAR", "ent_type": label}
