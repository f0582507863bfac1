"""Prepares the virtual environment that `make demo` and `make test` run in.

Needs nothing but Python's standard library. It makes .venv, installs the pinned
dependencies and the project itself, and looks for the system's own pieces: Python's venv
module, the libraries that Qt loads, and for the tests a virtual screen. What is missing on
Debian or Ubuntu is installed when root runs it; otherwise one sentence says which.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)

QT_PACKAGES = (
    "libglib2.0-0",
    "libgl1",
    "libxkbcommon0",
    "libegl1",
    "libfontconfig1",
    "libdbus-1-3",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
# strace records what the power-cut trial replays.
SCREEN_PACKAGES = ("xvfb", "xauth", "strace")
QT_BINARIES = (
    "QtCore*.so",
    "QtGui*.so",
    "QtWidgets*.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
)


def main() -> int:
    """Prepare the environment that the arguments name; returns the exit code."""
    arguments = _arguments()
    if sys.version_info < OLDEST_PYTHON:
        return _fail(
            f"Python {sys.version.split()[0]} is too old: install Python 3.11 or newer, or say make PYTHON=python3.12."
        )
    try:
        if arguments.screen:
            prepare_screen()
        elif arguments.readers:
            prepare_readers(arguments.venv.absolute())
        else:
            prepare(arguments.venv.absolute())
    except (Missing, subprocess.CalledProcessError) as error:
        return _fail(str(error))
    return 0


class Missing(Exception):
    """Something of the system is missing and could not be installed; the message is one sentence."""


def prepare_screen() -> None:
    """Find or install the virtual screen that the tests of the real window need (Linux only)."""
    if sys.platform.startswith("linux") and not all(shutil.which(name) for name in ("xvfb-run", "xauth", "strace")):
        _install_packages(SCREEN_PACKAGES, "what the tests need (xvfb-run, xauth, strace) is missing")


def prepare(venv: Path) -> None:
    """Make the environment and install everything that is not there yet."""
    python = _make_venv(venv)
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    _say("installing the pinned dependencies (a minute or two the first time)")
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)], check=True)
    libraries = missing_qt_libraries(venv)
    if libraries:
        _install_packages(QT_PACKAGES, f"these libraries that Qt needs are missing: {', '.join(libraries)}")
        _check_again(venv)


def prepare_readers(venv: Path) -> None:
    """Make the environment of the other programs that the tests ask to read our exports.

    What is published as source only is built second, by pinned tools instead of the newest that pip would fetch
    unchecked: those of pip 23.0 and of today do not build the same.
    """
    python = _make_venv(venv)
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    _say("installing the programs that read our exports in the tests (a minute or two the first time)")
    locks = ROOT / "packaging"
    subprocess.run([*pip, "--only-binary", ":all:", "-r", str(locks / "readers.lock")], check=True)
    built = ["--no-build-isolation", "--use-pep517", "-r", str(locks / "readers-built.lock")]
    subprocess.run([*pip, *built], check=True)


def missing_qt_libraries(venv: Path) -> tuple[str, ...]:
    """List the system libraries that Qt would not find (Linux only), sorted."""
    ldd = shutil.which("ldd")
    folder = next(venv.glob("lib*/python3*/site-packages/PySide6"), None)
    if ldd is None or folder is None:
        return ()
    missing: set[str] = set()
    for pattern in QT_BINARIES:
        for binary in folder.glob(pattern):
            output = subprocess.run([ldd, str(binary)], capture_output=True, text=True, check=False).stdout
            missing.update(line.split()[0] for line in output.splitlines() if line.endswith("not found"))
    return tuple(sorted(missing))


def _check_again(venv: Path) -> None:
    still = missing_qt_libraries(venv)
    if still:
        raise Missing(f"Qt still misses {', '.join(still)}: install the packages that hold them, then run make again.")


def _make_venv(venv: Path) -> Path:
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
            _install_packages(("python3-venv",), "Python's venv module is missing")
        _say(f"making the virtual environment {venv.name}")
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    return python


def _install_packages(packages: tuple[str, ...], reason: str) -> None:
    command = f"apt-get install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise Missing(f"{reason}: install what your system calls {', '.join(packages)}, then run make again.")
    if os.geteuid() != 0:
        raise Missing(f"{reason}: run `sudo {command}`, then make again.")
    _say(f"{reason}: {command}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet, stdin=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True,
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prepare the virtual environment of this checkout.")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where it stands (default: .venv)")
    parser.add_argument("--screen", action="store_true", help="look only for the virtual screen that the tests need")
    parser.add_argument("--readers", action="store_true", help="install the programs that the tests ask instead")
    return parser.parse_args()


def _say(words: str) -> None:
    print(f"prepare: {words}", flush=True)


def _fail(words: str) -> int:
    print(f"prepare: {words}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
