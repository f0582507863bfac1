"""Measures what the window does with very many things: label all with 2,000 places, a list of 100,000 articles."""

import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import build
from annotator.model.document import Document
from annotator.model.operation import RecordKind
from annotator.services.project import Project
from annotator.services.search.label_all import LabelAll, Like, places_to_label
from annotator.storage.rows import change, document_image
from annotator.ui.dialogs.label_all import label_command
from annotator.ui.main_window import MainWindow

LABELLED_ARTICLES = 20
PLACES_PER_ARTICLE = 100
LISTED_ARTICLES = 100_000
QUIET_ROUNDS = 3
TRIES = 3
_HARMLESS = "propagateSizeHints"


def hush() -> None:
    """Leave out what Qt says about screens that are not there; everything else is still logged."""
    qInstallMessageHandler(_log)


def longest_stall_ms(act: Callable[[], object]) -> float:
    """Tell the processor time of the longest stretch in which no key is read: the act, or a round of events."""
    longest, quiet = _time_of(act), 0
    while quiet < QUIET_ROUNDS:
        took = _time_of(QApplication.processEvents)
        longest, quiet = max(longest, took), quiet + 1 if took < 1 else 0
    return longest


def label_all_ms(path: Path) -> float:
    """Label all places of one word in all articles, and take it back, some times; tell the median of labelling."""
    words = "Choe met them and they spoke of grain. " * PLACES_PER_ARTICLE
    with Project.create(path) as project:
        _store(project, LABELLED_ARTICLES, words)
        project.ensure_annotator("first")
    window = _open(path)
    session, times = window.session, []
    like = Like("Choe", "PERSON", None)
    for _ in range(TRIES):
        found = places_to_label(session.project, like, session.annotator.id)
        command: LabelAll = label_command(tuple(line for part in found for line in part), "PERSON")
        assert len(command.places) == LABELLED_ARTICLES * PLACES_PER_ARTICLE
        times.append(longest_stall_ms(lambda command=command: session.execute(command)))
        session.undo()
        QTest.qWait(50)
    window.close()
    return statistics.median(times)


def list_ms(path: Path) -> float:
    """Read the list of very many articles anew."""
    with Project.create(path) as project:
        _store(project, LISTED_ARTICLES, "A short page.")
        project.ensure_annotator("first")
    window = _open(path)
    times = [longest_stall_ms(window.documents.reload) for _ in range(TRIES)]
    window.close()
    return statistics.median(times)


def _log(kind: QtMsgType, _context: object, message: str) -> None:
    if _HARMLESS not in message:
        logging.getLogger("qt").warning("%s: %s", kind.name, message)


def _time_of(act: Callable[[], object]) -> float:
    began = time.thread_time()
    act()
    return (time.thread_time() - began) * 1000


def _open(path: Path) -> MainWindow:
    window = build(path, "first")
    assert isinstance(window, MainWindow)
    window.add_features()
    window.resize(1280, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    QTest.qWait(50)
    return window


def _store(project: Project, count: int, words: str) -> None:
    articles = (Document.of(f"Article {number}\n{words}\n") for number in range(count))
    project.import_records(
        "articles", [change(RecordKind.DOCUMENT, None, document_image(article)) for article in articles]
    )
