"""Reads spaCy Docs: our record from user_data as far as the Doc still agrees with it, else ents and span groups."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab

from annotator.errors import UserError
from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignSpan, Item, Place
from annotator.formats.jsonl_fields import BadField
from annotator.formats.jsonl_read import SCHEMA, read_record
from annotator.formats.token_table import TokenTable
from annotator.formats.zip_files import open_zip
from annotator.model.annotation import Fragment
from annotator.model.document import DocumentState, Metadata

_LARGEST_BYTES = 1024**3
_EVERY_SPAN = "sc"
# A damaged file fails anywhere inside zlib, msgpack, numpy or spaCy, and no two of them agree on a type.
_DAMAGED = (zlib.error, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, MemoryError, EOFError)
_Key = tuple[int, int, str]


def read_docbins(path: Path, name: str) -> Iterator[Item]:
    """Read a .spacy file, or those of a ZIP."""
    if not zipfile.is_zipfile(path):
        yield from _docs(_bytes_of(path), str(path), name)
        return
    with open_zip(path) as files:
        for inner in files.names:
            if inner.endswith(".spacy"):
                with files.stream(inner) as file:
                    data = file.read(_LARGEST_BYTES)
                yield from _docs(data, f"{path}/{inner}", inner)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file {path} cannot be read ({error.strerror}): check its permissions.") from error
    if len(data) > _LARGEST_BYTES:
        raise UserError(f"The file {path} is larger than 1 GB: split it.")
    return data


def _docs(data: bytes, path: str, name: str) -> Iterator[Item]:
    try:
        docbin = DocBin().from_bytes(data)
        docs = docbin.get_docs(Vocab())
        for number in range(1, len(docbin) + 1):
            yield _item(next(docs), Place(path, number), name)
    except _DAMAGED as error:
        raise UserError(f"The file {path} is no DocBin that can be read ({error!r}): write it again.") from error


def _item(doc: Doc, place: Place, name: str) -> Item:
    record = doc.user_data.get(SCHEMA)
    if not isinstance(record, dict):
        return _foreign(doc, place, name)
    try:
        read = read_record(_with_lists({**record, "text": doc.text}), place)
    except BadField as error:
        return Fault(FaultKind.DOCUMENT, place, str(error))
    return _as_changed(read, doc) if read.annotator else read


def _with_lists(value: object) -> dict[str, object]:
    """Turn the tuples that msgpack gives into the lists that JSON has."""
    made = _listed(value)
    assert isinstance(made, dict)
    return made


def _listed(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _listed(one) for key, one in value.items()}
    return [_listed(one) for one in value] if isinstance(value, list | tuple) else value


def _as_changed(read: ForeignDocument, doc: Doc) -> ForeignDocument:
    """Take over what was added to, moved or deleted from the Doc's span groups since we wrote it."""
    table = TokenTable(_tokens(doc))
    there: dict[str, list[SpacySpan]] = {}
    for span, _ in _group_spans(doc):
        there.setdefault(span.id_, []).append(span)
    kept: list[ForeignSpan] = []
    for known in read.spans:
        widened = table.widened(known.fragments[0][0], known.fragments[-1][1])
        found = there.pop(known.id, [])
        if widened is None or any(
            (one.start_char, one.end_char, one.label_) == (*widened, known.label) for one in found
        ):
            kept.append(known)
        elif found:
            moved = _made(found[0], known.layer)
            kept.append(replace(known, label=moved.label, fragments=moved.fragments, text=moved.text))
    layers = {_key(span): layer for span, layer in _group_spans(doc)}
    kept += [_made(span, layers[_key(span)]) for spans in there.values() for span in spans]
    gone = {span.id for span in read.spans} - {span.id for span in kept}
    links = tuple(one for one in read.relations if not gone & {one.from_span, one.to_span})
    return replace(read, spans=tuple(kept), relations=links)


def _tokens(doc: Doc) -> tuple[Fragment, ...]:
    # A bare Vocab has no rules for words: token.is_space is always false in it.
    return tuple((token.idx, token.idx + len(token)) for token in doc if not token.text.isspace())


def _group_spans(doc: Doc) -> Iterator[tuple[SpacySpan, str]]:
    """Yield the spans of the groups with their layers, each once; `sc` holds those of all and names no layer."""
    met: set[tuple[_Key, str]] = set()
    for name, group in sorted(doc.spans.items(), key=lambda pair: pair[0] == _EVERY_SPAN):
        for span in group:
            mark = (_key(span), span.id_)
            if name != _EVERY_SPAN or mark not in met:
                met.add(mark)
                yield span, "" if name == _EVERY_SPAN else name


def _key(span: SpacySpan) -> _Key:
    return (span.start_char, span.end_char, span.label_)


def _made(span: SpacySpan, layer: str) -> ForeignSpan:
    return ForeignSpan(span.label_, ((span.start_char, span.end_char),), span.text, layer, span.id_)


def _foreign(doc: Doc, place: Place, name: str) -> ForeignDocument:
    """Read a Doc that somebody else wrote; one without any annotation is one that nobody touched."""
    grouped = list(_group_spans(doc))
    keys = {_key(span) for span, _ in grouped}
    spans = [(span, "") for span in doc.ents if _key(span) not in keys] + grouped
    made = tuple(replace(_made(span, layer), id="") for span, layer in spans if span.label_ and span.text)
    tokens = _tokens(doc)
    untouched = not made and not doc.has_annotation("ENT_IOB") and not doc.spans
    return ForeignDocument(
        place,
        doc.text,
        metadata=Metadata(source_file=name),
        tokens=tokens,
        status=DocumentState.TODO if untouched else None,
        spans=made,
        loose_layers=True,
    )
