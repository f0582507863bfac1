"""What two copies changed differently, both versions side by side: keep one, or both."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.model.ids import DocumentId, SpanId
from annotator.model.operation import RecordKind
from annotator.services.merging.siblings import Keep, SettleSibling, Sibling, SiblingVersion, siblings
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.span_story import moment
from annotator.ui.look.plain import plain_label, single_line, wrapped_label
from annotator.ui.session import Session

_SIBLING = Qt.ItemDataRole.UserRole
_INTRODUCTION = (
    "Two copies of this project changed the same thing differently. Both versions are kept until you decide; each "
    "decision is one operation that undo takes back."
)
_NONE = "Nothing was changed on both sides."
_COLUMNS = {
    "text": "Words",
    "label": "Label",
    "name": "Name",
    "title": "Title",
    "state": "State",
    "note": "Note",
    "attributes": "Attributes",
    "definition": "Definition",
}


class SiblingsDialog(FormDialog):
    """Lists what is open on the left; the versions of the chosen one stand on the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Changed on both sides", _INTRODUCTION, parent)
        self.setObjectName("siblings_dialog")
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName("What was changed on both sides")
        self.keeping: tuple[QPushButton, ...] = ()
        self._versions = QWidget()
        self._row = QHBoxLayout(self._versions)
        self._row.setContentsMargins(0, 0, 0, 0)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self._versions)
        parts.setStretchFactor(1, 1)
        parts.setSizes([240, 520])
        self.body.addWidget(parts, 1)
        self.both = self._button("Keep both")
        self.go_to = self._button("Go to the article")
        self.add_close()
        self.list.currentItemChanged.connect(self._show)
        self.both.clicked.connect(self._keep_both)
        self.go_to.clicked.connect(self._go)
        session.changed.connect(self._fill)
        session.failed.connect(self.complain)
        self._fill()
        self.resize(820, 460)
        self.list.setFocus()

    def _button(self, words: str) -> QPushButton:
        button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        return button

    def _fill(self, _event: object = None) -> None:
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for one in siblings(self._session.project):
            item = QListWidgetItem(single_line(one.words, 60), self.list)
            item.setData(_SIBLING, one)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.remark("" if self.list.count() else _NONE)
        self._show()

    def _current(self) -> Sibling | None:
        item = self.list.currentItem()
        found = item.data(_SIBLING) if item is not None else None
        return found if isinstance(found, Sibling) else None

    def _show(self, _item: object = None, _before: object = None) -> None:
        while (taken := self._row.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        one = self._current()
        may = one is not None and not self._session.project.read_only
        self.keeping = tuple(self._add(one, version) for version in one.versions) if one is not None else ()
        for button in self.keeping:
            button.setEnabled(may)
        exist = one is not None and all(version.image is not None for version in one.versions)
        self.both.setEnabled(may and exist and one is not None and one.kind is RecordKind.SPAN)
        self.go_to.setEnabled(one is not None and bool(one.document))

    def _add(self, one: Sibling, version: SiblingVersion) -> QPushButton:
        frame = QFrame()
        frame.setProperty("role", "panel")
        column = QVBoxLayout(frame)
        when = moment(version.at, "%Y-%m-%d %H:%M:%S") if version.at else "unknown time"
        by = f"{single_line(version.by, 40) or 'an import'}, {when}, in {'this' if version.here else 'another'} copy"
        column.addWidget(wrapped_label(f"{by}{' – shown now' if version.shown else ''}", "caption"))
        form = QFormLayout()
        for caption, value in _told(one, version):
            form.addRow(plain_label(caption, "muted"), wrapped_label(value))
        column.addLayout(form)
        column.addStretch()
        keep = QPushButton("Keep this")
        keep.setAccessibleName(f"Keep the version of {by}")
        keep.setAutoDefault(False)
        keep.clicked.connect(partial(self._keep, one, version.key, Keep.ONE))
        column.addWidget(keep)
        self._row.addWidget(frame, 1)
        return keep

    def _keep_both(self) -> None:
        one = self._current()
        if one is not None:
            shown = next((version for version in one.versions if version.shown), one.versions[0])
            self._keep(one, shown.key, Keep.ALL)

    def _keep(self, one: Sibling, version: str, keep: Keep, _checked: bool = False) -> None:
        self.complain("")
        done = self._session.execute(SettleSibling(one.kind, one.record, version, keep))
        if done is not None:
            self._session.told.emit(f"Done: {done.words}")
        self._fill()

    def _go(self) -> None:
        one = self._current()
        if one is not None and one.document:
            self._session.open_document(DocumentId(one.document))
            if one.kind is RecordKind.SPAN:
                self._session.select_span(SpanId(one.record))


def _told(one: Sibling, version: SiblingVersion) -> list[tuple[str, str]]:
    """List what differs between the versions, and the words that name the record."""
    if version.image is None:
        return [("", "Deleted")]
    told = []
    if "fragments" in version.image and _differs(one, "fragments"):
        told.append(("From, to", f"{version.image.get('start', '')} – {version.image.get('end', '')}"))
    for column, caption in _COLUMNS.items():
        if column in version.image and (column in ("text", "label", "name") or _differs(one, column)):
            told.append((caption, single_line(str(version.image[column] or "–"), 200)))
    return told


def _differs(one: Sibling, column: str) -> bool:
    return len({str(version.image.get(column)) for version in one.versions if version.image}) > 1
