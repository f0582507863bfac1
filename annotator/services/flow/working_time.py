"""How long an annotator works on an article: counted while she acts, kept on this machine, shown to her alone."""

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from annotator.model.ids import AnnotatorId, DocumentId
from annotator.settings import data_folder

IDLE_S = 60.0
_LONGEST_S = 1e9  # thirty years: a larger figure in the file is damage
_Place = tuple[DocumentId, AnnotatorId]


class WorkClock:
    """Counts the seconds between deeds; what comes more than a minute after the last one does not count."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._counted = self._given = 0.0
        self._last: float | None = None

    @property
    def seconds(self) -> float:
        """What counts since the clock was read out last."""
        return self._counted + self._running() - self._given

    def touch(self) -> None:
        """Note that something was done now: the clock runs from here on."""
        self._counted += self._running()
        self._last = self._now()

    def pause(self) -> None:
        """Stop until something is done again."""
        self._counted += self._running()
        self._last = None

    def read_out(self) -> float:
        """Give what counts and begin at zero; a running clock runs on."""
        given = self.seconds
        self._given += given
        return given

    def _running(self) -> float:
        return 0.0 if self._last is None else min(max(0.0, self._now() - self._last), IDLE_S)


class WorkingTimes:
    """The seconds per document and annotator of one project, in a file of this machine's data folder.

    No work hangs on it: a missing or damaged file counts nothing, one that cannot be written is forgotten.
    """

    def __init__(self, project: str) -> None:
        self._file = data_folder() / "working-time" / f"{project}.json"
        self._seconds = _read(self._file)

    def of(self, document: DocumentId, annotator: AnnotatorId) -> float:
        """Tell how many seconds one annotator worked on one document."""
        return self._seconds.get((document, annotator), 0.0)

    def total(self, annotator: AnnotatorId) -> float:
        """Tell how many seconds one annotator worked on all documents."""
        return sum(seconds for (_, who), seconds in self._seconds.items() if who == annotator)

    def add(self, document: DocumentId, annotator: AnnotatorId, seconds: float) -> None:
        """Count seconds and write them down."""
        if seconds > 0:
            self._seconds[document, annotator] = self.of(document, annotator) + seconds
            _write(self._file, self._seconds)


def spoken_time(seconds: float) -> str:
    """Say a time in words: 12 s, 4 min 12 s, 2 h 5 min."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def _read(file: Path) -> dict[_Place, float]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["seconds"]
        found = {(DocumentId(document), AnnotatorId(who)): float(seconds) for document, who, seconds in rows}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    return {place: seconds for place, seconds in found.items() if math.isfinite(seconds) and 0 < seconds < _LONGEST_S}


def _write(file: Path, known: dict[_Place, float]) -> None:
    rows = [[document, who, round(seconds, 1)] for (document, who), seconds in sorted(known.items())]
    new = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"seconds": rows}, indent=0), encoding="utf-8")
        os.replace(new, file)
    except OSError:
        return
