"""The project's guideline: read it, write a new version, look at old ones and at what changed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.scheme.guideline import (
    GuidelineVersion,
    SetGuideline,
    drop_draft,
    guideline_draft,
    guideline_versions,
    keep_draft,
    line_differences,
)
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, single_line
from annotator.ui.markdown_view import MarkdownView
from annotator.ui.session import Session

READ, WRITE, CHANGES = range(3)
_TABS = ("Read", "Write", "Changes")
_REST_MS = 1000
_INTRODUCTION = "Rules that all who label here agreed on, in Markdown. Each version is kept."
_HINT = "# What we label\n\n- **PERSON**: the name alone, without a title"


class GuidelineDialog(FormDialog):
    """Keeps what is typed as a draft of this annotator until it becomes a version or is dropped."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Guideline", _INTRODUCTION, parent)
        self.setObjectName("guideline_dialog")
        self._session = session
        self._versions: tuple[GuidelineVersion, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Versions")
        self.page, self.changes = MarkdownView(), MarkdownView()
        self.page.setAccessibleName("Guideline")
        self.changes.setAccessibleName("What changed since the version before")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text of the guideline, Markdown")
        self.text.setPlaceholderText(_HINT)
        self.text.setTabChangesFocus(True)
        self.text.setReadOnly(session.project.read_only)
        self.drafted = plain_label(role="muted")
        self.drop = QPushButton("Drop the draft")
        self.keep = QPushButton("Keep as a new version")
        self.tabs = QTabWidget()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._lay_out()
        self._read()
        self._connect()
        self.add_close()
        self.leave.setAutoDefault(False)
        self.resize(900, 640)

    def store_draft(self, _result: int = 0) -> None:
        """Keep what is typed and is no version yet."""
        self._rest.stop()
        me, typed = self._session.annotator.id, self.text.toPlainText()
        if self._session.project.read_only:
            return
        try:
            if typed == self._newest():
                drop_draft(self._session.project, me)
            else:
                keep_draft(self._session.project, me, typed)
        except UserError as refusal:
            self.complain(str(refusal))
        self._show_draft()

    def keep_version(self) -> None:
        """Make what is typed the newest version."""
        self.complain("")
        if self._session.execute(SetGuideline(self.text.toPlainText())) is not None:
            self.store_draft()
            self._read()
            self.tabs.setCurrentIndex(READ)

    def drop_typed(self) -> None:
        """Go back to the newest version."""
        self.text.setPlainText(self._newest())
        self.store_draft()

    def _read(self) -> None:
        self._versions = guideline_versions(self._session.project)
        self.list.clear()
        for version in self._versions:
            shown = version.guideline
            self.list.addItem(f"{shown.version}   {shown.at[:16].replace('T', ' ')}   {single_line(version.by, 30)}")
        self.list.setCurrentRow(0)
        draft = guideline_draft(self._session.project, self._session.annotator.id)
        self.text.setPlainText(self._newest() if draft is None else draft)
        self._show()
        self._show_draft()
        self.tabs.setCurrentIndex(READ if self._versions and draft is None else WRITE)

    def _newest(self) -> str:
        return self._versions[0].guideline.text if self._versions else ""

    def _show(self, _row: int = 0) -> None:
        row = max(0, self.list.currentRow())
        texts = [version.guideline.text for version in self._versions[row : row + 2]] + ["", ""]
        self.page.show_markdown(texts[0] or "There is no guideline yet: write one.")
        self.changes.show_plain("\n".join(line_differences(texts[1], texts[0])) or "Nothing differs.")

    def _show_draft(self, _event: object = None) -> None:
        differs = self.text.toPlainText() != self._newest()
        self.drafted.setText("This draft is kept for you; others see it once it is a version." if differs else "")
        for button in (self.drop, self.keep):
            button.setEnabled(differs and not self._session.project.read_only)

    def _on_typed(self) -> None:
        self._show_draft()
        self._rest.start()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.text.textChanged.connect(self._on_typed)
        self._rest.timeout.connect(self.store_draft)
        self.keep.clicked.connect(self.keep_version)
        self.drop.clicked.connect(self.drop_typed)
        self._session.failed.connect(self.complain)
        self.finished.connect(self.store_draft)

    def _lay_out(self) -> None:
        writing = QWidget()
        column = QVBoxLayout(writing)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.drafted, 1)
        for button in (self.drop, self.keep):
            button.setAutoDefault(False)
            row.addWidget(button)
        column.addLayout(row)
        for widget, name in zip((self.page, writing, self.changes), _TABS, strict=True):
            self.tabs.addTab(widget, name)
        left = QVBoxLayout()
        left.addWidget(plain_label("Versions", "caption"))
        left.addWidget(self.list, 1)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addWidget(self.tabs, 3)
        self.body.addLayout(both, 1)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
