"""Takes the header and the rows of a WebAnno TSV apart: layers with columns, units with cells, escapes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}
_ID = re.compile(r"(?<!\\)\[(\d{1,9})\]$")
_STACK = re.compile(r"(?:[^\\|]|\\.)+", re.DOTALL)
_SLOT = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)
EMPTY, NO_VALUE = "_", "*"


class Kind(StrEnum):
    """What the annotations of a layer are."""

    SPAN = "#T_SP="
    RELATION = "#T_RL="
    CHAIN = "#T_CH="


@dataclass(frozen=True, slots=True)
class Columns:
    """A layer with the names of its columns; `base` is the layer that relations stand on."""

    kind: Kind
    type: str
    names: tuple[str, ...]
    first: int
    base: str = ""

    @property
    def layer(self) -> str:
        """The last part of the type's name."""
        return short_name(self.type)


@dataclass(frozen=True, slots=True)
class Unit:
    """A token or a part of one, in the file's offsets."""

    name: str
    start: int
    end: int
    form: str
    cells: tuple[str, ...]

    @property
    def is_token(self) -> bool:
        """Whether it is a whole token."""
        return "." not in self.name


@dataclass(slots=True)
class Sentence:
    """A sentence's text and units."""

    text: str
    units: list[Unit] = field(default_factory=list)


def short_name(type_name: str) -> str:
    """Take the last part of a type's name."""
    return type_name.rpartition(".")[2]


def parse(table: str) -> tuple[list[Columns], list[Sentence]]:
    """Take a file apart; raises ValueError, with the line, where it is no such table."""
    layers: list[Columns] = []
    sentences: list[Sentence] = []
    in_units = True
    for number, line in enumerate(table.split("\n"), start=1):
        row = line.removesuffix("\r")
        kind = next((one for one in Kind if row.startswith(one)), None)
        if kind:
            layers.append(_columns(kind, row.removeprefix(kind), layers))
        elif row.startswith("#Text="):
            words = unescaped(row.removeprefix("#Text="))
            if in_units:
                sentences.append(Sentence(words))
            else:
                sentences[-1].text += f"\n{words}"
            in_units = False
        elif row and not row.startswith("#"):
            in_units = True
            if not sentences:
                raise ValueError(f"line {number}: a token stands before the first #Text=")
            sentences[-1].units.append(_unit(row, number))
    return layers, sentences


def _columns(kind: Kind, header: str, before: Sequence[Columns]) -> Columns:
    name, *features = header.split("|")
    base = next((one.removeprefix("BT_") for one in features if one.startswith("BT_")), "")
    first = before[-1].first + max(1, len(before[-1].names)) if before else 0
    return Columns(kind, name, tuple(features), first, base)


def _unit(row: str, number: int) -> Unit:
    name, _, rest = row.partition("\t")
    bounds, _, rest = rest.partition("\t")
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", bounds)
    if not found or not re.fullmatch(r"\d+-\d+(?:\.\d+)?", name):
        raise ValueError(f"line {number}: it does not begin with a token's number and offsets")
    form, _, cells = rest.partition("\t")
    return Unit(name, int(found[1]), int(found[2]), unescaped(form), tuple(cells.removesuffix("\t").split("\t")))


def stacked(cell: str, column: str, before: str) -> list[tuple[str, int]]:
    """Take a cell apart into values, still escaped, with their ids; 0 stands for none.

    Where a column names other spans, as those behind roles do, the number belongs to the name.
    """
    if cell in (EMPTY, ""):
        return []
    made = []
    for value in _STACK.findall(cell):
        found = None if before.startswith("ROLE_") or column.startswith("BT_") else _ID.search(value)
        made.append((value[: found.start()] if found else value, int(found[1]) if found else 0))
    return made


def slots(value: str) -> list[str]:
    """Take the value of a slot feature apart."""
    return _SLOT.findall(value)


def said(value: str) -> str:
    """Give the value of a feature, empty when it has none."""
    return "" if value in (NO_VALUE, EMPTY) else unescaped(value)


def unescaped(text: str) -> str:
    """Undo the escapes of a cell or a sentence."""
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), text) if "\\" in text else text
