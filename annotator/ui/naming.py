"""The list of canonical names in the window."""

from annotator.ui.dialogs.names import NamesDialog
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts


class Naming:
    """Opens the list; names are set in the inspector."""

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"names.open": self._open}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the dialog takes the window's."""

    def close(self) -> None:
        """End what still runs: nothing does once its dialog is closed."""

    def _open(self) -> None:
        NamesDialog(self._parts.session, self._parts.window).open()
