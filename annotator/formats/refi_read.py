"""Reads REFI-QDA projects: codes, coders, notes and links of project.qde onto the texts in the ZIP."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from annotator.errors import UserError
from annotator.formats.base import Fault, FaultKind, ForeignDocument, ForeignRelation, ForeignSpan, Item, Place
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import checked_bounds
from annotator.formats.jsonl_fields import BadField
from annotator.formats.refi_write import STATE
from annotator.formats.safe_xml import below, local, parse_xml
from annotator.formats.zip_files import ZipFiles, open_zip
from annotator.model.document import DocumentState, Metadata
from annotator.text.decode import decode

_TEXTS = ("TextSource", "Representation", "Transcript")
_SELECTIONS = ("PlainTextSelection", "TranscriptSelection")
_RELATED = "related"


def read_project(path: Path, name: str) -> Iterator[Item]:
    """Read a project, one item per source and coder; raises UserError when it is none."""
    with open_zip(path) as files:
        found = [one for one in files.names if one.lower().endswith(".qde")]
        if not found:
            raise UserError(f"The file {path} holds no project.qde: export it as REFI-QDA again.")
        try:
            root = parse_xml(files.read(found[0]))
        except UserError as error:
            raise UserError(f"The project in {path} cannot be read: {error}") from error
        project = _Project(root)
        for source in below(root, *_TEXTS):
            place = Place(f"{name}/{source.get('name', '')}")
            for item in _Source(source, project, place, files).items():
                yield replace(item, id_space=str(path)) if isinstance(item, ForeignDocument) else item


@dataclass(frozen=True, slots=True)
class _Code:
    """A code, with the one at the top that only holds others as its layer."""

    name: str
    layer: str


class _Project:
    """What the parts of a project refer to."""

    def __init__(self, root: Element) -> None:
        self.coders = {_key(one): one.get("name") or one.get("id") or "" for one in below(root, "User")}
        self.notes = {_key(one): one for one in below(root, "Note")}
        self.variables = {_key(one): one.get("name", "") for one in below(root, "Variable")}
        self.links = list(below(root, "Link"))
        self.coders_of: dict[str, set[str]] = {}
        for selection in below(root, *_SELECTIONS):
            self.coders_of[_key(selection)] = {_coder(one, selection) for one in below(selection, "Coding")}
        self.codes: dict[str, _Code] = {}
        for codes in below(root, "Codes"):
            for code in codes:
                self._note_code(code, "")

    def _note_code(self, code: Element, layer: str) -> None:
        name = "_".join(code.get("name", "").split())
        self.codes[_key(code)] = _Code(name, layer)
        inside = layer or (name if code.get("isCodable") == "false" else "")
        for one in code:
            if local(one) == "Code":
                self._note_code(one, inside)

    def note(self, reference: Element) -> str:
        """The words of the note that is referred to."""
        found = self.notes.get(_target(reference))
        return _inside(found, "PlainTextContent") if found is not None else ""


class _Source:
    """Reads one source."""

    def __init__(self, element: Element, project: _Project, place: Place, files: ZipFiles) -> None:
        self._element, self._project, self._place = element, project, place
        self._files = files
        self._spans: dict[str, list[ForeignSpan]] = {}
        self._faults: dict[str, list[Fault]] = {}
        self._states: dict[str, DocumentState] = {}

    def items(self) -> Iterator[Item]:
        """Yield an item per coder."""
        try:
            text = self._text()
        except UserError as error:
            yield Fault(FaultKind.DOCUMENT, self._place, str(error), _key(self._element))
            return
        for selection in self._element:
            if local(selection) in _SELECTIONS:
                self._take(selection, text)
            elif local(selection) == "NoteRef":
                self._take_state(selection)
        base = ForeignDocument(
            self._place, text, _key(self._element), metadata=self._metadata(), exact=False, local_ids=True,
            loose_layers=True,
        )  # fmt: skip
        coders = sorted({*self._spans, *self._faults, *self._states})
        if not coders:
            yield replace(base, status=DocumentState.TODO)
        for coder in coders:
            spans = tuple(self._spans.get(coder, ()))
            yield replace(
                base,
                annotator=self._project.coders.get(coder, ""),
                status=self._states.get(coder),
                spans=spans,
                relations=tuple(self._links({span.id for span in spans}, coder)),
                faults=tuple(self._faults.get(coder, ())),
            )

    def _text(self) -> str:
        path = self._element.get("plainTextPath", "")
        if not path:
            words = _inside(self._element, "PlainTextContent")
            if not words:
                raise UserError("The source has no plain text: export it with its texts.")
            return words
        wanted = PurePosixPath(unquote(path.partition("://")[2] or path)).name
        for name in self._files.names:
            if PurePosixPath(name).name == wanted:
                data = self._files.read(name)
                try:
                    return data.decode("utf-8-sig")
                except UnicodeDecodeError:
                    return decode(data).text
        raise UserError(f"The text {wanted} is not in the project: export it with its texts.")

    def _metadata(self) -> Metadata:
        facts: dict[str, object] = {}
        for value in self._element:
            if local(value) == "VariableValue":
                names = [self._project.variables.get(_target(one), "") for one in below(value, "VariableRef")]
                if names and names[0]:
                    facts[names[0]] = "".join(one.text or "" for one in value if local(one) != "VariableRef")
        return metadata_of({"title": self._element.get("name", "")} | facts)

    def _take_state(self, reference: Element) -> None:
        note = self._project.notes.get(_target(reference))
        if note is not None and note.get("name") == STATE and note.get("creatingUser"):
            words = _inside(note, "PlainTextContent")
            coder = note.get("creatingUser", "").strip("{}").lower()
            self._states[coder] = DocumentState(words) if words in set(DocumentState) else DocumentState.DONE

    def _take(self, selection: Element, text: str) -> None:
        for coding in below(selection, "Coding"):
            coder = _coder(coding, selection)
            try:
                self._spans.setdefault(coder, []).append(self._span(selection, coding, text))
            except BadField as error:
                fault = Fault(FaultKind.SPAN, self._place, str(error), id=_key(selection))
                self._faults.setdefault(coder, []).append(fault)

    def _span(self, selection: Element, coding: Element, text: str) -> ForeignSpan:
        references = [_target(one) for one in below(coding, "CodeRef")]
        code = self._project.codes.get(references[0]) if references else None
        if code is None:
            raise BadField("its code is not in the code book")
        fragments = checked_bounds(_whole(selection, "startPosition"), _whole(selection, "endPosition"))
        described = _inside(selection, "Description")
        quote = next((one for one in (selection.get("name", ""), described) if one and one in text), None)
        notes = [self._project.note(one) for holder in (coding, selection) for one in holder if local(one) == "NoteRef"]
        if described and described != quote:
            notes.append(described)
        key = _key(selection)
        first = next(below(selection, "Coding")) is coding
        return ForeignSpan(
            code.name, fragments, quote, layer=code.layer, id=key if first else f"{key}/{_key(coding)}",
            note="\n".join(note for note in notes if note),
        )  # fmt: skip

    def _links(self, ids: set[str], coder: str) -> Iterator[ForeignRelation]:
        """Yield the links from a coder's spans here to spans of the same coder, maybe in another source."""
        for link in self._project.links:
            ends = [link.get(name, "").strip("{}").lower() for name in ("originGUID", "targetGUID")]
            if ends[0] in ids and coder in self._project.coders_of.get(ends[1], ()):
                name = "_".join(link.get("name", "").split())
                yield ForeignRelation(name or _RELATED, ends[0], ends[1])


def _coder(coding: Element, selection: Element) -> str:
    return (coding.get("creatingUser") or selection.get("creatingUser") or "").strip("{}").lower()


def _whole(element: Element, name: str) -> int:
    words = element.get(name, "").strip()
    if not words.removeprefix("-").isdecimal() or len(words) > 12:
        raise BadField(f"its {name} is no whole number")
    return int(words)


def _key(element: Element) -> str:
    return element.get("guid", "").strip().strip("{}").lower()


def _target(element: Element) -> str:
    return element.get("targetGUID", "").strip().strip("{}").lower()


def _inside(element: Element, name: str) -> str:
    return next((one.text or "" for one in element if local(one) == name), "")
