"""The project's guideline: one document in Markdown, kept in all its versions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guideline:
    """One version; `scheme_revision` and `at` (ISO, UTC) say when it was written."""

    id: str
    version: int
    text: str
    scheme_revision: int
    at: str
