"""The part of qtawesome's fonts that the program uses; the library carries no types."""

from PySide6.QtGui import QIcon

class IconicFont:
    def __init__(self, *fonts: tuple[str, str, str]) -> None: ...
    def icon(self, *names: str, **options: object) -> QIcon: ...
