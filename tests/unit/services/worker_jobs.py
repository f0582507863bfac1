"""Calls that the tests have a worker's process carry out."""

import os
import signal
import time
from pathlib import Path

from annotator.errors import UserError
from annotator.services.worker_process import Report

HERE = "tests.unit.services.worker_jobs"
COUNT, REFUSE, BREAK, SLEEP = f"{HERE}:count", f"{HERE}:refuse", f"{HERE}:break_down", f"{HERE}:sleep"
DIE_ONCE, DIE, HOARD, WORK_ON = f"{HERE}:die_once", f"{HERE}:die", f"{HERE}:hoard", f"{HERE}:work_on"


def count(report: Report, upto: int) -> tuple[int, int]:
    """Tell every number, give the last and the process."""
    for number in range(upto):
        report(number)
    return upto, os.getpid()


def refuse(_report: Report) -> None:
    """Fail with a sentence."""
    raise UserError("The text is empty: choose another one.")


def break_down(_report: Report) -> None:
    """Fail by a fault whose message quotes the article."""
    raise ValueError("secret words of the article")


def sleep(_report: Report, seconds: float) -> None:
    """Hear nothing for a while."""
    time.sleep(seconds)


def work_on(report: Report) -> None:
    """Tell of progress for ever."""
    while True:
        report(None)
        time.sleep(0.005)


def die_once(_report: Report, flag: Path) -> str:
    """Kill the process the first time."""
    if not flag.exists():
        flag.touch()
        die(_report)
    return "lived"


def die(_report: Report) -> None:
    """Kill the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def hoard(_report: Report, mebibytes: int, seconds: float) -> int:
    """Hold memory for a while."""
    held = bytearray(mebibytes * 2**20)
    held[::4096] = b"x" * len(held[::4096])
    time.sleep(seconds)
    return len(held)
