"""Writes lines as CoNLL columns: a folder per annotator, a file per layer, and the texts that the columns lose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from annotator.formats.base import Line
from annotator.formats.conll_tags import Tagging, tags_of
from annotator.formats.fitting import Fitted, Loss
from annotator.formats.safe_names import written_name
from annotator.formats.token_table import TokenTable, covering_tokens
from annotator.model.annotation import Fragment, Span
from annotator.text.sentences import sentences

TEXTS = "texts"
NOBODY = "nobody"  # the folder of articles that nobody touched; an annotator's name is written so that it differs
DOCUMENT = "-DOCSTART- -X- O O"


def one_deep(line: Line) -> Fitted:
    """Keep the longest of spans of a layer that overlap, the earlier one of equals."""
    taken: dict[str, list[Span]] = {}
    lost: list[Loss] = []
    for span in sorted(line.spans, key=lambda one: (one.start - one.end, one.sort_key)):
        others = taken.setdefault(span.layer, [])
        if all(span.end <= other.start or other.end <= span.start for other in others):
            others.append(span)
        else:
            lost.append(Loss("span under a longer one of its layer", span.id))
    kept = sorted((span for spans in taken.values() for span in spans), key=lambda one: one.sort_key)
    return Fitted(replace(line, spans=tuple(kept)), tuple(lost))


@dataclass(slots=True)
class _Folder:
    """What an annotator did, document by document: tokens with sentence ends, and spans by layer."""

    documents: list[tuple[int, tuple[Span, ...]]] = field(default_factory=list)
    layers: dict[str, None] = field(default_factory=dict)


def column_files(lines: Iterable[Line], tagging: Tagging) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files; articles are numbered in order.

    A document of somebody stands in each of his files, so that they can be put side by side.
    """
    numbers: dict[str, int] = {}
    tables: list[tuple[str, list[tuple[Fragment, ...]]]] = []
    folders: dict[str, _Folder] = {}
    for line in lines:
        number = numbers.setdefault(line.document.id, len(numbers) + 1)
        if number > len(tables):
            yield f"{TEXTS}/{number:05}.txt", line.document.text.encode()
            tables.append((line.document.text, _by_sentence(line)))
        folder = folders.setdefault(written_name(line.annotator) if line.annotator else NOBODY, _Folder())
        folder.documents.append((number, line.spans))
        folder.layers.update(dict.fromkeys(span.layer for span in line.spans))
    for name, folder in folders.items():
        for layer in folder.layers or {"entity": None}:
            rows = "".join(
                _document_rows(tables[number - 1], spans, layer, tagging) for number, spans in folder.documents
            )
            yield f"{name}/{layer_file(layer)}", rows.encode()
        listing = "".join(f"{number:05}.txt\n" for number, _ in folder.documents)
        yield f"{name}/articles.list", listing.encode()


def layer_file(layer: str) -> str:
    """Name the file of a layer."""
    return f"{written_name(layer)}.conll"


def _by_sentence(line: Line) -> list[tuple[Fragment, ...]]:
    """Group the tokens by the sentences in which they begin."""
    groups: list[list[Fragment]] = []
    ends = iter([*(end for _, end in sentences(line.document.text)), len(line.document.text)])
    end = 0
    for token in covering_tokens(line.document):
        if token[0] >= end or not groups:
            groups.append([])
            while token[0] >= end:
                end = next(ends)
        groups[-1].append(token)
    return [tuple(group) for group in groups]


def _document_rows(
    table: tuple[str, list[tuple[Fragment, ...]]], spans: tuple[Span, ...], layer: str, tagging: Tagging
) -> str:
    """Write the rows of a document; a sentence does not end inside a span, which would cut it in two."""
    text, groups = table
    tokens = tuple(token for group in groups for token in group)
    places = TokenTable(tokens)
    found = [(places.touched(span.start, span.end), span.label) for span in spans if span.layer == layer]
    bounds = [(*pair, label) for pair, label in found if pair]
    tags = tags_of(bounds, len(tokens), tagging)
    inside = {place for first, behind, _ in bounds for place in range(first + 1, behind)}
    rows = [DOCUMENT, ""]
    place = 0
    for group in groups:
        rows += (f"{text[start:end]} _ _ {tags[place + at]}" for at, (start, end) in enumerate(group))
        place += len(group)
        if place not in inside:
            rows.append("")
    return "".join(f"{row}\n" for row in rows)
