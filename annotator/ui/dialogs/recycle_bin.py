"""The recycle bin: what was deleted, by whom and when; each can be brought back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.model.ids import SpanId
from annotator.model.operation import RecordKind
from annotator.services.history.recycling import Binned, RestoreRecords, recycle_bin
from annotator.services.history.span_story import span_story
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.span_story import SpanStory, moment
from annotator.ui.look.plain import single_line
from annotator.ui.session import Session

_LINE = Qt.ItemDataRole.UserRole
_KINDS = {
    RecordKind.DOCUMENT: "Article",
    RecordKind.LABEL: "Label",
    RecordKind.RELATION_LABEL: "Link label",
    RecordKind.SPAN: "Span",
}
_EMPTY = "Nothing was deleted."


class RecycleBin(FormDialog):
    """Restores with one operation each, which undo takes back; of others' spans only a lead sees any."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        introduction = "A record comes back as it was, with its links and parts where their ends still exist."
        super().__init__("Recycle bin", introduction, parent)
        self.setObjectName("recycle_bin")
        self._session = session
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of record")
        self.kind.addItem("Articles, labels and spans", None)
        for kind, words in _KINDS.items():
            self.kind.addItem(f"{words}s", kind)
        self.words = QLineEdit()
        self.words.setPlaceholderText("Filter")
        self.words.setAccessibleName("Filter what was deleted")
        self.words.setClearButtonEnabled(True)
        self.tree = _tree()
        self.with_spans = QCheckBox("Bring the spans of a label back too")
        self.with_spans.setChecked(True)
        for part in (self.kind, self.words, self.tree, self.with_spans):
            self.body.addWidget(part)
        self.restore = self.add_confirm("Restore")
        self.story = self.buttons.addButton("History...", QDialogButtonBox.ButtonRole.ActionRole)
        self.story.setAutoDefault(False)
        self.leave.setText("Close")
        self._connect()
        self._fill()
        self.resize(780, 520)
        self.tree.setFocus()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._fill)
        self.words.textChanged.connect(self._show_matching)
        self.tree.currentItemChanged.connect(self._on_current)
        # Enter presses the default button; an activated line would restore a second one.
        self.tree.itemDoubleClicked.connect(self._restore)
        self.restore.clicked.connect(self._restore)
        self.story.clicked.connect(self._tell_story)
        self._session.changed.connect(self._fill)
        self._session.failed.connect(self.complain)

    def _fill(self, _event: object = None) -> None:
        self.tree.clear()
        chosen = self.kind.currentData()
        kind = RecordKind(chosen) if chosen else None
        for line in recycle_bin(self._session.project, self._session.annotator, kind):
            words = [moment(line.at), _KINDS[line.kind], *(single_line(one, 90) for one in (line.name, line.detail))]
            item = QTreeWidgetItem(self.tree, [*words, single_line(line.who, 40)])
            item.setData(0, _LINE, line)
        self._show_matching()
        self.remark("" if self.tree.topLevelItemCount() else _EMPTY)

    def _show_matching(self, _words: object = None) -> None:
        wanted = self.words.text().casefold().split()
        shown = []
        for row in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(row)
            assert item is not None
            said = " ".join(item.text(column) for column in range(self.tree.columnCount())).casefold()
            item.setHidden(not all(word in said for word in wanted))
            shown += [] if item.isHidden() else [item]
        if shown:
            self.tree.setCurrentItem(shown[0])
        self._on_current()

    def _on_current(self, _item: object = None, _before: object = None) -> None:
        line = self._current()
        self.restore.setEnabled(line is not None and not self._session.project.read_only)
        self.story.setEnabled(line is not None and line.kind is RecordKind.SPAN)
        self.with_spans.setVisible(line is not None and line.kind is RecordKind.LABEL)

    def _restore(self, _event: object = None) -> None:
        line = self._current()
        if line is None or self._session.project.read_only:
            return
        self.complain("")
        wanted = RestoreRecords(line.kind, line.id, line.operation, self.with_spans.isChecked())
        done = self._session.execute(wanted)
        if done is not None:
            self._session.told.emit(f"Done: {done.words}")

    def _tell_story(self) -> None:
        line = self._current()
        if line is not None:
            SpanStory(line.name, span_story(self._session.project, SpanId(line.id)), self).open()

    def _current(self) -> Binned | None:
        item = self.tree.currentItem()
        line = item.data(0, _LINE) if item is not None and not item.isHidden() else None
        return line if isinstance(line, Binned) else None


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("What was deleted, the newest first")
    tree.setHeaderLabels(["Deleted", "Kind", "What", "Where", "By"])
    tree.setRootIsDecorated(False)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    return tree
