"""Claims about who annotates: always visible, chosen once, blind to each other."""

from collections.abc import Callable
from pathlib import Path

from annotator.services.project import Project
from annotator.ui.dialogs.annotator_chooser import AnnotatorChooser
from tests.ui.hands import Hands


def test_the_annotator_is_visible(hands: Hands) -> None:
    assert hands.window.status.annotator.isVisible()
    assert hands.window.status.annotator.text().strip() == "first"


def test_a_message_does_not_hide_the_annotator(hands: Hands) -> None:
    hands.session.told.emit("Something was done.")

    assert hands.window.status.annotator.isVisible()


def test_switching_shows_the_other_annotators_spans_only(hands: Hands) -> None:
    word = hands.text.split()[0]
    hands.mark(word, "PERSON")

    switch(hands, "second")
    assert hands.session.spans == ()
    assert hands.window.status.annotator.text().strip() == "second"

    switch(hands, "first")
    assert [span.text for span in hands.session.spans] == [word]


def test_an_unknown_annotator_is_created(open_window: Callable[..., Hands], project_path: Path) -> None:
    open_window(project_path, "third").window.close()

    with Project.open(project_path) as project:
        assert project.annotator("third") is not None


def test_the_last_annotator_is_remembered(open_window: Callable[..., Hands], project_path: Path) -> None:
    open_window(project_path, "second").window.close()

    after = open_window(project_path, None)

    assert after.session.annotator.name == "second"


def test_looking_around_adds_nobody(open_window: Callable[..., Hands], project_path: Path) -> None:
    open_window(project_path, None).window.close()

    with Project.open(project_path) as project:
        assert project.annotators() == ()


def test_the_first_span_adds_whoever_made_it(open_window: Callable[..., Hands], project_path: Path) -> None:
    hands = open_window(project_path, None)

    hands.mark(hands.text.split()[0], "PERSON")

    assert [one.name for one in hands.session.project.annotators()] == [hands.session.annotator.name]


def switch(hands: Hands, name: str) -> None:
    hands.action("annotator.switch").trigger()
    chooser = hands.window.findChildren(AnnotatorChooser)[-1]
    chooser.name.setText(name)
    chooser.confirm.click()
