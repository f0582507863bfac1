"""The authority list: which name an entity goes by in a project, and what else it is called."""

from dataclasses import dataclass
from typing import NewType

AuthorityId = NewType("AuthorityId", str)


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """One entity: `name` is the canonical one, `aliases` are its other names, `kind` is free words such as PERSON."""

    id: AuthorityId
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    url: str = ""

    @property
    def surfaces(self) -> tuple[str, ...]:
        """All that the entity is called, the canonical name first."""
        return (self.name, *self.aliases)

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """The order of every list of names."""
        return (self.name.casefold(), self.name, self.kind, self.id)
