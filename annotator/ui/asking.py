"""Opens the dialogs of a project's window and passes their answers on."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from annotator.ui.dialogs.about import About
from annotator.ui.dialogs.annotator_chooser import AnnotatorChooser
from annotator.ui.dialogs.metadata_form import MetadataForm
from annotator.ui.dialogs.scheme_editor import SchemeEditor
from annotator.ui.hands.labelling import Handler
from annotator.ui.project_choice import ProjectChoice
from annotator.ui.session import Session


class Asking(QObject):
    """Each question is a dialog that opens without blocking."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.projects = ProjectChoice(window)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "project.new": self.projects.choose_new,
            "project.open": self.projects.choose_existing,
            "project.import": self._import,
            "project.export": self._export,
            "scheme.edit": self._edit_scheme,
            "annotator.switch": self._switch_annotator,
            "document.metadata": self._edit_metadata,
            "help.about": self._about,
        }

    def _import(self) -> None:
        # Late: the readers of all formats cost a tenth of the window's start.
        from annotator.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._session, self._window)
        dialog.imported.connect(self._session.reload)
        dialog.open()

    def _export(self) -> None:
        # Late: the writers of all formats cost a tenth of the window's start.
        from annotator.ui.dialogs.export_dialog import ExportDialog

        _show(ExportDialog(self._session, self._window))

    def _edit_scheme(self) -> None:
        _show(SchemeEditor(self._session, self._window))

    def _switch_annotator(self) -> None:
        known = self._session.project.annotators()
        dialog = AnnotatorChooser(known, self._session.annotator.name, self._window)
        dialog.chosen.connect(self._session.switch_annotator)
        dialog.open()

    def _edit_metadata(self) -> None:
        if self._session.document is None:
            self._session.told.emit("No article is open.")
            return
        _show(MetadataForm(self._session, self._window))

    def _about(self) -> None:
        _show(About(self._window))


def _show(dialog: QDialog) -> None:
    dialog.open()
