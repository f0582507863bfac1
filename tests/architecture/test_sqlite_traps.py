"""Claims that keep the known traps of sqlite-utils out of the storage room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import calls, dotted, place, python_files, strings, tree_of

BANNED_ON_A_CONNECTION = {"execute", "executemany", "executescript", "commit", "rollback"}
DEFERRED = {"atomic", "begin"}


def _storage() -> tuple[Path, ...]:
    return tuple(path for path in python_files() if "storage" in path.parts)


def test_nothing_runs_on_the_bare_connection() -> None:
    found = [
        place(path, call.lineno)
        for path in _storage()
        for name, call in calls(path)
        if name.split(".")[-1] in BANNED_ON_A_CONNECTION and ".conn." in f".{name}"
    ]

    assert not found


def test_no_statement_returns_rows_while_it_writes() -> None:
    assert not _strings_with(r"\bRETURNING\b")


def test_no_trigger_is_made() -> None:
    assert not _strings_with(r"\bCREATE (TEMP(ORARY)? )?TRIGGER\b")


def test_no_insert_replaces_a_row() -> None:
    found = [
        place(path, call.lineno)
        for path in _storage()
        for _, call in calls(path)
        for keyword in call.keywords
        if keyword.arg in ("replace", "alter") and not _is(keyword.value, False) and not _on_text(call)
    ]

    assert not found
    assert not _strings_with(r"\bINSERT OR REPLACE\b|^\s*REPLACE INTO\b")


def test_no_transaction_is_deferred() -> None:
    found = [
        place(path, call.lineno)
        for path in _storage()
        for name, call in calls(path)
        if name.split(".")[-1] in DEFERRED and name.split(".")[0] in ("db", "self", "database")
    ]

    assert not found
    assert not _strings_with(r"^\s*BEGIN(?! IMMEDIATE)\b")


def test_scripts_run_only_in_migrations_whose_caller_holds_the_unit() -> None:
    """Outside a transaction a failing script keeps the statements before the failure."""
    found = [
        place(path, call.lineno)
        for path in _storage()
        for name, call in calls(path)
        if name.split(".")[-1] == "executescript" and path.stem != "migrations"
    ]

    assert not found


def test_databases_are_opened_without_plugins_and_strict() -> None:
    found = [
        place(path, call.lineno)
        for path in _storage()
        for name, call in calls(path)
        if name.split(".")[-1] == "Database" and not _keyword_is(call, "execute_plugins", False)
    ]

    assert not found


def test_every_table_is_strict() -> None:
    found = [
        f"{place(path, line)} {text[:50]!r}"
        for path in _storage()
        for text, line in strings(path)
        if re.match(r"\s*CREATE TABLE\b", text) and not re.search(r"\)\s*(WITHOUT ROWID,\s*)?STRICT", text)
    ]

    assert not found


def test_the_isolation_level_is_never_changed() -> None:
    found = [
        place(path, node.lineno)
        for path in _storage()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if dotted(target).endswith((".isolation_level", ".autocommit"))
    ]

    assert not found


def _strings_with(pattern: str) -> list[str]:
    return list(_matching(re.compile(pattern)))


def _matching(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in _storage():
        for text, line in strings(path):
            if pattern.search(text):
                yield f"{place(path, line)} {text[:60]!r}"


def _keyword_is(call: ast.Call, name: str, value: object) -> bool:
    return any(keyword.arg == name and _is(keyword.value, value) for keyword in call.keywords)


def _is(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _on_text(call: ast.Call) -> bool:
    """Tell whether the call is no database call at all, as `dataclasses.replace` is."""
    return dotted(call.func) in ("replace", "dataclasses.replace")
