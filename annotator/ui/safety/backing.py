"""Makes verified backups beside the work, offers them, and warns when spans are gone that nobody deleted."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog

from annotator.errors import UserError
from annotator.services.commands import Command
from annotator.services.project import Project
from annotator.services.safety.backups import Backup, back_up
from annotator.services.safety.bulk_deletes import deletes_many
from annotator.services.safety.lost_spans import count_now, remember_count, remembered_count, unexplained_loss
from annotator.services.workers import News, NewsKind
from annotator.storage.copying import copy_through
from annotator.storage.totals import totals
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts
from annotator.ui.project_choice import open_in_place
from annotator.ui.safety.check_dialog import CheckDialog
from annotator.ui.safety.restore_dialog import RestoreDialog

EVERY_MS = 30 * 60 * 1000
# How long after the last change the spans are counted again.
SETTLED_MS = 2000
_MAKE = "annotator.services.safety.jobs:make_backup"


class Backing(QObject):
    """A feature of the window."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._jobs = Jobs(self)
        self._copied = self._before = count_now(parts.session.project)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.make_due)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._look_for_loss)
        if not parts.session.project.read_only:
            self._timer.start()
            parts.session.changed.connect(self._on_changed)
            parts.session.before_command = self._before_command
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.timeout.connect(self._look_at_opening)
        self._opening.start(0)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {
            "backup.now": self._make_by_hand,
            "backup.restore": self._open_restore,
            "project.check": self._open_check,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint nothing: the dialog is dressed with the window."""

    def close(self) -> None:
        """Copy what changed once more, in a thread that the program's end waits for."""
        for timer in (self._timer, self._settled, self._opening):
            timer.stop()
        self._jobs.close()
        self._session.before_command = None
        project = self._session.project
        if not self._is_due():
            return
        remember_count(project)
        Thread(target=_copy_closed, args=(project.path,), name="backup at closing").start()

    def make_due(self) -> None:
        """Make a backup when there is something new."""
        if self._is_due():
            self._jobs.submit(self._on_made, _MAKE, self._session.project.path, "automatic")

    def _is_due(self) -> bool:
        project = self._session.project
        if project.read_only or not project.path.exists():
            return False
        with suppress(UserError):
            return count_now(project).operation != self._copied.operation
        return False

    def _make_by_hand(self) -> None:
        self._jobs.submit(self._on_made_by_hand, _MAKE, self._session.project.path, "by-hand")

    def _on_made_by_hand(self, news: News) -> None:
        if isinstance(news.value, Backup):
            self._session.told.emit(f"Backup made: {news.value.path.name}")
        self._on_made(news)

    def _on_made(self, news: News) -> None:
        if isinstance(news.value, Backup):
            self._copied = count_now(self._session.project)
        elif news.kind is NewsKind.FAILED:
            self._parts.banner.warn(str(news.value))

    def _open_restore(self) -> None:
        project, now = self._session.project, None
        with suppress(UserError), project.file.reading() as db:  # a damaged one is what backups are for
            now = totals(db)
        dialog = RestoreDialog(project.path, now, self._parts.window)
        dialog.wanted.connect(self._restore)
        dialog.open()

    def _open_check(self) -> None:
        dialog = CheckDialog(self._session.project.path, self._parts.window)
        dialog.restore_wanted.connect(self._open_restore)
        dialog.open_wanted.connect(self._open_project)
        dialog.open()

    def _open_project(self, path: Path) -> None:
        open_in_place(self._parts.window, path)

    def _restore(self, backup: Path) -> None:
        # What is there now is kept aside whole: no further copy is needed at closing.
        self._copied = count_now(self._session.project)
        self._session.restore_wanted.emit(backup)

    def _look_at_opening(self) -> None:
        before = remembered_count(self._session.project.path)
        if before is not None:
            self._warn_of_loss(unexplained_loss(self._session.project, before))

    def _on_changed(self, _operation: object) -> None:
        self._settled.start()

    def _look_for_loss(self) -> None:
        with suppress(UserError):  # a file that cannot be read is told by whoever needs it
            self._warn_of_loss(unexplained_loss(self._session.project, self._before))
            self._before = count_now(self._session.project)

    def _warn_of_loss(self, sentence: str) -> None:
        if sentence:
            self._parts.banner.warn(sentence)

    def _before_command(self, command: Command) -> None:
        """Back up before much is deleted, while the window goes on painting; raises UserError for what is refused."""
        project = self._session.project
        if deletes_many(command, project.reader(self._session.annotator.id)):
            self._copy_and_wait("before-delete")

    def _copy_and_wait(self, reason: str) -> None:
        waiting = QProgressDialog("Backing up before much is deleted…", "", 0, 0, self._parts.window)
        waiting.setCancelButton(None)
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        loop = QEventLoop()
        heard: list[News] = []

        def listen(news: News) -> None:
            heard.append(news)
            loop.quit()

        self._jobs.submit(listen, _MAKE, self._session.project.path, reason)
        waiting.show()
        loop.exec()
        waiting.deleteLater()
        if heard[-1].kind is NewsKind.FAILED:
            self._parts.banner.warn(f"{heard[-1].value} The deletion was done; undo brings all back.")


def _copy_closed(path: Path) -> None:
    # Nobody is there to be told; the copy before it stands.
    with suppress(UserError, OSError), Project.open(path, read_only=True) as project:
        # By SQLite: to close a plain handle would give up the locks of a window that opens it again meanwhile.
        back_up(project, "closed", copy=copy_through)
