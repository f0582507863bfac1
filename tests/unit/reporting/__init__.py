"""The report on agreement."""
