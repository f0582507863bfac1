"""Claims about the high-contrast theme: what cannot be used is told by its outline, not by its colour alone."""

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from tests.ui.hands import Hands


def outline_gaps(button: QPushButton) -> int:
    """Count the pixels of the upper edge that have the colour of what is around the button."""
    picture: QImage = button.window().grab(button.geometry()).toImage()
    edge = [picture.pixelColor(x, 0).lightness() for x in range(8, picture.width() - 8)]
    return sum(light < 60 for light in edge)


def test_a_button_that_cannot_be_used_has_a_broken_outline(hands: Hands) -> None:
    hands.action("view.contrast").trigger()
    button = QPushButton("Import", hands.window)
    button.setGeometry(300, 300, 120, 32)
    button.show()
    whole = outline_gaps(button)

    button.setEnabled(False)

    assert whole == 0
    assert outline_gaps(button) > 10
