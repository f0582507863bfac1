"""Reads the program's own source for the tests that judge it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "annotator"
JUDGED = ("annotator", "tests", "packaging")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def python_files(folder: str = "annotator") -> tuple[Path, ...]:
    """List the Python files below a folder of the checkout, sorted."""
    return tuple(sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a file with its dotted name; what is no plain name stands as `?`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """Write `a.b.c` for an attribute chain."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def strings(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every string constant that is not a docstring, with its line."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree_of(path))
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


def imported_modules(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every imported module's full name, late imports included, with its line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno


def place(path: Path, line: int) -> str:
    """Name a place in the checkout."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


@cache
def tracked_files() -> tuple[Path, ...]:
    """List what git keeps, or would keep: the files of the checkout that are not ignored."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: git does not say what belongs to the repository")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = (ROOT / name.decode() for name in listing.stdout.split(b"\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str | None:
    """Read a file as text, or None when it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
