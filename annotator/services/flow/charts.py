"""Charts as data: rows of parts with counts, their order, and a table of them as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_ROWS = 15
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ChartKind(StrEnum):
    """The pictures of the overview; the values are their titles."""

    PROGRESS = "Progress"
    OUTLETS = "Labels per outlet"
    DATES = "Labels over time"
    NAMES = "Most named"
    SPEAKERS = "Most quoted speakers"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a row: a label, or a state, with how many it stands for."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: `key` finds what it stands for again, `name` is for people."""

    key: str
    name: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """What the whole bar stands for."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture; rows in the order shown, `unit` says what is counted."""

    kind: ChartKind
    rows: tuple[Row, ...]
    unit: str = "spans"
    hidden: int = 0

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of all parts in the order in which rows have them."""
        return tuple(dict.fromkeys(part.name for row in self.rows for part in row.parts))

    @property
    def most(self) -> int:
        """The total of the longest row, at least 1."""
        return max((row.total for row in self.rows), default=0) or 1


def rows_of(
    counts: Mapping[tuple[str, str], int], order: Sequence[str], names: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    """Make a row per key of counts by (key, part), its parts in an order; most first, equal ones by name."""
    by_key: dict[str, dict[str, int]] = {}
    for (key, part), count in counts.items():
        by_key.setdefault(key, {})[part] = count
    place = {name: number for number, name in enumerate(order)}
    rows = [
        Row(
            key,
            (names or {}).get(key, key),
            tuple(Part(part, parts[part]) for part in sorted(parts, key=lambda one: (place.get(one, len(place)), one))),
        )
        for key, parts in by_key.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.name)))


def longest(kind: ChartKind, rows: tuple[Row, ...]) -> Chart:
    """Make a chart of the longest rows and say how many more there are."""
    return Chart(kind, rows[:MOST_ROWS], hidden=max(0, len(rows) - MOST_ROWS))


def chart_csv(chart: Chart) -> str:
    """Write a chart as a table: a line per row, a column per part; no cell can act as a formula."""
    written = io.StringIO()
    names = chart.part_names
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(_harmless([chart.kind.value, *names, "total"]))
    for row in chart.rows:
        counts = {part.name: part.count for part in row.parts}
        table.writerow(_harmless([row.name, *(counts.get(name, 0) for name in names), row.total]))
    return written.getvalue()


def _harmless(cells: Iterable[str | int]) -> list[str | int]:
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in cells]
