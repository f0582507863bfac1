"""Raises errors of SQLite at the Nth statement, at any place of the program, and lists the places that write."""

import ast
import importlib
import inspect
import pkgutil
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pytest

from annotator import services

CODES = ("FULL", "IOERR", "BUSY", "CORRUPT", "READONLY")
_BEGINNINGS = {"unit", "_changing"}


class Fault:
    """One error that waits for its statement; a rollback is never struck."""

    def __init__(self) -> None:
        self.left = 0
        self.struck = ""
        self._code = 0

    def arm(self, at: int, code: str) -> None:
        """Strike at the `at`th statement from now on."""
        self.left, self.struck, self._code = at, "", getattr(sqlite3, f"SQLITE_{code}")

    def disarm(self) -> None:
        """Strike no more."""
        self.left = 0

    def pass_by(self, statement: str) -> None:
        """Count a statement; raises sqlite3.OperationalError when it is its turn."""
        if not self.left or statement == "ROLLBACK":
            return
        self.left -= 1
        if self.left == 0:
            self.struck = statement
            error = sqlite3.OperationalError("struck by the test")
            error.sqlite_errorcode = self._code
            raise error


FAULT = Fault()


class FaultyConnection(sqlite3.Connection):
    """Lets the fault see every statement before it is carried out."""

    def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
        """Carry one statement out unless it is struck."""
        FAULT.pass_by(statement)
        return super().execute(statement, *given)

    def executemany(self, statement: str, given: Iterable[Any]) -> sqlite3.Cursor:
        """Carry one statement out for many rows unless it is struck."""
        FAULT.pass_by(statement)
        return super().executemany(statement, given)


def let_connections_fail(patch: pytest.MonkeyPatch) -> None:
    """Make every connection that is opened from now on one that can fail."""
    FAULT.disarm()
    patch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=FaultyConnection))


def write_sites() -> set[str]:
    """List every command, and every function of the services that begins a unit, as module.name."""
    modules = pkgutil.walk_packages(services.__path__, f"{services.__name__}.")
    return {site for found in modules if not found.ispkg for site in _sites_of(found.name)}


def _sites_of(module: str) -> Iterator[str]:
    loaded = importlib.import_module(module)
    short = module.rpartition(".")[2]
    for name, one in vars(loaded).items():
        is_own = inspect.isclass(one) and one.__module__ == loaded.__name__ and not getattr(one, "_is_protocol", False)
        if is_own and callable(getattr(one, "plan", None)):
            yield f"{short}.{name}"
    for function in ast.walk(ast.parse(inspect.getsource(loaded))):
        if isinstance(function, ast.FunctionDef) and function.name not in _BEGINNINGS and _begins(function):
            yield f"{short}.{function.name}"


def _begins(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in _BEGINNINGS
        for call in ast.walk(function)
    )
