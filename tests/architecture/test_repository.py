"""Claims about what the repository must not contain."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, text_of, tracked_files

# Written in pieces, so that this file does not hold what it looks for.
_ROOTS = ("work", "tmp", "root", "home", "Users")
MACHINE_PATH = re.compile(r"(?<![\w.~}\])/])/(?:" + "|".join(_ROOTS) + r")/[A-Za-z0-9_.-]+")
REGISTRY_HOSTS = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "npmjs" + r"\.", "deb" + r"\.debian"]))
NO_CODE = {".png", ".svg", ".lock"}
NEEDED = (
    "README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "LICENSE", "Makefile", ".ci/run",
    "pyproject.toml", "requirements.lock", "annotator/DECISIONS.md",
)  # fmt: skip


def test_no_path_of_a_machine_stands_anywhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if path.suffix not in NO_CODE and (text := text_of(path)) is not None
        for match in MACHINE_PATH.finditer(text)
    ]

    assert not found


def test_no_registry_is_named() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        if (text := text_of(path)) is not None
        for match in REGISTRY_HOSTS.finditer(text)
    ]

    assert not found


@pytest.mark.parametrize("lock", ["requirements.lock", "packaging/readers.lock", "packaging/readers-built.lock"])
def test_a_lock_pins_every_package_with_hashes(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    packages = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]

    assert packages
    assert all("==" in lines[number] and "--hash=sha256:" in lines[number + 1] for number in packages)
    assert not [line for line in lines if line.startswith("-") or "://" in line]


def test_the_pinned_qt_is_the_one_that_survives_python_3_11() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert re.search(r"^pyside6-essentials==6\.11\.3\b", lock, re.MULTILINE)


def test_the_papers_a_newcomer_looks_for_are_there() -> None:
    assert not [name for name in NEEDED if not (ROOT / name).is_file()]


def test_no_sentence_of_the_real_articles_is_copied(shared_seeds: Path) -> None:
    sentences = {
        line.strip()[:70]
        for article in shared_seeds.glob("*.txt")
        for line in article.read_text(encoding="utf-8").splitlines()
        if len(line) > 90
    }

    copied = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if (text := text_of(path)) is not None and any(sentence in text for sentence in sentences)
    ]

    assert not copied
