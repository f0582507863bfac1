"""How the window names backups and what a project holds."""

from datetime import datetime

from annotator.services.reading import counted
from annotator.services.safety.backups import Backup, RestoreReport
from annotator.storage.totals import Totals

_REASONS = {
    "automatic": "while working",
    "closed": "at closing",
    "by-hand": "by hand",
    "before-merge": "before a merge",
    "before-delete": "before much was deleted",
}


def reason_words(backup: Backup) -> str:
    """Say why a backup was made."""
    return _REASONS.get(backup.reason, backup.reason.replace("-", " "))


def local_time(at: datetime) -> str:
    """Write a time in this machine's zone."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def size_words(size: int) -> str:
    """Write how large a file is."""
    return f"{size / 1_000_000:.1f} MB"


def totals_words(held: Totals) -> str:
    """Say what a project holds."""
    return ", ".join(
        counted(count, word)
        for count, word in ((held.documents, "article"), (held.spans, "span"), (held.annotators, "annotator"))
    )


def restored_words(report: RestoreReport) -> str:
    """Say what was put back and where the rest is."""
    was = f"Before: {totals_words(report.before)}. " if report.before else ""
    aside = f" What was there before is kept as {report.kept_aside.name}." if report.kept_aside else ""
    return f"The backup was put back. {was}Now: {totals_words(report.after)}.{aside}"
