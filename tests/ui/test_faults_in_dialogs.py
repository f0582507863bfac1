"""Claims about an error of the database at any statement of what dialogs, suggestions and review do: screen = file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.services.commands import RemoveSpans
from annotator.services.document_commands import RemoveDocument
from annotator.services.project import Project
from annotator.services.review.rows import rows_of
from annotator.services.scheme.commands import ChangeLabel
from annotator.services.suggestions.suggesting import suggest_project
from annotator.ui.dialogs.label_all import LabelAllDialog
from annotator.ui.dialogs.recycle_bin import RecycleBin
from annotator.ui.panels.name_line import NameLine
from tests.reliability.faults import FAULT, let_connections_fail
from tests.ui.hands import Hands
from tests.ui.reviewer import OTHER as REVIEWED_OTHER
from tests.ui.reviewer import TEXT as REVIEWED
from tests.ui.reviewer import label_differently, review_in
from tests.ui.striking import Doing, strike
from tests.ui.test_suggestions import left, walk_to

pytestmark = pytest.mark.reliability
TEXT = (
    "Ferry reaches Oslo\n\n“The ferry sails at noon,” said Ana Moreno. The ferry arrived in Oslo on October 18. "
    "It was the first ship that came from the north in the whole of the winter, the harbour said.\n"
)
OTHER = "Ana Moreno likes Oslo. She said that she was there for the whole of the week with the crew.\n"
Key = Qt.Key
Making = Callable[..., Path]
Opening = Callable[..., Hands]


@pytest.fixture(autouse=True)
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let connections fail when they are told to."""
    let_connections_fail(monkeypatch)
    yield
    FAULT.disarm()


@pytest.fixture
def hands(make_project: Making, open_window: Opening) -> Hands:
    """Two articles about one person, who is marked once in the first."""
    hands = open_window(make_project(TEXT, OTHER))
    hands.mark("Ana Moreno", "PERSON")
    return hands


def close_dialogs(hands: Hands) -> None:
    for dialog in hands.window.findChildren(QDialog):
        dialog.close()
        dialog.deleteLater()
    QApplication.processEvents()


def test_labelling_all_alike(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def ready() -> None:
        close_dialogs(hands)
        hands.session.select_span(hands.session.spans[0].id)
        hands.action("span.label_all").trigger()
        dialog().scope.setCurrentIndex(dialog().scope.count() - 1)

    def dialog() -> LabelAllDialog:
        return next(one for one in hands.window.findChildren(LabelAllDialog) if one.isVisible())

    def act() -> None:
        QTest.mouseClick(dialog().confirm, Qt.MouseButton.LeftButton)

    strike(hands, monkeypatch, "label all", Doing(ready, act, hands.session.undo))
    close_dialogs(hands)


def test_a_name_set_by_keys(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def ready() -> None:
        hands.session.select_span(None)
        hands.session.select_span(hands.session.spans[0].id)
        hands.press(Key.Key_A)
        line().selectAll()
        QTest.keyClicks(line(), "Ana M. Moreno")

    def line() -> NameLine:
        found = QApplication.focusWidget()
        assert isinstance(found, NameLine)
        return found

    strike(hands, monkeypatch, "name", Doing(ready, lambda: hands.press(Key.Key_Return, on=line()), hands.session.undo))


def test_a_span_restored_from_the_bin(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    span = hands.session.spans[0].id

    def ready() -> None:
        close_dialogs(hands)
        if hands.session.spans:
            assert hands.session.execute(RemoveSpans((span,))) is not None
        hands.action("bin.open").trigger()

    def bin() -> RecycleBin:
        return next(one for one in hands.window.findChildren(RecycleBin) if one.isVisible())

    def also() -> tuple[object, object]:
        lines = [bin().tree.topLevelItem(row) for row in range(bin().tree.topLevelItemCount())]
        return len([one for one in lines if one]), 0 if hands.session.spans else 1

    strike(
        hands,
        monkeypatch,
        "restore",
        Doing(ready, lambda: QTest.mouseClick(bin().restore, Qt.MouseButton.LeftButton), lambda: None, also),
    )
    close_dialogs(hands)


def test_a_zone_marked(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    session = hands.session

    def ready() -> None:
        session.select_span(None)
        start = hands.text.index("October")
        hands.view.select_range(start, start + len("October 18"))

    def also() -> tuple[object, object]:
        stored = session.project.document(hands.document).zones
        return session.document.zones if session.document else (), stored

    act = hands.action("zone.boilerplate").trigger
    strike(hands, monkeypatch, "zone", Doing(ready, act, session.undo, also))


@pytest.mark.parametrize("change", [{"name": "HUMAN"}, {"layer": "claim"}, {"enabled": False}])
def test_a_label_changed(hands: Hands, monkeypatch: pytest.MonkeyPatch, change: dict[str, str | bool]) -> None:
    session = hands.session
    label = next(one for one in session.scheme.labels if one.name == "PERSON")

    def also() -> tuple[object, object]:
        box = hands.window.inspector.label
        return {box.itemText(row) for row in range(box.count())}, {one.name for one in session.scheme.enabled_labels}

    def act() -> None:
        session.execute(ChangeLabel("PERSON", replace(label, **change)))  # type: ignore[arg-type]

    strike(hands, monkeypatch, f"label {change}", Doing(lambda: session.select_span(None), act, session.undo, also))


def test_an_article_deleted(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    session = hands.session
    other = session.project.document_ids()[1]
    doing = Doing(lambda: None, lambda: session.execute(RemoveDocument(other)), session.undo)
    strike(hands, monkeypatch, "delete article", doing)


@pytest.mark.parametrize(("what", "key"), [("accept", Key.Key_Return), ("reject", Key.Key_X), ("as", Key.Key_2)])
def test_a_suggestion_decided(
    make_project: Making, open_window: Opening, monkeypatch: pytest.MonkeyPatch, what: str, key: Qt.Key
) -> None:
    path = make_project(TEXT, OTHER)
    with Project.open(path) as project:
        suggest_project(project)
    hands = open_window(path)
    whole = left(hands)

    def ready() -> None:
        assert left(hands) == whole
        walk_to(hands, "PERSON", "Ana Moreno")

    def also() -> tuple[object, object]:
        shown = left(hands)
        hands.session.open_document(hands.document)
        return shown, left(hands)

    strike(hands, monkeypatch, what, Doing(ready, lambda: hands.press(key), hands.session.undo, also))


def test_a_decision_in_review(make_project: Making, open_window: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_project(REVIEWED, REVIEWED_OTHER)
    label_differently(path)
    hands = open_window(path, "lead")
    reviewer = review_in(hands)
    session = hands.session

    def ready() -> None:
        reviewer.desk.go(reviewer.feature.page.table.known[0])

    def also() -> tuple[object, object]:
        stored = [row for id in session.project.document_ids() for row in rows_of(session.project, id)]
        return list(reviewer.feature.page.table.known), stored

    act = lambda: reviewer.press(Key.Key_1)  # noqa: E731
    strike(hands, monkeypatch, "decide", Doing(ready, act, session.undo, also))
