"""Where a step of an expected session is done: hands, chance, and how a span or words are chosen by mouse and keys."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from annotator.services.scheme_file import default_scheme
from annotator.ui.tables import RECORD
from tests.reliability.expected_work import Expected, Marked, Piece, Work
from tests.reliability.window_session import Differs
from tests.ui.hands import Hands

Key: TypeAlias = Qt.Key
Modifier: TypeAlias = Qt.KeyboardModifier
NONE, CTRL, SHIFT, ALT = (
    Modifier.NoModifier,
    Modifier.ControlModifier,
    Modifier.ShiftModifier,
    Modifier.AltModifier,
)
SCHEME = default_scheme()
LABELS = tuple(one.name for one in SCHEME.enabled_labels)
LAYER = {one.name: one.layer for one in SCHEME.labels}
ATTRIBUTES = {one.name: {known.name for known in one.attributes} for one in SCHEME.labels}
WORD = re.compile(r"[^\W_][\w\u0301]*")
LEFT_TO_RIGHT = re.compile(r"[^\u0590-\u08ff]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is done: the hands on the window, chance, and the work before it."""

    hands: Hands
    chance: Random
    expected: Expected
    trail: list[str]

    @property
    def work(self) -> Work:
        """The work before the step."""
        return self.expected.work

    @property
    def document(self) -> str:
        """The open article."""
        return self.hands.document

    def say(self, *words: object) -> None:
        """Write down what is done."""
        self.trail[-1] += "".join(f" {word}" for word in words)

    def press(self, key: Key, modifiers: Modifier = NONE) -> None:
        """Press a key in the article."""
        self.hands.view.setFocus()
        self.hands.press(key, modifiers)

    def choose(self, *layers: str) -> tuple[str, Marked] | None:
        """Click on the row of a span, of these layers when some are given."""
        own = {id: one for id, one in self.work.of(self.document).items() if not layers or LAYER[one.label] in layers}
        if not own:
            return None
        id = self.one_of(own)
        self.press(Key.Key_Escape)
        click_row(self.hands.window.spans, lambda record: getattr(record, "id", None) == id)
        hold("the span that is selected by a click", self.hands.session.selected, id)
        return id, own[id]

    def one_of(self, spans: Mapping[str, Marked]) -> str:
        """Choose a span by where it stands: its id is another one each time."""
        chosen = self.chance.choice(sorted((one.pieces, one.label, id) for id, one in spans.items()))
        self.say(chosen[1], chosen[0])
        return chosen[2]

    def select(self) -> Piece:
        """Select words: with the mouse where all is written from left to right, otherwise by keys."""
        text = self.hands.text
        if not LEFT_TO_RIGHT.fullmatch(text) or self.chance.random() < 0.3:
            for _ in range(self.chance.randint(1, 4)):
                self.press(self.chance.choice((Key.Key_Space, Key.Key_Space, Key.Key_Period, Key.Key_Comma)))
            chosen = self.hands.view.selected_range()
            if chosen is not None:
                self.say(*chosen)
                return chosen
            self.press(Key.Key_Period)
            return self.hands.view.selected_range() or (0, 0)
        words = [found.span() for found in WORD.finditer(text)]
        first = self.chance.randrange(len(words))
        last = min(first + self.chance.choice((0, 0, 1, 3)), len(words) - 1)
        bounds = (words[first][0], words[last][1])
        self.say(*bounds)
        self.hands.drag(*bounds)
        hold("the words that were dragged over", self.hands.view.selected_range(), bounds)
        return bounds


def hold(what: str, seen: object, wanted: object) -> None:
    """Raise Differs unless both are equal."""
    if seen != wanted:
        raise Differs(f"{what}: {seen!r} instead of {wanted!r}")


def click_row(view: QAbstractItemView, is_it: Callable[[object], bool]) -> None:
    """Click on the row whose record is wanted."""
    model = view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    found = next((row for row in rows if is_it(row.data(RECORD))), QModelIndex())
    hold("there is a row", found.isValid(), True)
    view.scrollTo(found)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, view.visualRect(found).center())
