"""Writes lines as a REFI-QDA project: plain texts, and project.qde with codes, selections, notes and links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from uuid import NAMESPACE_URL, uuid5

from annotator import __version__
from annotator.formats.base import Line
from annotator.formats.flat_metadata import flat_metadata
from annotator.formats.refi_fit import NOT_IN_XML, in_xml
from annotator.model.annotation import Span
from annotator.model.document import Document
from annotator.model.scheme import Scheme

STATE = "state"
NAMESPACE = "urn:QDA-XML:project:1.0"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BREAKS = re.compile(r"[\t\n\r]")


def guid(kind: str, name: str) -> str:
    """Make the same GUID for the same thing; articles and spans keep theirs."""
    return (
        name
        if kind in ("document", "span") and _GUID.fullmatch(name)
        else str(uuid5(NAMESPACE_URL, f"annotator:{kind}:{name}"))
    )


def project_files(lines: Iterable[Line], scheme: Scheme) -> Iterator[tuple[str, bytes]]:
    """Yield the texts, then the project, which names all codes, coders and facts that were met."""
    project = _Project(scheme)
    for line in lines:
        document = line.document
        if document.id not in project.sources:
            yield f"sources/{guid('document', document.id)}.txt", document.text.encode()
        project.take(line)
    yield "project.qde", project.xml().encode()


@dataclass(slots=True)
class _Source:
    """One article: its selections, then references to its notes."""

    document: Document
    selections: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Project:
    """What was met so far."""

    scheme: Scheme
    sources: dict[str, _Source] = field(default_factory=dict)
    coders: dict[str, None] = field(default_factory=dict)
    codes: dict[str, dict[str, None]] = field(default_factory=dict)
    variables: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Take one annotator's work on one article."""
        source = self.sources.setdefault(line.document.id, _Source(line.document))
        if not line.annotator:
            return
        self.coders[line.annotator] = None
        key = guid("state", f"{line.document.id}/{line.annotator}")
        source.states.append(_element("NoteRef", {"targetGUID": key}))
        self.notes.append(_note(key, line.annotator, line.status.value, name=STATE))
        for span in line.spans:
            self.codes.setdefault(span.layer, {})[span.label] = None
            source.selections.append(self._selection(span, line.annotator))
        for link in line.relations:
            ends = {"originGUID": guid("span", link.from_span), "targetGUID": guid("span", link.to_span)}
            made = {"guid": guid("relation", link.id), "name": link.label, "direction": "OneWay"}
            self.links.append(_element("Link", made | ends))

    def _selection(self, span: Span, annotator: str) -> str:
        key, coder = guid("span", span.id), guid("coder", annotator)
        reference = ""
        if span.note:
            note = guid("note", span.id)
            self.notes.append(_note(note, annotator, span.note))
            reference = _element("NoteRef", {"targetGUID": note})
        code = _element("CodeRef", {"targetGUID": _code_guid(span.layer, span.label)})
        coding = _element("Coding", {"guid": guid("coding", span.id), "creatingUser": coder}, code + reference)
        named = {} if NOT_IN_XML.search(span.text) else {"name": span.text}
        bounds = {"startPosition": str(span.start), "endPosition": str(span.end), "creatingUser": coder}
        return _element("PlainTextSelection", {"guid": key, **named, **bounds}, coding)

    def xml(self) -> str:
        """Write the project in the order that the schema wants."""
        coders = [_element("User", {"guid": guid("coder", name), "name": name}) for name in self.coders]
        codes = list(self._codes())
        sources = [self._source(one) for one in self.sources.values()]
        variables = [
            _element("Variable", {"guid": guid("variable", name), "name": name, "typeOfVariable": "Text"})
            for name in self.variables
        ]
        parts = (
            _group("Users", coders),
            _element("CodeBook", {}, _group("Codes", codes)) if codes else "",
            _group("Variables", variables),
            _group("Sources", sources),
            _group("Notes", self.notes),
            _group("Links", self.links),
        )
        facts = {"xmlns": NAMESPACE, "name": "annotator", "origin": f"annotator {__version__}"}
        return '<?xml version="1.0" encoding="utf-8"?>\n' + _element("Project", facts, "".join(parts)) + "\n"

    def _codes(self) -> Iterator[str]:
        for label in self.scheme.labels:
            self.codes.setdefault(label.layer, {})[label.name] = None
        for layer, labels in sorted(self.codes.items()):
            inside = "".join(self._code(layer, name) for name in labels)
            yield _element("Code", {"guid": guid("layer", layer), "name": layer, "isCodable": "false"}, inside)

    def _code(self, layer: str, name: str) -> str:
        known = self.scheme.label(name)
        facts = {"guid": _code_guid(layer, name), "name": name, "isCodable": "true"}
        if known is None:
            return _element("Code", facts)
        described = _element("Description", {}, _words(known.definition)) if known.definition else ""
        return _element("Code", facts | {"color": known.colour}, described)

    def _source(self, source: _Source) -> str:
        document = source.document
        key = guid("document", document.id)
        values = ""
        for name, value in flat_metadata(document.metadata).items():
            self.variables[name] = None
            variable = _element("VariableRef", {"targetGUID": guid("variable", name)})
            values += _element("VariableValue", {}, variable + _element("TextValue", {}, _words(value)))
        facts = {"guid": key, "name": document.title, "plainTextPath": f"internal://{key}.txt"}
        return _element("TextSource", facts, "\n".join((*source.selections, *source.states)) + values)


def _code_guid(layer: str, label: str) -> str:
    return guid("label", f"{layer}>{label}")


def _note(key: str, annotator: str, words: str, name: str = "") -> str:
    facts = {"guid": key, **({"name": name} if name else {}), "creatingUser": guid("coder", annotator)}
    return _element("Note", facts, _element("PlainTextContent", {}, _words(words)))


def _group(name: str, members: list[str]) -> str:
    return _element(name, {}, "\n" + "\n".join(members) + "\n") + "\n" if members else ""


def _element(name: str, facts: dict[str, str], inside: str = "") -> str:
    written = "".join(f' {key}="{_quoted(value)}"' for key, value in facts.items())
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _words(words: str) -> str:
    return escape(in_xml(words), quote=False).replace("\r", "&#13;")


def _quoted(words: str) -> str:
    # A parser makes blanks of line ends and tabs in attributes unless they are written as numbers.
    return _BREAKS.sub(lambda found: f"&#{ord(found.group())};", escape(in_xml(words)))
