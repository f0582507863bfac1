"""What a reviewer is asked in between: a label, a reason, a line for the guideline, whether alike places follow."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from annotator.actions import DIGITS
from annotator.model.decision import Verdict
from annotator.services.project import Project
from annotator.services.review.commands import ClusterVerdict, Decide
from annotator.services.review.gathering import DocumentReview, review_of
from annotator.services.review.reviewing import alike_choice, guideline_line
from annotator.services.review.rows import ClusterRow
from annotator.services.scheme.guideline import SetGuideline, guideline_versions
from annotator.services.search.context_lines import ContextLine, context_line
from annotator.ui.look.plain import menu_words
from annotator.ui.review.desk import ReviewDesk
from annotator.ui.session import Session


class ChoiceMenu(QMenu):
    """A menu whose digits are its own: the page below would take them for choices of a cluster."""

    def event(self, event: QEvent) -> bool:
        """Keep every key from the page's actions."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def choose_one(parent: QWidget, name: str, rows: Iterable[tuple[str, str]], chosen: Callable[[str], None]) -> QMenu:
    """Open a menu of words for values; digits choose, Escape leaves."""
    menu = ChoiceMenu(parent)
    menu.setObjectName(name)
    for place, (words, value) in enumerate(rows):
        digit = f"&{DIGITS[place]}  " if place < len(DIGITS) else ""
        action = QAction(digit + menu_words(words), menu)
        action.setData(value)
        menu.addAction(action)
    menu.triggered.connect(lambda action: chosen(str(action.data())))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(parent.mapToGlobal(parent.rect().topLeft()))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu


def alike_places(
    project: Project, desk: ReviewDesk, rows: Iterable[ClusterRow], number: int
) -> dict[ContextLine, Decide]:
    """Find the unresolved places that are like the one on the desk and offer the same choice, itself first."""
    assert desk.item is not None and desk.row is not None
    found: dict[ContextLine, Decide] = {}
    known: dict[str, DocumentReview] = {}
    here = desk.row
    alike = [row for row in rows if row.alike == here.alike and (row.is_unresolved or row.key == here.key)]
    for row in sorted(alike, key=lambda one: (one.document, one.key) != (here.document, here.key)):
        if row.document not in known:
            with project.file.reading():
                known[row.document] = review_of(project.file, row.document)
        item = next((one for one in known[row.document].items if one.cluster.key == row.key), None)
        place = alike_choice(desk.item, number, item) if item is not None else None
        if item is not None and place is not None:
            line = context_line(project.document(row.document), row.start, row.end, item.choices[place].reading[0].id)
            verdict = ClusterVerdict(row.key, Verdict.TAKE, place)
            found[line] = Decide(row.document, (verdict,), desk.reason, desk.comment)
    return found


def ask_guideline(session: Session, desk: ReviewDesk, parent: QWidget) -> QInputDialog | None:
    """Let the reviewer write a line about this place, then append it to the guideline as a new version."""
    if desk.item is None or desk.document is None:
        session.failed.emit(desk.why_not())
        return None
    decision = desk.item.decision
    comment = desk.comment or (decision.comment if decision is not None else "")
    dialog = QInputDialog(parent)
    dialog.setObjectName("review_guideline")
    dialog.setWindowTitle("Write it into the guideline")
    dialog.setLabelText("This line is added to the end of the guideline, as a new version:")
    dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
    dialog.setTextValue(guideline_line(desk.document, desk.item, comment))
    dialog.resize(640, dialog.sizeHint().height())
    dialog.textValueSelected.connect(lambda line: _append(session, line))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _append(session: Session, line: str) -> None:
    versions = guideline_versions(session.project)
    before = versions[0].guideline.text.rstrip("\n") + "\n" if versions and versions[0].guideline.text else ""
    if line.strip() and session.execute(SetGuideline(f"{before}{line.strip()}\n")) is not None:
        session.told.emit("Added to the guideline.")
