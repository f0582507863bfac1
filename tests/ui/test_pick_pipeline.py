"""Choosing what suggests: rules alone, or a folder after a question; nothing foreign; kept on this machine."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from annotator.services.suggestions.suggesting import open_suggestions
from annotator.suggest.pipelines import default_pipeline, shipped_pipeline
from annotator.ui.dialogs.pick_pipeline import PickPipeline
from tests.ui.hands import Hands, in_front
from tests.ui.waiting import wait_until
from tests.unit.suggest.parsing import small_pipeline


@pytest.fixture
def hands(make_project: Callable[..., Path], open_window: Callable[..., Hands]) -> Hands:
    """The window on an article with a ship that only a pipeline of one's own knows."""
    return open_window(make_project("“It was late,” said Ana Moreno about the ferry zargon on Monday in Oslo.\n" * 3))


def opened(hands: Hands) -> PickPipeline:
    hands.action("suggestion.pipeline").trigger()
    dialog = hands.window.findChild(PickPipeline)
    assert isinstance(dialog, PickPipeline)
    in_front(dialog)
    return dialog


def answered(dialog: PickPipeline, words: str) -> str:
    """Answer the question about a folder; give what it said."""
    box = dialog.question
    assert isinstance(box, QMessageBox)
    said = box.text()
    button = next(one for one in box.buttons() if one.text().replace("&", "") == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return said


def sources(hands: Hands) -> set[str]:
    """Tell who suggests once the open article was suggested again."""
    project, me = hands.session.project, hands.session.annotator.id
    before = {one.source for one in open_suggestions(project, hands.document, me)}
    hands.action("suggestion.again").trigger()
    assert wait_until(lambda: {one.source for one in open_suggestions(project, hands.document, me)} - before)
    return {one.source for one in open_suggestions(project, hands.document, me)} - before


def test_rules_alone_are_chosen_by_keys_and_suggest_from_then_on(hands: Hands) -> None:
    dialog = opened(hands)

    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    assert default_pipeline() == "none"
    assert sources(hands) == {"rules@1"}


def test_a_folder_is_named_in_a_question_before_it_is_loaded(hands: Hands, tmp_path: Path) -> None:
    folder = str(small_pipeline(tmp_path / "ferries", (("Oslo", "GPE"),)))
    dialog = opened(hands)
    dialog.ask_for_folder(folder)
    assert default_pipeline() == shipped_pipeline()

    said = answered(dialog, "Load it")

    assert folder in said
    assert wait_until(lambda: default_pipeline() == folder), dialog.problem.text()
    assert sources(hands) == {"pipeline:ferries@3.1.0"}


def test_a_folder_is_left_alone_when_the_question_is_answered_by_no(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands)
    before = dialog.list.count()
    dialog.ask_for_folder(str(small_pipeline(tmp_path / "ferries")))

    answered(dialog, "Cancel")

    assert (dialog.list.count(), default_pipeline()) == (before, shipped_pipeline())


def test_a_folder_that_is_no_pipeline_gets_a_sentence_and_changes_nothing(hands: Hands, tmp_path: Path) -> None:
    dialog = opened(hands)
    dialog.ask_for_folder(str(tmp_path))

    answered(dialog, "Load it")

    assert wait_until(dialog.problem.isVisible)
    assert "is no pipeline" in dialog.problem.text()
    assert default_pipeline() == shipped_pipeline()


def test_a_folder_that_needs_foreign_code_is_refused(hands: Hands, tmp_path: Path) -> None:
    folder = small_pipeline(tmp_path / "ferries")
    config = folder / "config.cfg"
    config.write_text(config.read_text("utf-8").replace('"spacy.Tokenizer.v1"', '"harbour.Tokenizer.v1"'), "utf-8")
    dialog = opened(hands)
    dialog.ask_for_folder(str(folder))

    answered(dialog, "Load it")

    assert wait_until(dialog.problem.isVisible)
    assert "foreign" in dialog.problem.text()
    assert default_pipeline() == shipped_pipeline()


def test_the_choice_is_no_part_of_the_project(hands: Hands) -> None:
    before = hands.session.project.path.read_bytes()
    dialog = opened(hands)

    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    assert default_pipeline() == "none"
    assert hands.session.project.path.read_bytes() == before
