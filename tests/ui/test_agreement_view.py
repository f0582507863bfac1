"""Claims about the agreement page: its numbers are those of the project and lead to their places."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.model.document import DocumentState, Role
from annotator.resources import seed_path
from annotator.services.agreement.board import Block, Cell
from annotator.services.agreement.comparing import compare
from annotator.services.commands import SetState
from annotator.services.flow.commands import SetRole
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.ui.charts.agreement_table import BlockTable
from annotator.ui.panels.agreement_page import AgreementPage
from annotator.ui.review.feature import Reviewing
from annotator.ui.tables import RECORD
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def compared(open_window: Callable[..., Hands], tmp_path: Path) -> Hands:
    """The sample project with the finished work of two annotators."""
    path = tmp_path / "sample.annotator"
    with Project.create(path) as project:
        import_paths(project, [seed_path("annotations.jsonl")])
    return open_window(path)


def opened(hands: Hands) -> AgreementPage:
    """Open the page by its key and wait for its figures."""
    hands.press(Qt.Key.Key_A, CTRL | SHIFT)
    page = hands.window.findChild(AgreementPage)
    assert isinstance(page, AgreementPage)
    wait_for(lambda: bool(page.tables))
    return page


def wait_for(holds: Callable[[], bool]) -> None:
    assert wait_until(holds)


def cell(table: BlockTable, row: str, column: str) -> tuple[QModelIndex, Cell]:
    """Find a cell by the names of its row and column."""
    model = table.model()
    down = next(n for n in range(model.rowCount()) if model.index(n, 0).data() == row)
    index = model.index(down, table.block.columns.index(column))
    found = index.data(RECORD)
    assert isinstance(found, Cell)
    return index, found


def test_the_page_shows_the_figures_of_the_command_line(compared: Hands) -> None:
    page = opened(compared)
    figures = compare(compared.session.project)["scopes"]["entity"]

    assert page.layer.currentData() == "entity"
    assert cell(page.tables["at_a_glance"], "Exact F1", "Value")[1].text == f"{figures['mean']['exact_f1']:.3f}"
    assert cell(page.tables["pairs"], "first", "second")[1].text == f"{figures['pairs'][0]['exact']['f1']:.3f}"
    person = figures["labels"]["PERSON"]
    assert cell(page.tables["labels"], "PERSON", "Exact F1")[1].text == f"{person['mean_f1']:.3f}"


def test_layers_come_first_and_all_together_last(compared: Hands) -> None:
    page = opened(compared)

    names = [page.layer.itemText(n) for n in range(page.layer.count())]
    assert names == ["entity", "quote", "claim", "helper", "All layers together"]


def test_enter_on_a_number_shows_its_places_in_review(compared: Hands) -> None:
    page = opened(compared)
    table = page.tables["classes"]
    index, found = cell(table, table.block.rows[0][0].text, "Places")
    table.setFocus()
    table.setCurrentIndex(index)

    QTest.keyClick(table, Qt.Key.Key_Return)

    review = compared.window.findChild(Reviewing)
    assert isinstance(review, Reviewing)
    wait_for(lambda: review.page.isVisible() and not review.desk.is_loading)
    assert review.page.list.model().rowCount() == int(found.text)


def test_a_click_on_the_diagonal_says_that_nobody_differs(compared: Hands) -> None:
    page = opened(compared)
    table = page.tables["confusion"]
    index, _ = cell(table, "PERSON", "PERSON")
    told: list[str] = []
    compared.session.told.connect(told.append)
    page.area.ensureWidgetVisible(table)

    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, table.visualRect(index).center()
    )

    review = compared.window.findChild(Reviewing)
    assert isinstance(review, Reviewing)
    wait_for(lambda: bool(told) or review.page.isVisible())


def test_a_table_is_copied_with_tabs(compared: Hands) -> None:
    page = opened(compared)
    table = page.tables["labels"]
    table.setFocus()

    QTest.keyClick(table, Qt.Key.Key_C, CTRL)

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["Label", "Spans", "Exact F1"]
    assert len(lines) == 1 + len(table.block.rows)


def test_every_number_says_what_it_is_in_a_sentence(compared: Hands) -> None:
    page = opened(compared)

    for table in page.tables.values():
        model = table.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                if any(sign.isdigit() for sign in index.data()):
                    assert " " in index.data(Qt.ItemDataRole.AccessibleTextRole), (table.objectName(), row, column)


def test_arrows_put_the_sentence_of_the_number_below(compared: Hands) -> None:
    page = opened(compared)
    table = page.tables["labels"]
    table.setFocus()

    QTest.keyClick(table, Qt.Key.Key_Right)

    assert "It may mislead" in page.said.text()


def test_an_annotator_does_not_see_it_while_somebody_leads(compared: Hands) -> None:
    session = compared.session
    second = session.project.annotator("second")
    assert second is not None
    session.execute(SetRole(second.id, Role.LEAD))

    compared.press(Qt.Key.Key_A, CTRL | SHIFT)

    assert compared.view.isVisible()
    assert "ask second" in compared.window.banner.words


def test_gold_figures_are_for_leads_only(compared: Hands) -> None:
    assert "gold" not in {block.id for block in blocks(opened(compared))}

    compared.session.execute(SetRole(compared.session.annotator.id, Role.LEAD))
    page = opened(compared)

    wait_for(lambda: "gold" in {block.id for block in blocks(page)})


def blocks(page: AgreementPage) -> tuple[Block, ...]:
    return page.board.blocks


def test_an_article_taken_back_is_left_out_at_once(compared: Hands) -> None:
    page = opened(compared)
    assert cell(page.tables["at_a_glance"], "Articles done by two or more", "Value")[1].text == "5"
    document = compared.session.project.document_ids()[0]

    compared.session.execute(SetState(document, DocumentState.IN_PROGRESS))

    wait_for(lambda: cell(page.tables["at_a_glance"], "Articles done by two or more", "Value")[1].text == "4")


def test_without_a_second_annotator_a_sentence_says_so(open_window: Callable[..., Hands], project_path: Path) -> None:
    hands = open_window(project_path)

    hands.press(Qt.Key.Key_A, CTRL | SHIFT)

    page = hands.window.findChild(AgreementPage)
    assert isinstance(page, AgreementPage)
    wait_for(lambda: bool(page.board.reason))
    assert page.board.reason.startswith("Nobody has finished an article yet")
    assert not page.report.isEnabled()


def test_the_report_is_written_where_it_was_asked_for(compared: Hands, tmp_path: Path) -> None:
    page = opened(compared)
    page.report.setFocus()
    QTest.keyClick(page.report, Qt.Key.Key_Space)
    dialog = compared.window.findChild(QFileDialog, "agreement_report_dialog")
    assert isinstance(dialog, QFileDialog)
    out = tmp_path / "report.html"

    dialog.fileSelected.emit(str(out))
    dialog.reject()

    wait_for(out.with_suffix(".clusters.csv").exists)
    assert "Agreement in sample" in out.read_text(encoding="utf-8")
    written = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
    assert written["figures"] == json.loads(json.dumps(compare(compared.session.project)))


def test_the_report_hides_names_when_asked(compared: Hands, tmp_path: Path) -> None:
    page = opened(compared)
    page.pseudonyms.setFocus()
    QTest.keyClick(page.pseudonyms, Qt.Key.Key_Space)
    names = [one.name for one in compared.session.project.annotators()]
    QTest.keyClick(page.report, Qt.Key.Key_Space)
    dialog = compared.window.findChild(QFileDialog, "agreement_report_dialog")
    assert isinstance(dialog, QFileDialog)
    out = tmp_path / "report.html"

    dialog.fileSelected.emit(str(out))
    dialog.reject()

    wait_for(out.with_suffix(".clusters.csv").exists)
    people = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))["figures"]["annotators"]
    assert len(people) == 2
    assert not {*people} & {*names}
