"""Gives a format the scheme of a project and what was chosen for it before it writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from annotator.errors import UserError
from annotator.formats.base import Format
from annotator.model.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Option:
    """One choice that a format offers: its name, what it means, and its value when nothing is chosen."""

    name: str
    words: str
    default: str = ""


@runtime_checkable
class Configurable(Protocol):
    """A format that writes more than the lines say, or in more than one way."""

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen."""

    def configured(self, scheme: Scheme, chosen: Mapping[str, str]) -> Format:
        """Make the format for one export; raises UserError for a value that cannot be used."""


def options_of(form: Format) -> tuple[Option, ...]:
    """List what can be chosen for a format."""
    return form.options if isinstance(form, Configurable) else ()


def configured(form: Format, scheme: Scheme, chosen: Mapping[str, str]) -> Format:
    """Make a format ready for one export; raises UserError for a choice that it does not offer."""
    offered = options_of(form)
    for name in chosen:
        if name not in {option.name for option in offered}:
            there = ", ".join(option.name for option in offered) or "none"
            raise UserError(f"The format {form.name} has no option {name!r}: choose one of those there ({there}).")
    if not isinstance(form, Configurable):
        return form
    return form.configured(scheme, {**{option.name: option.default for option in offered}, **chosen})
