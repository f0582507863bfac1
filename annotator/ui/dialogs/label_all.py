"""Label all like this: what was found, with its context, to be taken or left out before anything is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QPushButton, QWidget

from annotator.model.annotation import Attribute
from annotator.model.authority import AuthorityEntry
from annotator.services.authority.entries import known_as, naming_attribute
from annotator.services.commands import Command
from annotator.services.reading import counted
from annotator.services.search.context_lines import ContextLine
from annotator.services.search.label_all import (
    MOST_PLACES,
    LabelAll,
    Like,
    Place,
    RelabelAll,
    UnlabelAll,
    places_to_label,
    spans_like,
)
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import plain_label, plain_tooltip, single_line
from annotator.ui.panels.line_table import LineTable, LineView
from annotator.ui.session import Session
from annotator.ui.slices import Slices

_CONFIRM_PX = 130


class Task(StrEnum):
    """What is done to all; the value is the verb on the button."""

    LABEL = "Label"
    UNLABEL = "Unlabel"
    RELABEL = "Relabel"


@dataclass(frozen=True, slots=True)
class Sample:
    """The words and the label of the span or selection that the others are like, and the span's attributes."""

    words: str
    label: str
    attributes: tuple[Attribute, ...] = ()


class LabelAllDialog(FormDialog):
    """Counts first, lists every place, and writes one operation when it is confirmed."""

    def __init__(self, session: Session, task: Task, sample: Sample, parent: QWidget) -> None:
        # The words stand inside: titles of windows reach the system's lists.
        super().__init__(f"{task} all like this", f"“{single_line(sample.words, 80)}”", parent)
        self.setObjectName("label_all")
        self._session, self._task, self._sample = session, task, sample
        self._slices = Slices(self)
        self.table = LineTable(self)
        self.list = LineView(self.table)
        self.list.setAccessibleName("Places")
        names = [label.name for label in session.scheme.enabled_labels]
        self.label = _choice("Label", names if sample.label in names else [sample.label, *names], sample.label)
        self.new_label = _choice("New label", names, next((one for one in names if one != sample.label), ""))
        self.scope = _choice("Where", ["this article", "the whole project"], "this article")
        self.whole_words = _box("Whole words", True)
        self.match_case = _box("Match case", True)
        self.aliases = _box("Known aliases, named alike", False)
        self._entry: AuthorityEntry | None = None
        self.count = plain_label(role="heading")
        self._lay_out()
        self.confirm = self.add_confirm(task.value)
        self.confirm.setMinimumWidth(_CONFIRM_PX)  # its number grows after it was laid out
        self.confirm.clicked.connect(self._do)
        for chooser in (self.label, self.scope):
            chooser.currentIndexChanged.connect(self._find)
        for box in (self.whole_words, self.match_case, self.aliases):
            box.toggled.connect(self._find)
        self.table.checked_changed.connect(self._show_count)
        self._slices.arrived.connect(self._on_arrived)
        self._slices.failed.connect(self.complain)
        self.finished.connect(self._slices.stop)
        self.resize(860, 560)
        self._find()
        self.list.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Label:" if self._task is Task.LABEL else "Labelled:", self.label)
        form.addRow("New label:", self.new_label)
        form.setRowVisible(self.new_label, self._task is Task.RELABEL)
        form.addRow("Where:", self.scope)
        self.body.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.match_case)
        for box in (self.whole_words, self.aliases):
            row.addWidget(box)
            if self._task is not Task.LABEL:
                box.hide()
        row.addStretch(1)
        for words, work in (("Take all", self._take_all), ("Leave all out", self._leave_all_out)):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(work)
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.count)
        self.body.addWidget(self.list, 1)

    def _find(self, _choice: object = None) -> None:
        self.complain("")
        self.table.clear()
        self._know_entry()
        document = self._session.document
        here = document.id if document and self.scope.currentIndex() == 0 else None
        like = Like(
            self._sample.words,
            self.label.currentText(),
            here,
            whole_words=self.whole_words.isChecked(),
            match_case=self.match_case.isChecked(),
            aliases=self._entry.surfaces if self._entry and self.aliases.isChecked() else (),
        )
        find: Callable[..., Iterator[tuple[ContextLine, ...]]]
        find = places_to_label if self._task is Task.LABEL else spans_like
        self._slices.start(find(self._session.project, like, self._session.annotator.id))

    def _know_entry(self) -> None:
        """Offer the aliases of the name that the sample has or can only mean."""
        words, label, given = self._sample.words, self.label.currentText(), self._sample.attributes
        self._entry = known_as(self._session.project, label, words, given) if self._task is Task.LABEL else None
        self.aliases.setEnabled(self._entry is not None)
        names = ", ".join(single_line(one, 30) for one in self._entry.surfaces) if self._entry else "none are known"
        self.aliases.setToolTip(plain_tooltip(names))

    def _on_arrived(self, lines: tuple[ContextLine, ...]) -> None:
        room = MOST_PLACES - self.table.rowCount()
        self.table.add(lines[:room])
        if len(lines) > room:
            self._slices.stop()
            self.complain(f"There are more than {MOST_PLACES} places: these come first, do the others after them.")
        if not self.list.currentIndex().isValid() and self.table.rowCount():
            self.list.setCurrentIndex(self.table.index(0, 0))
        self._show_count()

    def _show_count(self) -> None:
        lines, chosen = self.table.lines, self.table.checked
        articles = len({line.document for line in lines})
        self.count.setText(f"{len(lines)} found in {counted(articles, 'article')}, {len(chosen)} chosen")
        self.confirm.setText(f"{self._task} {len(chosen)}")
        self.confirm.setEnabled(bool(chosen))

    def _take_all(self) -> None:
        self.table.check_all(True)

    def _leave_all_out(self) -> None:
        self.table.check_all(False)

    def _do(self) -> None:
        if self._session.execute(self._command()) is None:
            self.complain("Nothing was changed: see the message in the window.")
            return
        self.accept()

    def _command(self) -> Command:
        chosen = self.table.checked
        spans = tuple(line.span for line in chosen if line.span is not None)
        if self._task is Task.UNLABEL:
            return UnlabelAll(spans)
        if self._task is Task.RELABEL:
            return RelabelAll(spans, self.new_label.currentText())
        label = self.label.currentText()
        return label_command(chosen, label, self._name(label))

    def _name(self, label: str) -> tuple[Attribute, ...]:
        attribute = naming_attribute(self._session.scheme, label)
        if self._entry is None or attribute is None or not self.aliases.isChecked():
            return ()
        return (Attribute(attribute, self._entry.name, self._entry.id),)


def label_command(lines: tuple[ContextLine, ...], label: str, attributes: tuple[Attribute, ...] = ()) -> LabelAll:
    """Make the command that labels these lines."""
    return LabelAll(label, tuple(Place(line.document, line.start, line.end) for line in lines), attributes)


def _choice(name: str, items: list[str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(items)
    box.setCurrentIndex(max(0, box.findText(chosen)))
    return box


def _box(words: str, checked: bool) -> QCheckBox:
    box = QCheckBox(words)
    box.setChecked(checked)
    return box
