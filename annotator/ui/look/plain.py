"""Labels and tooltips that show data as it is written, never as rich text."""

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.model.scheme import Label, RelationLabel

TOOLTIP_WIDTH_PX = 340


def plain_label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label that takes its text literally; `role` names its look in the style sheet."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    if role:
        label.setProperty("role", role)
    return label


def wrapped_label(text: str = "", role: str = "") -> QLabel:
    """Make a plain label that wraps at the width it is given."""
    label = plain_label(text, role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def plain_tooltip(text: str) -> str:
    """Escape data for a tooltip, which would otherwise guess whether it is rich text."""
    lines = "<br/>".join(html.escape(line) for line in text.splitlines())
    return f"<qt><p style='width: {TOOLTIP_WIDTH_PX}px'>{lines}</p></qt>"


def guide_text(label: Label | RelationLabel) -> str:
    """Write what a label means, with its example and counter-example."""
    lines = [label.name, label.definition or "No definition yet: write one in the label scheme."]
    if label.example:
        lines.append(f"Example: {label.example}")
    if label.counter_example:
        lines.append(f"Not: {label.counter_example}")
    return "\n".join(lines)


def key_words(action: QAction) -> str:
    """Tell the key of an action as it is printed on keyboards, or nothing."""
    keys = action.shortcut().toString()
    return "Enter" if keys == "Return" else keys.replace("+Return", "+Enter")


def single_line(text: str, limit: int = 80) -> str:
    """Put a text on one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def menu_words(text: str) -> str:
    """Keep an ampersand in data from becoming a menu's underline."""
    return single_line(text, 60).replace("&", "&&")
