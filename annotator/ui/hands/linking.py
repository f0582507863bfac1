"""Link a span to another by one key, Ctrl+click or a drag; the same key again takes the next nearest."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from annotator.actions import SPEAKER
from annotator.model.annotation import Span
from annotator.model.ids import RelationId, SpanId
from annotator.model.operation import Operation, RecordKind
from annotator.model.scheme import RelationLabel
from annotator.services.commands import LinkSpans, RemoveRelations
from annotator.ui.article.view import ArticleView
from annotator.ui.hands.link_drag import LinkDrag
from annotator.ui.hands.link_targets import distance, link_targets, may_lead
from annotator.ui.look.plain import single_line
from annotator.ui.session import Session

_NEXT_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Down)
_PREVIOUS_KEYS = (Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Up)
_MODIFIER_KEYS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
_END_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class Linking(QObject):
    """Makes the link at once with the nearest mention and lets Tab and arrows move it while it is fresh."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._fresh: RelationId | None = None
        self._relation = ""
        self._source: SpanId | None = None
        view.installEventFilter(self)
        self._drag = LinkDrag(session, view, self._join)
        session.changed.connect(self._on_changed)
        session.document_opened.connect(self._end)
        session.span_selected.connect(self._on_span_selected)

    def link(self, relation: str) -> None:
        """Link the selected span to its nearest target; again: to the next nearest."""
        if self._fresh is not None and self._relation == relation:
            self._step(1)
            return
        source, label = self._session.selected_span, self._session.scheme.relation_label(relation)
        if label is None:
            self._session.failed.emit(f"The label scheme has no relation {relation}: add it there first.")
            return
        if source is None:
            self._session.failed.emit(f"Select the span that the link {relation} starts from first.")
            return
        if label.from_layers and source.layer not in label.from_layers:
            if self._link_back(source, label):
                return
            layers = " or ".join(label.from_layers)
            self._session.failed.emit(f"A link {relation} starts from a {layers}: select one first.")
            return
        targets = self._targets(source, label)
        if not targets:
            self._session.failed.emit(f"No span in this article can be the {relation}: label the mention first.")
            return
        self._make(source, targets[0], relation)

    def _link_back(self, target: Span, label: RelationLabel) -> bool:
        """Link to the selected span from the nearest one that may lead to it: a cue is marked after its quote."""
        if label.to_layers != (target.layer,):
            return False
        spans = self._session.spans
        open_ = [span for span in spans if not label.from_layers or span.layer in label.from_layers]
        sources = [span for span in open_ if may_lead(span, target, spans, label)]
        if not sources:
            return False
        source = min(sources, key=lambda span: (distance(span, target), span.sort_key))
        if self._session.execute(LinkSpans(source.id, target.id, label.name)) is not None:
            self._session.told.emit(f"{label.name}: from {single_line(source.text, 40)}")
        return True

    def link_speaker(self) -> None:
        """Link the selected quote to its speaker, a claim to its claimant."""
        source = self._session.selected_span
        speaker = self._session.scheme.relation_label(SPEAKER)
        if source is None or speaker is None or not speaker.from_layers or source.layer in speaker.from_layers:
            self.link(SPEAKER)
            return
        others = self._session.scheme.relation_labels
        alike = (one.name for one in others if source.layer in one.from_layers and one.to_layers == speaker.to_layers)
        self.link(next(alike, SPEAKER))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch the keys that move a fresh link."""
        if self._fresh is not None and isinstance(event, QKeyEvent) and watched is self._view:
            return self._on_key(event)
        return False

    def _join(self, pressed: Span, released: Span | None) -> None:
        """Link what was dragged from to where it was dropped; a click is a drop from the selected span."""
        if released is None:
            return
        if released.id != pressed.id:
            self._session.select_span(pressed.id)
        self._link_to(released)

    def _link_to(self, target: Span) -> None:
        source = self._session.selected_span
        if source is None:
            self._session.failed.emit("Select the span that the link starts from first, or drag from its line.")
            return
        if source.id == target.id:
            return
        for label in self._session.scheme.relation_labels:
            if target in self._targets(source, label):
                self._make(source, target, label.name)
                return
        words = single_line(target.text, 40)
        self._session.failed.emit(f"No relation label leads from {source.label} to {target.label} “{words}”.")

    def _targets(self, source: Span, label: RelationLabel) -> tuple[Span, ...]:
        if label.from_layers and source.layer not in label.from_layers:
            return ()
        return link_targets(source, self._session.spans, label)

    def _make(self, source: Span, target: Span, relation: str) -> None:
        operation = self._session.execute(LinkSpans(source.id, target.id, relation))
        if operation is None:
            return
        self._source, self._relation = source.id, relation
        self._fresh = RelationId(operation.changed(RecordKind.RELATION)[0].id)
        words = single_line(target.text, 40)
        self._session.told.emit(
            f"{relation}: {words}. Tab or the same key takes the next mention, Enter keeps this one."
        )

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MODIFIER_KEYS:
            return False
        if key not in (*_NEXT_KEYS, *_PREVIOUS_KEYS, *_END_KEYS) or event.modifiers() not in _PLAIN:
            if event.type() == QEvent.Type.KeyPress:
                self._end()
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            if key in _END_KEYS:
                self._end()
            else:
                self._step(1 if key in _NEXT_KEYS else -1)
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _step(self, step: int) -> None:
        source = self._session.span(self._source) if self._source is not None else None
        label = self._session.scheme.relation_label(self._relation)
        if source is None or label is None or self._fresh is None:
            self._end()
            return
        targets = self._targets(source, label)
        now = next((one.to_span for one in self._session.relations if one.id == self._fresh), None)
        ids = [span.id for span in targets]
        place = (ids.index(now) + step) % len(ids) if now in ids else 0
        if not targets or targets[place].id == now:
            return
        fresh, self._fresh = self._fresh, None
        self._session.execute(RemoveRelations((fresh,)))
        self._make(source, targets[place], label.name)

    def _on_changed(self, operation: Operation) -> None:
        if self._fresh is not None and all(one.id != self._fresh for one in self._session.relations):
            self._end()

    def _on_span_selected(self, id: object) -> None:
        if id != self._source:
            self._end()

    def _end(self, _event: object = None) -> None:
        self._fresh = None


_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
