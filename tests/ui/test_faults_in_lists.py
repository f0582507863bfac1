"""Claims about an error of the database at any statement of what the scheme editor, names and assigning write."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.model.document import Role
from annotator.services.authority.commands import AddEntry, MergeEntries, NameSpans
from annotator.services.authority.entries import names_of
from annotator.services.flow.commands import SetRole
from annotator.ui.dialogs.assign_dialog import ALL, AssignDialog
from annotator.ui.dialogs.names import NamesDialog
from annotator.ui.dialogs.scheme_editor import SchemeEditor
from tests.reliability.faults import FAULT, let_connections_fail
from tests.ui.hands import Hands
from tests.ui.striking import Doing, strike

pytestmark = pytest.mark.reliability
TEXTS = ("Lawrow met Kim in Elm.\n", "Lavrov stayed.\n")
Shown = TypeVar("Shown", bound=QDialog)


@pytest.fixture
def hands(
    monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> Iterator[Hands]:
    """Two articles, two names that are one, and a span that is named."""
    let_connections_fail(monkeypatch)
    hands = open_window(make_project(*TEXTS))
    span = hands.mark("Lawrow", "PERSON")
    for id, name in (("lavrov", "Sergei Lavrov"), ("lawrow", "Sergey Lawrow")):
        assert hands.session.execute(AddEntry(AuthorityEntry(AuthorityId(id), name, "PERSON"))) is not None
    assert hands.session.execute(NameSpans((span,), "name", "", AuthorityId("lawrow"))) is not None
    yield hands
    FAULT.disarm()
    close_dialogs(hands)


def close_dialogs(hands: Hands) -> None:
    for dialog in hands.window.findChildren(QDialog):
        dialog.close()
        dialog.deleteLater()
    QApplication.processEvents()


def opened(hands: Hands, action: str, kind: type[Shown]) -> Shown:
    """Open a dialog, the ones before it closed."""
    close_dialogs(hands)
    hands.action(action).trigger()
    return shown(hands, kind)


def shown(hands: Hands, kind: type[Shown]) -> Shown:
    return next(one for one in hands.window.findChildren(kind) if one.isVisible())


@pytest.mark.parametrize("what", ["rename", "merge"])
def test_the_list_of_names(hands: Hands, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def act() -> None:
        (entry,) = [one for one in shown(hands, NamesDialog).table.entries if one.id == "lawrow"]
        if what == "rename":
            table = shown(hands, NamesDialog).table
            table.setData(table.index(table.entries.index(entry), 0), "S. Lawrow", Qt.ItemDataRole.EditRole)
            QApplication.processEvents()  # it is written once the cell is left
        else:
            hands.session.execute(MergeEntries(AuthorityId("lavrov"), (AuthorityId("lawrow"),)))

    def also() -> tuple[object, object]:
        return set(shown(hands, NamesDialog).table.entries), set(names_of(hands.session.project))

    doing = Doing(lambda: opened(hands, "names.open", NamesDialog), act, hands.session.undo, also)
    strike(hands, monkeypatch, what, doing)


@pytest.mark.parametrize("what", ["rename", "add"])
def test_the_scheme_editor(hands: Hands, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def ready() -> None:
        editor = opened(hands, "scheme.edit", SchemeEditor)
        editor.select("PERSON")
        if what == "rename":
            editor.form.name.setText("HUMAN")
        else:
            editor.new_name.setText("VESSEL")

    def act() -> None:
        name = "Keep changes" if what == "rename" else "Add label"
        QTest.mouseClick(shown(hands, SchemeEditor).buttons_by_name[name], Qt.MouseButton.LeftButton)

    def also() -> tuple[object, object]:
        anywhere = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        listed = {item.text(0) for item in shown(hands, SchemeEditor).tree.findItems("", anywhere)}
        labels = {one.name for one in hands.session.project.scheme.enabled_labels}
        chips = {chip.text() for chip in hands.window.label_bar.chips}
        return (sorted(labels - listed), sorted(chips ^ labels)), ([], [])

    def said() -> str:
        return shown(hands, SchemeEditor).problem.text()

    strike(hands, monkeypatch, what, Doing(ready, act, hands.session.undo, also, said=said))


def test_assigning(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    session = hands.session
    session.execute(SetRole(session.annotator.id, Role.LEAD))

    def ready() -> None:
        dialog = opened(hands, "project.assign", AssignDialog)
        dialog.way.setCurrentIndex(ALL)

    def act() -> None:
        QTest.mouseClick(shown(hands, AssignDialog).confirm, Qt.MouseButton.LeftButton)

    strike(hands, monkeypatch, "assign", Doing(ready, act, session.undo))
