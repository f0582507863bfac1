"""Opens the agreement page, has it computed in a process, follows its numbers to review and writes the report."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from annotator.model.document import Role
from annotator.services.agreement.board import Board, Cell
from annotator.services.agreement_words import figures_refusal
from annotator.services.flow.second_pass import passes, passes_of
from annotator.services.workers import Job, News, NewsKind
from annotator.ui.hands.labelling import Handler
from annotator.ui.jobs import Jobs
from annotator.ui.look.theme import LIGHT, Theme
from annotator.ui.panels.agreement_page import AgreementPage
from annotator.ui.parts import WindowParts
from annotator.ui.review.feature import Reviewing

_PAGES = "annotator.services.agreement.pages"


class Agreeing(QObject):
    """A feature of the window; leads only, or anybody while nobody leads, because figures tell of others' spans."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._jobs = Jobs(self)
        self._computing: Job | None = None
        self.page = AgreementPage(LIGHT)
        parts.pages.add(self.page)
        self.page.left.connect(parts.pages.show_article)
        self.page.wanted.connect(self._compute)
        self.page.cancelled.connect(self._cancel)
        self.page.picked.connect(self._follow)
        self.page.report_wanted.connect(self._ask_where)
        self._session.changed.connect(self._on_changed)
        self._session.annotator_changed.connect(self._on_annotator)

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        return {"agreement.open": self._open, "agreement.report": self._ask_where}

    def set_theme(self, theme: Theme) -> None:
        """Paint in another theme."""
        self.page.set_theme(theme)

    def close(self) -> None:
        """End the process that compares."""
        self._jobs.close()

    def write_report(self, out: str) -> None:
        """Write the report; the window goes on meanwhile."""
        self._session.told.emit(f"Writing {Path(out).name}…")
        hidden = self.page.pseudonyms.isChecked()
        self._jobs.submit(self._on_report, f"{_PAGES}:report_files", self._path, out, self.page.whom, hidden)

    @property
    def _path(self) -> str:
        return str(self._session.project.path)

    def show_passes(self, names: tuple[str, str]) -> None:
        """Show the page on two passes of whoever sits here; nobody else's spans are told of."""
        self.page.whom = names
        if self._allowed():
            self._parts.pages.show_page(self.page)

    @property
    def _refusal(self) -> str:
        return figures_refusal(self._session.project.annotators(), self._session.annotator)

    def _own(self) -> tuple[tuple[str, ...], ...]:
        """List the passes that belong to whoever sits here: she may always see them."""
        return tuple(one.names for one in passes_of(self._session.project, self._session.annotator.id))

    def _allowed(self) -> bool:
        refusal = "" if self.page.whom in self._own() else self._refusal
        if refusal:
            self._session.failed.emit(refusal)
        return not refusal

    def _open(self) -> None:
        self.page.whom = ()
        if self._allowed():
            self._parts.pages.show_page(self.page)

    def _compute(self) -> None:
        if self._computing is not None:
            self._jobs.drop(self._computing)
        self.page.set_busy("Comparing…")
        whom = self.page.whom
        self._computing = self._jobs.submit(self._on_board, f"{_PAGES}:board", self._path, self.page.scope, whom)

    def _cancel(self) -> None:
        if self._computing is not None:
            self._jobs.cancel(self._computing)

    def _on_changed(self, _operation: object = None) -> None:
        if self.page.isVisible():
            self._compute()

    def _on_annotator(self, _annotator: object = None) -> None:
        """Take others' figures away from whoever may not see them."""
        self.page.whom = ()
        self.page.show_board(Board())
        if self.page.isVisible():
            self._parts.pages.show_article()

    def _on_board(self, news: News) -> None:
        if news.kind is NewsKind.PROGRESS and isinstance(news.value, tuple):
            self.page.show_progress(*news.value)
            return
        self._computing = None
        if news.kind is NewsKind.RESULT and isinstance(news.value, Board):
            self.page.show_board(self._for_eyes(news.value))
        elif news.kind is NewsKind.CANCELLED:
            self.page.set_busy("")
            self.page.said.setText("Cancelled: open the page again to compare.")
        else:
            self.page.set_busy("")
            # The banner stands above the article, which the page hides.
            self.page.said.setText(str(news.value))
            self._session.failed.emit(str(news.value))

    def _for_eyes(self, board: Board) -> Board:
        """Keep what annotators score against gold to leads, and other people's figures to those who may see them."""
        if self._session.annotator.role is Role.LEAD:
            return board
        if self._refusal:
            if board.whom not in self._own():
                return Board(reason=self._refusal)
            mine = self._session.annotator.id
            board = replace(board, groups=tuple(one for one in board.groups if one.owner == mine))
        return replace(board, blocks=tuple(one for one in board.blocks if one.id != "gold"))

    def _follow(self, cell: Cell) -> None:
        whom = self.page.board.whom
        listener = partial(self._on_keys, whom)
        self._jobs.submit(listener, f"{_PAGES}:keys_behind", self._path, cell.pick, whom)

    def _on_keys(self, whom: tuple[str, ...], news: News) -> None:
        if news.kind is NewsKind.FAILED:
            self._session.failed.emit(str(news.value))
        if news.kind is not NewsKind.RESULT or not isinstance(news.value, tuple):
            return
        keys, agreeing = news.value
        review = self._parts.window.findChild(Reviewing)
        if keys and isinstance(review, Reviewing):
            again = [one for one in passes(self._session.project) if one.names == whom]
            review.show_clusters(keys, tuple(id for one in again for id in (one.owner.id, one.annotator.id)))
        else:
            places = "1 place" if agreeing == 1 else f"{agreeing:,} places"
            told = (
                f"All agree in these {places}: there is nothing to review." if agreeing else "Nothing stands behind it."
            )
            self._session.told.emit(told)

    def _ask_where(self) -> None:
        if not self._allowed():
            return
        proposed = self._session.project.path.with_name(f"{self._session.project.path.stem} agreement.html")
        dialog = QFileDialog(self._parts.window, "Write a report", str(proposed), "HTML (*.html)")
        dialog.setObjectName("agreement_report_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(self.write_report)
        dialog.open()

    def _on_report(self, news: News) -> None:
        if news.kind is NewsKind.RESULT:
            self._session.told.emit(f"Written: {news.value}, with its figures as JSON and its tables as CSV beside it.")
        elif news.kind is NewsKind.FAILED:
            self._session.failed.emit(str(news.value))
