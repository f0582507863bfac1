"""Claims about the overview: its charts count what is stored, lead to the spans and are saved as files."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from annotator.model.document import DocumentState, Role
from annotator.services.flow.charts import ChartKind
from annotator.services.flow.commands import SetRole
from annotator.ui.panels.chart_card import ChartCard
from annotator.ui.panels.overview_page import OverviewPage
from tests.ui.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXTS = ("Lavrov met Choe in May. Lavrov left.", "Choe stayed with Lavrov.")


@pytest.fixture
def labelled(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    """Two articles, in which the first annotator named Lavrov thrice and Choe once."""
    hands = open_window(make_project(*TEXTS))
    hands.mark("Lavrov", "PERSON")
    hands.mark("Lavrov", "PERSON", after=5)
    hands.mark("Choe", "ORG")
    hands.session.open_document(hands.session.project.document_ids()[1])
    hands.mark("Lavrov", "PERSON")
    return hands


def test_a_key_opens_the_overview_and_escape_the_article(labelled: Hands) -> None:
    page = overview(labelled)
    assert page.isVisible()
    assert not labelled.view.isVisible()

    QTest.keyClick(card(page, ChartKind.NAMES).view, Qt.Key.Key_Escape)

    assert labelled.view.isVisible()
    assert labelled.view.hasFocus()


def test_the_charts_show_what_is_stored(labelled: Hands) -> None:
    page = overview(labelled)

    assert figures(page, ChartKind.NAMES) == [("Lavrov", 3), ("Choe", 1)]
    assert figures(page, ChartKind.OUTLETS) == [("unknown", 4)]
    assert figures(page, ChartKind.DATES) == [("unknown", 4)]
    assert figures(page, ChartKind.PROGRESS) == [("first", 2)]
    assert figures(page, ChartKind.SPEAKERS) == []


def test_an_undo_is_counted_at_once(labelled: Hands) -> None:
    page = overview(labelled)

    labelled.action("edit.undo").trigger()
    wait(page)

    assert figures(page, ChartKind.NAMES) == [("Lavrov", 2), ("Choe", 1)]


def test_arrows_and_enter_lead_to_the_spans_and_on_to_the_article(labelled: Hands) -> None:
    page = overview(labelled)
    names = card(page, ChartKind.NAMES).view
    names.setFocus()

    QTest.keyClick(names, Qt.Key.Key_End)
    assert names.accessibleDescription() == "Choe, ORG: 1 of 1 spans"
    QTest.keyClick(names, Qt.Key.Key_Return)
    wait(page)
    assert [line.match for line in page.table.lines] == ["Choe"]
    assert page.lines.hasFocus()

    QTest.keyClick(page.lines, Qt.Key.Key_Return)
    assert labelled.view.isVisible()
    selected = labelled.session.selected_span
    assert selected is not None
    assert (selected.text, selected.label) == ("Choe", "ORG")


def test_a_click_on_a_bar_lists_its_spans(labelled: Hands) -> None:
    page = overview(labelled)
    names = card(page, ChartKind.NAMES).view
    place = names.pieces[0].box.center().toPoint() + QPoint(2, 2)

    QTest.mouseClick(names, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    wait(page)

    assert [line.match for line in page.table.lines] == ["Lavrov"] * 3
    assert "3 spans" in page.said.text()


def test_the_table_says_the_same_and_leads_on_too(labelled: Hands) -> None:
    page = overview(labelled)
    names = card(page, ChartKind.NAMES)

    names.as_table.setFocus()
    QTest.keyClick(names.as_table, Qt.Key.Key_Space)
    assert names.table.isVisible()
    cells = [[names.table.item(row, column).text() for column in range(4)] for row in range(2)]
    assert cells == [["Lavrov", "3", "0", "3"], ["Choe", "0", "1", "1"]]

    names.table.setCurrentCell(1, 0)
    names.table.setFocus()
    QTest.keyClick(names.table, Qt.Key.Key_Return)
    wait(page)
    assert [line.match for line in page.table.lines] == ["Choe"]


def test_a_label_narrows_the_charts(labelled: Hands) -> None:
    page = overview(labelled)

    page.label.setFocus()
    QTest.keyClicks(page.label, "ORG")
    wait(page)

    assert figures(page, ChartKind.NAMES) == [("Choe", 1)]


def test_a_layer_offers_its_labels_only(labelled: Hands) -> None:
    page = overview(labelled)

    page.layer.setFocus()
    QTest.keyClicks(page.layer, "quote")
    wait(page)

    assert page.label.findData("PERSON") == -1
    assert figures(page, ChartKind.OUTLETS) == []


def test_another_annotator_sees_nothing_of_it(labelled: Hands) -> None:
    page = overview(labelled)

    labelled.session.switch_annotator("second")
    wait(page)

    assert figures(page, ChartKind.NAMES) == []
    assert figures(page, ChartKind.PROGRESS) == [("second", 2)]
    assert not page.whose.isVisible()


def test_a_lead_chooses_whose_spans_count(labelled: Hands) -> None:
    labelled.session.switch_annotator("second")
    labelled.session.execute(SetRole(labelled.session.annotator.id, Role.LEAD))
    page = overview(labelled)
    assert page.whose.isVisible()
    assert figures(page, ChartKind.NAMES) == []
    assert [name for name, _ in figures(page, ChartKind.PROGRESS)] == ["Project", "first", "second"]

    page.whose.setFocus()
    QTest.keyClick(page.whose, Qt.Key.Key_Down)
    wait(page)

    assert figures(page, ChartKind.NAMES) == [("Lavrov", 3), ("Choe", 1)]


def test_another_annotators_span_is_shown_as_words_not_as_own_span(labelled: Hands) -> None:
    labelled.session.switch_annotator("second")
    labelled.session.execute(SetRole(labelled.session.annotator.id, Role.LEAD))
    page = overview(labelled)
    page.whose.setFocus()
    QTest.keyClick(page.whose, Qt.Key.Key_Down)
    wait(page)

    QTest.keyClick(card(page, ChartKind.NAMES).view, Qt.Key.Key_Return)
    wait(page)
    QTest.keyClick(page.lines, Qt.Key.Key_Return)

    assert labelled.view.selected_range() == (0, len("Lavrov"))
    assert labelled.session.selected is None


def test_ones_own_bar_of_progress_lists_these_articles(labelled: Hands) -> None:
    labelled.action("document.done_next").trigger()
    page = overview(labelled)

    QTest.keyClick(card(page, ChartKind.PROGRESS).view, Qt.Key.Key_Return)

    me = labelled.session.annotator.id
    listed = labelled.window.documents.view.model()
    assert listed.rowCount() == 1
    id = listed.index(0, 0).data(Qt.ItemDataRole.UserRole).id
    assert labelled.session.project.state(id, me) is DocumentState.DONE


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_a_chart_is_saved(labelled: Hands, tmp_path: Path, ending: str) -> None:
    page = overview(labelled)
    file = tmp_path / f"names.{ending}"

    QTest.mouseClick(card(page, ChartKind.NAMES).save, Qt.MouseButton.LeftButton)
    answer(labelled, file)

    if ending == "png":
        image = QImage(str(file))
        assert image.width() == 1800
        assert len({image.pixel(x, y) for x in range(0, 1800, 7) for y in range(0, image.height(), 7)}) > 3
    elif ending == "svg":
        assert QSvgRenderer(str(file)).isValid()
        assert "Lavrov" in file.read_text(encoding="utf-8")
    else:
        table = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        assert table == [["Most named", "PERSON", "ORG", "total"], ["Lavrov", "3", "0", "3"], ["Choe", "0", "1", "1"]]


def test_the_chart_that_has_the_keys_is_saved_by_its_action(labelled: Hands, tmp_path: Path) -> None:
    page = overview(labelled)
    card(page, ChartKind.OUTLETS).view.setFocus()

    labelled.action("overview.save").trigger()
    answer(labelled, tmp_path / "chart.csv")

    assert (tmp_path / "chart.csv").read_text(encoding="utf-8-sig").startswith("Labels per outlet")


@pytest.mark.parametrize("name", ["chart.docx", "no/such/folder/chart.png"])
def test_a_chart_that_cannot_be_saved_is_a_sentence(labelled: Hands, tmp_path: Path, name: str) -> None:
    page = overview(labelled)
    card(page, ChartKind.NAMES).save.click()
    dialog = labelled.window.findChildren(QFileDialog)[-1]

    dialog.fileSelected.emit(str(tmp_path / name))
    dialog.reject()

    assert "cannot be written" in labelled.window.banner.words
    assert not (tmp_path / name).exists()


def test_every_control_of_the_page_has_a_name(labelled: Hands) -> None:
    page = overview(labelled)

    for box in (page.layer, page.label, page.whose, page.lines):
        assert box.accessibleName()
    for found in page.findChildren(ChartCard):
        assert found.view.accessibleName()
        assert found.table.accessibleName()
        assert all(button.accessibleName() for button in found.findChildren(QPushButton))


def overview(hands: Hands) -> OverviewPage:
    hands.press(Qt.Key.Key_O, CTRL | SHIFT)
    page = hands.window.findChild(OverviewPage, "overview_view")
    assert isinstance(page, OverviewPage)
    wait(page)
    return page


def wait(page: OverviewPage) -> None:
    """Let the slices of counting and listing end."""
    for _ in range(5):
        QTest.qWait(1)


def card(page: OverviewPage, kind: ChartKind) -> ChartCard:
    return page.cards[kind]


def figures(page: OverviewPage, kind: ChartKind) -> list[tuple[str, int]]:
    return [(row.name, row.total) for row in card(page, kind).chart.rows]


def answer(hands: Hands, file: Path) -> None:
    dialog = hands.window.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(file))
    dialog.accept()
