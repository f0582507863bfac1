"""Claims that markup in data is shown as it is written, and nothing outside the project is opened."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from annotator.services.commands import SetNote
from annotator.services.scheme.commands import ChangeLabel
from tests.ui.hands import Hands


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A picture that no widget may open."""
    file = tmp_path / "canary.png"
    file.write_bytes(b"never opened")
    return file


def test_markup_is_shown_literally_everywhere(
    open_window: Callable[..., Hands], make_project: Callable[..., Path], canary: Path
) -> None:
    evil = f'<img src="{canary.as_uri()}"><b>bold</b>'
    hands = open_window(make_project(f"{evil} is the title\n\nSome words {evil} follow here.\n"), "<b>first</b>")
    label = hands.session.scheme.enabled_labels[0]
    hands.session.execute(ChangeLabel(label.name, replace(label, definition=evil, example=evil)))
    opened_before = canary.stat().st_atime_ns

    span = hands.mark("Some words", label.name)
    hands.session.execute(SetNote(span, evil))
    hands.window.guide.show_label(hands.session.scheme.enabled_labels[0])
    hands.window.banner.warn(evil)
    hands.window.grab()

    shown = [part.text() for part in hands.window.findChildren(QLabel)]
    assert any(text.startswith("<img src=") for text in shown)
    assert all(part.textFormat().name == "PlainText" for part in hands.window.findChildren(QLabel))
    assert canary.stat().st_atime_ns == opened_before
    for chip in hands.window.label_bar.chips:
        assert "<img" not in chip.toolTip()


def test_the_title_of_the_window_holds_no_article_text(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    hands = open_window(make_project("Secretword opens a bridge\n\nText.\n"))

    assert "Secretword" not in hands.window.windowTitle()
    assert "made.annotator" in hands.window.windowTitle()
