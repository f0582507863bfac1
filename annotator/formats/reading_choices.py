"""Gives formats what was chosen for one import, such as the column that holds the text."""

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from annotator.errors import UserError
from annotator.formats.base import Format
from annotator.formats.configuring import Option


@runtime_checkable
class ReadsWith(Protocol):
    """A format that can read its files in more than one way."""

    @property
    def reading_options(self) -> tuple[Option, ...]:
        """What can be chosen."""

    def reading_with(self, chosen: Mapping[str, str]) -> Format:
        """Make the format for one import; raises UserError for a value that cannot be used."""


def reading_options_of(form: Format) -> tuple[Option, ...]:
    """List what can be chosen for reading a format."""
    return form.reading_options if isinstance(form, ReadsWith) else ()


def reading(form: Format, chosen: Mapping[str, str]) -> Format:
    """Make a format ready for one import with those of the choices that it knows."""
    known = {option.name for option in reading_options_of(form)}
    fitting = {name: value for name, value in chosen.items() if name in known}
    return form.reading_with(fitting) if fitting and isinstance(form, ReadsWith) else form


def check_choices(forms: Iterable[Format], chosen: Mapping[str, str]) -> None:
    """Refuse a choice that no format knows."""
    offered = {option.name for form in forms for option in reading_options_of(form)}
    for name in chosen:
        if name not in offered:
            raise UserError(f"There is no option {name!r} to import with: choose one of {', '.join(sorted(offered))}.")
