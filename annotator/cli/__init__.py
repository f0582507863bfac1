"""The command line: one module per group of commands; imports neither Qt nor spaCy."""

from annotator.cli.program import main

__all__ = ["main"]
