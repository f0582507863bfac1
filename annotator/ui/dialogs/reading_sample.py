"""A few lines set as articles are, for the look of letters and spacing beside the choices."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from annotator.settings import Reading
from annotator.ui.article.measures import Measures
from annotator.ui.look.plain import wrapped_label

WORDS = "“Il1 O0 rn m,” said the minister. The agency, which had counted ninety boats, would not confirm the figure."


class ReadingSample(QFrame):
    """Shows letters that are easily mistaken, in the chosen type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_sample")
        self.words: QLabel = wrapped_label(WORDS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.words)

    def set_reading(self, reading: Reading) -> None:
        """Set the words in a size, font and spacing."""
        self.words.setFont(Measures(reading).body)
