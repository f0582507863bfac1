"""Keys that select whole things in the article, and the option to move on after a label."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from annotator.model.annotation import Span
from annotator.model.document import ZoneKind
from annotator.model.scheme import AttributeType
from annotator.text.moves import Moves, Target
from annotator.text.tokens import Bounds
from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import NO_SPAN, Handler, Labelling
from annotator.ui.session import Session

QUOTE_LAYER = "quote"
_ACTIONS = {
    "select.name": Target.NAME,
    "select.quotation": Target.QUOTATION,
    "select.unlabelled": Target.UNLABELLED,
    "select.statement": Target.STATEMENT,
    "select.paragraph": Target.PARAGRAPH,
}


class WholeMoves(QObject):
    """Selects the next or previous name, quotation, statement or paragraph of the open article."""

    def __init__(self, session: Session, view: ArticleView, labelling: Labelling, advance: QAction) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._advance = advance
        self._made: tuple[object, Moves] | None = None
        self._last: tuple[Target, Bounds] | None = None
        labelling.labelled.connect(self._on_labelled)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        found: dict[str, Handler] = {
            "select.advance": self._tell_option,
            "select.span": self._select_span,
            "select.rest": self._select_rest,
            "select.before": self._select_before,
        }
        for id, target in _ACTIONS.items():
            found[f"{id}_next"] = partial(self.go, target, forward=True)
            found[f"{id}_previous"] = partial(self.go, target, forward=False)
        return found

    @property
    def moves(self) -> Moves:
        """The targets of the open article; found anew when its text or zones are others."""
        document = self._session.document
        key = (document.id, document.zones) if document else None
        if self._made is None or self._made[0] != key:
            zones = document.zones if document else ()
            boilerplate = tuple((zone.start, zone.end) for zone in zones if zone.kind is ZoneKind.BOILERPLATE)
            self._made = key, Moves(document.text if document else "", boilerplate)
        return self._made[1]

    def go(self, target: Target, *, forward: bool) -> None:
        """Select the next or previous target, or say that there is none."""
        caret = self._view.caret()
        chosen = self._view.selected_range() or (caret, caret)
        labelled = [(span.start, span.end) for span in self._session.spans if span.layer == QUOTE_LAYER]
        find: Callable[..., Bounds | None] = self.moves.next if forward else self.moves.previous
        found = find(target, chosen, labelled)
        if found is None:
            self._session.told.emit(f"There is no {'further' if forward else 'earlier'} {target.value}.")
            return
        self._view.select_range(*found)
        self._last = target, found

    def _select_span(self) -> None:
        """Select the words of the selected span, to give them a second label."""
        span = self._session.selected_span
        if span is None:
            self._session.failed.emit(NO_SPAN)
        else:
            self._view.select_range(span.start, span.end)

    def _select_rest(self) -> None:
        self._select_part(self.moves.rest(self._here[1]), "after")

    def _select_before(self) -> None:
        self._select_part(self.moves.before(self._here[0]), "before")

    def _select_part(self, found: Bounds | None, side: str) -> None:
        if found is None:
            self._session.told.emit(f"The sentence has no words {side} this.")
        else:
            self._view.select_range(*found)

    @property
    def _here(self) -> Bounds:
        """The selection, else the selected span, else the caret."""
        span, caret = self._session.selected_span, self._view.caret()
        return self._view.selected_range() or ((span.start, span.end) if span else (caret, caret))

    def _on_labelled(self, span: Span) -> None:
        """Go on after a label, unless what was labelled wants a link or an attribute first."""
        last, self._last = self._last, None
        if last is None or not self._advance.isChecked() or (span.start, span.end) != last[1]:
            return
        label = self._session.scheme.label(span.label)
        links = any(span.layer in relation.from_layers for relation in self._session.scheme.relation_labels)
        # A name or free text may wait; one letter of a fixed choice is part of the label's work.
        chooses = label is not None and any(one.type is AttributeType.ENUM for one in label.attributes)
        if not links and not chooses:
            self.go(last[0], forward=True)

    def _tell_option(self) -> None:
        state = "moves on to the next one" if self._advance.isChecked() else "stays where it is"
        self._session.told.emit(f"After a label the selection {state}.")
