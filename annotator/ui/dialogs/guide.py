"""The guide that ships with the program: its headings on the left, its page on the right."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from annotator.resources import resource_path
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.markdown_view import MarkdownView

_CONTENTS_PX = 190


class GuideDialog(FormDialog):
    """Shows the guide as plain characters with looks, like a project's guideline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Guide", "", parent)
        self.setObjectName("guide_dialog")
        self.contents, self.page = QListWidget(), MarkdownView()
        self.contents.setAccessibleName("Headings of the guide")
        self.contents.setFixedWidth(_CONTENTS_PX)
        self.page.setAccessibleName("Guide")
        self.page.show_markdown(resource_path("help/guide.md").read_text("utf-8"))
        self._places = self._list_headings()
        self.contents.currentRowChanged.connect(self._go_to)
        row = QHBoxLayout()
        row.addWidget(self.contents)
        row.addWidget(self.page, 1)
        self.body.addLayout(row, 1)
        self.add_close()
        self.resize(860, 640)
        self.contents.setFocus()

    def _list_headings(self) -> tuple[int, ...]:
        places, block = [], self.page.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                self.contents.addItem(block.text())
                places.append(block.position())
            block = block.next()
        return tuple(places)

    def _go_to(self, row: int) -> None:
        cursor = self.page.textCursor()
        # From the end upwards, so that the heading comes to stand at the top.
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.page.setTextCursor(cursor)
        cursor.setPosition(self._places[row])
        self.page.setTextCursor(cursor)
