"""Set an attribute of the selected span from the article: one key, then the first letter of the value."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.model.annotation import Attribute, Span
from annotator.model.scheme import AttributeDefinition, AttributeType
from annotator.services.commands import SetAttributes
from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import NO_SPAN
from annotator.ui.session import Session

_MODIFIER_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


def value_of(definition: AttributeDefinition, letter: str, now: str) -> str:
    """Find the value that a letter begins, the next such one after the present value; empty for none."""
    fitting = [value for value in definition.values if letter and value.casefold().startswith(letter.casefold())]
    if not fitting:
        return ""
    return fitting[(fitting.index(now) + 1) % len(fitting)] if now in fitting else fitting[0]


class AttributeKeys(QObject):
    """Waits for one letter after its key; an attribute that is typed is edited in the inspector."""

    def __init__(self, session: Session, view: ArticleView, edit: Callable[[str], None]) -> None:
        super().__init__(view)
        self._session = session
        self._edit = edit
        self._waiting: AttributeDefinition | None = None
        view.installEventFilter(self)
        session.span_selected.connect(self._stop)

    def start(self) -> None:
        """Ask for the first attribute of the selected span, again for the next one."""
        span = self._session.selected_span
        label = self._session.scheme.label(span.label) if span else None
        if span is None or label is None:
            self._session.failed.emit(NO_SPAN)
            return
        if not label.attributes:
            self._session.told.emit(f"{label.name} has no attributes.")
            return
        definitions = label.attributes
        place = definitions.index(self._waiting) + 1 if self._waiting in definitions else 0
        definition = definitions[place % len(definitions)]
        if definition.type is not AttributeType.ENUM or definition.several:
            self._stop()
            self._edit(definition.name)
            return
        self._waiting = definition
        choices = ", ".join(f"{value[:1]} {value}" for value in definition.values)
        self._session.told.emit(f"{definition.name}: {choices}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the letter before the window's actions do."""
        if self._waiting is None or not isinstance(event, QKeyEvent) or event.key() in _MODIFIER_KEYS:
            return False
        span = self._session.selected_span
        now = next((one.value for one in span.attributes if one.name == self._waiting.name), "") if span else ""
        value = value_of(self._waiting, event.text(), now)
        if span is None or not value:
            if event.type() == QEvent.Type.KeyPress:
                self._stop()
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._set(span, self._waiting.name, value)
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _set(self, span: Span, name: str, value: str) -> None:
        others = tuple(one for one in span.attributes if one.name != name)
        self._stop()
        if self._session.execute(SetAttributes(span.id, (*others, Attribute(name, value)))) is not None:
            self._session.told.emit(f"{name}: {value}")

    def _stop(self, _event: object = None) -> None:
        self._waiting = None
