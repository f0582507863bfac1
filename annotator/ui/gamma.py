"""Gamma on the agreement page: offered only where its package is installed, computed in a process of its own."""

from dataclasses import replace

from PySide6.QtCore import QObject

from annotator.services.agreement.board import Block
from annotator.services.agreement.gamma import NOT_INSTALLED, is_installed
from annotator.services.workers import Job, News, NewsKind
from annotator.ui.agreeing import Agreeing
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import Theme
from annotator.ui.parts import WindowParts


class GammaFeature(QObject):
    """Adds a block to whatever the page shows; figures that are computed anew leave it out again."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._jobs = Jobs(self)
        self._job: Job | None = None
        found = parts.window.findChild(Agreeing)
        assert isinstance(found, Agreeing)
        self._agreeing = found
        parts.actions.by_id["agreement.gamma"].setVisible(is_installed())
        found.page.cancelled.connect(self._cancel)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"agreement.gamma": self._compute}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme: the page does it."""

    def close(self) -> None:
        """End the process that computes."""
        self._jobs.close()

    def _compute(self) -> None:
        page = self._agreeing.page
        if not is_installed():
            self._session.failed.emit(f"{NOT_INSTALLED.capitalize()}.")
        elif not page.isVisible() or not page.board.blocks:
            self._session.failed.emit("Open the page on agreement first: gamma is shown there.")
        elif self._job is None:
            page.set_busy("Computing gamma…")
            place = "annotator.services.agreement.gamma:gamma_block"
            path, whom = str(self._session.project.path), page.board.whom
            self._job = self._jobs.submit(self._on_news, place, path, whom)

    def _cancel(self) -> None:
        if self._job is not None:
            self._jobs.cancel(self._job)

    def _on_news(self, news: News) -> None:
        page = self._agreeing.page
        if news.kind is NewsKind.PROGRESS and isinstance(news.value, tuple):
            page.show_progress(*news.value)
            return
        self._job = None
        page.set_busy("")
        if news.kind is NewsKind.RESULT and isinstance(news.value, Block):
            others = tuple(one for one in page.board.blocks if one.id != "gamma")
            page.show_board(replace(page.board, blocks=(*others, news.value)))
        else:
            page.said.setText("Gamma was cancelled." if news.kind is NewsKind.CANCELLED else str(news.value))
