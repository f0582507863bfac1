"""Claims about narrowing a search of the project: label, outlet, date, state, annotator, page debris, and its order."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from annotator.model.document import DocumentState, Metadata, Role
from annotator.services.commands import AddSpan, SetMetadata, SetState
from annotator.services.flow.commands import SetRole
from annotator.services.project import Project
from annotator.ui.panels.search_panel import SearchPanel
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TEXTS = ("Alpha envoy met Zulu.\n", "Then an envoy spoke.\n", "Beta envoy again left.\n")


@pytest.fixture
def panel(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> SearchPanel:
    """The search for "envoy" in three articles of two outlets and years; the first is done, its envoy labelled."""
    path = make_project(*TEXTS)
    with Project.open(path) as project:
        me = project.ensure_annotator("first").id
        other = project.ensure_annotator("second").id
        first, second, third = project.document_ids()
        for id, outlet, day in ((first, "Elm News", "2023-05-01"), (second, "Oak Post", "2024-06-02")):
            project.execute(SetMetadata(id, Metadata(outlet=outlet, published=day)), me)
        project.execute(AddSpan(first, "PERSON", ((6, 11),)), me)
        project.execute(AddSpan(third, "ORG", ((5, 10),)), other)
        project.execute(SetState(first, DocumentState.DONE), me)
    return ask(open_window(path), "envoy")


@pytest.fixture
def lead(panel: SearchPanel) -> SearchPanel:
    """The same search by a lead."""
    session = panel._session
    assert session.execute(SetRole(session.annotator.id, Role.LEAD)) is not None
    return panel


def ask(hands: Hands, typed: str) -> SearchPanel:
    hands.press(Qt.Key.Key_F, CONTROL_SHIFT)
    panel = hands.window.findChild(SearchPanel, "search_panel")
    assert isinstance(panel, SearchPanel)
    QTest.keyClicks(panel.words, typed)
    QTest.keyClick(panel.words, Qt.Key.Key_Return)
    return panel


def choose(box: QComboBox, words: str) -> None:
    """Go down with the arrow until the words are shown."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == words


def type_date(line: QLineEdit, words: str) -> None:
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def befores(panel: SearchPanel) -> list[str]:
    return [line.left.split()[-1] for line in panel.table.lines]


def test_a_label_leaves_the_words_inside_its_spans(panel: SearchPanel) -> None:
    assert befores(panel) == ["Alpha", "an", "Beta"]

    choose(panel.label, "PERSON")

    assert befores(panel) == ["Alpha"]


def test_an_outlet_leaves_its_articles(panel: SearchPanel) -> None:
    choose(panel.outlet, "Oak Post")

    assert befores(panel) == ["an"]


def test_a_state_leaves_the_articles_that_have_it(panel: SearchPanel) -> None:
    choose(panel.state, "done")

    assert befores(panel) == ["Alpha"]


def test_dates_leave_what_was_published_between_them(panel: SearchPanel) -> None:
    type_date(panel.since, "2024")
    assert befores(panel) == ["an"]

    panel.since.clear()
    type_date(panel.until, "2023-12")
    assert befores(panel) == ["Alpha"]


def test_a_date_that_is_none_is_said(panel: SearchPanel) -> None:
    type_date(panel.since, "May")

    assert "May" in panel.result.text()
    assert panel.table.rowCount() == 0


def test_spans_of_others_are_for_leads_only(panel: SearchPanel) -> None:
    assert panel.annotator.isHidden()


def test_a_lead_narrows_the_search_to_the_spans_of_others(lead: SearchPanel) -> None:
    assert lead.annotator.isVisible()
    choose(lead.label, "ORG")
    assert befores(lead) == []

    choose(lead.annotator, "second")
    assert befores(lead) == ["Beta"]

    choose(lead.annotator, "everybody")
    choose(lead.label, "Any label")
    assert befores(lead) == ["Alpha", "Beta"]


def test_whose_spans_counts_without_a_label_too(lead: SearchPanel) -> None:
    choose(lead.annotator, "second")
    assert befores(lead) == ["Beta"]

    lead.words.clear()
    choose(lead.annotator, "everybody")
    assert befores(lead) == ["Alpha", "Beta"]

    choose(lead.annotator, "My spans")
    lead.words.setText("envoy")
    QTest.keyClick(lead.words, Qt.Key.Key_Return)
    assert befores(lead) == ["Alpha", "an", "Beta"]


def test_what_a_lead_found_is_gone_when_an_annotator_takes_over(lead: SearchPanel) -> None:
    choose(lead.annotator, "second")

    lead._session.switch_annotator("second")

    assert befores(lead) == []
    assert lead.annotator.isHidden()
    choose(lead.label, "PERSON")
    assert befores(lead) == []
    choose(lead.label, "ORG")
    assert befores(lead) == ["Beta"]


def test_lines_are_sorted_by_the_words_after(panel: SearchPanel) -> None:
    choose(panel.order, "Order: words after")

    assert [line.right.split()[0] for line in panel.table.lines] == ["again", "met", "spoke."]


def test_counts_per_outlet_and_day_follow_the_filters(panel: SearchPanel) -> None:
    def counted() -> list[tuple[str, str]]:
        groups = [panel.counts.topLevelItem(place) for place in range(2)]
        rows = [group.child(number) for group in groups if group for number in range(group.childCount())]
        return [(row.text(0), row.text(1)) for row in rows if row]

    assert {("Elm News", "1"), ("Oak Post", "1"), ("2023-05-01", "1"), ("2024-06-02", "1")} <= set(counted())

    choose(panel.outlet, "Elm News")

    assert counted() == [("Elm News", "1"), ("2023-05-01", "1")]


def test_page_debris_is_searched_only_when_asked_for(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project("An envoy left.\n\nRead more about every envoy here.\n"))
    start = hands.text.index("Read")
    hands.drag(start, len(hands.text.rstrip()))
    hands.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    panel = ask(hands, "envoy")
    assert befores(panel) == ["An"]

    QTest.mouseClick(panel.boilerplate, Qt.MouseButton.LeftButton, pos=panel.boilerplate.rect().center())

    assert wait_until(lambda: befores(panel) == ["An", "every"])
