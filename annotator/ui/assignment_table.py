"""The model of a table of articles and annotators: a tick says who labels what."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from annotator.model.document import Annotator
from annotator.services.flow.assigning import Shares
from annotator.storage.documents import DocumentSummary
from annotator.ui.look.plain import single_line
from annotator.ui.tables import NOWHERE, Index


class AssignmentTable(QAbstractTableModel):
    """Holds the ticks of a plan that is not stored yet."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[DocumentSummary, ...] = ()
        self._people: tuple[Annotator, ...] = ()
        self.pairs: Shares = frozenset()

    def show_plan(self, documents: Sequence[DocumentSummary], people: Sequence[Annotator], pairs: Shares) -> None:
        """Show who labels which of some articles."""
        self.beginResetModel()
        self._documents, self._people, self.pairs = tuple(documents), tuple(people), pairs
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count articles."""
        return 0 if parent.isValid() else len(self._documents)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the title and the annotators."""
        return 0 if parent.isValid() else 1 + len(self._people)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "Article" if section == 0 else single_line(self._people[section - 1].name, 24)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let an annotator's cell be ticked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() > 0 else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a title, a tick or what a screen reader says of it."""
        summary = self._documents[index.row()]
        if index.column() == 0:
            return single_line(summary.title, 100) if role == Qt.ItemDataRole.DisplayRole else None
        person = self._people[index.column() - 1]
        ticked = (summary.id, person.id) in self.pairs
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person.name} {'labels' if ticked else 'does not label'} {summary.title}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick by a click or by Space."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() == 0:
            return False
        pair = frozenset({(self._documents[index.row()].id, self._people[index.column() - 1].id)})
        self.pairs = self.pairs | pair if Qt.CheckState(value) is Qt.CheckState.Checked else self.pairs - pair
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True
