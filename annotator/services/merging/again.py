"""Brings once more what a merge had brought and undo took back, when the same work is merged anew."""

from dataclasses import dataclass

from annotator.services.carriers import current
from annotator.services.commands import Plan
from annotator.services.reading import Reader
from annotator.storage.fitting import fitting
from annotator.storage.merging import undone_changes


@dataclass(frozen=True, slots=True)
class MergeAgain:
    """Do merges of these operations again that are undone: their operations are known, so a merge passes them over."""

    operations: frozenset[str]

    def plan(self, reader: Reader) -> Plan:
        """Put back what the undoing took, but for what was changed since."""
        db = reader.file.db
        return Plan("merge again what was undone", fitting(db, current(reader, undone_changes(db, self.operations))))
