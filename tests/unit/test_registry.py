"""Built-ins, plug-ins, and plug-ins that fail."""

import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from annotator.errors import UserError
from annotator.registry import Disabled, Registry

MODULE = "plugins_of_this_test"


@dataclass(frozen=True)
class Thing:
    name: str


class MadeThing:
    """A plug-in given as a class."""

    name = "made"


@pytest.fixture
def module() -> Iterator[types.ModuleType]:
    made = types.ModuleType(MODULE)
    sys.modules[MODULE] = made
    yield made
    del sys.modules[MODULE]


def registry(*names: str) -> Registry[Thing]:
    points = [EntryPoint(name, f"{MODULE}:{name}", "things") for name in names]
    return Registry("things", lambda: [Thing("own")], find=lambda group: points)


def test_built_ins_come_first_and_plug_ins_by_name(module: types.ModuleType) -> None:
    module.b, module.a = Thing("b"), Thing("a")  # type: ignore[attr-defined]  # a module made here

    assert [thing.name for thing in registry("b", "a")] == ["own", "a", "b"]


def test_a_plug_in_may_be_a_class(module: types.ModuleType) -> None:
    module.made = MadeThing  # type: ignore[attr-defined]  # a module made here

    assert registry("made").get("made").name == "made"


def test_a_plug_in_that_raises_while_loading_is_named_and_disabled(module: types.ModuleType) -> None:
    made = registry("missing")

    assert [thing.name for thing in made] == ["own"]
    assert made.disabled[0].name == "missing"
    with pytest.raises(UserError, match="missing is disabled"):
        made.get("missing")


def test_a_plug_in_cannot_take_the_name_of_another(module: types.ModuleType) -> None:
    module.x = Thing("own")  # type: ignore[attr-defined]  # a module made here

    made = registry("x")

    assert len(list(made)) == 1
    assert made.disabled == (Disabled("x", "the name own is taken"),)


def test_a_plug_in_that_raises_at_work_is_disabled_from_then_on(module: types.ModuleType) -> None:
    module.a = Thing("a")  # type: ignore[attr-defined]  # a module made here
    made = registry("a")

    with pytest.raises(UserError, match="plug-in a failed"), made.guarded(made.get("a")):
        raise KeyError("x")

    assert [thing.name for thing in made] == ["own"]


def test_a_built_in_that_raises_is_a_bug_and_rises() -> None:
    made = registry()

    with pytest.raises(KeyError), made.guarded(made.get("own")):
        raise KeyError("x")


def test_a_sentence_for_the_reader_passes_unchanged(module: types.ModuleType) -> None:
    module.a = Thing("a")  # type: ignore[attr-defined]  # a module made here
    made = registry("a")

    with pytest.raises(UserError, match=r"^no$"), made.guarded(made.get("a")):
        raise UserError("no")

    assert made.disabled == ()


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(UserError, match="choose one of own"):
        registry().get("other")
