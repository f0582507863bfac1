"""Lets other libraries be imported beside Qt: its look into each new module must not break the import."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import PySide6.QtCore  # noqa: F401  # brings the hook that is looked after here


def harmless(look: Callable[[ModuleType], bool]) -> Callable[[ModuleType], bool]:
    """Take a module that cannot be looked into for one that does not use Qt.

    PySide 6.11 asks each imported module whether it uses Qt by reading its source. With Python 3.11.2 (Debian 12)
    that asks pydantic for an attribute while it is half imported, which raises ImportError: spaCy needs pydantic.
    """

    def looked(module: ModuleType) -> bool:
        try:
            return look(module)
        except ImportError:
            return False

    return looked


_hook: Any = import_module("shibokensupport.feature")  # Any: a private module of PySide without types
_hook._mod_uses_pyside = harmless(_hook._mod_uses_pyside)
