"""Claims about a crash below Python: it leaves its places in a file, and the next start says so once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.settings import settings_folder
from annotator.ui.crash import what_ended_last_time

_CRASHING = """
import faulthandler
from PySide6.QtCore import qFatal
from annotator.ui.crash import install_crash_hook
install_crash_hook()
secret = "Secretword in an article"
{}
"""


def crash(how: str) -> int:
    command = [sys.executable, "-c", _CRASHING.format(how)]
    return subprocess.run(command, env=os.environ, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("how", "named"),
    [
        ("faulthandler._sigabrt()", "Abort"),
        ("faulthandler._sigsegv()", "Segmentation"),
        ("qFatal('Qt cannot go on: ' + secret)", "Abort"),
    ],
)
def test_the_next_start_tells_of_a_crash_once(how: str, named: str) -> None:
    assert crash(how) != 0

    told = what_ended_last_time()

    assert "ended unexpectedly" in told
    report = next(Path(settings_folder()).glob("native-crash-before*")).read_text(encoding="utf-8")
    assert named in report
    assert "Secretword" not in report
    assert what_ended_last_time() == ""


def test_an_ordinary_end_is_not_told() -> None:
    assert what_ended_last_time() == ""
