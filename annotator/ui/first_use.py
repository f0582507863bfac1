"""First use: an empty project offers to import, an article without spans says how to begin."""

from annotator.ui.hands.labelling import Handler
from annotator.ui.look.plain import key_words
from annotator.ui.look.theme import Theme
from annotator.ui.panels.empty_project import EmptyProject
from annotator.ui.panels.span_list import SpanList
from annotator.ui.parts import WindowParts


class FirstUse:
    """Shows the next step wherever there is nothing else to show."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts, self._session, self._view = parts, parts.session, parts.view
        self._was_shown = False
        self.panel = EmptyProject(parts.actions.by_id, read_only=parts.session.project.read_only)
        parts.bars(self.panel)
        self._session.document_opened.connect(self._show)
        parts.actions.remade.connect(self._show_keys)
        self._show_keys()
        self._show()

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what: none, there are only words and buttons for others."""
        return {}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the style sheet does it."""

    def close(self) -> None:
        """End; nothing runs."""

    def _show(self, _document: object = None) -> None:
        empty = self._session.document is None
        had_keys = self._parts.window.focusWidget() in (self._view, self.panel.bring, self.panel.paste)
        comes, goes = (self.panel, self._view) if empty else (self._view, self.panel)
        # First, because room for both would make the window grow.
        goes.hide()
        comes.show()
        # Whoever gives the keys to the article means what stands in its place.
        self._view.setFocusProxy(self.panel.bring if empty else None)  # type: ignore[arg-type]  # None ends it
        if had_keys:
            self._view.setFocus()
        if not empty and not self._was_shown:
            # Qt scrolls a text field to its cursor when it is first shown.
            self._view.verticalScrollBar().setValue(0)
        self._was_shown |= not empty

    def _show_keys(self) -> None:
        self.panel.show_keys()
        spans = self._parts.window.findChild(SpanList, "span_list")
        assert isinstance(spans, SpanList)
        spans.set_hint(self._how_to_begin())

    def _how_to_begin(self) -> str:
        name = key_words(self._parts.actions.by_id["select.name_next"])
        by_key = f", or press {name} for the next name" if name else ""
        labels = ((label, f"label.{label.layer}.{label.name}") for label in self._session.scheme.enabled_labels)
        keys = ((key_words(self._parts.actions.by_id[id]), label.name) for label, id in labels)
        shown = next((f": {key} is {words}" for key, words in keys if key), " above it")
        return f"No spans yet.\n\nDrag over words in the article{by_key}. Then press a label's key{shown}."
