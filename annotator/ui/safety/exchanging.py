"""Work that goes to other copies of the project and comes from them: share, merge, settle."""

from PySide6.QtCore import QObject

from annotator.services.merging.run import MergeReport
from annotator.services.reading import counted
from annotator.ui.hands.labelling import Handler
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts
from annotator.ui.safety.merge_dialog import MergeDialog
from annotator.ui.safety.share_dialog import ShareDialog
from annotator.ui.safety.siblings_dialog import SiblingsDialog


class Exchanging(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._session, self._window = parts.session, parts.window

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "project.share": self._share,
            "project.merge": self._merge,
            "project.siblings": self._settle,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: dialogs are dressed with the window."""

    def close(self) -> None:
        """End a merge that is running; it is taken back whole."""
        for dialog in self._window.findChildren(MergeDialog):
            dialog.reject()

    def _share(self) -> None:
        ShareDialog(self._session, self._window).open()

    def _merge(self) -> None:
        dialog = MergeDialog(self._session, self._window)
        dialog.merged.connect(self._on_merged)
        dialog.open()

    def _settle(self) -> None:
        SiblingsDialog(self._session, self._window).open()

    def _on_merged(self, report: MergeReport) -> None:
        session = self._session
        session.project.forget()
        session.scheme_changed.emit(session.scheme)
        session.reload()
        # Everything that shows what undo would take back listens to operations.
        for merged in session.project.undo_list(session.annotator.id, 1):
            session.changed.emit(merged)
        spans = sum(one.spans for one in report.per_annotator.values())
        session.told.emit(f"Merged: {counted(spans, 'span')} came in.")
