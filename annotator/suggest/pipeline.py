"""Reads an article with a spaCy pipeline, some paragraphs at a time, and gives back offsets of the article."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.article import Article
from annotator.suggest.parse import NamedPlace, Node, Parse, Places

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A longer paragraph is cut at a sentence's end, a longer sentence at a word: memory stays bounded.
LONGEST_PIECE = 3_000
AT_ONCE = 12_000
# After so many characters spaCy forgets the words that it met: new ones cost it a fifth of the reading.
FORGET_AFTER = 1_000_000


class _Piece(NamedTuple):
    """A stretch of an article that was read, where it starts and the number of its first word."""

    start: int
    first: int
    doc: "Doc"


class Pipeline:
    """A loaded pipeline under the name that its suggestions carry, such as `pipeline:bundled@1`."""

    def __init__(self, name: str, language: "Language") -> None:
        self.name = name
        self.speaks = language.lang
        self._language = language
        self._pieces: list[_Piece] = []
        self._zone = ExitStack()
        self._met = FORGET_AFTER

    def read(self, article: Article) -> Parse:
        """Read words and names of an article; the grammar can be asked for until the next one is read.

        Linear in the text.
        """
        self._begin(len(article.text))
        pieces = self._pieces = []
        nodes: list[Node] = []
        names: list[NamedPlace] = []
        for bounds in _batches(pieces_of(article)):
            texts = [article.text[start:end] for start, end in bounds]
            for (start, _), doc in zip(bounds, self._docs(texts), strict=True):
                pieces.append(_Piece(start, len(nodes), doc))
                nodes += self._nodes(pieces[-1], article.text)
                names += [NamedPlace(start + e.start_char, start + e.end_char, e.label_) for e in doc.ents]
        return Parse(tuple(nodes), tuple(names), partial(self._with_grammar, pieces, tuple(nodes)))

    def _docs(self, texts: Sequence[str]) -> "list[Doc]":
        """Let all parts but the parser read some texts; a sixth faster than the loop that spaCy has for it."""
        docs = [self._language.make_doc(text) for text in texts]
        for name, part in self._language.pipeline:
            if name != "parser":
                docs = list(part.pipe(docs, batch_size=len(docs))) if hasattr(part, "pipe") else [*map(part, docs)]
        return docs

    def _begin(self, length: int) -> None:
        """Let go of the article before, and now and then of the words that it brought."""
        # What a zone holds must not be touched when the zone is gone.
        self._pieces.clear()
        if self._met >= FORGET_AFTER:
            self._zone.close()
            self._zone.enter_context(self._language.memory_zone())
            self._met = 0
        self._met += length

    def _with_grammar(self, pieces: list[_Piece], nodes: tuple[Node, ...], places: Places) -> tuple[Node, ...]:
        """Parse the pieces in which something was asked for."""
        if "parser" not in self._language.pipe_names:
            return nodes
        starts = [piece.start for piece in pieces]
        wanted = [pieces[n] for n in sorted({bisect_right(starts, start) - 1 for start, _ in places}) if n >= 0]
        # The parser finishes the very docs that it is given.
        list(self._language.get_pipe("parser").pipe([piece.doc for piece in wanted]))  # type: ignore[attr-defined]
        found = list(nodes)
        for piece in wanted:
            for number, token in enumerate(piece.doc, start=piece.first):
                if not token.is_space:
                    found[number] = nodes[number]._replace(relation=token.dep_, head=piece.first + token.head.i)
        return tuple(found)

    def _nodes(self, piece: _Piece, text: str) -> Iterator[Node]:
        for number, token in enumerate(piece.doc, start=piece.first):
            start = piece.start + token.idx
            end = start + len(token)
            yield Node(start, end, text[start:end].lower().replace("’", "'"), token.tag_, "", number)


def _batches(pieces: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Gather pieces up to about AT_ONCE characters: fewer take longer, more take memory."""
    batch: list[tuple[int, int]] = []
    for piece in pieces:
        batch.append(piece)
        if sum(end - start for start, end in batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def pieces_of(article: Article) -> Iterator[tuple[int, int]]:
    """Yield what is parsed together: a paragraph, or as many of its sentences as fit."""
    ends = [end for _, end in article.sentences]
    place = 0
    for paragraph in article.paragraphs:
        inside = []
        while place < len(ends) and ends[place] <= paragraph.end:
            inside.append(ends[place])
            place += 1
        yield from _cut(article, paragraph.start, paragraph.end, inside)


def _cut(article: Article, start: int, end: int, sentence_ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    begin = reached = start
    words = (word.end for word in article.words_between(start, end)) if end - start > LONGEST_PIECE else ()
    stops = sorted({*chain(sentence_ends, words), end})
    best = start
    whole = set(sentence_ends)
    for stop in stops:
        if stop - begin > LONGEST_PIECE:
            cut = best if best > begin else reached
            if cut > begin:
                yield (begin, cut)
                begin = cut
        if stop in whole:
            best = stop
        reached = stop
    if end > begin:
        yield (begin, end)
