"""The filters above the list of disagreements, and its order."""

from collections.abc import Iterable
from itertools import combinations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from annotator.metrics.clusters import ClusterClass
from annotator.model.scheme import Scheme
from annotator.services.review.rows import RowFilter, RowOrder, RowState
from annotator.ui.look.plain import single_line


class Filters(QWidget):
    """Says which rows are wanted; those chosen by a figure can be taken back by a button."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_filters")
        self.difference = _choice("review_class", "Class")
        self.layer = _choice("review_layer", "Layer")
        self.label = _choice("review_label", "Label")
        self.state = _choice("review_state", "State")
        self.pair = _choice("review_pair", "Pair of annotators")
        self.order = _choice("review_order", "Order")
        self.picked = QPushButton()
        self.picked.setObjectName("review_picked")
        self.picked.hide()
        self._keys: frozenset[str] = frozenset()
        classes = [(one.value, one.value) for one in ClusterClass if one is not ClusterClass.AGREE]
        _fill(self.difference, "All classes", classes)
        _fill(self.state, "All states", [(one.value, one) for one in RowState])
        _fill(self.order, "", [(one.value, one) for one in RowOrder])
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        boxes = (self.difference, self.layer, self.label, self.state, self.pair, self.order)
        for place, box in enumerate(boxes):
            grid.addWidget(box, place // 3, place % 3)
            box.activated.connect(self._on_changed)
        grid.addWidget(self.picked, 2, 0, 1, 3)
        self.picked.clicked.connect(self._unpick)

    @property
    def wanted(self) -> RowFilter:
        """What is asked for."""
        pair = self.pair.currentData()
        return RowFilter(
            difference=self.difference.currentData() or "",
            label=self.label.currentData() or "",
            layer=self.layer.currentData() or "",
            # Qt gives back plain text and lists for what it was given.
            state=RowState(self.state.currentData()) if self.state.currentData() else None,
            pair=(pair[0], pair[1]) if pair else None,
            keys=self._keys,
        )

    @property
    def wanted_order(self) -> RowOrder:
        """The order asked for."""
        return RowOrder(self.order.currentData())

    def offer(self, scheme: Scheme, names: Iterable[str]) -> None:
        """Offer layers, labels and pairs of annotators; what was chosen stays. No names: no pairs."""
        _fill(self.layer, "All layers", [(one.name, one.name) for one in scheme.layers])
        _fill(self.label, "All labels", [(one.name, one.name) for one in scheme.labels])
        pairs = list(combinations(names, 2))
        _fill(self.pair, "All annotators", [(f"{a} and {b}", (a, b)) for a, b in pairs])
        self.pair.setEnabled(bool(pairs))

    def pick(self, keys: frozenset[str]) -> None:
        """Ask for some clusters only, whatever was asked for before."""
        for box in (self.difference, self.layer, self.label, self.state, self.pair):
            box.setCurrentIndex(0)
        self._keys = keys
        self.picked.setText(f"Only the {len(keys)} places behind a figure: show all again")
        self.picked.setVisible(bool(keys))

    def _unpick(self) -> None:
        self.pick(frozenset())
        self.changed.emit()

    def _on_changed(self, _place: int) -> None:
        self.changed.emit()


def _choice(id: str, name: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(id)
    box.setAccessibleName(name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _fill(box: QComboBox, any_words: str, rows: Iterable[tuple[str, object]]) -> None:
    chosen = box.currentData()
    box.clear()
    if any_words:
        box.addItem(any_words, "")
    for words, value in rows:
        box.addItem(single_line(words, 40), value)
    place = next((n for n in range(box.count()) if chosen and box.itemData(n) == chosen), 0)
    box.setCurrentIndex(place)
