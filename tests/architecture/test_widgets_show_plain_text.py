"""Claims that no widget reads data as markup: an article could name files and addresses in it."""

import ast
import re

import pytest

from tests.architecture.source import calls, place, python_files, tree_of

MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setDocumentTitle"}
LOOP_TRICKS = {"processEvents", "blockSignals"}


@pytest.mark.parametrize("banned", sorted(MARKUP | LOOP_TRICKS))
def test_widgets_never_call(banned: str) -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == banned
    ]

    assert not found


def test_labels_of_unknown_text_are_plain() -> None:
    """A QLabel that is given anything but a literal must have its format set in the same file."""
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "QLabel" and any(_is_data(argument) for argument in call.args[:1])
        if "PlainText" not in path.read_text(encoding="utf-8")
    ]

    assert not found


def test_message_boxes_show_plain_text() -> None:
    """The static boxes guess the format of what they show; only a box with its format set may show data."""
    static = re.compile(r"QMessageBox\.(information|warning|critical|question|about)$")

    found = [place(path, call.lineno) for path in python_files() for name, call in calls(path) if static.search(name)]

    assert not found


def test_tooltips_never_hold_data_unescaped() -> None:
    found = [
        place(path, call.lineno)
        for path in python_files()
        for name, call in calls(path)
        if name.split(".")[-1] == "setToolTip" and any(_is_data(argument) for argument in call.args[-1:])
        if "escape" not in path.read_text(encoding="utf-8")
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


def _is_data(argument: ast.expr) -> bool:
    """Tell whether an argument may be text from outside: a name, an attribute, a call, a filled-in string."""
    return not isinstance(argument, ast.Constant)
