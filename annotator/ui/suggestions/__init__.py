"""Suggestions in the window."""
