"""Claims about Tab and focus: it goes through all in reading order, is caught nowhere, and is always seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QFileDialog, QWidget

from annotator.actions import ACTIONS
from annotator.settings import Settings
from annotator.ui.start_window import StartWindow
from tests.ui.focus_walk import climbs, name, stops, unsigned, walk
from tests.ui.hands import Hands, in_front

THEMES = ("light", "dark", "contrast")
# Dialogs that ask the desktop for a file come from Qt.
BY_QT = {"project.new", "project.open", "overview.save"}
ASKING = [
    spec.id
    for spec in ACTIONS
    if (spec.text.endswith("...") or spec.id.startswith(("help.", "palette.open"))) and spec.id not in BY_QT
]


@pytest.fixture
def full(hands: Hands) -> Hands:
    """A window that shows every pane, the find bar, and a span with attributes."""
    hands.mark(hands.text.split()[0], "PERSON")
    for dock in hands.window.findChildren(QDockWidget):
        dock.show()
    hands.action("find.open").trigger()
    QTest.qWait(20)
    return hands


def dialogs(hands: Hands) -> Iterator[tuple[str, QDialog]]:
    """Open the program's own dialogs one after the other."""
    for id in ASKING:
        if hands.action(id).isEnabled():
            hands.action(id).trigger()
            QTest.qWait(10)
            for dialog in hands.window.findChildren(QDialog):
                if dialog.isVisible() and not isinstance(dialog, QFileDialog):
                    in_front(dialog)
                    yield id, dialog
                dialog.close()
                QTest.qWait(1)


def after_article(hands: Hands) -> QWidget:
    """Leave the article, where Tab goes from suggestion to suggestion, by F6."""
    QTest.keyClick(hands.view, Qt.Key.Key_F6)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_tab_goes_through_the_window_up_to_the_article_which_f6_leaves(full: Hands) -> None:
    wanted = {one for one in stops(full.window) if one is not full.view}
    chips = full.window.label_bar.findChildren(QWidget)[0]

    before = walk(full.window, chips)
    after = walk(full.window, full.window.documents.queue)

    assert before[-1] is full.view
    assert not sorted(name(one) for one in wanted - {*before, *after})
    assert after_article(full) is not full.view


def test_shift_tab_goes_the_same_way_back(full: Hands) -> None:
    queue = full.window.documents.queue
    there = walk(full.window, queue)

    back = walk(full.window, there[-2], back=True)

    assert back[: len(there) - 1] == there[-2::-1]


def test_tab_goes_pane_by_pane_and_down_in_each(full: Hands) -> None:
    seen = walk(full.window, full.window.documents.queue)

    for dock in full.window.findChildren(QDockWidget):
        places = [place for place, one in enumerate(seen) if dock.isAncestorOf(one)]
        assert places == list(range(places[0], places[0] + len(places))), dock.windowTitle()
        assert not list(climbs([seen[place] for place in places])), dock.windowTitle()


def test_the_fields_of_a_span_come_after_its_label(full: Hands) -> None:
    full.session.select_span(full.stored()[0].id)

    seen = [name(one) for one in walk(full.window, full.window.documents.queue)]

    label, attribute = seen.index("QComboBox Label of the span"), seen.index("NameLine attribute_name")
    note = next(place for place, one in enumerate(seen) if "Note on the span" in one)
    assert label < attribute < note


def test_tab_goes_round_in_every_dialog(hands: Hands) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    faults: dict[str, object] = {}
    seen = 0
    for id, dialog in dialogs(hands):
        seen += 1
        reached = walk(dialog, stops(dialog)[0])
        missed = [name(one) for one in stops(dialog) if one not in reached]
        back = walk(dialog, stops(dialog)[0], back=True)
        if missed or {*back} != {*reached} or QApplication.focusWidget() not in reached:
            faults[id] = missed or [name(one) for one in back]

    assert not faults
    assert seen >= 25


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_has_the_keys_in_the_window_is_seen(full: Hands, theme: str) -> None:
    full.action(f"view.{theme}").trigger()

    assert not unsigned(full.window)


@pytest.mark.parametrize("page", ["view.overview", "review.open", "agreement.open"])
@pytest.mark.parametrize("theme", THEMES)
def test_whatever_has_the_keys_on_a_page_is_seen(hands: Hands, theme: str, page: str) -> None:
    hands.action(f"view.{theme}").trigger()

    hands.action(page).trigger()
    QTest.qWait(50)

    assert not unsigned(hands.window)


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_has_the_keys_in_a_dialog_is_seen(hands: Hands, theme: str) -> None:
    hands.mark(hands.text.split()[0], "PERSON")
    hands.action(f"view.{theme}").trigger()

    hidden = {id: unsigned(dialog) for id, dialog in dialogs(hands)}

    assert not {id: found for id, found in hidden.items() if found}


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_has_the_keys_on_the_start_page_is_seen(qapp: QApplication, theme: str) -> None:
    window = StartWindow(Settings(recent=("one.annotator",), theme=theme))
    window.show()
    in_front(window)

    reached = len(walk(window, stops(window)[0]))
    hidden = unsigned(window)
    window.close()
    window.deleteLater()

    assert reached == 4
    assert not hidden
