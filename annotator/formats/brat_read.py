"""Reads brat standoff: the lines of an .ann file onto the text that it stands off from."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Place
from annotator.model.annotation import Attribute, Fragment

FLAG = "true"  # what an attribute without a value says
WHOLE_ATTRIBUTE = "WholeAttribute"  # the kind of a note that holds an attribute for which brat has no line
_NUMBERED = re.compile(r"(?<=\D)\d+$")
_OFFSETS = re.compile(r"\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*")


class BadLine(ValueError):
    """A line that cannot be taken; the message is the reason."""


@dataclass(slots=True)
class _Read:
    """What was found so far; `triggers` are the spans that events hang on."""

    text: str
    spans: dict[str, ForeignSpan] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    arguments: list[tuple[int, str, str, str]] = field(default_factory=list)
    links: list[tuple[int, ForeignRelation]] = field(default_factory=list)
    facts: list[tuple[int, str, Attribute]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)


def read_standoff(annotations: str, base: ForeignDocument) -> ForeignDocument:
    """Put the spans and links of an .ann file on its document; what cannot be taken becomes a fault.

    An event gives links from its trigger to the spans of its arguments, named by their roles.
    """
    read = _Read(base.text)
    faults: list[Fault] = []
    for number, line in enumerate(annotations.split("\n"), start=1):
        try:
            _read_line(line.removesuffix("\r"), number, read)
        except BadLine as error:
            kind = FaultKind.RELATION if line[:1] in ("R", "E", "*") else FaultKind.SPAN
            faults.append(Fault(kind, Place(base.place.path, number), str(error), id=line.split("\t")[0][:40]))
    _add_facts(read, faults, base.place.path)
    relations = tuple(_resolved_links(read, faults, base.place.path))
    return replace(
        base, spans=tuple(read.spans.values()), relations=relations, faults=tuple(faults), exact=False, local_ids=True
    )


def _read_line(line: str, number: int, read: _Read) -> None:
    if not line.strip():
        return
    identity, _, rest = line.partition("\t")
    if not rest:
        raise BadLine("the line has no tab behind its id")
    match identity[0]:
        case "T":
            _read_span(identity, rest, read)
        case "R" | "*":
            _read_relation(identity, number, rest, read)
        case "E":
            _read_event(identity, number, rest, read)
        case "A" | "M":
            name, target, value = _words(rest, 2, 3)
            read.facts.append((number, target, Attribute(name, value or FLAG)))
        case "N":
            head, _, words = rest.partition("\t")
            name, target, reference = _words(head, 3, 3)
            read.facts.append((number, target, Attribute(name, words, reference)))
        case "#":
            head, _, note = rest.partition("\t")
            kind, target = _words(head, 2, 2)
            attribute = _whole_attribute(note) if kind == WHOLE_ATTRIBUTE else None
            if attribute:
                read.facts.append((number, target, attribute))
            else:
                read.notes.append((number, target, note))
        case _:
            raise BadLine(f"lines of kind {identity[0]} are not known")


def _whole_attribute(note: str) -> Attribute | None:
    """Read an attribute that we wrote as a note; somebody else's note is one."""
    try:
        values = json.loads(note)
    except (ValueError, RecursionError):
        return None
    if isinstance(values, list) and len(values) == 3 and all(isinstance(one, str) for one in values) and values[0]:
        return Attribute(*values)
    return None


def _words(text: str, least: int, most: int) -> list[str]:
    """Split at blanks into `most` words, of which those above `least` may be missing."""
    words = text.split(maxsplit=most - 1)
    if len(words) < least:
        raise BadLine(f"the line has {len(words)} words where {least} belong")
    return words + [""] * (most - len(words))


def _read_span(identity: str, rest: str, read: _Read) -> None:
    head, _, quote = rest.partition("\t")
    label, _, bounds = head.partition(" ")
    if not label or not _OFFSETS.fullmatch(bounds):
        raise BadLine("it has no label and offsets")
    if identity in read.spans:
        raise BadLine("its id stands for another span further up")
    fragments: list[Fragment] = []
    for pair in bounds.split(";"):
        start, end = (int(number) for number in pair.split())
        if start >= end:
            raise BadLine(f"it ends at {end}, not after its start {start}")
        fragments.append((start, end))
    fragments.sort()
    read.spans[identity] = ForeignSpan(label, tuple(fragments), _own_text(fragments, quote, read.text), id=identity)


def _own_text(fragments: list[Fragment], quote: str, text: str) -> str:
    """Turn brat's copy, whose fragments and lines are joined by blanks, into the text from start to end."""
    pieces = " ".join(text[start:end] for start, end in fragments)
    if pieces == quote or pieces.replace("\n", " ") == quote:
        return text[fragments[0][0] : fragments[-1][1]]
    if len(fragments) > 1:
        raise BadLine(f"its text is not at {fragments[0][0]}-{fragments[-1][1]}")
    return quote


def _read_relation(identity: str, number: int, rest: str, read: _Read) -> None:
    label, *ends = rest.split()
    names = [end.rpartition(":")[2] for end in ends]
    if len(names) < 2:
        raise BadLine("it has not two ends")
    read.links += ((number, ForeignRelation(label, names[0], name, id=identity)) for name in names[1:])


def _read_event(identity: str, number: int, rest: str, read: _Read) -> None:
    trigger, *arguments = rest.split()
    read.triggers[identity] = trigger.rpartition(":")[2]
    for argument in arguments:
        role, colon, name = argument.rpartition(":")
        if not colon or not role:
            raise BadLine(f"its argument {argument} has no role")
        # A role that is there twice is numbered: Content, Content2.
        read.arguments.append((number, _NUMBERED.sub("", role), identity, name))


def _span_of(name: str, read: _Read) -> str:
    """Find the span that a name stands for, an event's being its trigger."""
    found = read.triggers.get(name, name)
    if found not in read.spans:
        raise BadLine(f"its span {name} is not there")
    return found


def _resolved_links(read: _Read, faults: list[Fault], path: str) -> Iterator[ForeignRelation]:
    events = [(number, ForeignRelation(role, event, name)) for number, role, event, name in read.arguments]
    for number, link in sorted(read.links + events, key=lambda pair: pair[0]):
        try:
            yield replace(link, from_span=_span_of(link.from_span, read), to_span=_span_of(link.to_span, read))
        except BadLine as error:
            faults.append(Fault(FaultKind.RELATION, Place(path, number), str(error), id=link.label))


def _add_facts(read: _Read, faults: list[Fault], path: str) -> None:
    """Put attributes and notes on their spans; the notes of one span are the lines of one."""
    notes: dict[str, list[str]] = {}
    facts: tuple[tuple[int, str, Attribute | str], ...] = (*read.facts, *read.notes)
    linked = {link.id for _, link in read.links if link.id != "*"}
    of_links: dict[str, list[Attribute | str]] = {}
    for number, name, fact in facts:
        if name in linked:
            of_links.setdefault(name, []).append(fact)
            continue
        try:
            identity = _span_of(name, read)
        except BadLine as error:
            faults.append(Fault(FaultKind.SPAN, Place(path, number), str(error), id=name))
            continue
        if isinstance(fact, str):
            notes.setdefault(identity, []).append(fact)
        else:
            span = read.spans[identity]
            read.spans[identity] = replace(span, attributes=(*span.attributes, fact))
    read.links = [(line, _with_facts(link, of_links.get(link.id, []))) for line, link in read.links]
    for identity, lines in notes.items():
        read.spans[identity] = replace(read.spans[identity], note="\n".join(lines))


def _with_facts(link: ForeignRelation, facts: list[Attribute | str]) -> ForeignRelation:
    """Put its attributes and its note on a relation; its name counts in the file only."""
    note = "\n".join(fact for fact in facts if isinstance(fact, str))
    return replace(link, id="", attributes=tuple(fact for fact in facts if isinstance(fact, Attribute)), note=note)
