"""Other libraries are imported beside Qt, though it looks into each of their modules."""

from types import ModuleType

from annotator.ui.foreign_modules import harmless


def test_a_module_that_cannot_be_looked_into_breaks_no_import() -> None:
    def look(_: ModuleType) -> bool:
        raise ImportError("half imported")

    assert harmless(look)(ModuleType("half")) is False


def test_what_qt_finds_out_is_passed_on() -> None:
    assert harmless(lambda _: True)(ModuleType("whole")) is True
