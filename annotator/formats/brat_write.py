"""Writes lines as brat standoff: one folder per annotator, each with its annotation.conf."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from annotator.formats.base import Line
from annotator.formats.brat_read import FLAG, WHOLE_ATTRIBUTE
from annotator.formats.fitting import Fitted, Holds, Loss, cut
from annotator.model.annotation import Attribute, Fragment, Relation, Span
from annotator.model.document import Document

_HOLDS = Holds(fragments=True, attributes=True, notes=True)
_WORD = re.compile(r"\S+")
_REFERENCE = re.compile(r"[^\s:]+:\S+")
# brat reads lines as Python does, and so a quote may hold none of these.
_LINE_ENDS = "\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029"
_ON_ONE_LINE = re.compile(f"[^{_LINE_ENDS}]+")
_RARE_LINE_END = re.compile(f"[{_LINE_ENDS}]".replace("\n", ""))
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
        if _RARE_LINE_END.search(span.note):
            lost.append(Loss("rare line end in a note, made a blank", span.id))
        spans.append(replace(span.moved(fragments, line.document.text), note=_plain(span.note)))
    links = tuple(replace(link, note=_plain(link.note)) for link in line.relations)
    lost += [
        Loss("rare line end in a note, made a blank", one.id) for one in line.relations if one.note != _plain(one.note)
    ]
    fitted = cut(replace(line, spans=tuple(spans), relations=links), _HOLDS)
    return replace(fitted, lost=(*lost, *fitted.lost))


def _plain(note: str) -> str:
    return _RARE_LINE_END.sub(" ", note)


def _split(fragments: tuple[Fragment, ...], text: str) -> Iterator[Fragment]:
    for start, end in fragments:
        for found in _ON_ONE_LINE.finditer(text[start:end]):
            yield (start + found.start(), start + found.end())


def _has_line(attribute: Attribute) -> bool:
    """Tell whether brat has a line for an attribute of a span: words without blanks, references like Base:id."""
    if not _WORD.fullmatch(attribute.name):
        return False
    if attribute.ref:
        return bool(_REFERENCE.fullmatch(attribute.ref) and _ON_ONE_LINE.fullmatch(attribute.value + "."))
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
                if not one.ref and _has_line(one):
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
    links = {link.id: f"R{number}" for number, link in enumerate(line.relations, start=1)}
    for link in line.relations:
        yield f"{links[link.id]}\t{link.label} Arg1:{names[link.from_span]} Arg2:{names[link.to_span]}"
    marked: tuple[tuple[str, Span | Relation], ...] = (
        *((names[span.id], span) for span in line.spans),
        *((links[link.id], link) for link in line.relations),
    )
    numbers = count(1)
    for name, one in marked:
        yield from (_fact(name, attribute, next(numbers)) for attribute in one.attributes)
        if one.note:
            yield from (f"#{next(numbers)}\tAnnotatorNotes {name}\t{row}" for row in one.note.split("\n"))


def _fact(name: str, one: Attribute, number: int) -> str:
    """Write an attribute; brat has them on spans only, but notes of any kind on anything."""
    if name.startswith("R") or not _has_line(one):
        return f"#{number}\t{WHOLE_ATTRIBUTE} {name}\t{json.dumps([one.name, one.value, one.ref])}"
    if one.ref:
        return f"N{number}\t{one.name} {name} {one.ref}\t{one.value}"
    return f"A{number}\t{one.name} {name}" + (f" {one.value}" if one.value != FLAG else "")


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
