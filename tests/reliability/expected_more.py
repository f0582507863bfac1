"""Steps of expected sessions that go through dialogs, the mouse on edges, and notes that are left half-way."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog

from annotator.ui.article.selection import Edge
from annotator.ui.dialogs.label_all import LabelAllDialog
from annotator.ui.dialogs.undo_list import UndoList
from tests.reliability.expected_place import ATTRIBUTES, CTRL, LEFT_TO_RIGHT, SHIFT, WORD, Key, Place, click_row, hold
from tests.reliability.expected_steps import NOTES, Claim, same
from tests.reliability.expected_work import Marked, Work, joined
from tests.ui.hands import in_front

Shown = TypeVar("Shown", bound=QDialog)
REACH_PX = 60


def _shown(at: Place, kind: type[Shown]) -> Shown:
    """Find the dialog that was opened and let it have the keys."""
    found: list[Shown] = [one for one in at.hands.window.findChildren(kind) if one.isVisible()]
    hold(f"dialogs of {kind.__name__}", len(found), 1)
    in_front(found[0])
    return found[0]


def _left(at: Place, dialog: QDialog) -> None:
    dialog.close()
    in_front(at.hands.window)


def _confirmed(at: Place) -> tuple[str, str]:
    """Confirm what is to be done to all; give the label and the new label."""
    dialog = _shown(at, LabelAllDialog)
    label, new = dialog.label.currentText(), dialog.new_label.currentText()
    if dialog.confirm.isEnabled():
        QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    _left(at, dialog)
    return label, new


def label_all(at: Place) -> Claim:
    """Label all places of some words; those that are labelled so stay."""
    at.press(Key.Key_Escape)
    chosen = at.select()
    document, words = at.document, at.hands.text[slice(*chosen)]
    if chosen == (0, 0):
        return same
    at.press(Key.Key_A, SHIFT)
    label, _ = _confirmed(at)
    at.say(label)

    def claim(before: Work, after: Work) -> Work:
        new = {id: one for id, one in after.spans.items() if id not in before.spans}
        for one in new.values():
            hold("a place that was labelled with all", (one.document, one.label), (document, label))
            hold("the words of it", _words(at, one).split(), words.split())
            hold("labelled before", before.doubles(one), False)
        made = replace(before, spans={**before.spans, **new})
        return made.begun(document) if new else made

    return claim


def _alike(at: Place, marked: Marked) -> list[str]:
    """Find the spans of the article with the label and the words of one."""
    own = at.work.of(at.document)
    words = _words(at, marked).split()
    return [id for id, one in own.items() if one.label == marked.label and _words(at, one).split() == words]


def _words(at: Place, marked: Marked) -> str:
    return at.hands.text[marked.pieces[0][0] : marked.pieces[-1][1]]


def unlabel_all(at: Place) -> Claim:
    """Remove every span of the article like one."""
    chosen = at.choose()
    if chosen is None:
        return same
    gone = _alike(at, chosen[1])
    at.hands.action("span.unlabel_all").trigger()
    hold("the label in the dialog", _confirmed(at)[0], chosen[1].label)

    def claim(before: Work, _after: Work) -> Work:
        for id in gone:
            before = before.without_span(id)
        return before

    return claim


def relabel_all(at: Place) -> Claim:
    """Give every span of the article like one another label."""
    chosen = at.choose()
    if chosen is None:
        return same
    alike = _alike(at, chosen[1])
    at.hands.action("span.relabel_all").trigger()
    _, new = _confirmed(at)
    at.say(new)

    def claim(before: Work, _after: Work) -> Work:
        made = before
        for id in alike:
            marked = before.spans[id]
            kept = tuple(one for one in marked.attributes if one[0] in ATTRIBUTES[new])
            changed = replace(marked, label=new, attributes=kept)
            made = made if before.doubles(changed, id) else made.with_span(id, changed)
        return made

    return claim


def take_back(at: Place) -> Claim:
    """Take several steps back in the list of what was done."""
    at.press(Key.Key_H, CTRL)
    dialog = _shown(at, UndoList)
    hold("what was done", dialog.tree.topLevelItemCount(), len(at.expected.done))
    count = min(at.chance.randint(1, 3), len(at.expected.done))
    at.say(count)
    for _ in range(count - 1):
        QTest.keyClick(dialog.tree, Key.Key_Down)
    QTest.keyClick(dialog.tree, Key.Key_Return)
    _left(at, dialog)
    for _ in range(count):
        at.expected.undo()
    return lambda _before, _after: at.expected.work


def drag_edge(at: Place) -> Claim:
    """Drag an end of a span's line to a word: that edge goes there, at the word's own edge."""
    chosen = at.choose()
    if chosen is None or not LEFT_TO_RIGHT.fullmatch(at.hands.text):
        return same
    id, marked = chosen
    edge = at.chance.choice(tuple(Edge))
    old = marked.pieces[0][0] if edge is Edge.START else marked.pieces[-1][1]
    held = _handle(at, id, edge, old)
    words = [found.span() for found in WORD.finditer(at.hands.text) if abs(found.start() - old) < REACH_PX]
    words = [one for one in words if one[1] - one[0] > 2]
    if held is None or not words:
        return same
    word = at.chance.choice(words)
    at.say(edge.value, word)
    # Looking for the word may scroll.
    there = at.hands.view.point_at(sum(word) // 2) + QPoint(0, 4)
    held = _handle(at, id, edge, old)
    if held is None or not at.hands.view.viewport().rect().contains(there):
        return same
    port = at.hands.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=held)
    QTest.mouseMove(port, there)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=there)
    return lambda before, _after: before.changed(id, replace(marked, pieces=_stretched(at, marked, edge, word)))


def _handle(at: Place, id: str, edge: Edge, offset: int) -> QPoint | None:
    view = at.hands.view
    place = view.point_at(offset)
    drops = (place + QPoint(0, down) for down in range(REACH_PX))
    return next((drop for drop in drops if view.span_end_at(drop.toPointF()) == (id, edge)), None)


def _stretched(at: Place, marked: Marked, edge: Edge, word: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    first, last = marked.pieces[0], marked.pieces[-1]
    middle = sum(word) // 2
    if edge is Edge.START:
        return marked.pieces if middle >= first[1] else joined(at.hands.text, ((word[0], first[1]), *marked.pieces[1:]))
    return marked.pieces if middle <= last[0] else joined(at.hands.text, (*marked.pieces[:-1], (last[0], word[1])))


def attribute_in_inspector(at: Place) -> Claim:
    """Choose an attribute's value in the inspector by keys."""
    chosen = at.choose("claim")
    if chosen is None:
        return same
    id, marked = chosen
    field = at.hands.window.inspector.attributes.fields["check"]
    assert isinstance(field, QComboBox)
    QTest.keyClick(field, at.chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_Home)))
    value = field.currentText()
    at.say(value)
    given = (("check", value),) if value else ()
    return lambda before, _after: before.with_span(id, replace(marked, attributes=given))


def note_left(at: Place) -> Claim:
    """Begin a note and do something else at once: it is stored with the span that it was written on."""
    chosen = at.choose()
    if chosen is None:
        return same
    id, marked = chosen
    editor = at.hands.window.inspector.note.text
    at.press(Key.Key_M, CTRL)
    QTest.keyClick(editor, Key.Key_A, CTRL)
    QTest.keyClicks(editor, words := at.chance.choice(NOTES))
    leave = at.chance.choice(tuple(_LEAVING))
    at.say(leave)
    noted = at.work.with_span(id, replace(marked, note=words))
    at.expected.take(noted)
    document = at.document
    _LEAVING[leave](at)
    return lambda _before, _after: noted.in_state(document, "done") if leave == "done" else noted


def _to_another_span(at: Place) -> None:
    other = at.one_of(at.work.of(at.document))
    click_row(at.hands.window.spans, lambda record: getattr(record, "id", None) == other)


def _to_another_article(at: Place) -> None:
    QTest.keyClick(at.hands.window.inspector.note.text, Key.Key_PageDown, CTRL)
    # After the last article none comes, and the note goes on.
    at.hands.view.setFocus()


def _by_escape(at: Place) -> None:
    QTest.keyClick(at.hands.window.inspector.note.text, Key.Key_Escape)


def _done(at: Place) -> None:
    at.hands.action("document.done_next").trigger()


_LEAVING: dict[str, Callable[[Place], None]] = {
    "to another span": _to_another_span,
    "to another article": _to_another_article,
    "by escape": _by_escape,
    "done": _done,
}


def panes(at: Place) -> Claim:
    """Put panes away and bring them back, or give the window another size."""
    if at.chance.random() < 0.5:
        at.hands.window.resize(at.chance.randint(1000, 1500), at.chance.randint(700, 1000))
        return same
    key, modifiers = at.chance.choice(((Key.Key_F11, CTRL & SHIFT), (Key.Key_1, CTRL), (Key.Key_2, CTRL)))
    for _ in range(2):
        at.press(key, modifiers)
        QCoreApplication.processEvents()
    return same


MORE: dict[str, tuple[int, Callable[[Place], Claim]]] = {
    "label all": (2, label_all),
    "unlabel all": (1, unlabel_all),
    "relabel all": (1, relabel_all),
    "take back": (1, take_back),
    "drag edge": (5, drag_edge),
    "attribute in inspector": (2, attribute_in_inspector),
    "note left": (3, note_left),
    "panes": (1, panes),
}
