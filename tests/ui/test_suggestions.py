"""Suggestions come by themselves, and keys walk, accept, change and reject them."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.model.suggestion import SuggestionVerdict
from annotator.services.project import Project
from annotator.services.suggestions.suggesting import suggest_project
from annotator.settings import load_settings, save_settings
from annotator.storage.suggestions import read_verdicts
from annotator.ui.suggestions.feature import Suggesting
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = (
    "Ferry reaches Oslo\n\n"
    "“The ferry sails at noon,” said Ana Moreno. The ferry arrived in Oslo on October 18. "
    "It was the first ship that came from the north in the whole of the winter, the harbour said.\n"
)
OTHER = "Ana Moreno likes Oslo. She said that she was there for the whole of the week with the crew.\n"


@pytest.fixture
def suggested(make_project: Callable[..., Path]) -> Path:
    """A project of two articles with suggestions."""
    path = make_project(TEXT, OTHER)
    with Project.open(path) as project:
        suggest_project(project)
    return path


@pytest.fixture
def hands(suggested: Path, open_window: Callable[..., Hands]) -> Hands:
    """The window on the first article."""
    return open_window(suggested)


def feature(hands: Hands) -> Suggesting:
    """Find the part of the window that suggests."""
    found = [one for one in hands.window.features if isinstance(one, Suggesting)]
    return found[0]


def left(hands: Hands) -> list[tuple[str, str]]:
    """Label and words of the suggestions that are shown."""
    return [(one.label, hands.text[one.start : one.end]) for one in feature(hands).desk.shown]


def in_hand(hands: Hands) -> tuple[str, str] | None:
    """Label and words of the suggestion in hand."""
    desk = feature(hands).desk
    return (desk.current.label, desk.span.text) if desk.current is not None else None


def walk_to(hands: Hands, label: str, words: str) -> None:
    """Press Tab until a suggestion is in hand."""
    for _ in range(40):
        if in_hand(hands) == (label, words):
            return
        hands.press(Key.Key_Tab)
    raise AssertionError(f"{label} {words!r} is not among {left(hands)}")


def test_suggestions_of_the_project_are_there_when_the_article_opens(hands: Hands) -> None:
    assert ("PERSON", "Ana Moreno") in left(hands)
    assert hands.stored() == ()


def test_an_article_without_suggestions_gets_them_from_the_background(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    save_settings(replace(load_settings(), suggest=True))
    hands = open_window(make_project(TEXT))
    assert wait_until(lambda: ("PERSON", "Ana Moreno") in left(hands))
    assert wait_until(lambda: feature(hands).runs.document is None)
    assert hands.session.document is not None and hands.session.document.text == hands.text
    assert hands.stored() == ()


def test_tab_walks_forwards_and_shift_tab_backwards(hands: Hands) -> None:
    hands.press(Key.Key_Tab)
    first = in_hand(hands)
    hands.press(Key.Key_Tab)
    assert in_hand(hands) != first
    hands.press(Key.Key_Tab, Modifier.ShiftModifier)
    assert in_hand(hands) == first == left(hands)[0]


def test_enter_accepts_and_goes_on_to_the_next(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    following = left(hands)[left(hands).index(("PERSON", "Ana Moreno")) + 1]
    hands.press(Key.Key_Return)
    assert hands.stored_words() == [("PERSON", "Ana Moreno")]
    assert hands.stored()[0].origin == "suggestion:rules@1"
    assert in_hand(hands) == following


def test_accepting_a_quote_brings_its_speaker_and_the_link(hands: Hands) -> None:
    walk_to(hands, "DIRECT", "“The ferry sails at noon,”")
    hands.press(Key.Key_Return)
    assert ("PERSON", "Ana Moreno") in hands.stored_words()
    relations = hands.session.project.relations(hands.document, hands.session.annotator.id)
    assert "speaker" in {relation.label for relation in relations}


def test_x_rejects_in_this_article_only(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_X)
    assert ("PERSON", "Ana Moreno") not in left(hands)
    assert hands.stored() == ()
    verdicts = read_verdicts(hands.session.project.file.db, hands.document, hands.session.annotator.id)
    assert [one.verdict for one in verdicts] == [SuggestionVerdict.REJECTED]
    hands.action("document.next").trigger()
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_a_label_key_accepts_as_that_label(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_2)
    assert hands.stored_words() == [("ORG", "Ana Moreno")]
    assert hands.stored()[0].origin == "suggestion-edited:rules@1"
    assert ("PERSON", "Ana Moreno") not in left(hands)


def test_edges_are_moved_before_accepting_and_nothing_is_stored_until_then(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_Right, Modifier.AltModifier | Modifier.ControlModifier)
    assert hands.stored() == ()
    assert in_hand(hands) == ("PERSON", "Moreno")
    hands.press(Key.Key_Return)
    assert hands.stored_words() == [("PERSON", "Moreno")]
    assert hands.stored()[0].origin == "suggestion-edited:rules@1"


def test_undo_takes_an_acceptance_back_and_the_suggestion_returns(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_Return)
    hands.action("edit.undo").trigger()
    assert hands.stored() == ()
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_undo_takes_a_rejection_back(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_X)
    hands.action("edit.undo").trigger()
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_delete_on_a_suggestion_rejects_it(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_Delete)
    assert ("PERSON", "Ana Moreno") not in left(hands)


def test_a_click_takes_a_suggestion_in_hand_and_the_bar_tells_where_it_comes_from(hands: Hands) -> None:
    hands.click(hands.text.index("Ana Moreno") + 1)
    assert in_hand(hands) == ("PERSON", "Ana Moreno")
    bar = feature(hands).bar
    assert "rules@1" in bar.current.text() and "PERSON" in bar.current.text()
    assert bar.objectName() == "suggestion_bar"


def test_the_buttons_of_the_bar_do_what_the_keys_do(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    accept = next(one for one in feature(hands).bar.findChildren(QPushButton) if one.text() == "Accept (Enter)")
    accept.click()
    assert hands.stored_words() == [("PERSON", "Ana Moreno")]


def test_a_span_of_her_own_at_the_place_ends_the_question(hands: Hands) -> None:
    hands.mark("Ana Moreno", "ORG")
    assert ("PERSON", "Ana Moreno") not in left(hands)


def test_a_selection_is_labelled_even_while_a_suggestion_is_in_hand(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.mark("harbour", "ORG")
    assert hands.stored_words() == [("ORG", "harbour")]
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_hidden_suggestions_leave_tab_to_the_spans(hands: Hands) -> None:
    hands.action("suggestion.show").trigger()
    assert left(hands) == []
    hands.mark("harbour", "ORG")
    hands.session.select_span(None)
    hands.press(Key.Key_Tab)
    assert hands.session.selected_span is not None and hands.session.selected_span.text == "harbour"
    assert not feature(hands).bar.isVisible()


def test_only_suggestions_that_are_sure_enough_are_shown(hands: Hands) -> None:
    bar = feature(hands).bar
    everything = len(left(hands))
    bar.score.setValue(0.9)
    assert 0 <= len(left(hands)) < everything
    assert all(one.score >= 0.9 for one in feature(hands).desk.shown)
    assert bar.count.text().startswith(str(len(left(hands))) if left(hands) else "No")


def test_another_annotator_is_asked_for_herself(hands: Hands) -> None:
    walk_to(hands, "PERSON", "Ana Moreno")
    hands.press(Key.Key_Return)
    hands.session.switch_annotator("second")
    assert ("PERSON", "Ana Moreno") in left(hands)
    assert hands.stored() == ()


def test_the_last_decision_says_that_none_is_left(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    path = make_project(OTHER)
    with Project.open(path) as project:
        suggest_project(project)
    hands = open_window(path)
    hands.press(Key.Key_Tab)
    for _ in range(30):
        if not left(hands):
            break
        hands.press(Key.Key_X)
    assert left(hands) == []
    assert feature(hands).bar.count.text() == "No suggestion left"
    assert hands.stored() == ()


def test_all_articles_are_suggested_one_after_another_and_it_can_be_stopped(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(TEXT, OTHER))
    hands.action("suggestion.all_articles").trigger()
    assert wait_until(lambda: not feature(hands).runs.is_working_on_all)
    with hands.session.project.file.reading() as db:
        assert db.execute("SELECT count(*) FROM suggested_document").fetchone() == (2,)
    assert left(hands)


def test_an_article_in_another_language_is_said_to_be_one(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    path = make_project("Der Hafen von Oslo war den ganzen Winter lang geschlossen, sagte Ana Moreno am Montag. " * 5)
    with Project.open(path) as project:
        suggest_project(project)
    hands = open_window(path)
    assert "not in English" in feature(hands).bar.current.text()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 4_000 + "Ana Moreno said it in Oslo", id="no sentence ends"),
        pytest.param("“The ferry sails, said Ana Moreno. “It is late. The ship was in Oslo on Monday.", id="odd marks"),
        pytest.param("...", id="marks alone"),
        pytest.param("\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 50 + " Oslo", id="emoji"),
    ],
)
def test_odd_texts_are_suggested_with_offsets_that_fit(
    text: str, make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(TEXT, text + " "))
    hands.action("suggestion.all_articles").trigger()
    assert wait_until(lambda: not feature(hands).runs.is_working_on_all)
    hands.action("document.next").trigger()
    desk = feature(hands).desk
    for one in desk.shown:
        assert hands.text[one.start : one.end].strip() == hands.text[one.start : one.end] != ""
    if desk.shown:
        hands.press(Key.Key_Tab)
        hands.press(Key.Key_Return)
        assert hands.stored()


def test_a_killed_background_process_is_said_and_the_suggestions_come(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    hands = open_window(make_project(TEXT * 60))
    hands.action("suggestion.again").trigger()
    desk, jobs = feature(hands), feature(hands).jobs
    assert wait_until(lambda: desk.runs.document is not None and jobs.process_id is not None)
    assert wait_until(lambda: jobs.is_working)
    os.kill(jobs.process_id or 0, 9)
    assert wait_until(lambda: desk.runs.document is None)
    assert "started again" in hands.window.banner.words
    assert ("PERSON", "Ana Moreno") in left(hands)


def test_enter_without_a_suggestion_in_hand_says_so_quietly(hands: Hands) -> None:
    hands.press(Key.Key_Return)
    assert hands.stored() == ()
    assert hands.window.banner.words == ""
    assert "walk to one with Tab" in hands.window.status.undo_words.text()


def test_a_suggestion_inside_an_own_span_is_in_hand_and_the_span_is_not_selected(hands: Hands) -> None:
    around = hands.mark("“The ferry sails at noon,” said Ana Moreno.", "INDIRECT")
    hands.press(Key.Key_Escape)

    walk_to(hands, "PERSON", "Ana Moreno")
    assert hands.session.selected is None
    hands.press(Key.Key_2)

    assert sorted(hands.stored_words()) == [
        ("INDIRECT", "“The ferry sails at noon,” said Ana Moreno."),
        ("ORG", "Ana Moreno"),
    ]
    assert hands.view.selected_span() != around
