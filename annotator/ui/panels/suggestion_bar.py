"""The line about suggestions: how many are left, what the one in hand is, and what can be done with it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.model.suggestion import Suggestion
from annotator.ui.look.plain import key_words, plain_label, plain_tooltip, single_line

BUTTONS = (("suggestion.accept", "Accept"), ("suggestion.reject", "Reject"))
_SHORT = 46


class SuggestionBar(QFrame):
    """Shows figures and buttons; `score_chosen` carries the least score that is shown."""

    score_chosen = Signal(float)
    cancelled = Signal()

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion_bar")
        self.setAccessibleName("Suggestions")
        self.count = plain_label(role="heading")
        self.count.setObjectName("suggestion_count")
        self.current = plain_label(role="muted")
        self.current.setObjectName("suggestion_current")
        self.current.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.working = plain_label(role="muted")
        self.working.setObjectName("suggestion_working")
        self.stop = _button("Stop", "Stop suggesting for the other articles")
        self.stop.clicked.connect(self.cancelled)
        self.stop.hide()
        self.buttons = {id: _button(words, actions[id].text()) for id, words in BUTTONS}
        for id, button in self.buttons.items():
            button.clicked.connect(actions[id].trigger)
        self.score = QDoubleSpinBox()
        self.score.setObjectName("suggestion_score")
        # The style sheet's padding does not reach the words of a box with arrows.
        self.score.lineEdit().setTextMargins(5, 0, 0, 0)
        self.score.setAccessibleName("Least score shown")
        self.score.setRange(0.0, 1.0)
        self.score.setSingleStep(0.05)
        self.score.setPrefix("score ≥ ")
        self.score.setToolTip(plain_tooltip("Show only suggestions that are at least so sure."))
        self.score.setKeyboardTracking(False)
        self.score.valueChanged.connect(self.score_chosen)
        self._actions = actions
        self._remark = ""
        self._lay_out()
        self.show_keys()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self.current, 1)
        row.addWidget(self.working)
        row.addWidget(self.stop)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.score, 0, Qt.AlignmentFlag.AlignRight)

    def show_keys(self) -> None:
        """Write on each button the key that does the same."""
        for id, words in BUTTONS:
            key = key_words(self._actions[id])
            self.buttons[id].setText(f"{words} ({key})" if key else words)

    def show_suggestions(
        self, shown: tuple[Suggestion, ...], current: Suggestion | None, words: str, *, partial: bool
    ) -> None:
        """Show how many are left, and which is in hand with its `words`; `partial` means only those nearby."""
        where = "left nearby" if partial else "left"
        self.count.setText(f"{len(shown)} {where}" if shown else f"No suggestion {where}")
        self.count.setToolTip(plain_tooltip(by_layer(shown)))
        if current is not None:
            told = f"{current.label} {origin_words(current)}  “{single_line(words, _SHORT)}”"
        else:
            told = self._remark or by_layer(shown)
        self.current.setText(told)
        self.current.setToolTip(plain_tooltip(told))
        for button in self.buttons.values():
            button.setEnabled(current is not None)

    def show_work(self, words: str, *, can_stop: bool) -> None:
        """Say what is being done, or nothing."""
        self.working.setText(words)
        self.working.setToolTip(plain_tooltip(words))
        self.stop.setVisible(can_stop)

    def show_remark(self, words: str) -> None:
        """Say where no suggestion is in hand what was remarked on the article."""
        self._remark = words


def by_layer(shown: Iterable[Suggestion]) -> str:
    """Count suggestions by kind, in words."""
    counts = Counter(one.layer for one in shown)
    return ", ".join(f"{layer} {count}" for layer, count in sorted(counts.items()))


def origin_words(one: Suggestion) -> str:
    """Say how sure a suggestion is, and who says so by which rule."""
    rule = f", {one.rule}" if one.rule else ""
    return f"{one.score:.2f} · {one.source}{rule}"


def _button(words: str, told: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(told.replace("&", ""))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
