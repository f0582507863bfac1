"""Claims about any session in the window: work as expected = file = rows = painted, after every step."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.services.commands import RelabelSpan
from annotator.ui.article.view import ArticleView
from annotator.ui.panels.span_list import SpanList
from tests.reliability import expected_session
from tests.reliability.expected_session import ExpectedSession
from tests.reliability.window_session import Differs, raising_slots, run

pytestmark = pytest.mark.reliability
SESSIONS = int(os.environ.get("ANNOTATOR_EXPECTED_SESSIONS", "40"))
PIECE = 5


@pytest.fixture(autouse=True)
def quick_clicks(qapp: QApplication) -> Iterator[None]:
    """Make two clicks in a row single ones without a wait."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.mark.parametrize("first", range(0, SESSIONS, PIECE))
def test_after_every_step_the_work_is_what_the_hands_did(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + PIECE):
        with raising_slots() as raised:
            run(tmp_path, seed, ExpectedSession)
        assert not raised, f"session {seed} raised {raised}"


def some(tmp_path: Path) -> None:
    for seed in range(5):
        run(tmp_path, seed, ExpectedSession)


def test_a_command_that_does_something_else_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = RelabelSpan.plan
    monkeypatch.setattr(RelabelSpan, "plan", lambda self, reader: honest(RelabelSpan(self.span, "ORG"), reader))

    with pytest.raises(Differs, match="relabel: spans"):
        some(tmp_path)


def test_an_article_that_is_not_painted_again_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticleView, "_update_lines", lambda *_: None)
    monkeypatch.setattr(expected_session, "EVERY", 1)

    with pytest.raises(Differs, match="the pixels"):
        some(tmp_path)


def test_a_list_of_spans_that_stays_behind_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpanList, "_on_changed", lambda *_: None)

    with pytest.raises(Differs, match=r"the list of spans|there is a row"):
        some(tmp_path)
