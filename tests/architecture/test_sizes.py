"""Claims about how long files and functions may be; ruff judges complexity, this judges the rest."""

import ast
import statistics

import pytest

from tests.architecture.source import JUDGED, functions, place, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MOST_PARAMETERS = 5
TYPICAL_FILE = 150
MOST_BROAD_EXCEPTS = 5
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools", "stuff"}


@pytest.mark.parametrize("folder", JUDGED)
def test_no_file_is_longer_than_a_sitting(folder: str) -> None:
    lengths = {place(path, 1): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(folder)}

    too_long = {name: length for name, length in lengths.items() if length > LONGEST_FILE}

    assert not too_long


@pytest.mark.parametrize("folder", JUDGED)
def test_no_function_is_longer_than_a_screen(folder: str) -> None:
    too_long = [
        f"{place(path, function.lineno)} {function.name}"
        for path in python_files(folder)
        for function in functions(path)
        if (function.end_lineno or function.lineno) - function.lineno + 1 > LONGEST_FUNCTION
    ]

    assert not too_long


def test_half_of_the_files_are_short() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()]

    assert statistics.median(lengths) <= TYPICAL_FILE


def test_no_function_takes_more_than_five_parameters() -> None:
    too_many = [
        f"{place(path, function.lineno)} {function.name}"
        for path in python_files()
        for function in functions(path)
        if _parameters(function.args) > MOST_PARAMETERS
    ]

    assert not too_many


def _parameters(arguments: ast.arguments) -> int:
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([argument for argument in named if argument.arg not in ("self", "cls")])


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [place(path, 1) for path in python_files() if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES]

    assert not vague


def test_every_file_says_its_job_in_its_first_line() -> None:
    silent = [place(path, 1) for path in python_files() if not path.read_text(encoding="utf-8").startswith('"""')]

    assert not silent


def test_broad_excepts_are_few() -> None:
    broad = [
        place(path, node.lineno)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and _catches_bugs(node)
    ]

    assert len(broad) <= MOST_BROAD_EXCEPTS, broad


def _catches_bugs(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler swallows everything; one that raises again only cleans up."""
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    raises_again = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return caught in ("Exception", "BaseException") and not raises_again
