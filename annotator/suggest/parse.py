"""What a pipeline read in an article: words with their grammar, and names; all by offsets of the article."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple


class Node(NamedTuple):
    """A word with its bounds, fine part of speech, relation and the number of its head (itself for a root).

    Where the grammar was not asked for, every word is a root without a relation.
    """

    start: int
    end: int
    lower: str
    tag: str
    relation: str
    head: int


class NamedPlace(NamedTuple):
    """A name that the pipeline found; `kind` is PERSON, ORG or LOC (any place), or a label of its own."""

    start: int
    end: int
    kind: str


Places = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Parse:
    """The words of an article in order, and the names; `read_grammar` gives the words again with the grammar of some
    places, half-open code points: it takes as long as all the rest, and few sentences need it.
    """

    nodes: tuple[Node, ...] = ()
    names: tuple[NamedPlace, ...] = ()
    read_grammar: Callable[[Places], tuple[Node, ...]] | None = field(default=None, compare=False)

    def with_grammar(self, places: Places) -> "Parse":
        """Give the parse with the grammar of the sentences at some places."""
        if self.read_grammar is None or not places:
            return self
        return replace(self, nodes=self.read_grammar(places), read_grammar=None)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the words that hang on each word, in order."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for number, node in enumerate(self.nodes):
            if node.head != number:
                found[node.head].append(number)
        return tuple(map(tuple, found))

    @cached_property
    def starts(self) -> list[int]:
        """Where each word starts, for bisection."""
        return [node.start for node in self.nodes]

    def between(self, start: int, end: int) -> range:
        """Give the numbers of the words that start in [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, offset: int) -> int | None:
        """Give the number of the word that covers an offset."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.nodes[number].end else None

    def below(self, number: int, without: Sequence[int] = ()) -> list[int]:
        """List a word and all that hangs on it, in order; what hangs on the words left out is left out too."""
        found, waiting = [], [number]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting += [child for child in self.children[one] if child not in without]
        return sorted(found)

    def children_by(self, number: int, *relations: str) -> Iterator[int]:
        """Yield the words that hang on a word by one of some relations."""
        return (child for child in self.children[number] if self.nodes[child].relation in relations)

    def marker(self, number: int) -> str:
        """Give the word that opens a clause or phrase: "that", "to", "about"; empty without one."""
        return next((self.nodes[child].lower for child in self.children_by(number, "mark", "case")), "")
