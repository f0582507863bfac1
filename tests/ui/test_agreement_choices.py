"""Claims about what can be chosen on the agreement page: pairs, giving up, gold, guideline versions, every number."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.decision import Verdict
from annotator.model.document import DocumentState, Role
from annotator.services.agreement.board import Cell
from annotator.services.agreement.comparing import compare
from annotator.services.commands import AddSpan, SetState
from annotator.services.flow.commands import SetRole
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import review_of
from annotator.services.scheme.commands import ChangeLabel
from annotator.ui.agreeing import Agreeing
from annotator.ui.charts.agreement_table import BlockTable
from annotator.ui.panels.agreement_page import AgreementPage
from annotator.ui.review.feature import Reviewing
from tests.ui.hands import Hands, in_front
from tests.ui.waiting import wait_until

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TEXT = "Ana Moreno said that the ferry sails to Tallinn on Monday. Nobody in Tallinn knew of it.\n"
OTHER = "On Monday Ben Okafor told Radio Two that Tallinn waits.\n"
MARKS = (
    *(("first", 0, "Ana Moreno", "PERSON"), ("second", 0, "Moreno", "PERSON"), ("third", 0, "Ana Moreno", "PERSON")),
    *(("first", 0, "Tallinn", "GPE"), ("second", 0, "Tallinn", "LOC"), ("third", 0, "Tallinn", "LOC")),
    *(("first", 1, "Radio Two", "ORG"), ("second", 1, "Radio Two", "ORG")),
    *(("first", 1, "Tallinn", "GPE"), ("second", 1, "Tallinn", "LOC")),
)


@pytest.fixture
def path(make_project: Callable[..., Path]) -> Path:
    """Two articles; the third annotator is done with the first of them only."""
    made = make_project(TEXT, OTHER)
    with Project.open(made) as project:
        documents = project.document_ids()
        for name, number, words, label in MARKS:
            start = (TEXT, OTHER)[number].index(words)
            command = AddSpan(documents[number], label, ((start, start + len(words)),))
            project.execute(command, project.ensure_annotator(name).id)
        for name, document in [*product(("first", "second"), documents), ("third", documents[0])]:
            project.execute(SetState(document, DocumentState.DONE), project.ensure_annotator(name).id)
    return made


def page_of(hands: Hands) -> AgreementPage:
    """Open the page by its key and wait for its figures."""
    in_front(hands.window)
    hands.press(Qt.Key.Key_A, CTRL_SHIFT)
    found = hands.window.findChild(Agreeing)
    assert isinstance(found, Agreeing)
    assert wait_until(lambda: bool(found.page.tables) and not found.page.cancel.isVisible())
    return found.page


def choose_people(page: AgreementPage, words: str) -> None:
    """Choose whom to compare by the keys of the list."""
    page.people.setFocus()
    page.people.showPopup()
    view = page.people.view()
    view.setCurrentIndex(page.people.model().index(page.people.findText(words), 0))
    QTest.keyClick(view, Qt.Key.Key_Return)


def text_of(table: BlockTable, row: str, column: str) -> str:
    found = next(cells for cells in table.block.rows if cells[0].text == row)
    return found[table.block.columns.index(column)].text


def click(page: AgreementPage, table: BlockTable, row: int, column: int) -> None:
    index = table.model().index(row, column)
    page.area.ensureWidgetVisible(table)
    table.scrollTo(index)
    none = Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, none, table.visualRect(index).center())


def review_in(hands: Hands) -> Reviewing:
    found = hands.window.findChild(Reviewing)
    assert isinstance(found, Reviewing)
    return found


def test_a_pair_has_its_own_figures(open_window: Callable[..., Hands], path: Path) -> None:
    hands = open_window(path)
    page = page_of(hands)
    assert page.people.isVisible() and page.people.count() == 4

    choose_people(page, "second and third")

    assert wait_until(lambda: page.board.whom == ("second", "third"))
    figures = compare(hands.session.project, ("second", "third"))["scopes"]["entity"]
    assert text_of(page.tables["at_a_glance"], "Exact F1", "Value") == f"{figures['mean']['exact_f1']:.3f}"
    assert text_of(page.tables["at_a_glance"], "Articles done by two or more", "Value") == "1"


def test_a_number_of_a_pair_leads_to_the_places_of_that_pair(open_window: Callable[..., Hands], path: Path) -> None:
    hands = open_window(path)
    page = page_of(hands)
    choose_people(page, "second and third")
    assert wait_until(lambda: page.board.whom == ("second", "third"))
    table = page.tables["classes"]

    click(page, table, 0, table.block.columns.index("Places"))

    review = review_in(hands)
    assert wait_until(lambda: review.page.isVisible() and not review.desk.is_loading)
    assert [row.surface for row in review.page.table.rows] == ["Ana Moreno"]


def test_the_computation_can_be_given_up_and_begun_again(open_window: Callable[..., Hands], path: Path) -> None:
    hands = open_window(path)
    in_front(hands.window)
    hands.press(Qt.Key.Key_A, CTRL_SHIFT)
    page = hands.window.findChild(AgreementPage)
    assert isinstance(page, AgreementPage) and page.cancel.isVisible()

    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)

    assert wait_until(lambda: page.said.text().startswith("Cancelled"))
    assert not page.tables and not page.cancel.isVisible()
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page_of(hands).tables


def test_a_lead_sees_annotators_against_gold_after_adjudication(open_window: Callable[..., Hands], path: Path) -> None:
    with Project.open(path) as project:
        (lead, *_) = project.annotators()
        project.execute(SetRole(lead.id, Role.LEAD), lead.id)
        document = project.document_ids()[1]
        verdicts = tuple(
            ClusterVerdict(one.cluster.key, Verdict.TAKE, 0)
            for one in review_of(project.file, document).items
            if one.differs
        )
        project.execute(Decide(document, verdicts), lead.id)
    page = page_of(open_window(path, "first"))

    gold = page.tables["gold"]

    assert text_of(gold, "first", "Exact F1") == "1.000" and text_of(gold, "second", "Exact F1") == "0.500"
    assert text_of(gold, "second", "Articles") == "1"
    assert "1 of second's 2 spans and of 2 in gold" in gold.block.rows[1][2].says


def test_the_course_follows_the_versions_of_the_scheme(open_window: Callable[..., Hands], path: Path) -> None:
    with Project.open(path) as project:
        before = project.scheme.revision
        label = project.scheme.label("GPE")
        first = project.annotator("first")
        assert label is not None and first is not None
        project.execute(ChangeLabel("GPE", replace(label, definition="A place with a government.")), first.id)
        later = project.document_ids()[1]
        for state in (DocumentState.IN_PROGRESS, DocumentState.DONE):
            project.execute(SetState(later, state), first.id)
        after = project.scheme.revision
    page = page_of(open_window(path))

    rows = page.tables["trend"].block.rows

    assert before < after
    assert [cells[0].text for cells in rows] == [f"Version {before}", f"Version {after}"]
    assert page.tables["trend"].block.notes


def test_a_number_of_every_table_leads_to_its_places(open_window: Callable[..., Hands], path: Path) -> None:
    hands = open_window(path)
    review = review_in(hands)
    told: list[str] = []
    hands.session.told.connect(told.append)
    for id in tuple(page_of(hands).tables):
        page = page_of(hands)
        table, told[:] = page.tables[id], []
        row, column = next(
            (row, column)
            for row, cells in enumerate(table.block.rows)
            for column, cell in enumerate(cells)
            if cell.pick is not None and _is_number(cell)
        )

        click(page, table, row, column)

        assert wait_until(lambda: bool(told) or (review.page.isVisible() and not review.desk.is_loading)), id
        assert told or review.page.table.rows, f"{id} leads nowhere"
        hands.window.pages.show_article()


def test_every_number_that_counts_places_can_be_followed(open_window: Callable[..., Hands], path: Path) -> None:
    page = page_of(open_window(path))

    for table in page.tables.values():
        for cells in table.block.rows:
            for cell in cells:
                if _is_number(cell) and cell.text not in ("0", "0 %"):
                    assert cell.pick is not None, (table.block.id, cells[0].text, cell.text)


def _is_number(cell: Cell) -> bool:
    return cell.is_number and any(sign.isdigit() for sign in cell.text)
