"""Random sessions through the real window: keys and mouse, undo, switching, closing and reopening.

`python -m tests.reliability.window_session N [SEED]` runs N sessions of STEPS steps and says how they ended.
After every step three things must be equal: what the file holds (read by plain SQL on a connection of its own),
what the window shows (article, list of spans, links, list of articles, undo), and what undo and redo must bring
back (kept by the session itself, as a pile of earlier contents of the file).
"""

import gc
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TypeAlias

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.app import build
from annotator.model.operation import RecordKind
from annotator.services.importing.run import import_paths
from annotator.services.project import Project
from annotator.services.suggestions.suggesting import suggest_project
from annotator.settings import load_settings, save_settings
from annotator.ui.look.plain import menu_words
from annotator.ui.main_window import MainWindow
from annotator.ui.tables import RECORD
from tests.ui.hands import Hands
from tests.ui.test_span_list import listed

STEPS = 50
TEXTS = (
    (
        "Anna Berg met the press in Port Elm.\r\n\r\n“We will build the bridge 🌉,” said Mayor Carl Dunn on Monday.\n\n"
        "Critics claim it costs 3 million. Eva Falk agreed.\n"
    ),
    "Zürich\u2028e\u0301tude “oui”, a dit Ève.\u00a0The plan, he said, “is dead”. It rains; it pours.\n",
    "فاطمة قالت «نعم» today. Ben Okafor left.\n",
    "".join(f"On day {day} Carl Dunn told Port Elm that “ship {day} is late”.\n\n" for day in range(40)),
)
Content = tuple[object, ...]
Key: TypeAlias = Qt.Key
Modifier: TypeAlias = Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
# Keys of the article with how often they come; most select something, so that labels have something to stand on.
KEYS: tuple[tuple[int, Key, Modifier], ...] = (
    *((3, getattr(Key, f"Key_{digit}"), Modifier.NoModifier) for digit in range(1, 10)),
    *((2, key, Modifier.NoModifier) for key in (Key.Key_Space, Key.Key_N, Key.Key_D, Key.Key_Comma, Key.Key_Period)),
    *((2, key, Modifier.NoModifier) for key in (Key.Key_BracketRight, Key.Key_BracketLeft, Key.Key_L, Key.Key_Delete)),
    *((1, key, Modifier.NoModifier) for key in (Key.Key_U, Key.Key_G, Key.Key_R, Key.Key_E, Key.Key_W, Key.Key_O)),
    *((1, key, Modifier.NoModifier) for key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Escape, Key.Key_Tab)),
    *((1, key, ALT) for key in (Key.Key_Left, Key.Key_Right)),
    *((1, key, ALT | SHIFT) for key in (Key.Key_Left, Key.Key_Right)),
    *((1, key, CTRL | ALT) for key in (Key.Key_Left, Key.Key_Right)),
    *((1, key, CTRL | ALT | SHIFT) for key in (Key.Key_Left, Key.Key_Right)),
    (1, Key.Key_B, CTRL),
    (1, Key.Key_B, CTRL | SHIFT),
)
SPAN_KEYS = (
    (Key.Key_Delete, Modifier.NoModifier),
    (Key.Key_2, Modifier.NoModifier),
    (Key.Key_Right, ALT | SHIFT),
    (Key.Key_Left, ALT),
    (Key.Key_Right, CTRL | ALT | SHIFT),
    (Key.Key_Left, CTRL | ALT),
)
ACTIONS = (
    "document.next",
    "document.previous",
    "document.done_next",
    "document.skip",
    "document.reopen",
    "document.flag",
    "zone.title",
    "zone.confirm",
    "view.dark",
    "view.light",
    "review.open",
)


class Differs(AssertionError):
    """The window shows something else than the file holds, or undo brought something else back."""


class WindowSession:
    """One window on one project, the hands on it, and the pile of what undo must bring back."""

    _who = "first"

    def __init__(self, project: Path, seed: int) -> None:
        self._path, self._rng = project, Random(seed)
        self.trail: list[str] = []
        self._window: MainWindow | None = None
        self._file = sqlite3.connect(project)
        self._undo: list[Content | None] = []
        self._redo: list[Content | None] = []
        self._open()

    def close(self) -> None:
        """Close the window and the look into the file."""
        self._close_window()
        self._file.close()

    def step(self) -> None:
        """Do one thing and compare; raises Differs."""
        kind = self._rng.choices(list(_STEPS), weights=[one.weight for one in _STEPS.values()])[0]
        before, count = self._content(), self._operations()
        self.trail.append(kind)
        _STEPS[kind].work(self)
        self._settle()
        self._follow(kind, before, self._operations() - count)
        self.compare()

    # --- what is done ---

    def _press(self) -> None:
        _, key, modifiers = self._rng.choices(KEYS, weights=[weight for weight, *_ in KEYS])[0]
        self.trail[-1] += f" {modifiers.name or ''} {key.name}"
        self._hands.view.setFocus()
        self._hands.press(key, modifiers)

    def _drag(self) -> None:
        start, end = sorted(self._rng.sample(range(len(self._hands.text)), 2))
        self.trail[-1] += f" {start} {end}"
        self._hands.drag(start, min(end, start + 40))

    def _click(self) -> None:
        at = self._rng.randrange(len(self._hands.text) - 1)
        self.trail[-1] += f" {at}"
        self._hands.click(at)

    def _act(self) -> None:
        name = self._rng.choice(ACTIONS)
        self.trail[-1] += f" {name}"
        self._hands.action(name).trigger()

    def _label(self) -> None:
        label = self._rng.choice([one for one in self._hands.session.scheme.labels if one.enabled])
        self.trail[-1] += f" {label.name}"
        self._hands.press(Key.Key_Space)
        self._hands.action(f"label.{label.layer}.{label.name}").trigger()

    def _on_span(self) -> None:
        spans = self._hands.session.spans
        if spans:
            chosen = self._rng.randrange(len(spans))
            key, modifiers = self._rng.choice(SPAN_KEYS)
            self.trail[-1] += f" {chosen} {modifiers.name or ''} {key.name}"
            self._hands.session.select_span(spans[chosen].id)
            self._hands.press(key, modifiers)

    def _link(self) -> None:
        by_layer = {one.layer: one.id for one in self._hands.session.spans}
        if "quote" in by_layer and "entity" in by_layer:
            self._hands.session.select_span(by_layer["quote"])
            self._hands.press(Key.Key_L)

    def _decide(self) -> None:
        key = self._rng.choice((Key.Key_Return, Key.Key_X, Key.Key_3))
        self.trail[-1] += f" {key.name}"
        self._hands.session.select_span(None)
        self._hands.press(Key.Key_Tab)
        self._hands.press(key)

    def _note(self) -> None:
        note = self._hands.window.inspector.note
        if self._hands.session.selected_span is not None:
            note.text.setFocus()
            QTest.keyClicks(note.text, self._rng.choice(("who?", "see above ", "no.")))
            note.store()

    def _take_back(self) -> None:
        self._hands.action("edit.undo").trigger()

    def _do_again(self) -> None:
        self._hands.action("edit.redo").trigger()

    def _reopen(self) -> None:
        self._close_window()
        self._open()

    # --- what must hold ---

    def _follow(self, kind: str, before: Content, count: int) -> None:
        """Keep the pile of earlier contents; undo and redo must bring back what lay on it."""
        after = self._content()
        if kind in ("undo", "redo"):
            giving, taking = (self._undo, self._redo) if kind == "undo" else (self._redo, self._undo)
            if not giving:
                _equal("nothing to bring back", after, before)
                return
            wanted = giving.pop()
            taking.append(before)
            _equal(f"operations of one {kind}", count, 1)
            if wanted is not None:
                _equal(kind, after, wanted)
        elif count:
            # What lay between several operations of one step was not seen.
            self._undo += [before, *[None] * (count - 1)]
            self._redo.clear()
        else:
            _equal("the file, though nothing was written down", after, before)

    def compare(self) -> None:
        """Hold the window against the file; raises Differs."""
        hands = self._hands
        session, document, me = hands.session, hands.document, hands.session.annotator.id
        spans = self._rows(
            "SELECT id, label, fragments, note FROM span WHERE document = ? AND annotator = ?", document, me
        )
        shown = hands.view.shown_spans()
        _equal("the article's spans", sorted(one.id for one in shown), sorted(row[0] for row in spans))
        _equal("the list of spans", sorted(one.id for one in listed(hands)), sorted(row[0] for row in spans))
        by_id = {one.id: one for one in shown}
        for id, label, fragments, note in spans:
            one = by_id[id]
            held = "[" + ", ".join(f"[{start}, {end}]" for start, end in one.fragments) + "]"
            _equal(
                f"span {id}", (one.label, held.replace(" ", ""), one.note), (label, fragments.replace(" ", ""), note)
            )
            _equal(f"words of {id}", hands.text[one.start : one.end], one.text)
        links = self._rows(
            "SELECT r.id FROM relation r JOIN span s ON s.id = r.from_span WHERE s.document = ? AND s.annotator = ?",
            document,
            me,
        )
        _equal("the links", sorted(one.id for one in session.relations), sorted(row[0] for row in links))
        self._compare_articles()
        _equal("saved", hands.window.status.saved.text(), "Saved")
        for name, pile in (("undo", self._undo), ("redo", self._redo)):
            _equal(f"{name} is offered", hands.action(f"edit.{name}").isEnabled(), bool(pile))
        words = session.project.undo_words(me)
        _equal("undo says", hands.action("edit.undo").text(), f"Undo: {menu_words(words)}" if words else "Undo")

    def _compare_articles(self) -> None:
        me = self._hands.session.annotator.id
        rows = self._hands.window.documents.view.model()
        _equal("articles listed", rows.rowCount(), len(TEXTS))
        for row in range(rows.rowCount()):
            shown = rows.index(row, 0).data(RECORD)
            stored = self._rows(
                "SELECT state, flagged FROM document_state WHERE document = ? AND annotator = ?", shown.id, me
            )
            state, flagged = stored[0] if stored else ("todo", 0)
            spans = self._rows("SELECT count(*) FROM span WHERE document = ? AND annotator = ?", shown.id, me)
            _equal(
                f"the row of {shown.title}",
                (shown.state.value, shown.flagged, shown.spans),
                (state, bool(flagged), spans[0][0]),
            )

    # --- inside ---

    @property
    def _hands(self) -> Hands:
        assert self._window is not None
        return Hands(self._window)

    def _open(self) -> None:
        window = build(self._path, self._who)
        assert isinstance(window, MainWindow)
        window.add_features()
        window.resize(1280, 900)
        window.show()
        window.activateWindow()
        self._window = window
        self._settle()

    def _close_window(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _settle(self) -> None:
        """Let waiting work be done, leave what was opened above the article."""
        QCoreApplication.processEvents()
        for dialog in self._hands.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        self._hands.window.pages.show_article()
        QCoreApplication.processEvents()

    def _content(self) -> Content:
        return tuple(
            tuple(sorted(self._rows(f"SELECT * FROM {kind.value}"), key=repr))
            for kind in RecordKind
            if kind is not RecordKind.DOCUMENT
        )

    def _operations(self) -> int:
        return int(self._rows("SELECT count(*) FROM operation")[0][0])

    def _rows(self, statement: str, *given: str) -> list[tuple]:  # type: ignore[type-arg]
        return self._file.execute(statement, given).fetchall()


class _Step:
    """Something that is done, and how often."""

    def __init__(self, weight: int, work: Callable[[WindowSession], None]) -> None:
        self.weight, self.work = weight, work


_STEPS = {
    "press": _Step(22, WindowSession._press),
    "label": _Step(8, WindowSession._label),
    "drag": _Step(5, WindowSession._drag),
    "click": _Step(3, WindowSession._click),
    "action": _Step(5, WindowSession._act),
    "span": _Step(6, WindowSession._on_span),
    "link": _Step(3, WindowSession._link),
    "suggestion": _Step(3, WindowSession._decide),
    "note": _Step(2, WindowSession._note),
    "undo": _Step(6, WindowSession._take_back),
    "redo": _Step(3, WindowSession._do_again),
    "reopen": _Step(1, WindowSession._reopen),
}


def _equal(what: str, shown: object, wanted: object) -> None:
    if shown != wanted:
        raise Differs(f"{what}: {shown!r} instead of {wanted!r}")


def made_project(folder: Path, name: str) -> Path:
    """Make a project of the articles."""
    project = folder / f"{name}.annotator"
    articles = [folder / f"article {number}.txt" for number in range(len(TEXTS))]
    for path, text in zip(articles, TEXTS, strict=True):
        path.write_bytes(text.encode("utf-8"))
    with Project.create(project) as made:
        import_paths(made, articles)
        suggest_project(made)
    save_settings(replace(load_settings(), suggest=False))
    return project


def run(folder: Path, seed: int, kind: type[WindowSession] = WindowSession) -> None:
    """Do one session in a folder; raises Differs with what was done until then."""
    session = kind(made_project(folder, f"session {seed}"), seed)
    try:
        for _ in range(STEPS):
            session.step()
    except Exception as error:
        trail = "\n  ".join(session.trail)
        raise Differs(f"session {seed}, step {len(session.trail)}: {error}\n  {trail}") from error
    finally:
        session.close()


@contextmanager
def raising_slots() -> Iterator[list[BaseException]]:
    """Collect what was raised where nobody could catch it."""
    raised: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: raised.append(error)
    try:
        yield raised
    finally:
        sys.excepthook = before


def main(count: int, seed: int, kind: type[WindowSession] = WindowSession) -> int:
    """Run sessions one after the other; returns how many ended in a difference."""
    app = QApplication.instance() or QApplication(["annotator"])
    assert isinstance(app, QApplication)
    app.setDoubleClickInterval(1)
    failed = 0
    for one in range(seed, seed + count):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, raising_slots() as raised:
            os.environ["ANNOTATOR_SETTINGS"] = folder
            try:
                run(Path(folder), one, kind)
                if raised:
                    raise Differs(f"session {one} raised {raised!r}") from raised[0]
            except Differs as difference:
                failed += 1
                print(difference, flush=True)
        gc.collect()
    print(f"{count} sessions of {STEPS} steps: {failed} with a difference")
    return failed


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
