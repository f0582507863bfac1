"""Measures the article view with 30,000 characters and 1,000 spans: `python -m tests.benchmarks.article_view`."""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from annotator.model.annotation import Span
from annotator.model.document import Document
from annotator.model.ids import AnnotatorId, SpanId
from annotator.services.scheme_file import default_scheme
from annotator.text.tokens import words
from annotator.ui.article.view import ArticleView
from annotator.ui.look.theme import LIGHT, apply_theme

LENGTH, SPANS, TRIES = 30_000, 1_000, 60
PAINT_LIMIT_MS, OPEN_LIMIT_MS = 16.0, 100.0
SENTENCE = (
    "the river council said on Monday that Nora Vale and her office had counted more than"
    " ninety boats near Port Elm since spring"
)


class PaintClock(QObject):
    """Notes when the viewport has been painted: the event is delivered here, so that its end is seen."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self.painted_at = 0.0
        self._view = view
        self._inside = False
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Deliver a paint event and note the time behind it."""
        if event.type() is not QEvent.Type.Paint or self._inside:
            return False
        self._inside = True
        try:
            # A scroll area paints its viewport from an event filter of its own: let both run, then look at the clock.
            self._view.viewportEvent(event)
        finally:
            self._inside = False
        self.painted_at = time.perf_counter()
        return True


class LabelKey(QObject):
    """Adds a span over the selected word at a digit key, as the window does."""

    def __init__(self, view: ArticleView, document: Document, spans: tuple[Span, ...]) -> None:
        super().__init__(view)
        self._view, self._document, self.spans = view, document, spans
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark the selection at key 1."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.key() != Qt.Key.Key_1:
            return False
        bounds = self._view.selected_range()
        assert bounds is not None
        added = make_span(self._document, len(self.spans), "PERSON", *bounds)
        self.spans = tuple(sorted((*self.spans, added), key=lambda span: span.sort_key))
        self._view.set_spans(self.spans)
        return True


def make_text(length: int, paragraphs: bool = True) -> str:
    """Make an article of a given length, the same each time."""
    draw = random.Random(7)
    pieces: list[str] = []
    while sum(map(len, pieces)) < length:
        sentence = " ".join(draw.choices(SENTENCE.split(), k=draw.randint(8, 24))).capitalize() + "."
        pieces.append(sentence + ("\n\n" if paragraphs and draw.random() < 0.25 else " "))
    return "".join(pieces)[:length]


def make_span(document: Document, number: int, label: str, start: int, end: int) -> Span:
    """Make a span of the default scheme."""
    known = default_scheme().label(label)
    assert known is not None
    pieces = ((start, end),)
    id, annotator = SpanId(f"span {number:05}"), AnnotatorId("first")
    return Span(id, document.id, known.layer, label, annotator, pieces, document.text[start:end])


def make_spans(document: Document, count: int) -> tuple[Span, ...]:
    """Make short spans, and every fifth a long one, spread over the article."""
    draw = random.Random(11)
    known = words(document.text)
    made: list[Span] = []
    for number in range(count):
        first = draw.randrange(len(known) - 60)
        last = first + (draw.randint(12, 50) if number % 5 == 0 else draw.randint(0, 2))
        label = draw.choice(("DIRECT", "CLAIM", "INDIRECT") if number % 5 == 0 else ("PERSON", "ORG", "GPE", "DATE"))
        made.append(make_span(document, number, label, known[first][0], known[last][1]))
    return tuple(sorted(made, key=lambda span: span.sort_key))


def measured(clock: PaintClock, act: Callable[[], None]) -> float:
    """Tell how many milliseconds pass from an event to the end of the paint that it causes."""
    began = time.perf_counter()
    act()
    while clock.painted_at < began:
        QApplication.processEvents()
    return (clock.painted_at - began) * 1000


def key_times(view: ArticleView, clock: PaintClock, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> list[float]:
    """Measure one key pressed many times, and wait each time until nothing is left to do."""
    times = []
    for _ in range(TRIES):
        times.append(measured(clock, lambda: QTest.keyPress(view, key, modifiers)))
        QTest.qWait(5)
    return times


def label_times(view: ArticleView, clock: PaintClock) -> list[float]:
    """Measure the label key on words all over the article, each scrolled into view and painted before."""
    draw, known, times = random.Random(3), words(view.toPlainText()), []
    for _ in range(TRIES):
        view.select_range(*known[draw.randrange(len(known) - 1)])
        QTest.qWait(15)
        times.append(measured(clock, lambda: QTest.keyPress(view, Qt.Key.Key_1)))
    return times


def opening_times(view: ArticleView, clock: PaintClock, document: Document, spans: tuple[Span, ...]) -> list[float]:
    """Measure from asking for an article to the end of its first paint."""
    other = Document.of("An empty page.\n")
    times = []

    def open_article() -> None:
        view.show_document(document, default_scheme())
        view.set_spans(spans)

    for _ in range(9):
        view.show_document(other, default_scheme())
        QTest.qWait(20)
        times.append(measured(clock, open_article))
    return times


def main() -> int:
    """Print every figure with its share of the limit; return 1 when one is over it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, LIGHT)
    window, view = QMainWindow(), ArticleView()
    window.setCentralWidget(view)
    window.resize(1280, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    view.setFocus()
    clock = PaintClock(view)
    figures: list[tuple[str, list[float], float]] = []
    for kind, paragraphs in (("paragraphs", True), ("one paragraph", False)):
        document = Document.of(make_text(LENGTH, paragraphs))
        spans = make_spans(document, SPANS)
        figures.append((f"open, {kind}", opening_times(view, clock, document, spans), OPEN_LIMIT_MS))
        adder = LabelKey(view, document, spans)
        figures.append((f"label key, {kind}", label_times(view, clock), PAINT_LIMIT_MS))
        view.removeEventFilter(adder)
        shift = Qt.KeyboardModifier.ShiftModifier
        for name, key, modifiers in (
            ("caret right", Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
            ("caret down", Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
            ("extend by word", Qt.Key.Key_Right, shift | Qt.KeyboardModifier.ControlModifier),
        ):
            view.set_caret(len(document.text) // 2)
            QTest.qWait(20)
            figures.append((f"{name}, {kind}", key_times(view, clock, key, modifiers), PAINT_LIMIT_MS))
    window.close()
    return report(figures)


def report(figures: list[tuple[str, list[float], float]]) -> int:
    """Print the figures."""
    print(f"{LENGTH} characters, {SPANS} spans, 1280x900, {QApplication.platformName()}; median and worst in ms")
    worst = 0.0
    for name, times, limit in figures:
        median = statistics.median(times)
        worst = max(worst, median / limit)
        print(f"{name:32} {median:7.1f} {max(times):7.1f}   {median / limit:5.2f} of {limit:.0f}")
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
