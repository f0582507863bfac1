"""What this program is, in which version, on which libraries."""

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QWidget

from annotator import __version__
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.look.plain import wrapped_label

FACTS = (
    "Everything stays on this machine: the program never uses the network.",
    "A project is one file. Each change is written the moment it is made; there is nothing to save.",
)


class About(FormDialog):
    """Shows versions and promises."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About Annotator", "", parent)
        self.setObjectName("about")
        self.body.addWidget(wrapped_label(f"Annotator {__version__}", "title"))
        for fact in FACTS:
            self.body.addWidget(wrapped_label(fact))
        self.body.addWidget(wrapped_label(f"Python {platform.python_version()}, Qt {qt_version}", "muted"))
        self.add_close()
        self.resize(440, 220)
