"""Many suggestions at once, the doubtful ones by one key, words never suggested, term lists, memory."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator.services.project import SYSTEM, Project
from annotator.services.suggestions.accepting_many import DOUBTFUL, DoubtfulWalk
from annotator.services.suggestions.suggesting import open_suggestions, suggest_project
from annotator.services.suggestions.wishes import PutTermList, read_term_file
from annotator.settings import load_settings, save_settings
from annotator.ui.dialogs.accept_many import AcceptMany
from annotator.ui.dialogs.never_list import NeverList
from annotator.ui.dialogs.term_lists import TermLists
from tests.ui.hands import Hands
from tests.ui.test_suggestions import OTHER, TEXT, feature, in_hand, left, walk_to
from tests.ui.waiting import wait_until

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_Dialog = TypeVar("_Dialog", bound=QDialog)


UNSURE = "Yesterday Brenko met Dravik near Quorn. It was there for the whole of the day that he saw the others.\n"


@pytest.fixture
def suggested(make_project: Callable[..., Path]) -> Path:
    """A project of three articles with suggestions."""
    path = make_project(TEXT, OTHER, UNSURE)
    with Project.open(path) as project:
        suggest_project(project)
    return path


@pytest.fixture
def hands(suggested: Path, open_window: Callable[..., Hands]) -> Hands:
    """The window on the first article."""
    return open_window(suggested)


def opened(hands: Hands, action: str, kind: type[_Dialog]) -> _Dialog:
    """Run an action and find the dialog that it opens."""
    hands.action(action).trigger()
    dialog = hands.window.findChild(kind)
    assert isinstance(dialog, kind), hands.window.banner.words
    QTest.qWaitForWindowExposed(dialog)
    return dialog


def everything(hands: Hands) -> list[tuple[str, str]]:
    """Label and words of each stored span of the project."""
    project, me = hands.session.project, hands.session.annotator.id
    return [(span.label, span.text) for document in project.document_ids() for span in project.spans(document, me)]


def test_all_of_a_label_in_the_project_are_accepted_but_those_left_out_and_one_undo_takes_all_back(
    hands: Hands,
) -> None:
    dialog = opened(hands, "suggestion.accept_many", AcceptMany)
    dialog.score.setValue(0.0)
    dialog.label.setCurrentText("PERSON")
    dialog.scope.setCurrentIndex(1)
    assert wait_until(lambda: dialog.table.rowCount() >= 2)
    dialog.score.setValue(0.7)
    assert dialog.count.text() == "2 found in 2 articles, 2 chosen"
    dialog.list.setFocus()
    hands.press(Key.Key_Space, on=dialog.list)
    assert dialog.confirm.text() == "Accept 1"
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert everything(hands) == [("PERSON", "Ana Moreno")]
    hands.action("edit.undo").trigger()
    assert everything(hands) == []


def test_a_least_score_leaves_the_unsure_ones_out_of_the_list(hands: Hands) -> None:
    dialog = opened(hands, "suggestion.accept_many", AcceptMany)
    dialog.score.setValue(0.0)
    all_of_them = dialog.table.rowCount()
    dialog.score.setValue(1.0)
    assert dialog.table.rowCount() < all_of_them
    dialog.reject()
    assert everything(hands) == []


def test_one_key_walks_the_doubtful_ones_of_all_articles_and_a_decision_goes_on_to_the_next(hands: Hands) -> None:
    project, me = hands.session.project, hands.session.annotator.id
    expected = DoubtfulWalk(project, me)
    count = expected.left
    assert count >= 2
    order = [found[:2] for _ in range(count) if (found := expected.next())]
    hands.press(Key.Key_J)
    desk = feature(hands).desk
    seen = []
    for _ in range(count):
        assert desk.current is not None and desk.current.score < DOUBTFUL
        seen.append((hands.document, desk.current.id))
        hands.press(Key.Key_X)
    assert seen == order
    assert DoubtfulWalk(project, me).left == 0
    assert everything(hands) == []


def test_tab_ends_the_walk_of_the_doubtful_ones(hands: Hands) -> None:
    hands.press(Key.Key_J)
    hands.press(Key.Key_Tab)
    before = in_hand(hands)
    place = left(hands).index(before) if before else 0
    hands.press(Key.Key_X)
    assert in_hand(hands) == left(hands)[place % len(left(hands))]


def test_words_never_suggested_are_gone_in_every_article_until_taken_back(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_X, Modifier.ShiftModifier)
    assert ("PERSON", "Ana Moreno") not in left(hands)
    hands.action("document.next").trigger()
    assert ("PERSON", "Ana Moreno") not in left(hands)
    dialog = opened(hands, "suggestion.never_list", NeverList)
    assert dialog.list.item(0).text() == "Ana Moreno"
    dialog.list.selectAll()
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.list.count() == 0
    dialog.reject()
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_never_without_anything_chosen_says_what_to_do(hands: Hands) -> None:
    hands.action("suggestion.never").trigger()
    assert "walk to one with Tab" in hands.window.banner.words


def test_a_term_list_from_a_file_is_suggested_and_can_be_removed(
    make_project: Callable[..., Path], open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    save_settings(replace(load_settings(), suggest=True))
    file = tmp_path / "my terms.csv"
    file.write_text("term,label\nferry,EVENT\nwinter,NOTHING\n,ORG\n", encoding="utf-8")
    hands = open_window(make_project(TEXT))
    assert wait_until(lambda: left(hands))
    dialog = opened(hands, "suggestion.terms", TermLists)
    dialog.add_file(file)
    assert dialog.list.item(0).text() == "my terms: 2 terms"
    assert "no label NOTHING" in dialog.problem.text() and "Line 4" in dialog.problem.text()
    dialog.reject()
    assert wait_until(lambda: ("EVENT", "ferry") in left(hands))
    assert wait_until(lambda: feature(hands).runs.document is None)
    dialog = opened(hands, "suggestion.terms", TermLists)
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    dialog.reject()
    assert wait_until(lambda: ("EVENT", "ferry") not in left(hands))


def test_a_file_that_is_no_list_is_refused_in_a_sentence(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands, "suggestion.terms", TermLists)
    dialog.add_file(tmp_path / "nothing.csv")
    assert "cannot be read" in dialog.problem.text()
    assert dialog.list.count() == 0
    dialog.reject()


def test_what_she_labels_in_one_article_is_suggested_in_the_next(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    save_settings(replace(load_settings(), suggest=True))
    hands = open_window(make_project("The zorbing was seen.\n", "Then a zorbing came.\n"))
    hands.mark("zorbing", "EVENT")
    hands.action("document.next").trigger()
    assert wait_until(lambda: ("EVENT", "zorbing") in left(hands))
    walk_to(hands, "EVENT", "zorbing")
    hands.press(Key.Key_Return)
    assert [(span.label, span.origin) for span in hands.stored()] == [("EVENT", "suggestion:memory@1")]


def test_accept_many_lists_memory_and_terms_too(
    make_project: Callable[..., Path], open_window: Callable[..., Hands], tmp_path: Path
) -> None:
    file = tmp_path / "boats.csv"
    file.write_text("term,label\nglarb,EVENT\n", encoding="utf-8")
    path = make_project("The zorbing was seen.\n", "Then a zorbing and a glarb came.\n")
    with Project.open(path) as project:
        project.execute(PutTermList(read_term_file(file, project.scheme).terms), SYSTEM)
        suggest_project(project)
    hands = open_window(path)
    hands.mark("zorbing", "EVENT")
    dialog = opened(hands, "suggestion.accept_many", AcceptMany)
    dialog.score.setValue(0.0)
    dialog.label.setCurrentText("EVENT")
    dialog.scope.setCurrentIndex(1)
    assert wait_until(lambda: dialog.table.rowCount() == 2), dialog.count.text()
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    hands.action("document.next").trigger()
    assert [(span.text, span.origin) for span in hands.stored()] == [
        ("zorbing", "suggestion:memory@1"),
        ("glarb", "suggestion:dictionary:boats"),
    ]


def test_marking_furniture_of_the_page_takes_its_suggestions_away(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    save_settings(replace(load_settings(), suggest=True))
    hands = open_window(make_project(TEXT))
    assert wait_until(lambda: feature(hands).runs.document is None and ("GPE", "Oslo") in left(hands))
    places = left(hands).count(("GPE", "Oslo"))
    hands.drag(0, len("Ferry reaches Oslo"))
    hands.action("zone.boilerplate").trigger()
    assert wait_until(lambda: left(hands).count(("GPE", "Oslo")) == places - 1)
    assert wait_until(lambda: feature(hands).runs.document is None)


def test_suggesting_on_opening_is_switched_by_an_action_and_remembered(hands: Hands) -> None:
    assert not load_settings().suggest
    hands.action("suggestion.on_opening").trigger()
    assert load_settings().suggest


def test_a_long_article_shows_the_suggestions_around_and_tab_walks_through_all_of_it(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    path = make_project((OTHER * 3 + "\n") * 130)
    with Project.open(path) as project:
        suggest_project(project, ["entity"])
        everywhere = len(open_suggestions(project, project.document_ids()[0], project.ensure_annotator("first").id))
    hands = open_window(path)
    desk = feature(hands).desk
    assert desk.is_partial and len(desk.shown) < everywhere
    starts = []
    for _ in range(everywhere):
        hands.press(Key.Key_Tab)
        assert desk.current is not None
        starts.append(desk.current.start)
    assert starts == sorted(starts) and len(set(starts)) == everywhere
    hands.press(Key.Key_Tab)
    assert desk.current is not None and desk.current.start == starts[0]
    hands.press(Key.Key_Tab, Modifier.ShiftModifier)
    assert desk.current is not None and desk.current.start == starts[-1]
    hands.press(Key.Key_Return)
    assert [span.start for span in hands.stored()] == [starts[-1]]
