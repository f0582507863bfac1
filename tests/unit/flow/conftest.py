"""The desk of the services' tests, for the flow of work."""

from tests.unit.services.conftest import desk

__all__ = ["desk"]
