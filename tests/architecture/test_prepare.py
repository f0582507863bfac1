"""Claims about the script that prepares a checkout: what is missing is said in a sentence that can be followed."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT


@pytest.fixture(scope="module")
def prepare() -> ModuleType:
    """The script, loaded as a module."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "packaging" / "prepare.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(os.name == "nt", reason="Windows has no root")
def test_without_root_the_missing_packages_are_named(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")

    with pytest.raises(prepare.Missing, match=r"^no screen: run `sudo apt-get install xvfb xauth`, then make again\.$"):
        prepare._install_packages(("xvfb", "xauth"), "no screen")


def test_another_system_is_told_what_to_look_for(prepare: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(prepare.Missing, match="install what your system calls xvfb"):
        prepare._install_packages(("xvfb",), "no screen")


def test_an_old_python_is_refused_in_a_sentence(
    prepare: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(prepare, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(sys, "argv", ["prepare.py"])

    code = prepare.main()

    assert code == 1
    assert "is too old: install Python 3.11 or newer" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves Qt's libraries to the system")
def test_this_environment_misses_no_library_of_qt(prepare: ModuleType) -> None:
    assert prepare.missing_qt_libraries(Path(sys.prefix)) == ()
