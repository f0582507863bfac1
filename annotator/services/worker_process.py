"""What a worker's process does: take calls from a pipe, tell of progress, answer; it knows no window."""

import os
import signal
import threading
from collections.abc import Callable
from enum import Enum, auto
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from annotator.errors import UserError

Report = Callable[[object], None]


class Answer(Enum):
    """What goes through the pipe beside the calls."""

    READY = auto()
    PROGRESS = auto()
    RESULT = auto()
    FAILED = auto()
    CANCELLED = auto()
    TIRED = auto()


class Cancelled(Exception):
    """Nobody waits for the result any more."""


def serve(pipe: Connection, tired_from: int) -> None:
    """Carry out calls until the pipe closes or the process has grown past `tired_from` bytes."""
    # Ctrl+C reaches the whole group; what becomes of the work is decided in the process that asked for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        pipe.send((Answer.READY, 0, None))
        while True:
            call = pipe.recv()
            if isinstance(call[0], Answer):
                continue
            number, function, arguments = call
            answer, value = _carried_out(pipe, number, function, arguments)
            pipe.send((answer, number, value))
            if memory_of(os.getpid()) > tired_from:
                pipe.send((Answer.TIRED, 0, None))
                return
    except (EOFError, OSError):
        return


def _carried_out(pipe: Connection, number: int, function: str, arguments: tuple[object, ...]) -> tuple[Answer, object]:
    def report(message: object) -> None:
        while pipe.poll():
            if pipe.recv() == (Answer.CANCELLED, number):
                raise Cancelled
        pipe.send((Answer.PROGRESS, number, message))

    module, _, name = function.partition(":")
    try:
        return Answer.RESULT, getattr(import_module(module), name)(report, *arguments)
    except Cancelled:
        return Answer.CANCELLED, None
    except UserError as refusal:
        return Answer.FAILED, str(refusal)
    except OSError:
        raise
    except MemoryError:
        return Answer.FAILED, "The background work ran out of memory: try it on less text."
    except Exception as error:
        # Its message may quote an article, and a sentence on the screen ends up in reports.
        return Answer.FAILED, f"The background work failed ({type(error).__name__}): report this as a fault."


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def memory_of(process_id: int | None) -> int:
    """Tell how much memory a process holds, 0 where the system does not say."""
    try:
        with Path(f"/proc/{process_id}/statm").open(encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
