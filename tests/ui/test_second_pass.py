"""Claims about labelling one's own articles again: hidden first pass, drift on the same screens, nothing decided."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.model.document import DocumentState, Role
from annotator.services.commands import SetState
from annotator.services.flow.commands import SetRole
from annotator.services.flow.second_pass import passes
from annotator.ui.agreeing import Agreeing
from annotator.ui.dialogs.second_pass import SecondPassDialog
from annotator.ui.review.feature import LOOK_ONLY, Reviewing
from annotator.ui.second_pass import SecondPassing
from tests.ui.hands import Hands, in_front
from tests.ui.waiting import wait_until

TEXTS = ("Ana Moreno sailed to Tallinn on Monday.\n", "Ben Okafor stayed at home in Riga.\n")


@pytest.fixture
def desk(open_window: Callable[..., Hands], make_project: Callable[..., Path]) -> Hands:
    """A window in which the first annotator has labelled and finished both articles."""
    hands = open_window(make_project(*TEXTS))
    project, me = hands.session.project, hands.session
    hands.mark("Ana Moreno", "PERSON")
    hands.mark("Tallinn", "GPE")
    for document in project.document_ids():
        me.execute(SetState(document, DocumentState.DONE))
    return hands


def dialog_of(hands: Hands) -> SecondPassDialog:
    hands.action("pass.open").trigger()
    dialogs = hands.window.findChildren(SecondPassDialog)
    in_front(dialogs[-1])
    return dialogs[-1]


def begin(hands: Hands) -> None:
    """Begin a second pass of both articles by keys."""
    dialog = dialog_of(hands)
    QTest.keyClick(dialog.count, Qt.Key.Key_Return)
    in_front(hands.window)
    assert hands.session.annotator.role is Role.SECOND_PASS


def label_again(hands: Hands) -> None:
    """Label the first article a little differently, and finish both."""
    hands.session.open_document(hands.session.project.document_ids()[0])
    hands.mark("Moreno", "PERSON")
    hands.mark("Tallinn", "GPE")
    for document in hands.session.project.document_ids():
        hands.session.execute(SetState(document, DocumentState.DONE))


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def feature(hands: Hands) -> SecondPassing:
    return next(one for one in hands.window.features if isinstance(one, SecondPassing))


def page_of(hands: Hands) -> Agreeing:
    found = hands.window.findChild(Agreeing)
    assert isinstance(found, Agreeing)
    return found


def compared(hands: Hands) -> Agreeing:
    """Finish a second pass and look at what came out."""
    begin(hands)
    label_again(hands)
    press(feature(hands).bar.drift)
    agreeing = page_of(hands)
    assert wait_until(lambda: "drift" in agreeing.page.tables)
    return agreeing


def test_the_first_pass_is_hidden_and_its_spans_stay(desk: Hands) -> None:
    before = desk.session.project.spans(desk.document, desk.session.annotator.id)

    begin(desk)

    assert desk.session.spans == () and desk.stored() == ()
    assert "2 of 2 articles left" in feature(desk).bar.said.text() and feature(desk).bar.isVisible()
    owner = desk.session.project.annotator("first")
    assert owner is not None and before
    assert [span for one in desk.session.project.document_ids()
            for span in desk.session.project.spans(one, owner.id)] == list(before)  # fmt: skip


def test_figures_and_review_are_closed_while_it_lasts(desk: Hands) -> None:
    begin(desk)

    for id in ("agreement.open", "review.open", "pass.drift"):
        desk.window.banner.hide()
        desk.action(id).trigger()
        assert desk.view.isVisible() and "stays hidden" in desk.window.banner.words, id


def test_going_back_shows_the_first_pass_and_the_bar_counts_what_is_left(desk: Hands) -> None:
    begin(desk)
    first = desk.session.project.document_ids()[0]
    desk.session.open_document(first)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "1 of 2" in feature(desk).bar.said.text()

    press(feature(desk).bar.pause)

    assert desk.session.annotator.name == "first" and not feature(desk).bar.isVisible()
    desk.session.open_document(first)
    assert len(desk.session.spans) == 2


def test_a_pass_is_gone_on_with_where_it_was_left(desk: Hands) -> None:
    begin(desk)
    desk.session.open_document(desk.session.project.document_ids()[0])
    desk.mark("Moreno", "PERSON")
    press(feature(desk).bar.pause)

    dialog = dialog_of(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    desk.session.open_document(desk.session.project.document_ids()[0])
    assert desk.stored_words() == [("PERSON", "Moreno")]


def test_it_survives_closing_the_window(desk: Hands, open_window: Callable[..., Hands]) -> None:
    begin(desk)
    path = desk.session.project.path
    desk.window.close()

    again = open_window(path, None)

    assert again.session.annotator.role is Role.SECOND_PASS and feature(again).bar.isVisible()


def test_giving_up_leaves_the_first_pass_and_undo_brings_the_second_back(desk: Hands) -> None:
    begin(desk)
    label_again(desk)
    press(feature(desk).bar.give_up)
    assert desk.session.annotator.name == "first" and passes(desk.session.project) == ()
    assert len(desk.stored()) == 2

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    (back,) = passes(desk.session.project)
    assert len(desk.session.project.spans(desk.session.project.document_ids()[0], back.annotator.id)) == 2


def test_both_passes_are_compared_on_the_page_of_agreement(desk: Hands) -> None:
    agreeing = compared(desk)

    block = agreeing.page.tables["drift"].block
    rows = {row[0].text: [cell.text for cell in row[1:5]] for row in block.rows}
    assert rows == {"GPE": ["1", "1", "1", "1.000"], "PERSON": ["1", "1", "0", "0.000"]}
    assert block.says.startswith("first labelled 2 articles twice: 1 span came out exactly alike")
    assert desk.session.annotator.name == "first"


def test_a_second_pass_is_no_annotator_among_others(desk: Hands) -> None:
    agreeing = compared(desk)

    agreeing.page.people.setFocus()
    QTest.keyClick(agreeing.page.people, Qt.Key.Key_Up)
    agreeing.page.people.activated.emit(agreeing.page.people.currentIndex())

    assert wait_until(lambda: agreeing.page.board.reason.startswith("Only first has finished"))


def test_a_number_leads_to_its_places_and_nothing_is_decided_there(desk: Hands) -> None:
    agreeing = compared(desk)
    table = agreeing.page.tables["drift"]
    table.setFocus()
    row = next(n for n, cells in enumerate(table.block.rows) if cells[0].text == "PERSON")
    table.setCurrentIndex(table.model().index(row, 3))
    QTest.keyClick(table, Qt.Key.Key_Return)
    review = desk.window.findChild(Reviewing)
    assert isinstance(review, Reviewing)
    assert wait_until(lambda: review.page.isVisible() and not review.desk.is_loading)
    assert review.page.list.model().rowCount() == 1

    QTest.keyClick(review.page.text, Qt.Key.Key_1)

    assert review.page.banner.words == LOOK_ONLY
    assert all(one.role is not Role.GOLD for one in desk.session.project.annotators())


def test_her_own_drift_is_hers_to_see_while_somebody_leads(desk: Hands) -> None:
    project = desk.session.project
    second = project.ensure_annotator("second")
    desk.session.execute(SetRole(second.id, Role.LEAD))

    agreeing = compared(desk)

    assert [group.names for group in agreeing.page.board.groups] == [("first", "first (pass 2)")]


def test_the_report_of_the_page_is_about_both_passes(desk: Hands, tmp_path: Path) -> None:
    agreeing = compared(desk)

    agreeing.write_report(str(tmp_path / "drift.html"))

    assert wait_until((tmp_path / "drift.clusters.csv").exists)
    assert "first labelled 2 articles twice" in (tmp_path / "drift.html").read_text(encoding="utf-8")


def test_without_a_finished_article_the_dialog_says_what_to_do(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    hands = open_window(make_project(*TEXTS))

    dialog = dialog_of(hands)

    assert dialog.findChild(QPushButton, "second_pass_compare") is None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert passes(hands.session.project) == ()
