"""Pulls the medium from under an open window: what was shown as saved is on it, what comes after is not shown as saved.

Needs root for file systems of its own: `python -m tests.reliability.pulled_medium 20`.
"""

import fcntl
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotator.services.checking import check
from annotator.services.importing.run import import_paths
from annotator.services.project import Project

ROOT = Path(__file__).resolve().parents[2]
SIZE = 16 * 1024 * 1024
_SHUT_DOWN = 0x8004587D  # asks ext4 to fail from now on
_WITHOUT_FLUSH = struct.pack("I", 2)


@contextmanager
def medium(image: Path, place: Path) -> Iterator[None]:
    """Put a file system in its place; a pulled one is taken away."""
    subprocess.run(["mount", "-o", "loop", str(image), str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=False, stderr=subprocess.DEVNULL)


def pull(place: Path) -> None:
    """Let every read and write fail from now on; what had not reached the medium is gone."""
    folder = os.open(place, os.O_RDONLY)
    fcntl.ioctl(folder, _SHUT_DOWN, _WITHOUT_FLUSH)
    os.close(folder)


def take_away(place: Path) -> None:
    """Let the folder be empty, though what is open stays readable."""
    subprocess.run(["umount", "-l", str(place)], check=True)


KINDS: dict[str, Callable[[Path], None]] = {"pulled": pull, "taken away": take_away}


def trial(kind: str, labelled: int) -> int:
    """Label in a process of its own, pull, put back; returns how many spans were told. Raises AssertionError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        image, place, path = folder / "image", folder / "place", folder / "place" / "work.annotator"
        place.mkdir()
        with image.open("wb") as file:
            file.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
        with medium(image, place):
            with Project.create(path) as project:
                import_paths(project, sorted((ROOT / "seeds").glob("*.txt")))
            command = [sys.executable, "-m", "tests.reliability.pulled_medium", kind, str(path), str(labelled)]
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "ANNOTATOR_SETTINGS": str(folder / "settings")}
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
            )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        for kept in place.glob("*.rescued-*.annotator"):
            assert spans_in(kept) >= labelled, "the rescue copy lacks what was told"
        assert bool(list(place.iterdir())) == (kind == "taken away"), "a rescue copy is missing"
        with medium(image, place):
            assert spans_in(path) == labelled, "a span that was told is gone"
            assert check(path).ok
    return labelled


def spans_in(path: Path) -> int:
    """Count the spans of a project."""
    with Project.open(path) as project:
        return sum(len(project.spans(id, one.id)) for one in project.annotators() for id in project.document_ids())


def label(kind: str, path: Path, count: int) -> None:
    """Label in the window, pull the medium, label once more, close; raises AssertionError for a false “saved”."""
    # Late: only this process has a window.
    from annotator.app import build
    from annotator.settings import load_settings, save_settings
    from annotator.ui.main_window import MainWindow
    from tests.ui.hands import Hands

    save_settings(replace(load_settings(), suggest=False))
    window = build(path, "first")
    assert isinstance(window, MainWindow)
    window.add_features()
    window.show()
    hands = Hands(window)
    words = hands.text.split()
    for number in range(count):
        hands.mark(words[number], "PERSON")
    KINDS[kind](path.parent)
    start = hands.text.index(words[count + 1])
    hands.drag(start, start + 3)
    hands.action("label.entity.PERSON").trigger()
    assert len(hands.session.spans) == len(hands.view.shown_spans()) == count, "shown, but not saved"
    assert window.status.saved.text() != "Saved"
    assert window.banner.words
    if not window.close():
        assert window.close()


def main(count: int) -> None:
    """Pull media of both kinds in turn."""
    told = [trial(tuple(KINDS)[number % 2], 1 + number % 5) for number in range(count)]
    print(f"{count} media pulled or taken away, {sum(told)} spans told before, 0 lost, 0 shown that were not saved")


if __name__ == "__main__":
    if sys.argv[1] in KINDS:
        label(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]))
