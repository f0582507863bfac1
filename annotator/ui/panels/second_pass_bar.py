"""The bar above an article that is labelled again: how many are left, and how to go back or give it up."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.services.flow.second_pass import SecondPass
from annotator.ui.look.plain import wrapped_label


class SecondPassBar(QFrame):
    """Says that the first pass is hidden, for as long as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("second_pass_bar")
        self.said = wrapped_label()
        self.drift = QPushButton("Compare both passes")
        self.drift.setObjectName("second_pass_drift")
        self.pause = QPushButton("Back to your articles")
        self.pause.setObjectName("second_pass_pause")
        self.give_up = QPushButton("Give up")
        self.give_up.setObjectName("second_pass_give_up")
        self.give_up.setAccessibleName("Give up the second pass")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self.said, 1)
        for button in (self.drift, self.pause, self.give_up):
            row.addWidget(button)
        self.hide()

    def show_pass(self, found: SecondPass | None) -> None:
        """Say how far a second pass is; None hides the bar."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.said.setText(_words(found))
        self.drift.setVisible(not found.left)


def _words(found: SecondPass) -> str:
    count, left = len(found.documents), len(found.left)
    whose = f"Second pass of {found.owner.name}"
    if not left:
        return f"{whose}: all {count} articles are labelled again." if count > 1 else f"{whose}: the article is done."
    return f"{whose}: {left} of {count} {'articles' if count > 1 else 'article'} left. The first pass is hidden."
