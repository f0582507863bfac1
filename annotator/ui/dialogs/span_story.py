"""The history of one span: who did what when, and what it was before and after."""

from datetime import datetime

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.services.history.span_story import Chapter
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import single_line

_NOTHING = "–"


class SpanStory(FormDialog):
    """Lists operations, oldest first, with their differences below; the arrow keys walk through."""

    def __init__(self, words: str, story: tuple[Chapter, ...], parent: QWidget | None = None) -> None:
        introduction = f"“{single_line(words, 120)}”"
        super().__init__("History of the span", introduction, parent)
        self.setObjectName("span_story")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("History of the span, the oldest first")
        self.tree.setHeaderLabels(["When, what", "Who, before", "After"])
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for chapter in story:
            self._add(chapter)
        self.tree.expandAll()
        self.body.addWidget(self.tree)
        if not story:
            self.remark("It came with an import and was not changed since.")
        self.add_close()
        self.resize(680, 440)
        self.tree.setFocus()

    def _add(self, chapter: Chapter) -> None:
        what = f"{moment(chapter.at)}  {single_line(chapter.words, 90)}"
        item = QTreeWidgetItem(self.tree, [what, single_line(chapter.who, 40)])
        for one in chapter.differences:
            before, after = (single_line(value, 70) or _NOTHING for value in (one.before, one.after))
            QTreeWidgetItem(item, [one.what, before, after])


def moment(at: str, form: str = "%Y-%m-%d %H:%M") -> str:
    """Write a stored time in this machine's."""
    return datetime.fromisoformat(at).astimezone().strftime(form)
