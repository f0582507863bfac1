"""Which keys an action may have: those that Qt, the article's caret and text fields need are refused in words."""

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.actions import ACTIONS, ActionSpec, Menu, Scope
from annotator.ui.article.keys import LINES, PAGES, plain_modifiers, step_of

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_MODIFIER_KEYS = (_KEY.Key_Shift, _KEY.Key_Control, _KEY.Key_Alt, _KEY.Key_Meta, _KEY.Key_AltGr, _KEY.Key_CapsLock)
_TYPING = ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Ins", "Shift+Ins", "Shift+Del", "Ctrl+Del", "Ctrl+Backspace")
_FORMS = ("Return", "Enter", "Tab", "Shift+Tab", "Shift+Backtab", "Backtab", "Esc")
_SYSTEM = ("Alt+F4", "F10", "Shift+F10", "Menu", "Print")
_DEFAULTS = {spec.id: spec.keys for spec in ACTIONS}
_LAST_ASCII = 0x7E


def known_keys(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Leave out what no keyboard has, as from a damaged settings file."""
    return {id: tuple(key for key in keys if _is_key(key)) for id, keys in chosen.items()}


def key_of(event: QKeyEvent) -> str:
    """Write the key of an event as settings keep it; empty while only modifiers are held."""
    combination = event.keyCombination()
    if combination.key() in (*_MODIFIER_KEYS, _KEY.Key_unknown):
        return ""
    modifiers = combination.keyboardModifiers() & ~_MODIFIER.KeypadModifier
    if modifiers & _MODIFIER.ShiftModifier and _is_sign(combination.key()):
        # Which signs need Shift differs from keyboard to keyboard; Qt matches the sign alone.
        modifiers &= ~_MODIFIER.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, combination.key())).toString()


def native(key: str) -> str:
    """Write a key as this system does."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def refusal(spec: ActionSpec, key: str) -> str:
    """Say in a sentence why an action cannot have a key; empty when it can."""
    if key in _DEFAULTS.get(spec.id, ()):
        return ""
    combination = _combination(QKeySequence(key))
    if _moves_caret(combination):
        return f"{native(key)} moves the caret in the article: choose another key."
    if key in _TYPING:
        return f"{native(key)} is needed for typing and copying in text fields: choose another key."
    if key in _FORMS:
        return f"{native(key)} is needed to answer and leave forms: choose another key, or add Ctrl."
    opened = _menu_opened(key)
    if opened or key in _SYSTEM or combination.keyboardModifiers() & _MODIFIER.MetaModifier:
        return (
            f"{native(key)} {f'opens the menu {opened}' if opened else 'belongs to the desktop'}: choose another key."
        )
    if spec.scope is Scope.WINDOW and _is_typed(combination):
        return f"{native(key)} alone would be taken from text fields: add Ctrl or Alt."
    return ""


def _is_key(key: str) -> bool:
    sequence = QKeySequence(key)
    return sequence.count() == 1 and _combination(sequence).key() != _KEY.Key_unknown and sequence.toString() == key


def _combination(sequence: QKeySequence) -> QKeyCombination:
    first: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs do not know that sequences have keys
    return first


def _moves_caret(combination: QKeyCombination) -> bool:
    modifiers, key = plain_modifiers(combination), combination.key()
    by_line = key in LINES or key in PAGES
    to_end = key in (_KEY.Key_Home, _KEY.Key_End) and modifiers == _MODIFIER.ControlModifier
    at_once = modifiers == _MODIFIER.NoModifier and (by_line or key in (_KEY.Key_Home, _KEY.Key_End))
    return step_of(combination) is not None or to_end or at_once


def _menu_opened(key: str) -> str:
    for menu in Menu:
        letter = menu.value.partition("&")[2][:1].upper()
        if letter and key == f"Alt+{letter}":
            return menu.value.replace("&", "")
    return ""


def _is_sign(key: Qt.Key) -> bool:
    return _KEY.Key_Space.value < key.value <= _LAST_ASCII and not chr(key.value).isalnum()


def _is_typed(combination: QKeyCombination) -> bool:
    held = combination.keyboardModifiers() & (_MODIFIER.ControlModifier | _MODIFIER.AltModifier)
    deletes = combination.key() in (_KEY.Key_Delete, _KEY.Key_Backspace)
    return not held and (deletes or combination.key().value < _KEY.Key_Escape.value)
