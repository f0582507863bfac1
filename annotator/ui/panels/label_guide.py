"""What a label means: the one that the pointer is on, else that of the selected span."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.model.scheme import Label
from annotator.ui.look.plain import wrapped_label
from annotator.ui.session import Session

_PARTS = ("Definition", "Example", "Counter-example")


class LabelGuide(QScrollArea):
    """Shows definition, example and counter-example as they were written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_guide")
        self.setAccessibleName("Label guide")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(3)
        self._name = wrapped_label(role="strong")
        layout.addWidget(self._name)
        self._captions = [wrapped_label(part, "caption") for part in _PARTS]
        self._texts = [wrapped_label() for _ in _PARTS]
        for caption, text in zip(self._captions, self._texts, strict=True):
            layout.addSpacing(4)
            layout.addWidget(caption)
            layout.addWidget(text)
        layout.addStretch()
        self.setWidget(page)
        session.span_selected.connect(self._on_span_selected)
        session.scheme_changed.connect(self._on_span_selected)
        self._on_span_selected()

    def show_label(self, label: Label) -> None:
        """Explain a label."""
        self._name.setText(f"{label.name}  ({label.layer})")
        texts = (label.definition or "None written yet.", label.example, label.counter_example)
        for caption, shown, text in zip(self._captions, self._texts, texts, strict=True):
            shown.setText(text)
            shown.setVisible(bool(text))
            caption.setVisible(bool(text))

    def _on_span_selected(self, _event: object = None) -> None:
        span, labels = self._session.selected_span, self._session.scheme.enabled_labels
        label = self._session.scheme.label(span.label) if span else next(iter(labels), None)
        if label is not None:
            self.show_label(label)
