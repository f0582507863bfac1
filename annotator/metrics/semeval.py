"""The SemEval-2013 classes (MUC): COR, INC, PAR, MIS, SPU under four schemes."""

from dataclasses import dataclass

from annotator.metrics.sides import Contacts, Side

SCHEMES = ("strict", "exact", "partial", "ent_type")
_HALF_CREDIT = frozenset({"partial", "ent_type"})


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
        """2 credit / (possible + actual), which is 2 P R / (P + R) where both are defined; None without units."""
        total = 2 * (self.COR + self.INC + self.PAR) + self.MIS + self.SPU
        return 2 * self._credit / total if total else None

    @property
    def _credit(self) -> float:
        return self.COR + (0.5 * self.PAR if self.half else 0)


def semeval(a: Side, b: Side, contacts: Contacts) -> dict[str, SemEval] | None:
    """Class the units of one layer of one document; None, undefined, when a unit meets more than one of the other."""
    if contacts.tangled:
        return None
    met = len(contacts.alone)
    bounds = label = both = 0
    for i, j, _ in contacts.alone:
        has_bounds, has_label = a.units[i].fragments == b.units[j].fragments, a.labels[i] == b.labels[j]
        bounds, label, both = bounds + has_bounds, label + has_label, both + (has_bounds and has_label)
    mis, spu = len(a) - met, len(b) - met
    return {
        "strict": SemEval(both, met - both, 0, mis, spu, "strict" in _HALF_CREDIT),
        "exact": SemEval(bounds, met - bounds, 0, mis, spu, "exact" in _HALF_CREDIT),
        "partial": SemEval(bounds, 0, met - bounds, mis, spu, "partial" in _HALF_CREDIT),
        "ent_type": SemEval(label, met - label, 0, mis, spu, "ent_type" in _HALF_CREDIT),
    }
