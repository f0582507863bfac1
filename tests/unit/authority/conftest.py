"""The desk of the services' tests, with two entries in its authority list."""

from dataclasses import dataclass

import pytest

from annotator.model.authority import AuthorityEntry, AuthorityId
from annotator.services.authority.commands import AddEntry
from annotator.services.authority.entries import names_of
from tests.unit.services.conftest import Desk, desk

__all__ = ["Named", "desk", "named"]


@dataclass(frozen=True)
class Named:
    """A desk whose list holds “Ana Moreno”, with the alias “Moreno”, and “Ben Okafor”."""

    desk: Desk
    ana: AuthorityId
    ben: AuthorityId

    def entry(self, identity: AuthorityId) -> AuthorityEntry:
        """Read an entry that must be there."""
        return next(one for one in self.entries() if one.id == identity)

    def entries(self) -> tuple[AuthorityEntry, ...]:
        """List the stored entries."""
        return names_of(self.desk.project)


@pytest.fixture
def named(desk: Desk) -> Named:
    ana, ben = AuthorityId("ana"), AuthorityId("ben")
    desk.act(AddEntry(AuthorityEntry(ana, "Ana Moreno", "PERSON", ("Moreno",))))
    desk.act(AddEntry(AuthorityEntry(ben, "Ben Okafor", "PERSON")))
    return Named(desk, ana, ben)
