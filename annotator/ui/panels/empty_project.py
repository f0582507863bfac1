"""What stands in the article's place while a project has no articles: how to bring some in."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.look.plain import key_words, plain_label, wrapped_label

TITLE = "This project has no articles yet"
READ_ONLY = "It is open read only, so nothing can be imported: open it again when nobody else writes in it."
KINDS = (
    "Text, saved web pages, Word, PDF, RTF, mail, feeds, tables, JSON, NewsML, WARC and ZIP files, whole folders, and "
    "the bundles of Nexis, Factiva and Europresse. Each file is looked at first; nothing is fetched from a network."
)
_WIDTH_PX = 520


class EmptyProject(QWidget):
    """Offers to import, and says what can be dropped and pasted."""

    def __init__(self, actions: Mapping[str, QAction], *, read_only: bool) -> None:
        super().__init__()
        self.setObjectName("empty_project")
        self.setAccessibleName(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._actions = actions
        self.words = wrapped_label()
        self.bring = _button("empty_import", actions["project.import"])
        self.bring.setProperty("role", "first")
        self.paste = _button("empty_paste", actions["project.paste"])
        # The key for pasting is heard in the article, in whose place this stands.
        self.addAction(actions["project.paste"])
        self._lay_out(read_only)
        self.show_keys()
        if read_only:
            self.words.setText(READ_ONLY)

    def show_keys(self) -> None:
        """Write on each button the key that does the same."""
        paste, bin_ = (key_words(self._actions[id]) for id in ("project.paste", "bin.open"))
        self.bring.setText(f"Import articles…   {key_words(self._actions['project.import'])}".rstrip())
        self.paste.setText(f"Paste an article   {paste}".rstrip())
        deleted = f" Deleted articles wait in the recycle bin ({bin_})." if bin_ else ""
        if self.bring.isEnabled():
            self.words.setText(
                "Drop files or folders anywhere on this window, or a part of a web page; or copy an article "
                f"elsewhere and paste it.{deleted}"
            )

    def _lay_out(self, read_only: bool) -> None:
        buttons = QHBoxLayout()
        for button in (self.bring, self.paste):
            buttons.addWidget(button)
            button.setVisible(not read_only)
            button.setEnabled(not read_only)
        buttons.addStretch()
        kinds = wrapped_label(KINDS, "muted")
        kinds.setVisible(not read_only)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(plain_label(TITLE, "title"))
        for words in (self.words, kinds):
            words.setMinimumWidth(_WIDTH_PX)
        column.addWidget(self.words)
        column.addLayout(buttons)
        column.addWidget(kinds)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()


def _button(id: str, action: QAction) -> QPushButton:
    button = QPushButton()
    button.setObjectName(id)
    button.setAccessibleName(action.text().replace("&", "").removesuffix("..."))
    button.setAutoDefault(True)
    button.clicked.connect(action.trigger)
    return button
