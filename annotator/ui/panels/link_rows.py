"""The links of the selected span: a click jumps to the other end, a button removes."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.model.annotation import Relation
from annotator.model.ids import RelationId, SpanId
from annotator.services.commands import RemoveRelations
from annotator.ui.look.icons import icon
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.look.theme import Theme
from annotator.ui.session import Session

_NAME_LIMIT = 34


class LinkRows(QWidget):
    """Shows one row per relation that starts or ends at the selected span."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.rows: list[QWidget] = []
        self._caption = plain_label("Links", "caption")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self._caption)
        session.span_selected.connect(self._show)
        session.changed.connect(self._show)

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self._theme = theme
        self._show()

    def _show(self, _event: object = None) -> None:
        for row in self.rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        span = self._session.selected_span
        found = [one for one in self._session.relations if span and span.id in (one.from_span, one.to_span)]
        self.rows = [self._make_row(relation, span.id) for relation in found] if span else []
        for row in self.rows:
            self._layout.addWidget(row)
        self.setVisible(bool(self.rows))

    def _make_row(self, relation: Relation, me: SpanId) -> QWidget:
        outgoing = relation.from_span == me
        other = relation.to_span if outgoing else relation.from_span
        name = self._name_of(other)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(plain_label(f"{relation.label} →" if outgoing else f"← {relation.label}", "muted"))
        jump = QPushButton(name.replace("&", "&&"))
        jump.setProperty("role", "link")
        jump.setAccessibleName(f"Go to {name}")
        jump.clicked.connect(partial(self._jump, other))
        layout.addWidget(jump, 1)
        remove = QToolButton()
        remove.setAutoRaise(True)
        remove.setIcon(icon("close", self._theme.muted))
        remove.setAccessibleName(f"Remove link {relation.label}")
        remove.setToolTip("Remove this link")
        remove.clicked.connect(partial(self.remove, relation.id))
        layout.addWidget(remove)
        return row

    def _name_of(self, id: SpanId) -> str:
        span = self._session.span(id) or self._session.project.span(id)
        return single_line(span.text, _NAME_LIMIT) if span else "a span that is gone"

    def _jump(self, id: SpanId, _checked: bool = False) -> None:
        span = self._session.project.span(id)
        document = self._session.document
        if span is not None and (document is None or span.document != document.id):
            self._session.open_document(span.document)
        self._session.select_span(id)

    def remove(self, id: RelationId, _checked: bool = False) -> None:
        """Remove a link."""
        self._session.execute(RemoveRelations((id,)))
