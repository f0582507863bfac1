"""Composition root of the window: opens a project, builds its window, runs the event loop, takes its picture."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication, QMainWindow

from annotator.errors import NotSaved, ProjectBusy, UserError
from annotator.model.document import Annotator, Role
from annotator.model.ids import DocumentId
from annotator.services.checking import refuse_damaged
from annotator.services.project import SYSTEM, Project
from annotator.services.sample import SAMPLE_ANNOTATOR, open_sample
from annotator.settings import data_folder, load_settings, save_settings
from annotator.ui.crash import install_crash_hook, show_message, what_ended_last_time
from annotator.ui.dialogs.annotator_chooser import AnnotatorChooser
from annotator.ui.main_window import MainWindow
from annotator.ui.project_choice import ProjectChoice
from annotator.ui.safety.damaged import DamagedHelp, can_be_helped
from annotator.ui.safety.restoring import Restoring
from annotator.ui.session import Session
from annotator.ui.start_window import StartWindow

DEFAULT_ANNOTATOR = "me"
PICTURE_SIZE = QSize(1280, 900)


def build(project_path: Path | None, annotator: str | None = None) -> QMainWindow:
    """Build the window of a project, or the start window, without showing it or asking anything.

    The first unfinished article is open and an unknown annotator is created.
    Raises UserError for a file that is no project or from a newer version.
    """
    _application()
    settings = load_settings()
    if project_path is None:
        return StartWindow(settings)
    project = Project.open(Path(project_path))
    try:
        refuse_damaged(project)
        session = Session(project, _annotator(project, annotator))
        session.open_first_unfinished()
        window = MainWindow(session, settings)
    except BaseException:
        project.close()
        raise
    return window


def run(project_path: Path | None = None, annotator: str | None = None) -> int:
    """Show the window and work until the last one is closed; raises UserError when the project cannot be opened."""
    app = _application()
    ended = what_ended_last_time()
    install_crash_hook()
    windows = Windows()
    if project_path is None:
        windows.show_start()
    else:
        windows.open_or_help(Path(project_path), annotator)
    if ended:
        show_message(ended)
    return app.exec()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the window that is asked for; `document` is a title, a part of one, or an id."""

    out: Path
    document: str = ""
    annotator: str | None = None
    theme: str = ""
    size: QSize = PICTURE_SIZE


def render(project_path: Path, picture: Picture) -> Path:
    """Write a PNG of the real window on one article; raises UserError for an unknown article or place."""
    _application()
    window = _picture_window(Path(project_path), picture)
    try:
        window.resize(picture.size)
        window.show()
        saved = window.grab().save(str(picture.out), "PNG")
    finally:
        window.close()
        window.deleteLater()
    if not saved:
        raise UserError(f"The picture {picture.out} cannot be written: choose a folder that exists and may be written.")
    return picture.out


class Windows(QObject):
    """Holds the windows that are open, and opens another project's window in place of one."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: StartWindow | MainWindow | None = None

    @property
    def shown(self) -> StartWindow | MainWindow | None:
        """The window that is open."""
        return self._shown

    def show_start(self) -> StartWindow:
        """Ask what to work on."""
        window = StartWindow(load_settings())
        self._follow(window.choice)
        self._replace(window)
        return window

    def open(self, path: Path, annotator: str | None = None) -> None:
        """Open a project's window, read only when somebody else writes; raises UserError."""
        if isinstance(self._shown, MainWindow) and self._shown.session.project.path == path.resolve():
            return
        window = _open_window(path, annotator)
        self._follow(window.asking.projects)
        session = window.session
        _connect(session.restore_wanted, lambda backup: self._restore(path, backup, _known_name(session.annotator)))
        _connect(window.could_not_grow, lambda refusal: self._give_up(path, refusal, annotator))
        save_settings(load_settings().with_recent(path))
        self._replace(window)
        if annotator is None and window.session.project.remembered_annotator() is None:
            QTimer.singleShot(0, window, _ask_who(window))

    def open_or_help(self, path: Path, annotator: str | None = None) -> None:
        """Open a project's window, or offer the backups of one that cannot be opened; raises UserError without help."""
        try:
            self.open(path, annotator)
        except UserError as refusal:
            if not can_be_helped(path, refusal):
                raise
            self._help(path, refusal, annotator)

    def _give_up(self, path: Path, refusal: UserError, annotator: str | None) -> None:
        """Put the start window in the place of one whose project turned out to be unreadable."""
        start = self.show_start()
        if can_be_helped(path, refusal):
            self._help(path, refusal, annotator)
        else:
            start.banner.warn(str(refusal))

    def _help(self, path: Path, refusal: UserError, annotator: str | None) -> None:
        helping = DamagedHelp(path, refusal, self._shown or self.show_start())
        _connect(helping.restore_wanted, lambda backup: self._restore(path, backup, annotator))
        _connect(helping.open_wanted, lambda saved: self._attempt(lambda: self.open_or_help(saved)))
        helping.offer()

    def _follow(self, choice: ProjectChoice) -> None:
        _connect(choice.open_wanted, lambda path: self._attempt(lambda: self.open_or_help(path)))
        _connect(choice.new_wanted, lambda path: self._attempt(lambda: self._create(path)))
        _connect(choice.sample_wanted, lambda: self._attempt(self._open_sample))

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except UserError as refusal:
            assert self._shown is not None
            self._shown.banner.warn(str(refusal))

    def _open_sample(self) -> None:
        self.open(open_sample(data_folder()), SAMPLE_ANNOTATOR)

    def _restore(self, path: Path, backup: Path, annotator: str | None) -> None:
        """Put a backup in a project's place; meanwhile the start window stands there."""
        start = self.show_start()

        def reopen(words: str, *, failed: bool) -> None:
            try:
                self.open(path, annotator)
            except UserError as refusal:
                start.banner.warn(f"{words} {refusal}")
                return
            assert self._shown is not None
            banner = self._shown.banner
            (banner.warn if failed else banner.tell)(words)

        start.banner.tell("The backup is being put back…")
        restoring = Restoring(path, backup, start)
        _connect(restoring.ended, lambda words, failed: reopen(words, failed=failed))
        restoring.start()

    def _create(self, path: Path) -> None:
        Project.create(path).close()
        self.open(path)

    def _replace(self, window: StartWindow | MainWindow) -> None:
        before, self._shown = self._shown, window
        window.show()
        if before is not None:
            if not before.close():  # it stayed to say something, but something else was asked for
                before.close()
            before.deleteLater()


def _ask_who(window: MainWindow) -> Callable[[], None]:
    def ask() -> None:
        chooser = AnnotatorChooser(window.session.project.annotators(), "", window)
        chooser.chosen.connect(window.session.switch_annotator)
        chooser.open()

    return ask


def _connect(signal: SignalInstance, work: Callable[..., None]) -> None:
    signal.connect(work)


def _open_window(path: Path, annotator: str | None) -> MainWindow:
    try:
        window = build(path, annotator)
    except (ProjectBusy, NotSaved) as refusal:
        window = _read_only_window(path, refusal)
    assert isinstance(window, MainWindow)
    return window


def _read_only_window(path: Path, refusal: UserError) -> MainWindow:
    project = Project.open(path, read_only=True)
    try:
        refuse_damaged(project)
        session = Session(project, _annotator(project, None))
        session.open_first_unfinished()
        window = MainWindow(session, load_settings())
    except BaseException:
        project.close()
        raise
    window.banner.tell(f"{refusal} Until then this is a read-only view.")
    return window


def _picture_window(path: Path, picture: Picture) -> MainWindow:
    project = Project.open(path, read_only=True)
    try:
        session = Session(project, _annotator(project, picture.annotator))
        session.open_document(_document_named(project, session.annotator, picture.document))
        settings = load_settings()
        window = MainWindow(session, settings.with_theme(picture.theme or settings.theme))
        window.add_features()
        window.banner.hide()  # a picture shows the article, not how the file was opened for it
    except BaseException:
        project.close()
        raise
    return window


def _document_named(project: Project, annotator: Annotator, wanted: str) -> DocumentId:
    summaries = project.summaries(annotator.id)
    matches = [one for one in summaries if wanted == one.id or wanted.casefold() in one.title.casefold()]
    exact = [one for one in matches if wanted in (one.id, one.title)]
    found = next(iter(exact or matches), None)
    if found is None:
        raise UserError(f"The project {project.path} has no article {wanted!r}: name a title or an id from it.")
    return found.id


def _annotator(project: Project, name: str | None) -> Annotator:
    """Find who annotates: by name, else who did last, else somebody who is added with her first span."""
    if name is not None and not project.read_only:
        return _written_down(project, name)
    known = {one.id: one for one in project.annotators() if one.role in _PEOPLE}
    if name is not None:
        found_by_name = project.annotator(name)
        if found_by_name is None:
            raise UserError(f"The project {project.path} knows no annotator {name}: name one of its annotators.")
        return found_by_name
    # A second pass is gone on with; who only looks has no way out of it.
    labelling = (*_PEOPLE, Role.SECOND_PASS) if not project.read_only else _PEOPLE
    remembered = project.remembered_annotator()
    again = next((one for one in project.annotators() if one.id == remembered and one.role in labelling), None)
    if again is not None:
        return again
    if len(known) == 1 or (known and project.read_only):
        return next(iter(known.values()))
    return Annotator(SYSTEM, DEFAULT_ANNOTATOR)


def _written_down(project: Project, name: str) -> Annotator:
    """Add who annotates and remember her; on a full disk the window opens all the same and says so."""
    try:
        found = project.ensure_annotator(name)
        project.remember_annotator(found.id)
    except NotSaved as refusal:
        project.file.notices = (*project.notices, f"{refusal} Until then nothing that you label is kept.")
        return project.annotator(name) or Annotator(SYSTEM, name)
    return found


def _known_name(annotator: Annotator) -> str | None:
    return None if annotator.id == SYSTEM else annotator.name


_PEOPLE = (Role.ANNOTATOR, Role.LEAD)


def _application() -> QApplication:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    made = QApplication(sys.argv[:1])
    made.setApplicationName("annotator")
    made.setApplicationDisplayName("Annotator")
    _KEPT.append(made)
    return made


# Without a reference Python would free the application while its windows live.
_KEPT: list[QApplication] = []
