"""What an import did and what it could not take."""

from collections import Counter
from dataclasses import dataclass, field, replace

from annotator.errors import UserError
from annotator.formats.base import Fault, FaultKind
from annotator.formats.placing import Unit


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or line that was not taken, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The figures of one import; `faults` are what should have been taken, `skipped` files are no articles."""

    documents_added: int = 0
    documents_known: int = 0
    skipped: tuple[Skipped, ...] = ()
    spans_added: int = 0
    spans_known: int = 0
    spans_moved: int = 0
    relations_added: int = 0
    relations_known: int = 0
    scheme_added: tuple[str, ...] = ()
    offsets: tuple[tuple[Unit, int], ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the report the keys that scripts rely on."""
        lines = [
            {"path": fault.place.path, "reason": fault.place.saying(fault.reason)}
            for fault in self._faults(FaultKind.DOCUMENT)
        ]
        return {
            "documents": {
                "added": self.documents_added,
                "known": self.documents_known,
                "skipped": [{"path": one.path, "reason": one.reason} for one in self.skipped] + lines,
            },
            "spans": {
                "added": self.spans_added,
                "known": self.spans_known,
                "moved": self.spans_moved,
                "rejected": [_rejected(fault, "span") for fault in self._faults(FaultKind.SPAN)],
            },
            "relations": {
                "added": self.relations_added,
                "known": self.relations_known,
                "rejected": [_rejected(fault, "id") for fault in self._faults(FaultKind.RELATION)],
            },
            "scheme": {"added": list(self.scheme_added)},
            "offsets": {unit.value: count for unit, count in self.offsets},
            "warnings": [_rejected(warning, "id") for warning in self.warnings],
        }

    def _faults(self, kind: FaultKind) -> list[Fault]:
        return [fault for fault in self.faults if fault.kind is kind]


class ImportFailed(UserError):
    """An import that was refused because of faults: nothing was written; `report` lists them."""

    def __init__(self, report: ImportReport) -> None:
        count = len(report.faults)
        what = "1 fault was" if count == 1 else f"{count} faults were"
        listed = "\n".join(f"  {describe(fault)}" for fault in report.faults)
        super().__init__(
            f"Nothing was imported because {what} found: correct the input, or import the rest "
            f"with --keep-good.\n{listed}"
        )
        self.report = replace(report, documents_added=0, spans_added=0, relations_added=0, scheme_added=(), offsets=())


@dataclass(slots=True)
class Tally:
    """The report while it grows."""

    documents_added: int = 0
    documents_known: int = 0
    spans_added: int = 0
    spans_known: int = 0
    relations_added: int = 0
    relations_known: int = 0
    units: Counter[Unit] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def report(self, scheme_added: tuple[str, ...]) -> ImportReport:
        """Freeze the figures."""
        return ImportReport(
            documents_added=self.documents_added,
            documents_known=self.documents_known,
            skipped=tuple(self.skipped),
            spans_added=self.spans_added,
            spans_known=self.spans_known,
            spans_moved=self.units[Unit.NEAREST],
            relations_added=self.relations_added,
            relations_known=self.relations_known,
            scheme_added=scheme_added,
            offsets=tuple((unit, self.units[unit]) for unit in Unit),
            faults=tuple(self.faults),
            warnings=tuple(self.warnings),
        )


def describe(fault: Fault) -> str:
    """Say where a fault stands, what it hit and why, in one line."""
    where = f"{fault.place.path}, line {fault.place.line}" if fault.place.line else fault.place.path
    what = f"{fault.kind.value} {fault.id}: " if fault.id else ""
    return f"{where}: {what}{fault.reason}"


def _rejected(fault: Fault, key: str) -> dict[str, str]:
    return {
        "path": fault.place.path,
        "document": fault.document,
        "reason": fault.place.saying(fault.reason),
        key: fault.id,
    }
