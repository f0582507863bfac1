"""Claims that no widget reads data as markup: an article could name files and addresses in it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, calls, place, python_files, tree_of

MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setDocumentTitle"}
LOOP_TRICKS = {"processEvents", "blockSignals"}
# No widget: the program's own printed page, every word of the data escaped, in a document that fetches nothing.
PRINTED = ("ui/pdf_page.py", "setHtml")


@pytest.mark.parametrize("banned", sorted(MARKUP | LOOP_TRICKS))
def test_widgets_never_call(banned: str) -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == banned and (path.relative_to(PACKAGE).as_posix(), banned) != PRINTED
    ]

    assert not found


def test_the_printed_page_is_a_document_that_fetches_nothing() -> None:
    documents = [ast.unparse(call.func) for _, call in calls(PACKAGE / PRINTED[0]) if "Document" in ast.unparse(call)]

    assert "ClosedDocument" in documents
    assert "QTextDocument" not in documents


def test_labels_are_made_by_the_one_function_that_makes_them_plain() -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "QLabel" and path.name != "plain.py"
    ]

    assert not found


def test_text_fields_are_never_given_text_that_they_may_read_as_markup() -> None:
    """QTextEdit.setText guesses; setPlainText does not. A file with such a field calls no setText at all."""
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "setText" and name != "data.setText"  # a QMimeData holds plain text
        if {"QTextEdit", "QTextBrowser"} & set(_names(path))
    ]

    assert not found


def test_message_boxes_show_plain_text() -> None:
    """The static boxes guess the format of what they show; only a box with its format set may show data."""
    static = re.compile(r"QMessageBox\.(information|warning|critical|question|about)$")

    found = [place(path, call.lineno) for path in python_files() for name, call in calls(path) if static.search(name)]

    assert not found


def test_boxes_with_data_have_their_format_set() -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "QMessageBox" and "PlainText" not in path.read_text(encoding="utf-8")
    ]

    assert not found


def test_tooltips_are_escaped() -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "setToolTip" and not any(_is_safe(argument) for argument in call.args[-1:])
    ]

    assert not found


def test_tooltips_of_tables_are_escaped() -> None:
    found = [
        place(path, 1)
        for path in python_files()
        if "ToolTipRole" in set(_names(path)) and "plain_tooltip" not in set(_names(path))
    ]

    assert not found


def test_no_thread_class_is_derived_from_qthread() -> None:
    found = [
        place(path, node.lineno)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("QThread") for base in node.bases)
    ]

    assert not found


def _is_safe(argument: ast.expr) -> bool:
    """Tell whether an argument is a literal or went through the function that escapes."""
    if isinstance(argument, ast.Call):
        return ast.unparse(argument.func).endswith("plain_tooltip")
    return isinstance(argument, ast.Constant)


@cache
def _names(path: Path) -> tuple[str, ...]:
    """List every name and attribute that a file uses."""
    nodes = ast.walk(tree_of(path))
    return tuple(
        node.id if isinstance(node, ast.Name) else node.attr
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
    )
