"""The dialog for a second pass: draw a sample, go on with one, give it up, or look at what came out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPushButton, QSpinBox, QWidget

from annotator.services.flow.second_pass import SecondPass
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import wrapped_label

_USUAL = 5
_MOST_SEED = 999_999
_WHAT_IT_IS = (
    "Label some of your finished articles again, drawn by lot, without seeing what you did the first time: comparing "
    "both passes shows how steady your labelling is. The second pass is yours alone: it never becomes gold and does "
    "not count as another annotator."
)


class SecondPassDialog(FormDialog):
    """Asks how many articles; what is begun already can be gone on with or given up."""

    begun = Signal(int, int)
    gone_on = Signal()
    given_up = Signal()
    drift_wanted = Signal()

    def __init__(
        self, there: int, running: SecondPass | None, *, has_drift: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("Label your own articles again", _WHAT_IT_IS, parent)
        self.setObjectName("second_pass_dialog")
        self.count, self.seed = QSpinBox(), QSpinBox()
        if running is not None:
            self._offer_to_go_on(running)
        elif there:
            self._offer_to_begin(there)
        else:
            words = "No article is left to draw: mark articles done first; each one is labelled again only once."
            self.body.addWidget(wrapped_label(words))
            self.add_close()
        if has_drift:
            self._button("Compare both passes", "second_pass_compare").clicked.connect(self._on_drift)
        self.resize(460, 0)

    def _offer_to_begin(self, there: int) -> None:
        self.count.setObjectName("second_pass_count")
        self.count.setAccessibleName("How many articles")
        self.count.setRange(1, there)
        self.count.setValue(min(_USUAL, there))
        self.count.setSuffix(f" of {there}")
        self.seed.setObjectName("second_pass_seed")
        self.seed.setAccessibleName("Seed of the lot")
        self.seed.setRange(0, _MOST_SEED)
        form = QFormLayout()
        form.addRow("Articles", self.count)
        form.addRow("Seed of the lot", self.seed)
        self.body.addLayout(form)
        self.add_confirm("Begin").clicked.connect(self._on_begin)
        self.count.setFocus()

    def _offer_to_go_on(self, running: SecondPass) -> None:
        left, count = len(running.left), len(running.documents)
        self.body.addWidget(wrapped_label(f"A second pass is begun: {left} of {count} left to label."))
        self.add_confirm("Go on").clicked.connect(self._on_go_on)
        self._button("Give it up", "second_pass_drop").clicked.connect(self._on_give_up)

    def _button(self, words: str, id: str) -> QPushButton:
        button = self.buttons.addButton(words, self.buttons.ButtonRole.ActionRole)
        button.setObjectName(id)
        return button

    def _on_begin(self) -> None:
        self.begun.emit(self.count.value(), self.seed.value())
        self.accept()

    def _on_go_on(self) -> None:
        self.gone_on.emit()
        self.accept()

    def _on_give_up(self) -> None:
        self.given_up.emit()
        self.accept()

    def _on_drift(self) -> None:
        self.drift_wanted.emit()
        self.accept()
