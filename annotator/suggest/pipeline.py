"""Reads an article with a spaCy pipeline, some paragraphs at a time, and gives back offsets of the article."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from annotator.suggest.article import Article
from annotator.suggest.parse import NamedPlace, Node, Parse
from annotator.suggest.reporting_words import lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A longer paragraph is cut at a sentence's end, a longer sentence at a word: memory stays bounded.
LONGEST_PIECE = 3_000
AT_ONCE = 12_000


class Pipeline:
    """A loaded pipeline under the name that its suggestions carry, such as `pipeline:bundled@1`."""

    def __init__(self, name: str, language: "Language") -> None:
        self.name = name
        self.speaks = language.lang
        self._language = language
        self._words: dict[int, str] = {}

    def read(self, article: Article) -> Parse:
        """Parse an article. Linear in the text; what spaCy remembers of it is forgotten again."""
        nodes: list[Node] = []
        names: list[NamedPlace] = []
        with self._language.memory_zone():
            for pieces in _batches(pieces_of(article)):
                texts = [article.text[start:end] for start, end in pieces]
                for (start, _), doc in zip(pieces, self._docs(texts), strict=True):
                    nodes += self._nodes(doc, start, len(nodes))
                    names += [NamedPlace(start + e.start_char, start + e.end_char, e.label_) for e in doc.ents]
        return Parse(tuple(nodes), tuple(names))

    def _docs(self, texts: list[str]) -> "list[Doc]":
        """Read some pieces; the grammar only of those in which somebody may report something."""
        docs = list(self._language.pipe(texts, batch_size=len(texts), disable=["parser"]))
        if "parser" in self._language.pipe_names:
            known = lemmas()
            reporting = [doc for doc in docs if any(token.lower_ in known for token in doc)]
            # The parser finishes the very docs that it is given.
            list(self._language.get_pipe("parser").pipe(reporting))  # type: ignore[attr-defined]
        return docs

    def _nodes(self, doc: "Doc", offset: int, base: int) -> Iterator[Node]:
        for number, token in enumerate(doc):
            start = offset + token.idx
            text = token.text
            head = base + token.head.i
            if text.isspace():
                head = base + number
            yield Node(start, start + len(text), text.lower().replace("’", "'"), token.tag_, token.dep_, head)


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
