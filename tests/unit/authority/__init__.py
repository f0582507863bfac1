"""Tests of the authority list."""
