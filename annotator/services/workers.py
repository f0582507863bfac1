"""Runs CPU-bound jobs in one spawned process, so that no window waits for them; the process is started when needed."""

import contextlib
import itertools
import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from annotator.errors import UserError
from annotator.services.worker_process import Answer, memory_of, serve

MEMORY_LIMIT = 700 * 2**20
# A process that has grown so far is replaced by a fresh one between two jobs.
MEMORY_TIRED = 500 * 2**20
TRIES = 2
# So long at a time news are unpacked: a window has other things to do, and what is left comes at the next call.
UNPACK_S = 0.005
# How long a cancelled job may take to notice before its process is killed.
CANCEL_S = 0.25

RESTARTED = "The background process ended unexpectedly. It was started again and nothing is lost."
TOO_OFTEN = "The background process ended twice at the same piece of work: try it on less text."
NOT_STARTED = "The background process could not be started: open the window again."
TOO_LARGE = "The background work needed more memory than it may take: try it on less text."


class NewsKind(StrEnum):
    """What a worker has to tell."""

    PROGRESS = "progress"
    RESULT = "result"
    FAILED = "failed"
    CANCELLED = "cancelled"
    RESTARTED = "restarted"


@dataclass(frozen=True, slots=True)
class Job:
    """One call of `function` ("annotator.module:name"); `subject` says what for, such as the sha256 of a text."""

    number: int
    function: str
    arguments: tuple[object, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened: a job's progress or result, or a sentence about why there is none."""

    kind: NewsKind
    job: Job
    value: object = None


class Worker:
    """One process and the jobs that wait for it, carried out in their order. Nothing here blocks but `wait_for`."""

    def __init__(self, memory_limit: int = MEMORY_LIMIT) -> None:
        self._memory_limit = memory_limit
        self._numbers = itertools.count(1)
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._tries = 0
        self._cancelled_at = 0.0
        self._is_ready = False
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._news: deque[News] = deque()

    def submit(self, function: str, *arguments: object, subject: str = "") -> Job:
        """Ask for a call of `function(report, *arguments)`, where `report(message)` tells of progress."""
        job = Job(next(self._numbers), function, arguments, subject)
        self._waiting.append(job)
        self._start()
        return job

    def cancel(self, job: Job) -> None:
        """Give a job up: a waiting one at once, the running one within a quarter of a second."""
        if job in self._waiting:
            self._waiting.remove(job)
            self._news.append(News(NewsKind.CANCELLED, job))
        elif job is self._running and not self._cancelled_at and self._pipe is not None:
            self._cancelled_at = time.monotonic()
            with contextlib.suppress(OSError):
                self._pipe.send((Answer.CANCELLED, job.number))

    @property
    def is_busy(self) -> bool:
        """Whether a job is waiting or running, or something is still to be told."""
        return bool(self._waiting or self._running or self._news)

    @property
    def is_working(self) -> bool:
        """Whether the process was given a job whose end is not known yet."""
        return self._running is not None

    @property
    def process_id(self) -> int | None:
        """The process, while there is one."""
        return self._process.pid if self._process is not None else None

    def poll(self) -> tuple[News, ...]:
        """Tell what happened since the last time."""
        self._listen()
        self._watch()
        self._send_next()
        told = tuple(self._news)
        self._news.clear()
        return told

    def wait_for(self, seconds: float) -> tuple[News, ...]:
        """Wait until there is something to tell, at most so long."""
        if self._pipe is not None and self._process is not None and not self._news:
            wait([self._pipe, self._process.sentinel], seconds)
        return self.poll()

    def close(self) -> None:
        """End the process and forget all jobs."""
        self._waiting.clear()
        self._running = None
        self._news.clear()
        self._end()

    def rest(self) -> None:
        """End an idle process; the next job starts one again."""
        if not self.is_busy:
            self._end()

    def _start(self) -> None:
        if self._process is not None:
            return
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, MEMORY_TIRED), name="annotator worker", daemon=True)
        self._process.start()
        theirs.close()
        self._pipe, self._is_ready = ours, False

    def _send_next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        self._start()
        # A process that is still starting does not read, and a long text would fill the pipe.
        if not self._is_ready or self._pipe is None:
            return
        job = self._waiting.popleft()
        self._running, self._cancelled_at = job, 0.0
        with contextlib.suppress(OSError):
            self._pipe.send((job.number, job.function, job.arguments))

    def _listen(self) -> None:
        until = time.monotonic() + UNPACK_S
        try:
            while self._pipe is not None and self._pipe.poll():
                self._take(*self._pipe.recv())
                if time.monotonic() > until:
                    return
        except (EOFError, OSError):
            self._on_death()

    def _take(self, answer: Answer, number: int, value: object) -> None:
        if answer is Answer.READY:
            self._is_ready = True
        elif answer is Answer.TIRED:
            self._end()
        elif self._running is None or number != self._running.number:
            return
        elif answer is Answer.PROGRESS:
            if not self._cancelled_at:
                self._news.append(News(NewsKind.PROGRESS, self._running, value))
        else:
            self._finish(_KINDS[answer], value)

    def _finish(self, kind: NewsKind, value: object = None) -> None:
        assert self._running is not None
        if self._cancelled_at:
            kind, value = NewsKind.CANCELLED, None
        self._news.append(News(kind, self._running, value))
        self._running, self._cancelled_at, self._tries = None, 0.0, 0

    def _watch(self) -> None:
        """Kill a process that does not hear that its job was cancelled, or that takes too much memory."""
        if self._running is None or self._process is None:
            return
        if self._cancelled_at and time.monotonic() - self._cancelled_at > CANCEL_S:
            self._end()
            self._finish(NewsKind.CANCELLED)
        elif memory_of(self._process.pid) > self._memory_limit:
            self._end()
            self._finish(NewsKind.FAILED, TOO_LARGE)

    def _on_death(self) -> None:
        self._end()
        job = self._running
        self._tries += 1
        if job is None:
            if self._waiting and self._tries >= TRIES:
                self._tries = 0
                self._news.append(News(NewsKind.FAILED, self._waiting.popleft(), NOT_STARTED))
        elif self._cancelled_at or self._tries >= TRIES:
            self._finish(NewsKind.FAILED, TOO_OFTEN)
        else:
            self._news.append(News(NewsKind.RESTARTED, job, RESTARTED))
            self._running = None
            self._waiting.appendleft(job)

    def _end(self) -> None:
        """Kill the process: it holds nothing that would be missed."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        self._is_ready = False
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


_KINDS = {
    Answer.RESULT: NewsKind.RESULT,
    Answer.FAILED: NewsKind.FAILED,
    Answer.CANCELLED: NewsKind.CANCELLED,
}


def run_in_worker(function: str, *arguments: object, memory_limit: int = MEMORY_LIMIT) -> object:
    """Call a function in a process of its own and wait for its result; raises UserError when there is none."""
    worker = Worker(memory_limit)
    try:
        worker.submit(function, *arguments)
        while True:
            for news in worker.wait_for(0.2):
                if news.kind is NewsKind.RESULT:
                    return news.value
                if news.kind is NewsKind.FAILED:
                    raise UserError(str(news.value))
    finally:
        worker.close()
