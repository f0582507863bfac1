"""Writes lines as spaCy Docs: ents of one layer, a span group per layer and `sc` for all, our record in user_data."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab

from annotator.formats.base import Line
from annotator.formats.docbin_losses import flat_spans
from annotator.formats.jsonl_write import SCHEMA, record_of
from annotator.formats.token_table import TokenTable, covering_tokens
from annotator.formats.zip_files import zipped
from annotator.model.annotation import Fragment

EVERY_SPAN = "sc"  # where spaCy's span categorizer looks
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID")


def docbin_bytes(lines: Iterable[Line], layer: str) -> Iterator[bytes]:
    """Write a .spacy file; spaCy has no way to write it piece by piece."""
    vocab = Vocab()
    docbin = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for line in lines:
        docbin.add(_doc(line, layer, vocab))
    yield docbin.to_bytes()


def split_bytes(lines: Iterable[Line], layer: str, dev_percent: int) -> Iterator[bytes]:
    """Write a ZIP of train.spacy and dev.spacy; a document goes by its text, so that it never stands in both."""
    sides: dict[str, list[Line]] = {"train.spacy": [], "dev.spacy": []}
    for line in lines:
        for_development = int(line.document.sha256[:8], 16) % 100 < dev_percent
        sides["dev.spacy" if for_development else "train.spacy"].append(line)
    return zipped((name, b"".join(docbin_bytes(side, layer))) for name, side in sides.items())


def _doc(line: Line, layer: str, vocab: Vocab) -> Doc:
    tokens = covering_tokens(line.document)
    doc, places = _with_blanks(line.document.text, tokens, vocab)
    record = record_of(line)
    del record["text"]
    doc.user_data[SCHEMA] = record
    if not line.annotator:
        return doc
    table = TokenTable(tokens)
    flat = flat_spans((span for span in line.spans if span.layer == layer), table)
    doc.set_ents(
        [
            SpacySpan(doc, places[first], places[behind - 1] + 1, label=span.label, span_id=span.id)
            for span, (first, behind) in flat
        ]
    )
    groups: dict[str, list[SpacySpan]] = {EVERY_SPAN: []}
    for span in line.spans:
        bounds = table.touched(span.start, span.end)
        if bounds is not None:
            made = SpacySpan(doc, places[bounds[0]], places[bounds[1] - 1] + 1, label=span.label, span_id=span.id)
            groups.setdefault(span.layer, []).append(made)
            groups[EVERY_SPAN].append(made)
    for name, spans in groups.items():
        doc.spans[name] = spans
    return doc


def _with_blanks(text: str, tokens: tuple[Fragment, ...], vocab: Vocab) -> tuple[Doc, list[int]]:
    """Make a Doc whose text is exactly ours: one blank belongs to the token before it, other blanks are tokens.

    Also tells where each of our tokens stands among its tokens.
    """
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    behind = 0
    for start, end in (*tokens, (len(text), len(text))):
        blanks = text[behind:start]
        if blanks.startswith(" ") and words:
            spaces[-1] = True
            blanks = blanks[1:]
        if blanks:
            words.append(blanks)
            spaces.append(False)
        if end > start:
            places.append(len(words))
            words.append(text[start:end])
            spaces.append(False)
        behind = end
    return Doc(vocab, words=words, spaces=spaces), places
