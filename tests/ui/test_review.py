"""The review page by keys and mouse: every action there, what is stored by it, who may look."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog, QMenu, QToolButton

from annotator.model.annotation import Span
from annotator.model.decision import Decision, Verdict
from annotator.model.document import Role
from annotator.services.commands import MoveSpan
from annotator.services.flow.commands import SetRole
from annotator.services.project import Project
from annotator.services.review.gathering import gold_spans
from annotator.services.review.rows import RowState
from annotator.services.scheme.guideline import guideline_versions
from annotator.storage.decisions import decisions
from annotator.ui.review.previews import AlikeDialog, RuleDialog
from tests.ui.hands import Hands
from tests.ui.reviewer import OTHER, TEXT, Reviewer, label_differently, review_in
from tests.ui.waiting import wait_until

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_Dialog = TypeVar("_Dialog", bound=QDialog)


@pytest.fixture
def compared(make_project: Callable[..., Path]) -> Path:
    """Two articles that two annotators finished, with five disagreements."""
    path = make_project(TEXT, OTHER)
    label_differently(path)
    return path


@pytest.fixture
def reviewer(compared: Path, open_window: Callable[..., Hands]) -> Reviewer:
    """Somebody who labelled nothing reviews."""
    return review_in(open_window(compared, "third"))


def gold(reviewer: Reviewer, number: int = 0) -> list[tuple[str, str]]:
    """Words and labels of gold as stored."""
    return [(span.text, span.label) for span in gold_as_stored(reviewer, number)]


def gold_as_stored(reviewer: Reviewer, number: int = 0) -> tuple[Span, ...]:
    """The gold spans of an article."""
    with reviewer.project.file.reading():
        return gold_spans(reviewer.project.file, reviewer.project.document_ids()[number])


def stored(reviewer: Reviewer) -> list[Decision]:
    """All decisions that stand."""
    with reviewer.project.file.reading() as db:
        return [one for document in reviewer.project.document_ids() for one in decisions(db, document)]


def here(reviewer: Reviewer) -> str:
    """The words of the place on the desk."""
    assert reviewer.desk.row is not None
    return reviewer.desk.row.surface


def opened(reviewer: Reviewer, kind: type[_Dialog]) -> _Dialog:
    """Find the dialog that was opened, once it has the keys."""
    dialog = reviewer.hands.window.findChild(kind)
    assert isinstance(dialog, kind), reviewer.said
    QTest.qWaitForWindowExposed(dialog)
    dialog.windowHandle().requestActivate()
    QTest.qWaitForWindowActive(dialog)
    return dialog


def menu(reviewer: Reviewer, name: str) -> QMenu:
    """Find the menu that is open."""
    found = reviewer.feature.page.findChild(QMenu, name)
    assert isinstance(found, QMenu)
    return found


def test_review_opens_with_the_first_disagreement_framed(reviewer: Reviewer) -> None:
    page = reviewer.feature.page

    assert page.isVisible() and reviewer.hands.window.findChild(type(page), "review_view") is page
    assert (here(reviewer), page.text.showing()) == ("Ana Moreno", (0, 10))
    assert [page.list.model().rowCount(), len(page.card.buttons), reviewer.left] == [5, 2, 5]


def test_n_p_j_and_k_walk_the_unresolved_across_articles(reviewer: Reviewer) -> None:
    walked = []
    for key in (Key.Key_N, Key.Key_J, Key.Key_N, Key.Key_N, Key.Key_P, Key.Key_K):
        reviewer.press(key)
        walked.append(here(reviewer))

    assert walked == ["Tallinn", "Monday", "Tallinn", "Tallinn", "Tallinn", "Monday"]
    assert reviewer.desk.document is not None and reviewer.desk.document.text == TEXT


def test_a_digit_takes_a_choice_and_goes_on(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_1)

    assert gold(reviewer)[0] == ("Ana Moreno", "PERSON")
    assert here(reviewer) == "Tallinn"


def test_a_click_on_a_choice_takes_it(reviewer: Reviewer) -> None:
    QTest.mouseClick(reviewer.feature.page.card.buttons[1], Qt.MouseButton.LeftButton)

    assert gold(reviewer)[0] == ("Moreno", "PERSON")


def test_a_number_that_is_not_there_is_refused_in_words(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_7)

    assert "no choice 7" in reviewer.said
    assert stored(reviewer) == []


def test_none_and_both_are_stored(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_0)
    reviewer.press(Key.Key_B)

    assert [one.verdict for one in stored(reviewer)] == [Verdict.NONE, Verdict.BOTH]
    assert gold(reviewer) == [("Tallinn", "GPE"), ("Tallinn", "LOC")]


def test_the_buttons_below_do_the_same(reviewer: Reviewer) -> None:
    button = reviewer.feature.page.findChild(QToolButton, "review_none_button")
    assert isinstance(button, QToolButton)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert [one.verdict for one in stored(reviewer)] == [Verdict.NONE]


def test_joining_makes_one_span_of_all(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_M)

    assert gold(reviewer)[0] == ("Ana Moreno", "PERSON")
    assert stored(reviewer)[0].verdict is Verdict.MERGE


def test_edited_bounds_are_taken_by_enter(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_E)
    reviewer.press(Key.Key_Right, Modifier.AltModifier | Modifier.ShiftModifier | Modifier.ControlModifier)
    reviewer.press(Key.Key_Right, Modifier.AltModifier | Modifier.ControlModifier)
    reviewer.press(Key.Key_Left, Modifier.AltModifier)
    reviewer.press(Key.Key_Right, Modifier.AltModifier)
    reviewer.press(Key.Key_Return)

    assert gold(reviewer)[0] == ("Moreno said", "PERSON")
    assert stored(reviewer)[0].verdict is Verdict.EDIT


def test_alt_and_an_arrow_begin_to_edit_at_once(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Left, Modifier.AltModifier | Modifier.ShiftModifier)
    reviewer.press(Key.Key_Return)

    assert gold(reviewer)[0] == ("Ana Moren", "PERSON")


def test_escape_lets_go_of_the_bounds_then_leaves_the_page(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_E)
    reviewer.press(Key.Key_Escape)
    assert reviewer.feature.page.isVisible() and reviewer.feature.page.text.selected_range() is None

    reviewer.press(Key.Key_Escape)

    assert not reviewer.feature.page.isVisible() and reviewer.hands.view.hasFocus()
    assert stored(reviewer) == []


def test_enter_without_words_says_what_to_do(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Return)

    assert "press E" in reviewer.said


def test_another_label_is_chosen_from_a_menu(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_N)
    reviewer.press(Key.Key_L)
    labels = menu(reviewer, "review_labels")
    place = next(n for n, one in enumerate(labels.actions()) if one.data() == "ORG")
    QTest.keyClick(labels, Qt.Key(Key.Key_1.value + place))

    assert gold(reviewer) == [("Tallinn", "ORG")]


def test_flagging_leaves_the_place_open_for_discussion(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_F)

    assert reviewer.feature.page.table.known[0].state is RowState.DISCUSS
    assert (here(reviewer), reviewer.left) == ("Tallinn", 5)


def test_a_reason_and_a_comment_go_with_the_next_decision(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_R)
    QTest.keyClick(menu(reviewer, "review_reasons"), Key.Key_3)
    reviewer.press(Key.Key_C)
    line = reviewer.feature.page.card.comment
    QTest.keyClicks(line, "1 or 2?")
    QTest.keyClick(line, Key.Key_Return)
    assert stored(reviewer) == []
    assert "text is ambiguous" in reviewer.feature.page.card.pending.text()

    reviewer.press(Key.Key_1)

    assert [(one.reason, one.comment) for one in stored(reviewer)] == [("ambiguous_text", "1 or 2?")]
    assert reviewer.feature.page.card.pending.text() == ""


def test_a_reason_can_be_given_to_a_decision_that_stands(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_2)
    reviewer.feature.page.list.selectRow(0)
    reviewer.press(Key.Key_R)
    QTest.keyClick(menu(reviewer, "review_reasons"), Key.Key_1)

    assert [(one.verdict, one.reason) for one in stored(reviewer)] == [(Verdict.TAKE, "guideline_gap")]
    assert gold(reviewer)[0] == ("Moreno", "PERSON")


def test_a_comment_is_left_by_escape(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_C)
    QTest.keyClick(reviewer.feature.page.card.comment, Key.Key_Escape)

    assert reviewer.feature.page.isVisible() and reviewer.feature.page.text.hasFocus()


def test_a_line_is_added_to_the_guideline(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_G)
    dialog = opened(reviewer, QInputDialog)
    assert dialog.textValue() == "- “Ana Moreno” (PERSON):"
    dialog.setTextValue("- Whole names.")
    dialog.accept()

    assert guideline_versions(reviewer.project)[0].guideline.text == "- Whole names.\n"


def test_shift_and_a_digit_decide_all_that_are_alike_after_a_look(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_N)
    reviewer.press(Key.Key_1, Modifier.ShiftModifier)
    dialog = opened(reviewer, AlikeDialog)
    assert dialog.confirm.text() == "Decide 3"

    QTest.keyClick(dialog.confirm, Key.Key_Return)

    assert (gold(reviewer)[:2], gold(reviewer, 1)) == (
        [("Tallinn", "GPE")] * 2,
        [("Radio Two", "ORG"), ("Tallinn", "GPE")],
    )
    reviewer.hands.action("edit.undo").trigger()
    assert (gold(reviewer), gold(reviewer, 1)) == ([], [])


def test_a_place_without_others_like_it_is_taken_at_once(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_2, Modifier.ShiftModifier)

    assert gold(reviewer)[0] == ("Moreno", "PERSON")


@pytest.mark.parametrize(("key", "rule"), [(Key.Key_A, 0), (Key.Key_U, 1)])
def test_a_rule_decides_after_a_look_and_one_undo_takes_it_back(reviewer: Reviewer, key: Qt.Key, rule: int) -> None:
    reviewer.press(key)
    dialog = opened(reviewer, RuleDialog)
    assert wait_until(dialog.confirm.isEnabled)
    assert (dialog.rule.currentIndex(), dialog.count.text()) == (rule, "1 place in 1 article")

    QTest.keyClick(dialog.confirm, Key.Key_Return)

    assert gold(reviewer, 1) == [("Radio Two", "ORG")]
    reviewer.hands.action("edit.undo").trigger()
    assert gold(reviewer, 1) == []


def test_undo_brings_the_place_back_onto_the_desk(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_1)
    reviewer.press(Key.Key_Z, Modifier.ControlModifier)

    assert (here(reviewer), reviewer.left, stored(reviewer)) == ("Ana Moreno", 5, [])


def test_names_are_hidden_until_h_shows_them(reviewer: Reviewer) -> None:
    page = reviewer.feature.page
    assert page.card.buttons[0].text()[-1] in "AB"
    assert not page.filters.pair.isEnabled()

    reviewer.press(Key.Key_H)

    assert page.card.buttons[0].text().endswith("first")
    assert page.filters.pair.isEnabled()


def test_filters_and_order_choose_what_is_listed(reviewer: Reviewer) -> None:
    filters, table = reviewer.feature.page.filters, reviewer.feature.page.table
    filters.difference.setCurrentIndex(filters.difference.findText("label"))
    filters.difference.activated.emit(0)
    assert ([row.surface for row in table.rows], here(reviewer)) == (["Tallinn"] * 3, "Tallinn")
    filters.difference.setCurrentIndex(0)
    filters.order.setCurrentIndex(1)

    filters.order.activated.emit(1)

    assert table.rows[0].difference == "omission"


def test_a_figure_shows_its_clusters_only_until_all_are_wanted(reviewer: Reviewer) -> None:
    table = reviewer.feature.page.table
    wanted = table.rows[2]

    reviewer.feature.show_clusters((wanted.key,))
    assert wait_until(lambda: not reviewer.desk.is_loading)

    assert [row.key for row in table.rows] == [wanted.key]
    QTest.mouseClick(reviewer.feature.page.filters.picked, Qt.MouseButton.LeftButton)
    assert len(table.rows) == 5


def test_the_list_chooses_by_click_and_arrows(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_Slash)
    reviewer.press(Key.Key_Down, on=reviewer.feature.page.list)

    assert here(reviewer) == "Tallinn"
    reviewer.press(Key.Key_2, on=reviewer.feature.page.list)
    assert gold(reviewer) == [("Tallinn", "LOC")]


def test_an_annotators_edit_shows_the_decision_as_changed(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_1)
    project, document = reviewer.project, reviewer.project.document_ids()[0]
    second = project.annotator("second")
    assert second is not None
    span = next(one for one in project.spans(document, second.id) if one.text == "Moreno")
    project.execute(MoveSpan(span.id, ((4, 9),)), second.id)

    reviewer.hands.action("review.open").trigger()
    assert wait_until(lambda: not reviewer.desk.is_loading)

    assert reviewer.feature.page.table.known[0].state is RowState.STALE
    assert gold(reviewer)[0] == ("Ana Moreno", "PERSON")


def test_review_leaves_the_annotators_article_keys_alone(reviewer: Reviewer) -> None:
    reviewer.press(Key.Key_1)
    reviewer.press(Key.Key_Escape)

    reviewer.hands.drag(0, 3)
    reviewer.hands.press(Key.Key_1)

    assert reviewer.hands.stored_words() == [("PERSON", "Ana")]
    assert len(stored(reviewer)) == 1


def test_only_a_lead_may_review(compared: Path, open_window: Callable[..., Hands]) -> None:
    with Project.open(compared) as project:
        first = project.ensure_annotator("first")
        project.execute(SetRole(first.id, Role.LEAD), first.id)
    hands = open_window(compared, "second")
    hands.press(Key.Key_R, Modifier.ControlModifier)

    assert "Only a lead reviews" in hands.window.banner.words
    assert not Reviewer(hands).feature.page.isVisible()


def test_an_annotator_who_reviews_keeps_her_spans(compared: Path, open_window: Callable[..., Hands]) -> None:
    reviewer = review_in(open_window(compared, "first"))
    before = reviewer.hands.stored()
    reviewer.press(Key.Key_2)

    assert reviewer.hands.stored() == before
    assert gold(reviewer)[0] == ("Moreno", "PERSON")


def test_with_one_annotator_there_is_a_sentence_and_no_list(hands: Hands) -> None:
    reviewer = review_in(hands)

    for key in (Key.Key_1, Key.Key_0, Key.Key_E, Key.Key_L, Key.Key_R, Key.Key_C, Key.Key_G, Key.Key_N, Key.Key_F):
        reviewer.press(key)

    assert "at least two annotators" in reviewer.feature.page.card.heading.text()
    assert "No disagreement is chosen" in reviewer.said
    assert stored(reviewer) == []
