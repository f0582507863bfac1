"""A reviewer at the real window, who counts her key presses."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.services.project import Project
from annotator.ui.review.desk import ReviewDesk
from annotator.ui.review.feature import Reviewing
from tests.ui.hands import Hands
from tests.ui.waiting import wait_until

Modifier = Qt.KeyboardModifier


class Reviewer:
    """Presses keys in the review page."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.presses = 0
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
