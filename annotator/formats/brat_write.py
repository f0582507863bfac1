"""Writes lines as brat standoff: one folder per annotator, each with its annotation.conf."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from annotator.formats.base import Line
from annotator.formats.brat_read import FLAG
from annotator.formats.fitting import Fitted, Holds, Loss, cut, without_attributes
from annotator.model.annotation import Attribute, Fragment, Span
from annotator.model.document import Document

_HOLDS = Holds(fragments=True, attributes=True, notes=True)
_WORD = re.compile(r"\S+")
_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f]|^\.|[. ]$')
_SLUG = re.compile(r"[^0-9A-Za-z]+")


def fit_for_brat(line: Line) -> Fitted:
    """Split fragments at line ends and leave out what brat has no words for."""
    spans: list[Span] = []
    lost: list[Loss] = []
    for span in line.spans:
        fragments = tuple(_split(span.fragments, line.document.text))
        if not fragments:
            lost.append(Loss("span of nothing but line ends", span.id))
            continue
        if fragments != span.fragments:
            lost.append(Loss("span over a line end, split into fragments", span.id))
        spans.append(replace(span.moved(fragments, line.document.text), note=span.note.replace("\r", " ")))
    fitted = cut(replace(line, spans=tuple(spans)), _HOLDS)
    fitted = without_attributes(fitted, "attribute with blanks or line ends", keep=_can_be_written)
    return replace(fitted, lost=(*lost, *fitted.lost))


def _split(fragments: tuple[Fragment, ...], text: str) -> Iterator[Fragment]:
    for start, end in fragments:
        for found in re.finditer(r"[^\n]+", text[start:end]):
            yield (start + found.start(), start + found.end())


def _can_be_written(attribute: Attribute) -> bool:
    if not _WORD.fullmatch(attribute.name):
        return False
    if attribute.ref:
        return bool(_WORD.fullmatch(attribute.ref)) and not re.search(r"[\r\n]", attribute.value)
    return bool(_WORD.fullmatch(attribute.value))


@dataclass(slots=True)
class _Folder:
    """What an annotator's annotation.conf must name."""

    labels: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)

    def note(self, line: Line) -> None:
        self.labels.update(span.label for span in line.spans)
        self.relations.update(relation.label for relation in line.relations)
        for span in line.spans:
            for one in span.attributes:
                if not one.ref:
                    self.attributes.setdefault(one.name, set()).add(one.value)


def brat_files(lines: Iterable[Line]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files; articles are numbered in order."""
    folders: dict[str, _Folder] = {}
    numbers: dict[str, int] = {}
    for line in lines:
        number = numbers.setdefault(line.document.id, len(numbers) + 1)
        folder = f"{_folder_name(line.annotator)}/" if line.annotator else ""
        stem = f"{folder}{number:05}{_slug(line.document)}"
        yield f"{stem}.txt", line.document.text.encode()
        if line.annotator:
            yield f"{stem}.ann", "".join(f"{one}\n" for one in _standoff(line)).encode()
            folders.setdefault(folder, _Folder()).note(line)
    for name, folder_noted in (folders or {"": _Folder()}).items():
        yield f"{name}annotation.conf", _configuration(folder_noted).encode()


def _folder_name(annotator: str) -> str:
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), annotator)


def _slug(document: Document) -> str:
    words = _SLUG.sub("-", document.title[:60]).strip("-").lower()
    return f"-{words}" if words else ""


def _standoff(line: Line) -> Iterator[str]:
    text = line.document.text
    names = {span.id: f"T{number}" for number, span in enumerate(line.spans, start=1)}
    for span in line.spans:
        bounds = ";".join(f"{start} {end}" for start, end in span.fragments)
        quote = " ".join(text[start:end] for start, end in span.fragments)
        yield f"{names[span.id]}\t{span.label} {bounds}\t{quote}"
    for number, link in enumerate(line.relations, start=1):
        yield f"R{number}\t{link.label} Arg1:{names[link.from_span]} Arg2:{names[link.to_span]}"
    facts = [(names[span.id], one) for span in line.spans for one in span.attributes]
    for number, (name, one) in enumerate(facts, start=1):
        yield (
            f"N{number}\t{one.name} {name} {one.ref}\t{one.value}"
            if one.ref
            else (f"A{number}\t{one.name} {name}" + (f" {one.value}" if one.value != FLAG else ""))
        )
    notes = [(names[span.id], note) for span in line.spans if span.note for note in span.note.split("\n")]
    yield from (f"#{number}\tAnnotatorNotes {name}\t{note}" for number, (name, note) in enumerate(notes, start=1))


def _configuration(folder: _Folder) -> str:
    """Name every label, so that brat shows the folder as it is."""
    attributes = [
        f"{name}\tArg:<ENTITY>" + (f", Value:{'|'.join(sorted(values))}" if values != {FLAG} else "")
        for name, values in sorted(folder.attributes.items())
    ]
    sections: tuple[tuple[str, list[str]], ...] = (
        ("entities", sorted(folder.labels)),
        ("relations", [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in sorted(folder.relations)]),
        ("events", []),
        ("attributes", attributes),
    )
    return "\n".join("\n".join((f"[{name}]", *rows, "")) for name, rows in sections)
