"""Random sessions in the window whose every step has an expected outcome, kept apart from the program's rules.

`python -m tests.reliability.expected_session N [SEED]` runs N sessions and says how they ended. Two annotators take
turns; after every step the file, the window and the pixels on the screen must be what expected_work.py says.
"""

import json
import shutil
import sys
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from annotator.app import build
from annotator.model.annotation import Span
from annotator.ui.dialogs.annotator_chooser import AnnotatorChooser
from annotator.ui.main_window import MainWindow
from tests.reliability import window_session
from tests.reliability.expected_more import MORE
from tests.reliability.expected_place import LAYER, LEFT_TO_RIGHT, Place, hold
from tests.reliability.expected_steps import STEPS
from tests.reliability.expected_work import NOTHING, Expected, Link, Marked, Work
from tests.reliability.window_session import TEXTS, WindowSession
from tests.ui.hands import Hands, in_front
from tests.ui.test_span_list import listed

ALL = STEPS | MORE
PEOPLE = ("first", "second")
EVERY = 8  # A look at the pixels and a second window cost as much as several steps.
SPANS = (
    "SELECT s.id, s.document, s.label, s.fragments, s.note, s.attributes, s.layer, s.text, d.text FROM span s "
    "JOIN annotator a ON a.id = s.annotator JOIN document d ON d.id = s.document WHERE a.name = ?"
)
LINKS = "SELECT r.id, r.label, from_span, to_span FROM relation r JOIN annotator a ON a.id = annotator WHERE a.name = ?"
STATES = "SELECT document, state, flagged FROM document_state JOIN annotator a ON a.id = annotator WHERE a.name = ?"
DECIDED = (
    "SELECT document, layer, label, fragments, decision FROM suggestion_decision "
    "JOIN annotator a ON a.id = annotator WHERE a.name = ?"
)


class ExpectedSession(WindowSession):
    """One window after the other on one project, and what each annotator's work must be."""

    def __init__(self, project: Path, seed: int) -> None:
        self._expected = {name: Expected() for name in PEOPLE}
        super().__init__(project, seed)

    def step(self) -> None:
        """Do one thing and compare; raises Differs."""
        names = [*ALL, "reopen", "switch annotator"]
        name = self._rng.choices(names, weights=[*(weight for weight, _ in ALL.values()), 2, 1])[0]
        self.trail.append(f"{self._who} {name}")
        if name == "reopen":
            self._reopen()
        elif name == "switch annotator":
            self._switch()
        else:
            self._work(name)
        for who in PEOPLE:
            _same_work(f"the work of {who} after {name}", self._stored(who), self._expected[who].work)
        self.compare()

    def _work(self, name: str) -> None:
        mine = self._expected[self._who]
        before = mine.work
        claim = ALL[name][1](Place(self._hands, self._rng, mine, self.trail))
        self._settle()
        wanted = claim(before, self._stored(self._who))
        _same_work(name, self._stored(self._who), wanted)
        if mine.work is not wanted:
            mine.take(wanted)

    def _reopen(self) -> None:
        self._close_window()
        self._who = self._rng.choice(PEOPLE)
        self.trail[-1] += f" as {self._who}"
        self._open()

    def _switch(self) -> None:
        self._who = self._rng.choice(PEOPLE)
        self.trail[-1] += f" to {self._who}"
        window = self._hands.window
        self._hands.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        dialogs = [one for one in window.findChildren(AnnotatorChooser) if one.isVisible()]
        in_front(dialogs[-1])
        QTest.keyClicks(dialogs[-1].name, self._who)
        QTest.keyClick(dialogs[-1].name, Qt.Key.Key_Return)
        in_front(window)
        hold("who annotates", window.session.annotator.name, self._who)

    def compare(self) -> None:
        """Hold the window against the file, against what is expected and, now and then, against its pixels."""
        mine = self._expected[self._who]
        self._undo, self._redo = [None] * len(mine.done), [None] * len(mine.undone)
        super().compare()
        self._compare_marks(mine.work)
        self._compare_selected(mine.work)
        if len(self.trail) % EVERY == 0:
            self._compare_pixels()
            self._compare_a_copy(mine.work)

    def _stored(self, who: str) -> Work:
        """Read somebody's work from the file; the words of each span must be those of the text."""
        spans: dict[str, Marked] = {}
        for id, document, label, fragments, note, attributes, layer, words, text in self._rows(SPANS, who):
            pieces = tuple((start, end) for start, end in json.loads(fragments))
            hold(f"the words of {id} in the file", words, text[pieces[0][0] : pieces[-1][1]])
            hold(f"the layer of {id}", layer, LAYER[label])
            given = tuple((name, value) for name, value, _ref in json.loads(attributes))
            spans[id] = Marked(document, label, pieces, note, given)
        links: dict[str, Link] = {id: (label, one, other) for id, label, one, other in self._rows(LINKS, who)}
        rows = {document: (state, bool(flagged)) for document, state, flagged in self._rows(STATES, who)}
        states = {document: state for document, state in rows.items() if state != NOTHING}
        return Work(spans, links, states, frozenset(tuple(row) for row in self._rows(DECIDED, who)))

    def _compare_marks(self, work: Work) -> None:
        """Look under some letters: a span is there exactly where one is expected."""
        hands, text = self._hands, self._hands.text
        own = work.of(hands.document)
        hold("the article's spans", {str(one.id): _marked(one) for one in hands.view.shown_spans()}, own)
        hold("the rows", {str(one.id): _marked(one) for one in listed(hands)}, own)
        hold(
            "the links",
            {str(one.id): (one.label, one.from_span, one.to_span) for one in hands.session.relations},
            {id: one for id, one in work.links.items() if one[1] in own},
        )
        done = sum(state in ("done", "skipped") for state, _ in work.states.values())
        said = [one.text().split(",")[0] for one in hands.window.documents.findChildren(QLabel, "progress_words")]
        hold("how far the list says that she is", said, [f"{done} of {len(TEXTS)} done"])
        if not LEFT_TO_RIGHT.fullmatch(text):
            return
        for at in self._rng.sample([place for place, letter in enumerate(text) if letter.isalnum()], 4):
            place = hands.view.point_at(at) + QPoint(2, 4)
            found = hands.view.span_at(place)
            here = {id for id, one in own.items() if any(start <= at < end for start, end in one.pieces)}
            if here:
                hold(f"a span under letter {at}", found in here, True)
            else:
                hold(f"a span under letter {at}", found in own, False)

    def _compare_selected(self, work: Work) -> None:
        """The inspector shows the selected span as it is expected."""
        session, inspector = self._hands.session, self._hands.window.inspector
        if session.selected is None:
            return
        marked = work.spans[session.selected]
        hold("the label in the inspector", inspector.label.currentText(), marked.label)
        hold("the note in the inspector", inspector.note.text.toPlainText(), marked.note)
        hold("the span that is painted stronger", self._hands.view.selected_span(), session.selected)

    def _compare_pixels(self) -> None:
        """What stands on the screen is what painting everything anew would give."""
        window = self._hands.window
        # What is painted in slices, and later than its step, comes first.
        QTest.qWait(20)
        seen, anew = window.screen().grabWindow(window.winId()).toImage(), window.grab().toImage()
        for part in (self._hands.view.viewport(), window.spans.viewport(), window.documents.view.viewport()):
            area = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
            hold(f"the pixels at {area}", seen.copy(area) == anew.copy(area), True)

    def _compare_a_copy(self, work: Work) -> None:
        """A copy of the file opens in another window with the same spans, without this one being closed."""
        copy = self._path.with_name(f"copy {len(self.trail)}.annotator")
        shutil.copyfile(self._path, copy)
        with closing(_Look(copy, self._who)) as look:
            for document in look.hands.session.project.document_ids():
                look.hands.session.open_document(document)
                shown = {str(one.id): _marked(one) for one in look.hands.view.shown_spans()}
                hold("the spans in a window on a copy", shown, work.of(document))
        copy.unlink()


class _Look:
    """A second window, for a moment."""

    def __init__(self, project: Path, who: str) -> None:
        window = build(project, who)
        assert isinstance(window, MainWindow)
        self._window = window
        self.hands = Hands(window)

    def close(self) -> None:
        """Close it."""
        self._window.close()
        self._window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _marked(span: Span) -> Marked:
    attributes = tuple((one.name, one.value) for one in span.attributes)
    return Marked(span.document, span.label, span.fragments, span.note, attributes)


def _same_work(what: str, seen: Work, wanted: Work) -> None:
    for part in ("spans", "links", "states"):
        here, there = getattr(seen, part), getattr(wanted, part)
        differing = {id for id in here.keys() | there.keys() if here.get(id) != there.get(id)}
        hold(f"{what}: {part}", {id: here.get(id) for id in differing}, {id: there.get(id) for id in differing})
    hold(f"{what}: decisions", seen.decided ^ wanted.decided, frozenset())


if __name__ == "__main__":
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    sys.exit(bool(window_session.main(int(sys.argv[1]), seed, ExpectedSession)))
