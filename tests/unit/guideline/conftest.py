"""The desk of the services' tests."""

from tests.unit.services.conftest import desk

__all__ = ["desk"]
