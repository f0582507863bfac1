"""Measures the whole window, stored project included: from the label key to the end of the paint.

`python -m tests.benchmarks.window`, on a real X display or offscreen: 30,000 characters, 1,000 spans, 1280x900.
"""

import os
import random
import sys
import tempfile
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app import build
from annotator.model.document import Document
from annotator.model.operation import Change, RecordKind
from annotator.services.project import Project
from annotator.storage.rows import change, document_image, span_image
from annotator.text.tokens import words
from annotator.ui.main_window import MainWindow
from tests.benchmarks.article_view import (
    LENGTH,
    OPEN_LIMIT_MS,
    PAINT_LIMIT_MS,
    SPANS,
    TRIES,
    PaintClock,
    make_spans,
    make_text,
    measured,
    report,
)


def make_project(path: Path) -> tuple[Document, Document]:
    """Store the long article with its spans, and a short one to come from."""
    long, short = Document.of(make_text(LENGTH)), Document.of("A short page to come from.\n")
    with Project.create(path) as project:
        project.import_records(
            "articles", [change(RecordKind.DOCUMENT, None, document_image(d)) for d in (long, short)]
        )
        first = project.ensure_annotator("first")
        spans = {(s.label, s.fragments): s for s in make_spans(long, SPANS)}
        changes: list[Change] = []
        for span in spans.values():
            changes.append(change(RecordKind.SPAN, None, {**span_image(span), "annotator": first.id}))
        project.import_records("spans", changes)
    return long, short


def opening_times(window: MainWindow, clock: PaintClock, long: Document, short: Document) -> list[float]:
    """Measure from asking for the article to the end of its first paint."""
    times = []
    for _ in range(9):
        window.session.open_document(short.id)
        QTest.qWait(20)
        times.append(measured(clock, lambda: window.session.open_document(long.id)))
    return times


def label_times(window: MainWindow, clock: PaintClock, text: str) -> list[float]:
    """Measure the label key on words all over the article, each scrolled into view and painted before."""
    draw, known, times = random.Random(5), words(text), []
    while len(times) < TRIES:
        before = window.session.spans
        window.view.select_range(*known[draw.randrange(len(known) - 1)])
        QTest.qWait(15)
        took = measured(clock, lambda: QTest.keyPress(window.view, Qt.Key.Key_4))
        if window.session.spans != before:
            times.append(took)
        QTest.qWait(5)
    return times


def main() -> int:
    """Print the figures with their share of the limit; return 1 when one is over it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.annotator"
        long, short = make_project(path)
        window = build(path, "first")
        assert isinstance(window, MainWindow)
        window.add_features()
        window.resize(1280, 900)
        window.show()
        QTest.qWaitForWindowExposed(window)
        window.activateWindow()
        window.view.setFocus()
        clock = PaintClock(window.view)
        figures = [
            ("open, whole window", opening_times(window, clock, long, short), OPEN_LIMIT_MS),
            ("label key, whole window", label_times(window, clock, long.text), PAINT_LIMIT_MS),
        ]
        window.close()
        return report(figures)


if __name__ == "__main__":
    sys.exit(main())
