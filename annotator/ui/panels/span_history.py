"""Where the selected span comes from and what was done to it, by whom, when."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.model.operation import Operation
from annotator.ui.look.plain import plain_label, wrapped_label
from annotator.ui.session import Session

SHOWN = 6


class SpanHistory(QWidget):
    """Lists origin and the newest operations on the span."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = wrapped_label(role="muted")
        self.text.setAccessibleName("History of the span")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(plain_label("History", "caption"))
        layout.addWidget(self.text)
        session.span_selected.connect(self._show)

    def _show(self, _event: object = None) -> None:
        span = self._session.selected_span
        if span is None:
            return
        names = {one.id: one.name for one in self._session.project.annotators()}
        lines = [f"By {names.get(span.annotator, 'somebody')}, origin: {span.origin}"]
        for operation in self._session.project.span_history(span.id)[-SHOWN:]:
            lines.append(f"{local_time(operation)}  {names.get(operation.actor, 'import')}: {operation.words}")
        self.text.setText("\n".join(lines))


def local_time(operation: Operation) -> str:
    """Write when an operation was done, in this machine's time."""
    return datetime.fromisoformat(operation.at).astimezone().strftime("%Y-%m-%d %H:%M")
