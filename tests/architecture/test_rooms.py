"""Claims about which room may see what: between our own modules, and of the libraries."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture.source import PACKAGE, ROOT, functions, imported_modules, place, python_files, strings

ALLOWED = {
    "PySide6": ("ui", "app"),
    "shiboken6": ("ui", "app"),
    "qtawesome": ("ui", "app"),
    "sqlite3": ("storage",),
    "sqlite_utils": ("storage",),
    "spacy": ("suggest", "learning", "formats/docbin_read.py", "formats/docbin_write.py"),
    "thinc": ("learning", "suggest/pipelines.py"),
}
SQL_BEGINNINGS = (
    "select ", "insert into ", "insert or ", "update ", "delete from ", "create table ", "create index ",
    "create view ", "create virtual ", "drop table ", "alter table ", "pragma ", "begin immediate", "savepoint ",
)  # fmt: skip


def test_rooms_see_only_the_rooms_below_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)

    code = lint_imports(config_filename="pyproject.toml", cache_dir=None)

    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("library", ALLOWED)
def test_a_library_is_imported_only_in_its_rooms(library: str) -> None:
    trespassers = [
        place(path, line)
        for path in python_files()
        if not {_room(path), path.relative_to(PACKAGE).as_posix()} & set(ALLOWED[library])
        for module, line in imported_modules(path)
        if module.split(".")[0] == library
    ]

    assert not trespassers


def test_sql_is_written_only_in_storage() -> None:
    written = [
        f"{place(path, line)} {text[:40]!r}"
        for path in python_files()
        if _room(path) != "storage"
        for text, line in strings(path)
        if _is_sql(text)
    ]

    assert not written


def _is_sql(text: str) -> bool:
    beginning = text.lstrip()
    # Capitals: a sentence for people may well begin with "Select" or "Update".
    return beginning.lower().startswith(SQL_BEGINNINGS) and beginning.split()[0].isupper()


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_the_command_line_loads_neither_qt_nor_spacy() -> None:
    """Every module of the command line, each of which loads what its commands need."""
    program = (
        "import importlib, json, pkgutil, sys, annotator.cli as cli\n"
        "for module in pkgutil.walk_packages(cli.__path__, 'annotator.cli.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(json.dumps(sorted(sys.modules)))"
    )

    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    loaded = {name.split(".")[0] for name in json.loads(result.stdout)}
    assert not loaded & {"PySide6", "shiboken6", "qtawesome", "qtpy", "spacy", "thinc"}


def test_late_imports_carry_their_reason() -> None:
    """A comment or the function's docstring stands right above it, or a comment behind it."""
    bare = [
        place(path, node.lineno)
        for path in python_files()
        for function in functions(path)
        for node in function.body
        if isinstance(node, ast.Import | ast.ImportFrom) and not _has_reason(path, node.lineno)
    ]

    assert not bare


def _has_reason(path: Path, line: int) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    above = line - 2
    while lines[above].lstrip().startswith(("import ", "from ")):
        above -= 1
    return "#" in lines[line - 1] or "#" in lines[above] or '"""' in lines[above]
