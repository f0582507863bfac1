"""What is done in a session by keys and mouse, and for each step a claim on what the work is then."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.ui.dialogs.recycle_bin import RecycleBin
from annotator.ui.suggestions.feature import Suggesting
from tests.reliability.expected_place import (
    ALT,
    ATTRIBUTES,
    CTRL,
    LABELS,
    LAYER,
    SCHEME,
    SHIFT,
    Key,
    Place,
    click_row,
    hold,
)
from tests.reliability.expected_work import Marked, Work, joined, nudged
from tests.ui.hands import in_front

Claim: TypeAlias = Callable[[Work, Work], Work]
EDGES = {
    (edge, step): (Key.Key_Left if step < 0 else Key.Key_Right, ALT if edge == "start" else ALT | SHIFT)
    for edge in ("start", "end")
    for step in (-1, 1)
}
# Attributes and links need these.
OFTEN = (*LABELS, *(("CLAIM", "DIRECT", "PERSON") * 3))
NOTES = ("who?", "see above", "1 < 2 & <b>so</b>")


def same(before: Work, _after: Work) -> Work:
    """Claim that nothing changed."""
    return before


def only(after: Work, before: Work) -> str:
    """Give the id of the one span that is new."""
    new = sorted(after.spans.keys() - before.spans.keys())
    hold("new spans", len(new), 1)
    return new[0]


def _give(at: Place, label: str) -> None:
    """Press the digit of a label, or choose it in the menu."""
    place = LABELS.index(label)
    if place < 9:
        at.press(Key(int(Key.Key_1) + place))
    else:
        at.hands.action(f"label.{LAYER[label]}.{label}").trigger()


def label(at: Place) -> Claim:
    """Label words."""
    chosen, name = at.select(), at.chance.choice(OFTEN)
    if chosen == (0, 0):
        return same
    at.say(name)
    marked = Marked(at.document, name, joined(at.hands.text, (chosen,)))
    _give(at, name)

    def claim(before: Work, after: Work) -> Work:
        if before.doubles(marked):
            return before
        return before.with_span(only(after, before), marked).begun(marked.document)

    return claim


def relabel(at: Place) -> Claim:
    """Give a span another label; attributes that the new one knows stay."""
    chosen, name = at.choose(), at.chance.choice(OFTEN)
    if chosen is None:
        return same
    at.say(name)
    id, marked = chosen
    _give(at, name)
    kept = tuple(one for one in marked.attributes if name == marked.label or one[0] in ATTRIBUTES[name])
    return lambda before, _after: before.changed(id, replace(marked, label=name, attributes=kept))


def nudge(at: Place) -> Claim:
    """Move an edge by one character."""
    chosen = at.choose()
    if chosen is None:
        return same
    id, marked = chosen
    edge, step = at.chance.choice(tuple(EDGES))
    at.say(edge, step)
    at.press(*EDGES[edge, step])
    moved = nudged(at.hands.text, marked.pieces, edge, step)
    return lambda before, _after: before.changed(id, replace(marked, pieces=moved))


def nudge_word(at: Place) -> Claim:
    """Move an edge by a word: it goes to that side and the other edges stay."""
    chosen = at.choose()
    if chosen is None:
        return same
    id, marked = chosen
    edge, step = at.chance.choice(tuple(EDGES))
    at.say(edge, step)
    key, modifiers = EDGES[edge, step]
    at.press(key, modifiers | CTRL)

    def claim(before: Work, after: Work) -> Work:
        pieces = after.spans[id].pieces if id in after.spans else ()
        old, new = [place for one in marked.pieces for place in one], [place for one in pieces for place in one]
        moving = 0 if edge == "start" else -1
        hold("the edge moved to its side", (new[moving] - old[moving]) * step >= 0, True)
        old[moving] = new[moving]
        hold("the other edges", new, old)
        hold("the pieces", pieces, joined(at.hands.text, pieces))
        return before.changed(id, replace(marked, pieces=pieces))

    return claim


def add_piece(at: Place) -> Claim:
    """Add a piece to a span, or put it elsewhere."""
    if at.choose() is None:
        return same
    more = at.select()
    # Keys that select words may leave the span that was chosen.
    id = at.hands.session.selected
    key = at.chance.choice((Key.Key_Plus, Key.Key_Equal))
    at.say(key.name)
    at.press(key)
    if id is None or more == (0, 0):
        return same
    marked = at.work.spans[id]
    moved = joined(at.hands.text, (*marked.pieces, more) if key is Key.Key_Plus else (more,))
    return lambda before, _after: before.changed(id, replace(marked, pieces=moved))


def attribute(at: Place) -> Claim:
    """Set the one attribute that is chosen by a letter."""
    chosen = at.choose("claim")
    if chosen is None:
        return same
    id, marked = chosen
    value = at.chance.choice(("high", "low"))
    at.say(value)
    at.press(Key.Key_A)
    at.press(Key.Key_H if value == "high" else Key.Key_L)
    return lambda before, _after: before.changed(id, replace(marked, attributes=(("check", value),)))


def note(at: Place) -> Claim:
    """Write a note; it is stored when the editor is left."""
    chosen = at.choose()
    if chosen is None:
        return same
    id, marked = chosen
    words = at.chance.choice(NOTES)
    at.say(repr(words))
    editor = at.hands.window.inspector.note.text
    at.press(Key.Key_M, CTRL)
    hold("the note has the keys", editor.hasFocus(), True)
    QTest.keyClick(editor, Key.Key_A, CTRL)
    QTest.keyClicks(editor, words)
    at.hands.view.setFocus()
    return lambda before, _after: before.with_span(id, replace(marked, note=words))


def link(at: Place) -> Claim:
    """Link a quote or a claim to its speaker by its key, or to where a click with Ctrl goes."""
    chosen = at.choose("quote", "claim")
    if chosen is None:
        return same
    id, document = chosen[0], at.document
    others = {one: marked for one, marked in at.work.of(document).items() if one != id}
    if others and at.chance.random() < 0.4:
        target = at.one_of(others)
        at.hands.click(at.work.spans[target].pieces[0][0], CTRL)
    else:
        at.press(Key.Key_L)
        at.press(Key.Key_Escape)

    def claim(before: Work, after: Work) -> Work:
        new = {one: made for one, made in after.links.items() if one not in before.links}
        hold("at most one new link", len(new) <= 1, True)
        for name, source, target in new.values():
            kind = SCHEME.relation_label(name)
            assert kind is not None
            ends = (LAYER[before.spans[source].label], LAYER[before.spans[target].label])
            hold("where it begins", source, id)
            hold("the layers of its ends", ends[0] in kind.from_layers and ends[1] in kind.to_layers, True)
            hold("its articles", {before.spans[one].document for one in (source, target)}, {document})
            hold("the link is no second one", (name, source, target) in before.links.values(), False)
        return replace(before, links={**before.links, **new})

    return claim


def unlink(at: Place) -> Claim:
    """Remove a link in the inspector."""
    own = at.work.of(at.document)
    linked = {source: own[source] for _, source, _ in at.work.links.values() if source in own}
    if not linked:
        return same
    source = at.one_of(linked)
    at.press(Key.Key_Escape)
    click_row(at.hands.window.spans, lambda record: getattr(record, "id", None) == source)
    # Rows that were replaced go when Qt comes to it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    buttons = at.hands.window.inspector.links.findChildren(QToolButton)
    removing = [one for one in buttons if one.accessibleName().startswith("Remove")]
    count = len([one for one in at.work.links.values() if source in one[1:]])
    hold("buttons that remove a link", len(removing), count)
    QTest.mouseClick(at.chance.choice(removing), Qt.MouseButton.LeftButton)

    def claim(before: Work, after: Work) -> Work:
        gone = [one for one in before.links if one not in after.links]
        hold("links that went", len(gone), 1)
        hold("it was one of the span", source in before.links[gone[0]][1:], True)
        return replace(before, links={one: made for one, made in before.links.items() if one != gone[0]})

    return claim


def delete(at: Place) -> Claim:
    """Delete a span; its links go with it."""
    chosen = at.choose()
    if chosen is None:
        return same
    id = chosen[0]
    at.press(at.chance.choice((Key.Key_Delete, Key.Key_Backspace)))
    return lambda before, _after: before.without_span(id)


def restore(at: Place) -> Claim:
    """Bring the newest deleted span back from the recycle bin."""
    at.press(Key.Key_Delete, CTRL | SHIFT)
    bins = [one for one in at.hands.window.findChildren(RecycleBin) if one.isVisible()]
    hold("recycle bins open", len(bins), 1)
    in_front(bins[0])
    lines = bins[0].tree.topLevelItemCount()
    hold("lines of the bin", lines, len(at.expected.gone.keys() - at.work.spans.keys()))
    item = bins[0].tree.topLevelItem(0)
    id = str(item.data(0, Qt.ItemDataRole.UserRole).id) if item is not None else ""
    QTest.keyClick(bins[0].tree, Key.Key_Return)
    bins[0].close()
    in_front(at.hands.window)
    return same if item is None else lambda before, _after: at.expected.restored(id)


def suggestion(at: Place) -> Claim:
    """Take the next suggestion in hand; accept it, as it is or with another label, or reject it."""
    desk = next(one.desk for one in at.hands.window.features if isinstance(one, Suggesting))
    document = at.document
    at.press(Key.Key_Escape)
    at.press(Key.Key_Tab)
    if desk.current is None:
        return same
    span = desk.span
    key = at.chance.choice((Key.Key_Return, Key.Key_Return, Key.Key_X, Key.Key_3))
    at.say(key.name, span.label, span.fragments)
    marked = Marked(document, LABELS[2] if key is Key.Key_3 else span.label, span.fragments)
    refused = at.work.doubles(marked) and key is Key.Key_3 and span.label != marked.label
    at.press(key)

    def claim(before: Work, after: Work) -> Work:
        if after == before:
            hold("it was refused", refused, True)
            return before
        hold("the place is decided", len(after.decided - before.decided) >= 1, True)
        if key is Key.Key_X:
            return replace(before, decided=after.decided)
        hold("the span stands there", after.doubles(marked), True)
        new = {id: one for id, one in after.spans.items() if id not in before.spans}
        hold("where spans are new", {one.document for one in new.values()} <= {document}, True)
        links = {id: one for id, one in after.links.items() if id not in before.links}
        spans = {**before.spans, **new}
        made = replace(before, spans=spans, links={**before.links, **links}, decided=after.decided)
        return made.begun(document)

    return claim


def undo(at: Place) -> Claim:
    """Take the newest step back."""
    at.press(Key.Key_Z, CTRL)
    at.expected.undo()
    return lambda _before, _after: at.expected.work


def redo(at: Place) -> Claim:
    """Do again what was taken back."""
    at.press(Key.Key_Z, CTRL | SHIFT)
    at.expected.redo()
    return lambda _before, _after: at.expected.work


def finish(at: Place) -> Claim:
    """Put the article into a state; after done and skipped the next one that is open comes."""
    document = at.document
    state = at.chance.choice(("done", "done", "skipped", "in_progress"))
    at.say(state)
    if state == "in_progress":
        at.hands.action("document.reopen").trigger()
    else:
        at.press(Key.Key_Return, CTRL if state == "done" else CTRL | SHIFT)

    def claim(before: Work, _after: Work) -> Work:
        after = before.in_state(document, state)
        ids = at.hands.session.project.document_ids()
        left = [one for one in ids if one != document and after.state(one)[0] in ("todo", "in_progress")]
        if state == "in_progress" or not left:
            hold("the article that is open", at.document, document)
        else:
            hold("an unfinished article is open", at.document in left, True)
        return after

    return claim


def flag(at: Place) -> Claim:
    """Flag the article or take the flag off."""
    document = at.document
    at.press(Key.Key_G, CTRL)
    return lambda before, _after: before.flagged(document)


def switch(at: Place) -> Claim:
    """Click on another article."""
    id = at.chance.choice(at.hands.session.project.document_ids())
    at.say(id[:8])
    click_row(at.hands.window.documents.view, lambda record: getattr(record, "id", None) == id)
    hold("the article that is open", at.document, id)
    return same


def look(at: Place) -> Claim:
    """Change the theme or the size of the text."""
    id = at.chance.choice(("view.light", "view.dark", "view.contrast", "view.larger", "view.normal", "palette.soft"))
    at.say(id)
    at.hands.action(id).trigger()
    return same


def review(at: Place) -> Claim:
    """Open review and leave it by Escape."""
    at.press(Key.Key_R, CTRL)
    pages = at.hands.window.pages
    page = pages.currentWidget()
    assert page is not None
    QTest.keyClick(page, Key.Key_Escape)
    hold("the article is back", pages.shows_article, True)
    return same


STEPS: dict[str, tuple[int, Callable[[Place], Claim]]] = {
    "label": (22, label),
    "relabel": (5, relabel),
    "nudge": (6, nudge),
    "nudge word": (3, nudge_word),
    "add piece": (4, add_piece),
    "attribute": (3, attribute),
    "note": (3, note),
    "link": (6, link),
    "unlink": (2, unlink),
    "delete": (4, delete),
    "restore": (2, restore),
    "suggestion": (4, suggestion),
    "undo": (8, undo),
    "redo": (5, redo),
    "finish": (3, finish),
    "flag": (1, flag),
    "switch": (4, switch),
    "look": (1, look),
    "review": (1, review),
}
