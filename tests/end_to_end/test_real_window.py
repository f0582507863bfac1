"""Claims about the whole window on a real X display: what a person sees and presses, down to the stored project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from annotator.app import build
from annotator.model.annotation import Span
from annotator.resources import seed_path
from annotator.services.importing import import_paths
from annotator.services.importing_plan import ImportOptions
from annotator.services.project import Project

pytestmark = pytest.mark.xvfb

FEWEST_COLOURS = 50


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A project with the sample articles and nobody's spans."""
    path = tmp_path / "sample.annotator"
    with Project.create(path) as project:
        import_paths(project, sorted(seed_path().glob("*.txt")), ImportOptions())
    return path


@pytest.fixture
def window(project_path: Path) -> Iterator[QMainWindow]:
    """The real window, shown and painted."""
    application = QApplication.instance() or QApplication([])
    built = build(project_path, "first")
    built.resize(1280, 900)
    built.show()
    assert QTest.qWaitForWindowExposed(built)
    yield built
    built.close()
    built.deleteLater()
    application.sendPostedEvents(built, QEvent.Type.DeferredDelete)


def test_the_tests_of_the_real_window_really_have_a_screen(window: QMainWindow) -> None:
    assert QApplication.platformName() == "xcb"


def test_a_drag_and_a_digit_store_a_span(window: QMainWindow, project_path: Path) -> None:
    article = _article(window)
    start, end = _first_words(article)

    _drag(article, start, end)
    QTest.keyClick(article, Qt.Key.Key_1)

    (span,) = _stored(project_path)
    assert (span.start, span.end) == (start, end)
    assert span.label == "PERSON"


def test_undo_takes_the_span_back(window: QMainWindow, project_path: Path) -> None:
    article = _article(window)
    _drag(article, *_first_words(article))
    QTest.keyClick(article, Qt.Key.Key_1)

    QTest.keyClick(article, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert _stored(project_path) == ()


def test_the_window_is_painted(window: QMainWindow) -> None:
    QTest.qWait(100)

    picture = window.grab().toImage()

    step = 7
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)}
    assert len(colours) >= FEWEST_COLOURS


def _article(window: QMainWindow) -> QWidget:
    article = window.findChild(QWidget, "article_view")
    assert article is not None
    article.setFocus()
    return article


def _first_words(article: QWidget) -> tuple[int, int]:
    """Find the bounds of two words in the middle of the article on the screen."""
    text = article.toPlainText()  # type: ignore[attr-defined]  # the articles hold no astral characters here
    middle = text.index(". ", 400) + 2
    return middle, text.index(" ", text.index(" ", middle) + 1)


def _drag(article: QWidget, start: int, end: int) -> None:
    first, last = article.point_at(start), article.point_at(end)  # type: ignore[attr-defined]
    first = article.point_at(start)  # type: ignore[attr-defined]  # the second call may have scrolled
    viewport = article.viewport()  # type: ignore[attr-defined]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
    _move(viewport, (first + last) / 2)
    _move(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)


def _move(viewport: QWidget, to: QPoint) -> None:
    """Move with the button held, which QTest.mouseMove cannot say."""
    held = Qt.MouseButton.LeftButton
    where, there = QPointF(to), QPointF(viewport.mapToGlobal(to))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, where, there, held, held, none))


def _stored(path: Path) -> tuple[Span, ...]:
    with Project.open(path, read_only=True) as project:
        annotator = project.annotator("first")
        assert annotator is not None
        documents = project.summaries(annotator.id)
        return tuple(span for document in documents for span in project.spans(document.id, annotator.id))
