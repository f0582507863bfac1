"""Term lists: an analyst's own words with the label that they get."""

from dataclasses import dataclass

from annotator.model.ids import derived_id


@dataclass(frozen=True, slots=True)
class Term:
    """Words, or tokens as a JSON list of conditions, with their label; `name` is the canonical name or empty."""

    label: str
    pattern: str
    name: str = ""

    @property
    def is_tokens(self) -> bool:
        """Whether the pattern is a list of conditions."""
        return self.pattern.startswith("[{")


@dataclass(frozen=True, slots=True)
class TermList:
    """A named list of terms in the order in which they were given."""

    name: str
    terms: tuple[Term, ...]

    @property
    def id(self) -> str:
        """The identifier, the same for the same name."""
        return derived_id("term-list", self.name)

    @property
    def source(self) -> str:
        """The source that its suggestions carry."""
        return f"dictionary:{self.name}"
