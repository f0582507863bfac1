"""Keeps what can be extended: built-ins by an explicit list, third parties by entry-point group."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, Protocol, TypeVar

from annotator.errors import UserError

log = logging.getLogger(__name__)


class Named(Protocol):
    """What a registry holds: anything with a name."""

    @property
    def name(self) -> str:
        """The name that people type."""


Entry = TypeVar("Entry", bound=Named)


@dataclass(frozen=True, slots=True)
class Disabled:
    """A plug-in that raised, and what it raised."""

    name: str
    reason: str


class Registry(Generic[Entry]):
    """Built-in entries first, then plug-ins by name; a plug-in that raises is named and disabled."""

    def __init__(
        self,
        group: str,
        built_in: Callable[[], Iterable[Entry]],
        find: Callable[[str], Iterable[EntryPoint]] = lambda group: entry_points(group=group),
    ) -> None:
        self._group = group
        self._make_built_in = built_in
        self._find = find
        self._plugins: dict[str, Entry] | None = None
        self._disabled: dict[str, str] = {}

    @cached_property
    def _built_in(self) -> dict[str, Entry]:
        """The built-ins, made when they are first asked for: their libraries are many, and a window starts without."""
        return {entry.name: entry for entry in self._make_built_in()}

    def __iter__(self) -> Iterator[Entry]:
        yield from self._built_in.values()
        yield from (entry for name, entry in self._loaded().items() if name not in self._disabled)

    def get(self, name: str) -> Entry:
        """Find an entry by name; raises UserError that lists the names there are."""
        found = next((entry for entry in self if entry.name == name), None)
        if found is not None:
            return found
        if name in self._disabled:
            raise UserError(f"The plug-in {name} is disabled because it failed ({self._disabled[name]}): update it.")
        raise UserError(f"There is no {name!r} here: choose one of {', '.join(entry.name for entry in self)}.")

    @property
    def disabled(self) -> tuple[Disabled, ...]:
        """The plug-ins that raised, by name."""
        self._loaded()
        return tuple(Disabled(name, reason) for name, reason in sorted(self._disabled.items()))

    @contextmanager
    def guarded(self, entry: Entry) -> Iterator[None]:
        """Run an entry's own code; what a plug-in raises, UserError apart, disables it and becomes a UserError."""
        try:
            yield
        except UserError:
            raise
        except Exception as error:
            if entry.name in self._built_in:
                raise
            self._disable(entry.name, error)
            raise UserError(f"The plug-in {entry.name} failed ({error!r}) and is disabled now: update it.") from error

    def _loaded(self) -> dict[str, Entry]:
        if self._plugins is None:
            self._plugins = {}
            for point in sorted(self._find(self._group), key=lambda point: point.name):
                self._load(point, self._plugins)
        return self._plugins

    def _load(self, point: EntryPoint, into: dict[str, Entry]) -> None:
        try:
            loaded = point.load()
            entry: Entry = loaded() if isinstance(loaded, type) else loaded
            name = entry.name
        except Exception as error:
            self._disable(point.name, error)
            return
        if name in self._built_in or name in into:
            self._disabled[point.name] = f"the name {name} is taken"
            log.warning("Plug-in %s of %s is disabled: the name %s is taken", point.name, self._group, name)
            return
        into[name] = entry

    def _disable(self, name: str, error: Exception) -> None:
        self._disabled[name] = repr(error)
        log.error("Plug-in %s of %s is disabled", name, self._group, exc_info=error)
