"""Measures the review page in processor time of the window's thread: `python -m tests.benchmarks.review`.

Opening is measured to the last row of the list, the longest stall between two events on the way there, and a decision
to the next cluster. An article with 10,000 spans, and one that 40 annotators have finished.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from annotator.app import build
from annotator.model.annotation import Span
from annotator.model.document import Document, DocumentState, Metadata, Role
from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, span_image, state_image
from annotator.ui.main_window import MainWindow
from annotator.ui.review.feature import Reviewing

STALL_LIMIT_MS, OPEN_LIMIT_MS, DECISION_LIMIT_MS = 100.0, 1_000.0, 100.0
LONG, MANY = (2, 5_000), (40, 60)
WORD = "minister "
DECISIONS = 5


def make(path: Path, annotators: int, spans: int) -> None:
    """Make one article that all have finished; every third span is missing, longer or labelled otherwise."""
    with Project.create(path) as project:
        people = [project.ensure_annotator(f"annotator {n:02}", Role.ANNOTATOR) for n in range(annotators)]
        document = Document.of("\n".join(WORD * 12 for _ in range(spans * 2 // 12 + 1)), Metadata(title="Long"))
        records = [change(RecordKind.DOCUMENT, None, document_image(document))]
        for place, one in enumerate(people):
            records.append(
                change(RecordKind.DOCUMENT_STATE, None, state_image(document.id, one.id, DocumentState.DONE))
            )
            for number in range(spans):
                start = document.text.index("m", number * 2 * len(WORD))
                odd = (number + place) % 3 == 0
                if odd and number % 2:
                    continue
                end = start + (len("minister") if not odd else len("mini"))
                records.append(change(RecordKind.SPAN, None, span_image(Span(
                    SpanId(f"{place}-{number}"), document.id, "entity", "PERSON" if number % 5 or odd else "ORG",
                    one.id, ((start, end),), document.text[start:end],
                ))))  # fmt: skip
        project.import_records("make an article", iter(records))


def took_ms(act: Callable[[], object]) -> float:
    """Time something in the window's thread."""
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000


def measure(path: Path) -> tuple[float, float, float]:
    """Open the page and decide; returns the whole, the longest stall and the slowest decision."""
    window = build(path, "annotator 00")
    assert isinstance(window, MainWindow)
    window.resize(1280, 900)
    window.show()
    QApplication.processEvents()
    review, action = window.findChild(Reviewing), window.findChild(QAction, "review.open")
    assert isinstance(review, Reviewing)
    assert isinstance(action, QAction)
    steps = [took_ms(action.trigger)]
    while review.desk.is_loading or review.desk.row is None or steps[-1] > 5:
        steps.append(took_ms(QApplication.processEvents))
    take = window.findChild(QAction, "review.take_1")
    assert isinstance(take, QAction)
    decisions = [took_ms(take.trigger) + took_ms(QApplication.processEvents) for _ in range(DECISIONS)]
    window.close()
    return sum(steps), max(steps), sorted(decisions)[DECISIONS // 2]


def main() -> int:
    """Print times and their ratios to the limits; 1 when one is above its limit."""
    app = QApplication.instance() or QApplication([])
    worst = 0.0
    for words, size in (("an article with 10,000 spans", LONG), ("an article by 40 annotators", MANY)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "project.annotator"
            make(path, *size)
            found = zip(
                ("opened", "longest stall", "a decision"),
                measure(path),
                (OPEN_LIMIT_MS, STALL_LIMIT_MS, DECISION_LIMIT_MS),
                strict=True,
            )
            for what, took, limit in found:
                print(f"{words:30} {what:14} {took:8.1f} ms of processor time, {took / limit:.2f} of the limit")
                worst = max(worst, took / limit)
    app.processEvents()
    return 0 if worst <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
