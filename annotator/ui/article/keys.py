"""The keys that move the caret of the article: which step each one takes."""

from PySide6.QtCore import QKeyCombination, Qt

from annotator.ui.article.selection import Unit

_KEY, _CTRL, _NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
# Key and modifiers without Shift -> unit, forward. Shift extends the selection instead of moving the caret.
STEPS: dict[tuple[Qt.Key, Qt.KeyboardModifier], tuple[Unit, bool]] = {
    (_KEY.Key_Left, _NONE): (Unit.CHARACTER, False),
    (_KEY.Key_Right, _NONE): (Unit.CHARACTER, True),
    (_KEY.Key_Left, _CTRL): (Unit.WORD, False),
    (_KEY.Key_Right, _CTRL): (Unit.WORD, True),
    (_KEY.Key_Up, _CTRL): (Unit.PARAGRAPH, False),
    (_KEY.Key_Down, _CTRL): (Unit.PARAGRAPH, True),
    (_KEY.Key_ParenLeft, _NONE): (Unit.SENTENCE, False),
    (_KEY.Key_ParenRight, _NONE): (Unit.SENTENCE, True),
}
# Key -> lines down; a page is reckoned from the height of the view.
LINES = {_KEY.Key_Up: -1, _KEY.Key_Down: 1}
PAGES = {_KEY.Key_PageUp: -1, _KEY.Key_PageDown: 1}


def step_of(combination: QKeyCombination) -> tuple[Unit, bool] | None:
    """Find the step of a key, whether or not Shift and the keypad are involved."""
    return STEPS.get((combination.key(), plain_modifiers(combination)))


def plain_modifiers(combination: QKeyCombination) -> Qt.KeyboardModifier:
    """Leave Shift and the keypad out of a key's modifiers."""
    ignored = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return combination.keyboardModifiers() & ~ignored
