"""Has articles suggested in the background process and writes what comes, a little at a time."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.document import Document
from annotator.model.ids import DocumentId
from annotator.services.suggestions.runs import Keeping, Part, Request, is_current, request_of
from annotator.services.workers import Job, News, NewsKind
from annotator.suggest.pipelines import default_pipeline
from annotator.ui.jobs import Jobs
from annotator.ui.session import Session

_SUGGEST = "annotator.services.suggestions.suggesting:suggest_article"


class SuggestionRuns(QObject):
    """One article at a time, the open one first; `arrived` and `finished` carry the article's id.

    `progressed` tells how many articles of the project are done of how many; equal numbers mean the end.
    """

    arrived = Signal(str)
    finished = Signal(str)
    progressed = Signal(int, int)
    failed = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._waiting: deque[DocumentId] = deque()
        self._asked = 0
        self._document: Document | None = None
        self._job: Job | None = None
        self._request: Request | None = None
        self._keeping: Keeping | None = None
        self._parts: deque[Part] = deque()
        self._remark: str | None = None
        # Each part is a write of its own, between which the window answers.
        self._writing = QTimer(self)
        self._writing.setInterval(0)
        self._writing.timeout.connect(self._write)
        self._looking = QTimer(self)
        self._looking.setInterval(0)
        self._looking.timeout.connect(self._look_on)

    @property
    def document(self) -> DocumentId | None:
        """The article that is being worked on."""
        return self._document.id if self._document is not None else None

    @property
    def is_working_on_all(self) -> bool:
        """Whether more than the open article was asked for."""
        return bool(self._asked)

    def suggest(self, document: Document) -> None:
        """Suggest for the article that was opened, before any other, unless that was done."""
        if self._session.project.read_only or self._is_at(document):
            return
        if self._document is not None:
            self._put_back()
        self._begin(document)
        if self._document is None:
            self._go_on()

    def suggest_again(self, document: Document) -> None:
        """Suggest anew for an article of which this was done."""
        self._put_back()
        self._begin(document, again=True)

    def suggest_all(self, documents: Sequence[DocumentId]) -> None:
        """Suggest for these articles one after another."""
        self._waiting = deque(documents)
        self._asked = len(documents)
        self._go_on()

    def cancel(self) -> None:
        """Leave the other articles; what was finished stays."""
        self._waiting.clear()
        self._asked = 0
        self._put_back()
        self.progressed.emit(0, 0)

    def close(self) -> None:
        """Forget everything."""
        self._writing.stop()
        self._looking.stop()
        self._waiting.clear()
        self._document = None

    def _is_at(self, document: Document) -> bool:
        """Whether just this is in work: the scheme and the term lists may have changed meanwhile."""
        request = request_of(self._session.project, pipeline=default_pipeline())
        return self._document == document and self._request == request

    def _go_on(self) -> None:
        if self._asked:
            self.progressed.emit(self._asked - len(self._waiting), self._asked)
        if self._waiting:
            self._looking.start()
        elif self._asked:
            self._asked = 0

    def _look_on(self) -> None:
        """Look at the next article; most are done already when this is not the first time."""
        if self._document is not None or not self._waiting:
            self._looking.stop()
            return
        try:
            self._begin(self._session.project.document(self._waiting.popleft()))
        except UserError as refusal:
            self.failed.emit(str(refusal))
        if self._document is None:
            self._go_on()
        if not self._waiting:
            self._looking.stop()

    def _begin(self, document: Document, *, again: bool = False) -> None:
        try:
            request = request_of(self._session.project, pipeline=default_pipeline())
            if not again and is_current(self._session.project, document, request):
                return
        except UserError as refusal:
            self.failed.emit(str(refusal))
            return
        self._document, self._request, self._remark = document, request, None
        self._keeping = Keeping(self._session.project, request)
        self._parts.clear()
        self._job = self._jobs.submit(self._on_news, _SUGGEST, document, request, subject=document.sha256)

    def _put_back(self) -> None:
        """Give up the article in work; it comes again later when all were asked for."""
        if self._job is not None:
            self._jobs.drop(self._job)
        if self._document is not None and self._asked:
            self._waiting.appendleft(self._document.id)
        self._writing.stop()
        self._parts.clear()
        self._document = self._job = None

    def _on_news(self, news: News) -> None:
        document = self._document
        if document is None or news.job is not self._job or news.job.subject != document.sha256:
            return
        if news.kind is NewsKind.PROGRESS and isinstance(news.value, Part):
            self._parts.append(news.value)
        elif news.kind is NewsKind.RESULT:
            self._remark = str(news.value)
        else:
            self._end()
            self.failed.emit(str(news.value))
            return
        self._writing.start()

    def _write(self) -> None:
        document, keeping = self._document, self._keeping
        if document is None or keeping is None:
            self._writing.stop()
            return
        try:
            if self._parts:
                keeping.keep(document, [self._parts.popleft()])
                self.arrived.emit(document.id)
            elif self._remark is not None:
                keeping.finish(document, self._remark)
                keeping.close()
                self._end()
                self.finished.emit(document.id)
            else:
                self._writing.stop()
        except UserError as refusal:
            self._waiting.clear()
            self._end()
            self.failed.emit(str(refusal))

    def _end(self) -> None:
        self._writing.stop()
        self._document = self._job = None
        self._go_on()
