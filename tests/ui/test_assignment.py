"""Claims about leads and assignments: who may assign, four ways to share out, one undo."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.model.document import Role
from annotator.services.flow.queues import Queue
from annotator.ui.dialogs.annotator_chooser import AnnotatorChooser
from annotator.ui.dialogs.assign_dialog import ALL, BY_LOT, SHARE, AssignDialog
from annotator.ui.dialogs.roles_dialog import RolesDialog
from tests.ui.hands import Hands, in_front

CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_annotator_becomes_the_lead_by_a_tick_that_undo_takes_back(hands: Hands) -> None:
    become_lead(hands)
    assert stored_role(hands) is Role.LEAD
    assert hands.session.annotator.role is Role.LEAD

    in_front(hands.window)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert stored_role(hands) is Role.ANNOTATOR
    assert hands.session.annotator.role is Role.ANNOTATOR


def test_a_role_that_may_not_be_taken_stays_and_is_told(hands: Hands) -> None:
    become_lead(hands)
    hands.session.switch_annotator("second")
    dialog = roles(hands)

    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)

    assert "Only a lead" in dialog.problem.text()
    assert dialog.list.item(1).checkState() == Qt.CheckState.Unchecked
    assert hands.session.annotator.role is Role.ANNOTATOR


def test_who_is_annotating_shows_who_leads(hands: Hands) -> None:
    become_lead(hands)

    hands.action("annotator.switch").trigger()
    chooser = hands.window.findChildren(AnnotatorChooser)[-1]
    assert chooser.list.item(0).text() == "first - lead"
    chooser.list.setCurrentRow(0)
    assert chooser.name.text() == "first"


def test_somebody_who_is_no_lead_cannot_assign(hands: Hands) -> None:
    dialog = assigning(hands)
    dialog.way.setCurrentIndex(ALL)

    press(dialog)

    assert "Only a lead" in dialog.problem.text()
    assert hands.session.project.assignments() == frozenset()


def test_every_article_goes_to_everybody_and_one_undo_takes_all_back(hands: Hands) -> None:
    become_lead(hands)
    dialog = assigning(hands)
    name(dialog, "second")

    dialog.way.setCurrentIndex(ALL)
    press(dialog)
    assert len(hands.session.project.assignments()) == 10

    in_front(hands.window)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.session.project.assignments() == frozenset()


def test_lots_follow_the_seed_that_is_shown(hands: Hands) -> None:
    become_lead(hands)
    dialog = assigning(hands)
    name(dialog, "second")
    dialog.way.setCurrentIndex(BY_LOT)
    assert dialog.seed.isVisible()
    once = dialog.table.pairs

    dialog.seed.setFocus()
    for _ in range(5):
        QTest.keyClick(dialog.seed, Qt.Key.Key_Up)
    for _ in range(5):
        QTest.keyClick(dialog.seed, Qt.Key.Key_Down)

    assert dialog.table.pairs == once
    press(dialog)
    assert hands.session.project.assignments() == once
    assert len(once) == 5


def test_more_annotators_per_article_than_there_are_is_told(hands: Hands) -> None:
    become_lead(hands)
    dialog = assigning(hands)
    dialog.way.setCurrentIndex(BY_LOT)

    dialog.overlap.setValue(2)

    assert "choose 1 to 1" in dialog.problem.text()


def test_a_share_goes_to_everybody(hands: Hands) -> None:
    become_lead(hands)
    dialog = assigning(hands)
    name(dialog, "second")
    dialog.way.setCurrentIndex(SHARE)

    dialog.share.setValue(40)
    press(dialog)

    assert len(hands.session.project.assignments()) == 7


def test_assigning_by_hand_with_mouse_and_space_fills_the_queue_of_mine(hands: Hands) -> None:
    become_lead(hands)
    dialog = assigning(hands)
    cell = dialog.grid.visualRect(dialog.table.index(1, 1))
    box = QPoint(cell.left() + 12, cell.center().y())

    QTest.mouseClick(dialog.grid.viewport(), Qt.MouseButton.LeftButton, pos=box)
    dialog.grid.setCurrentIndex(dialog.table.index(3, 1))
    QTest.keyClick(dialog.grid, Qt.Key.Key_Space)
    assert "first: 2 (0 shared)" in dialog.loads.text()
    press(dialog)

    ids = hands.session.project.document_ids()
    assert {document for document, _ in hands.session.project.assignments()} == {ids[1], ids[3]}
    hands.action("queue.mine").trigger()
    assert hands.window.documents.view.model().rowCount() == 2
    assert hands.window.documents.queue.currentText() == f"{Queue.MINE} (2)"


def test_only_articles_that_nobody_has_are_touched(hands: Hands) -> None:
    become_lead(hands)
    first = assigning(hands)
    first.table.setData(first.table.index(0, 1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    press(first)
    dialog = assigning(hands)
    name(dialog, "second")

    dialog.only_free.click()
    dialog.people.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.way.setCurrentIndex(ALL)
    press(dialog)

    loads = sorted(annotator == hands.session.annotator.id for _, annotator in hands.session.project.assignments())
    assert loads == [False] * 4 + [True]


def roles(hands: Hands) -> RolesDialog:
    hands.action("annotator.roles").trigger()
    dialog = hands.window.findChildren(RolesDialog)[-1]
    in_front(dialog)
    return dialog


def become_lead(hands: Hands) -> None:
    dialog = roles(hands)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.accept()


def stored_role(hands: Hands) -> Role:
    found = hands.session.project.annotator("first")
    assert found is not None
    return found.role


def assigning(hands: Hands) -> AssignDialog:
    hands.action("project.assign").trigger()
    dialog = hands.window.findChildren(AssignDialog)[-1]
    in_front(dialog)
    return dialog


def name(dialog: AssignDialog, name: str) -> None:
    QTest.keyClicks(dialog.name, name)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)


def press(dialog: AssignDialog) -> None:
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
