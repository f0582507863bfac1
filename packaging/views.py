"""Opens each view of the real window as an analyst does and takes its picture: views.py PROJECT VIEWS THEME FOLDER."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget

from annotator.app import build
from annotator.services.importing.run import import_paths
from annotator.settings import Settings, save_settings
from annotator.ui.main_window import MainWindow

USUAL, LARGE, LAPTOP, SMALL = QSize(1280, 900), QSize(2560, 1440), QSize(1280, 800), QSize(1000, 640)
SPANS_ONWARD = 6  # a span in the upper part of the article is selected, so that the inspector has something to show
SETTLE_MS = 250
SMALLEST = 0  # a quality of 0 is the smallest file of the same picture
ARABIC = (
    "قالت وزيرة الصيد نورا فيل إن بورت إلم ستفتح الميناء يوم الاثنين\n\n"
    "بورت إلم - قالت وزيرة الصيد نورا فيل يوم الاثنين إن الميناء سيفتح قبل الصيف، وأضافت: «لن ننتظر أكثر».\n\n"
    "وذكرت صحيفة Harbour Ledger أن المجلس صوّت لصالح الخطة.\n"
)


class Camera:
    """One shown window and the folder that its pictures go to."""

    def __init__(self, project: Path, theme: str, folder: Path) -> None:
        save_settings(Settings(theme=theme, suggest=False))
        self.project, self.theme, self.folder = project, theme, folder
        self.window = self._open()

    def _open(self) -> MainWindow:
        window = build(self.project, "first")
        assert isinstance(window, MainWindow)
        window.add_features()
        window.resize(USUAL)
        window.show()
        QTest.qWaitForWindowExposed(window)
        self.window = window
        for _ in range(SPANS_ONWARD):
            self.run("span.next")
        return window

    def run(self, id: str) -> None:
        """Trigger an action."""
        found = self.window.findChild(QAction, id)
        assert isinstance(found, QAction), id
        found.trigger()

    def dialog(self) -> QWidget | None:
        """Find what an action opened over the window."""
        QTest.qWait(SETTLE_MS)
        return next((one for one in self.window.findChildren(QDialog) if one.isVisible()), None)

    def save(self, name: str, dialog: QWidget | None = None) -> None:
        """Write a picture; a dialog is set into the middle of its window, where it opens."""
        QTest.qWait(SETTLE_MS)
        picture = self.window.grab()
        if dialog is not None:
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
            over = dialog.grab()
            painter.drawPixmap((picture.width() - over.width()) // 2, (picture.height() - over.height()) // 2, over)
            painter.end()
        path = self.folder / f"{name}-{self.theme}.png"
        assert picture.save(str(path), "PNG", SMALLEST), path
        print(f"wrote {path.name}")

    def reset(self) -> None:
        """Close what is open over the window and go back to the article."""
        for opened in self.window.findChildren(QDialog):
            if opened.isVisible():
                opened.close()
        for dock in self.window.findChildren(QDockWidget):
            dock.setVisible(dock in self.window.docks.values())
        self.window.pages.show_article()
        self.window.banner.hide()
        self.window.session.select_span(self.window.session.spans[SPANS_ONWARD - 1].id)
        QTest.qWait(20)


def _dialog(id: str) -> Callable[[Camera, str], None]:
    def take(camera: Camera, name: str) -> None:
        camera.run(id)
        camera.save(name, camera.dialog())

    return take


def _after(*ids: str, size: QSize = USUAL) -> Callable[[Camera, str], None]:
    def take(camera: Camera, name: str) -> None:
        camera.window.resize(size)
        for id in ids:
            camera.run(id)
        camera.save(name)
        camera.window.resize(USUAL)

    return take


def _search(camera: Camera, name: str) -> None:
    camera.window.view.clear_selection()
    camera.run("search.open")
    camera.window.finding.panel.open("Moscow")
    camera.window.finding.panel.search()
    QTest.qWait(4 * SETTLE_MS)
    camera.save(name)
    camera.window.finding.dock.hide()


def _suggestions(camera: Camera, name: str) -> None:
    camera.run("suggestion.on_opening")
    for _ in range(40):
        QTest.qWait(SETTLE_MS)
        if camera.window.view._suggestions:
            break
    camera.run("suggestion.next")
    camera.save(name)
    camera.run("suggestion.on_opening")


def _context_menu(camera: Camera, name: str) -> None:
    menu = camera.window.menus.context_menu(camera.window.view)
    menu.popup(camera.window.mapToGlobal(camera.window.rect().center()))
    camera.save(name, menu)
    menu.close()


def _reading(camera: Camera, name: str) -> None:
    camera.run("view.reading")
    camera.save(name)
    camera.run("view.reading")


def _palette(palette: str) -> Callable[[Camera, str], None]:
    def take(camera: Camera, name: str) -> None:
        camera.run(f"palette.{palette}")
        camera.save(name)
        camera.run("palette.scheme")

    return take


def _arabic(camera: Camera, name: str) -> None:
    file = camera.folder / "arabic.txt"
    file.write_text(ARABIC, encoding="utf-8")
    import_paths(camera.window.session.project, [file])
    file.unlink()
    camera.window.session.reload()
    here = camera.window.session.document
    last = camera.window.session.project.summaries(camera.window.session.annotator.id)[-1]
    camera.window.session.open_document(last.id)
    for words, label in (
        ("نورا فيل", "PERSON"),
        ("بورت إلم", "GPE"),
        ("لن ننتظر أكثر", "DIRECT"),
        ("Harbour Ledger", "ORG"),
    ):
        start = ARABIC.index(words, ARABIC.index("-")) if words != "بورت إلم" else ARABIC.index(words)
        camera.window.view.select_range(start, start + len(words))
        camera.window.labelling.label(label)
    camera.save(name)
    if here is not None:
        camera.window.session.open_document(here.id)


VIEWS: dict[str, Callable[[Camera, str], None]] = {
    "article": _after(),
    "soft": _palette("soft"),
    "safe": _palette("safe"),
    "reading": _reading,
    "context_menu": _context_menu,
    "search": _search,
    "suggestions": _suggestions,
    "overview": _after("view.overview"),
    "review": _after("review.open"),
    "outdated": _after("guideline.outdated"),
    "label_all": _dialog("span.label_all"),
    "scheme": _dialog("scheme.edit"),
    "export": _dialog("project.export"),
    "guideline": _dialog("guideline.open"),
    "names": _dialog("names.open"),
    "history": _dialog("history.span"),
    "undo": _dialog("history.open"),
    "bin": _dialog("bin.open"),
    "change_keys": _dialog("help.change_keys"),
    "terms": _dialog("suggestion.terms"),
    "assign": _dialog("project.assign"),
    "import": _dialog("project.import"),
    "metadata": _dialog("document.metadata"),
    "comfort": _dialog("view.comfort"),
    "accept_many": _dialog("suggestion.accept_many"),
    "palette": _dialog("palette.open"),
    "keys": _dialog("help.keys"),
    "about": _dialog("help.about"),
    "annotator": _dialog("annotator.switch"),
    "arabic": _arabic,
    "large": _after(size=LARGE),
    "laptop": _after(size=LAPTOP),
    "small": _after(size=SMALL),
}


def main(project: str, views: str, theme: str, folder: str) -> None:
    """Take the pictures of some views, separated by commas, or of all."""
    application = QApplication([])
    camera = Camera(Path(project), theme, Path(folder))
    for view in VIEWS if views == "all" else views.split(","):
        if view:
            VIEWS[view](camera, view)
            camera.reset()
    camera.window.close()
    application.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
