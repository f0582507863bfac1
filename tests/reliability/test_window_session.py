"""Random sessions through the window: what is shown, what is stored and what undo brings back stay equal."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.reliability.window_session import Differs, raising_slots, run

pytestmark = pytest.mark.reliability
SESSIONS = int(os.environ.get("ANNOTATOR_SESSIONS", "200"))
PIECE = 10


@pytest.fixture(autouse=True)
def quick_clicks() -> Iterator[None]:
    """Make two clicks in a row single ones without a wait."""
    app = QApplication.instance() or QApplication(["annotator"])
    assert isinstance(app, QApplication)
    before = app.doubleClickInterval()
    app.setDoubleClickInterval(1)
    yield
    app.setDoubleClickInterval(before)


@pytest.mark.parametrize("first", range(0, SESSIONS, PIECE))
def test_file_screen_and_undo_agree_after_every_step(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + PIECE):
        with raising_slots() as raised:
            run(tmp_path, seed)
        assert not raised, f"session {seed} raised {raised}"


def test_a_row_that_stays_behind_the_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.ui.panels.document_list.DocumentList._on_changed", lambda *_: None)

    with pytest.raises(Differs, match="the row of"):
        run(tmp_path, 1)
