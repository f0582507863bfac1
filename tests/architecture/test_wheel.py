"""Claims about what an installed copy holds, judged on a wheel built from this checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """Build the wheel without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return zipfile.Path(built)


@pytest.mark.parametrize("folder", ["resources", "seeds"])
def test_the_wheel_carries_every_shipped_file(wheel: zipfile.Path, folder: str) -> None:
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}

    missing = [name for name in shipped if not (wheel / "annotator" / "_data" / name).exists()]

    assert shipped
    assert not missing


def test_the_wheel_starts_the_program_by_its_name(wheel: zipfile.Path) -> None:
    (information,) = [path for path in wheel.iterdir() if path.name.endswith(".dist-info")]

    assert "annotator = annotator.cli:main" in (information / "entry_points.txt").read_text(encoding="utf-8")


def test_the_wheel_carries_no_tests(wheel: zipfile.Path) -> None:
    roots = {path.name.split("-")[0] for path in wheel.iterdir()}

    assert roots == {"annotator"}


def test_the_program_finds_its_files_when_installed(wheel: zipfile.Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel.root.filename or "") as archive:
        archive.extractall(tmp_path)
    program = "from annotator.resources import resource_path; print(resource_path('default_scheme.json'))"

    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.strip()

    assert Path(found) == tmp_path / "annotator" / "_data" / "resources" / "default_scheme.json"
