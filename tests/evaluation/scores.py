"""Precision, recall and F1 from counts."""

from dataclasses import dataclass


@dataclass(slots=True)
class Score:
    """Counts that add up over articles: right ones of the proposed and found ones of the wanted."""

    right: int = 0
    proposed: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, *, right: int = 0, proposed: int = 0, found: int = 0, wanted: int = 0) -> None:
        """Add the counts of one article."""
        self.right += right
        self.proposed += proposed
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """The share of proposals that are right; 0 without any."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found; 0 without any."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} ({self.right}/{self.proposed})  R {self.recall:.3f} ({self.found}/{self.wanted})"
            f"  F1 {self.f1:.3f}"
        )
