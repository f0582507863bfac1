"""The words of the domain as frozen values: no I/O, no Qt, no SQL."""
