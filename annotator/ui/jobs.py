"""Brings what a worker's process tells into the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.services.workers import Job, News, NewsKind, Worker

POLL_MS = 20
# A process that has had nothing to do for so long gives its memory back.
REST_MS = 120_000

Listener = Callable[[News], None]


class Jobs(QObject):
    """Submits jobs and hands each one's news to whoever asked; `restarted` carries a sentence for the analyst.

    One process per object, started by its first job. Work of minutes needs an object of its own.
    """

    restarted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker()
        self._listeners: dict[int, Listener] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_MS)
        self._resting.timeout.connect(self._worker.rest)

    def submit(self, listener: Listener, function: str, *arguments: object, subject: str = "") -> Job:
        """Ask for `function(report, *arguments)`; progress, then one result, failure or cancellation is told."""
        job = self._worker.submit(function, *arguments, subject=subject)
        self._listeners[job.number] = listener
        self._resting.stop()
        self._timer.start()
        return job

    def cancel(self, job: Job) -> None:
        """Give a job up."""
        self._worker.cancel(job)

    def drop(self, job: Job) -> None:
        """Give a job up without hearing of it again."""
        self._listeners.pop(job.number, None)
        self._worker.cancel(job)

    @property
    def process_id(self) -> int | None:
        """The process, while there is one."""
        return self._worker.process_id

    @property
    def is_working(self) -> bool:
        """Whether the process is carrying a job out just now."""
        return self._worker.is_working

    def close(self) -> None:
        """End everything; nobody is told anything any more."""
        self._timer.stop()
        self._resting.stop()
        self._listeners.clear()
        self._worker.close()

    def _poll(self) -> None:
        for news in self._worker.poll():
            self._tell(news)
        if not self._worker.is_busy and self._timer.isActive():
            self._timer.stop()
            self._resting.start()

    def _tell(self, news: News) -> None:
        if news.kind is NewsKind.RESTARTED:
            self.restarted.emit(str(news.value))
            return
        ends = news.kind is not NewsKind.PROGRESS
        number = news.job.number
        listener = self._listeners.pop(number, None) if ends else self._listeners.get(number)
        if listener is not None:
            listener(news)
