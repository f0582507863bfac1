"""Draws the real window on an article into a PNG file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.cli.display import draw_without_screen
from annotator.errors import UserError
from annotator.model.ids import DocumentId
from annotator.services.exporting.files import check_free, usable_target
from annotator.storage.part_files import temporary_beside

_SETTINGS_VARIABLE = "ANNOTATOR_SETTINGS"


@dataclass(frozen=True, slots=True)
class Picture:
    """What to draw where; `annotator` None means who annotated last."""

    project: Path
    document: DocumentId
    annotator: str | None
    theme: str
    out: Path


def draw(picture: Picture) -> None:
    """Draw the window in memory and write the picture whole or not at all; raises UserError."""
    target = usable_target(picture.out)
    check_free(target)
    draw_without_screen()
    # Late: only the commands that need a window pay for Qt.
    from annotator import app

    with _fresh_settings(), temporary_beside(target) as part:
        app.render(picture.project, app.Picture(part, picture.document, picture.annotator, picture.theme))
        os.replace(part, target)


def draw_in_another_process(picture: Picture) -> None:
    """Draw in a process of its own, so that this one can still open a window on the screen."""
    command = [*_this_program(), "render", str(picture.project), "--document", picture.document]
    command += ["--theme", picture.theme, "--out", str(picture.out)]
    if picture.annotator is not None:
        command += ["--annotator", picture.annotator]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
        raise UserError(f"The picture {picture.out} was not drawn ({said}): the rest of the demo is there.")


def _this_program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "annotator"]


@contextmanager
def _fresh_settings() -> Iterator[None]:
    """Draw as after the first start: no picture depends on, or changes, how somebody arranged her window."""
    before = os.environ.get(_SETTINGS_VARIABLE)
    with TemporaryDirectory() as folder:
        os.environ[_SETTINGS_VARIABLE] = folder
        try:
            yield
        finally:
            os.environ.pop(_SETTINGS_VARIABLE)
            if before is not None:
                os.environ[_SETTINGS_VARIABLE] = before
