"""Everything about keys in the window: the sheet, the palette, changing keys, going from pane to pane."""

from PySide6.QtCore import QObject

from annotator.model.ids import DocumentId
from annotator.model.operation import Operation, RecordKind
from annotator.settings import load_settings, save_settings
from annotator.ui.dialogs.change_keys import ChangeKeys
from annotator.ui.dialogs.command_palette import CommandPalette
from annotator.ui.dialogs.key_sheet import KeySheet
from annotator.ui.hands.labelling import Handler
from annotator.ui.key_choice import KeyChoice
from annotator.ui.key_rules import native
from annotator.ui.look.theme import Theme
from annotator.ui.palette_order import Entry
from annotator.ui.panes import Panes
from annotator.ui.parts import WindowParts

_ARTICLE = "document:"


class Keys(QObject):
    """A feature of the window; what is chosen holds for every project on this machine."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._choice = KeyChoice(parts.actions)
        self._panes = Panes(parts.window, parts.pages, parts.view)
        self._articles: tuple[tuple[str, Entry], ...] | None = None
        parts.session.documents_changed.connect(self._forget_articles)
        parts.session.changed.connect(self._on_changed)
        chosen = dict(parts.options.settings.keys)
        if chosen:
            parts.actions.set_keys(chosen)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "help.keys": self._show_sheet,
            "help.change_keys": self._change,
            "palette.open": self._open_palette,
            "pane.next": lambda: self._panes.go(1),
            "pane.previous": lambda: self._panes.go(-1),
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: dialogs are dressed with the window."""

    def close(self) -> None:
        """End nothing: no work outlives its key."""

    def _show_sheet(self) -> None:
        sheet = KeySheet(self._parts.actions.specs, self._parts.window)
        sheet.change_wanted.connect(self._change)
        sheet.open()

    def _change(self) -> None:
        ChangeKeys(self._choice, self._parts.window).open()

    def _open_palette(self) -> None:
        recent = load_settings().recent_commands
        palette = CommandPalette(self._commands(), self._known_articles, recent, self._parts.window)
        palette.chosen.connect(self._run)
        palette.open()

    def _commands(self) -> tuple[Entry, ...]:
        actions = self._parts.actions
        listed = []
        for id, spec in actions.specs.items():
            if actions.by_id[id].isEnabled() and id != "palette.open":
                words = actions.by_id[id].text().replace("&&", "\0").replace("&", "").replace("\0", "&")
                menu = spec.menu.value.replace("&", "")
                line = (
                    f"{menu}: {words.removesuffix('...').removeprefix(f'{menu}: ')}"
                    if menu
                    else words.removesuffix("...")
                )
                listed.append(Entry(id, line, ", ".join(native(key) for key in spec.keys)))
        return tuple(listed)

    def _run(self, id: str) -> None:
        if id.startswith(_ARTICLE):
            self._parts.session.open_document(DocumentId(id.removeprefix(_ARTICLE)))
            self._parts.view.setFocus()
            return
        save_settings(load_settings().with_command(id))
        self._parts.actions.by_id[id].trigger()

    def _known_articles(self) -> tuple[tuple[str, Entry], ...]:
        """List all articles once: a project has many, and every key asks."""
        if self._articles is None:
            session = self._parts.session
            self._articles = tuple(
                (line.casefold(), Entry(f"{_ARTICLE}{one.id}", line))
                for one in session.project.summaries(session.annotator.id)
                for line in (f"Article: {one.title}" + (f" ({one.outlet})" if one.outlet else ""),)
            )
        return self._articles

    def _on_changed(self, operation: Operation) -> None:
        if operation.changed(RecordKind.DOCUMENT):
            self._forget_articles()

    def _forget_articles(self) -> None:
        self._articles = None
