"""A reviewer at the real window, who counts her key presses."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.model.document import DocumentState
from annotator.services.commands import AddSpan, SetState
from annotator.services.project import Project
from annotator.ui.review.desk import ReviewDesk
from annotator.ui.review.feature import Reviewing
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Modifier = Qt.KeyboardModifier
TEXT = "Ana Moreno said that the ferry sails to Tallinn on Monday. Nobody in Tallinn knew of it.\n"
OTHER = "On Monday Ben Okafor told Radio Two that Tallinn waits.\n"
MARKS = (
    ("first", 0, "Ana Moreno", "PERSON"),
    ("second", 0, "Moreno", "PERSON"),
    ("first", 0, "Tallinn", "GPE"),
    ("second", 0, "Tallinn", "LOC"),
    ("first", 0, "Tallinn knew", "GPE"),
    ("second", 0, "Tallinn knew", "LOC"),
    ("first", 0, "Monday", "DATE"),
    ("first", 1, "Radio Two", "ORG"),
    ("second", 1, "Radio Two", "ORG"),
    ("first", 1, "Tallinn", "GPE"),
    ("second", 1, "Tallinn", "LOC"),
)


class Reviewer:
    """Presses keys in the review page."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.presses = 0
        # Features may come a moment after the window is shown.
        assert wait_until(lambda: any(isinstance(one, Reviewing) for one in hands.window.features))
        self.feature = next(one for one in hands.window.features if isinstance(one, Reviewing))

    @property
    def desk(self) -> ReviewDesk:
        """What lies before her."""
        return self.feature.desk

    @property
    def project(self) -> Project:
        """The project under review."""
        return self.hands.session.project

    @property
    def left(self) -> int:
        """How many places wait for a decision."""
        return sum(row.is_unresolved for row in self.feature.page.table.known)

    @property
    def said(self) -> str:
        """The warning that is shown."""
        return self.feature.page.banner.words

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier, on: QWidget | None = None
    ) -> None:
        """Press a key in the text under review, or elsewhere."""
        self.presses += 1
        self.hands.press(key, modifiers, on or self.feature.page.text)


def review_in(hands: Hands) -> Reviewer:
    """Open review by its key and wait until everything is read."""
    reviewer = Reviewer(hands)
    reviewer.press(Qt.Key.Key_R, Modifier.ControlModifier, on=hands.view)
    assert wait_until(lambda: not reviewer.desk.is_loading), hands.window.banner.words
    return reviewer


def label_differently(path: Path) -> None:
    """Let two annotators label and finish two articles, with five disagreements and one agreement."""
    with Project.open(path) as project:
        documents = project.document_ids()
        for name, number, words, label in MARKS:
            who = project.ensure_annotator(name).id
            start = (TEXT, OTHER)[number].index(words)
            project.execute(AddSpan(documents[number], label, ((start, start + len(words.split(" knew")[0])),)), who)
        for name in ("first", "second"):
            for document in documents:
                project.execute(SetState(document, DocumentState.DONE), project.ensure_annotator(name).id)
