"""The part of qtawesome that the program uses; the library carries no types."""

from PySide6.QtGui import QIcon

def icon(*names: str, **options: object) -> QIcon: ...
