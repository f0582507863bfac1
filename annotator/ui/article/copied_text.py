"""What the clipboard gets of an article: the stored text, nothing else."""

from PySide6.QtCore import QMimeData


def copied_text(text: str) -> QMimeData:
    """Wrap plain text for the clipboard."""
    data = QMimeData()
    data.setText(text)
    return data
