"""Reads Web Annotations: groups them by text and creator, and finds the text of each in the file or beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from annotator.errors import UserError
from annotator.formats.base import (
    LARGEST_ARTICLE_BYTES,
    Fault,
    FaultKind,
    ForeignDocument,
    ForeignRelation,
    Item,
    Place,
)
from annotator.formats.flat_metadata import metadata_of
from annotator.formats.foreign_json import with_records
from annotator.formats.json_files import json_value
from annotator.formats.jsonl_fields import BadField, JsonObject, choice_field, object_of, text_field
from annotator.formats.w3c_targets import source_of, span_of, texts_of
from annotator.formats.w3c_write import DOCUMENT
from annotator.model.document import DocumentState, Metadata, Role
from annotator.text.decode import decode

RELATED = "related"


@dataclass(slots=True)
class _Work:
    """One creator's annotations of one text."""

    role: Role = Role.ANNOTATOR
    state: DocumentState | None = None
    spans: list[JsonObject] = field(default_factory=list)
    relations: list[JsonObject] = field(default_factory=list)


def read_annotations(path: Path, name: str) -> Iterator[Item]:
    """Read a graph, a page, a collection, a list, or one annotation; raises UserError when it is none."""
    try:
        nodes = _nodes_of(json_value(path))
    except BadField as error:
        raise UserError(f"The file {path} holds no Web Annotations ({error}): export it again.") from error
    yield from _Reader(path, name).items(nodes)


def _nodes_of(value: object, depth: int = 0) -> list[JsonObject]:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    whole = object_of(value, "it")
    for key in ("@graph", "items", "first"):
        if key in whole and depth < 3:
            return _nodes_of(whole[key], depth + 1)
    if "target" not in whole and whole.get("type") != "Text":
        raise BadField("it has neither “@graph” nor “items” nor “target”")
    return [whole]


class _Reader:
    """Reads one file."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._texts: dict[str, JsonObject] = {}
        self._sources: dict[str, str] = {}
        self._work: dict[str, dict[str, _Work]] = {}
        self._faults: list[Fault] = []

    def items(self, nodes: list[JsonObject]) -> Iterator[Item]:
        """Yield an item per text and creator, in the order of the file."""
        for node in nodes:
            if node.get("type") == "Text" and isinstance(node.get("value"), str):
                self._texts[str(node.get("id"))] = node
                self._work.setdefault(str(node.get("id")), {})
        links = [node for node in nodes if node.get("motivation") == "linking"]
        for node in nodes:
            if "target" in node and node.get("motivation") != "linking":
                self._take(node)
        for node in links:
            self._take_link(node)
        yield from self._faults
        for source, people in self._work.items():
            yield from self._of_text(source, people)

    def _take(self, node: JsonObject) -> None:
        try:
            source = source_of(node)
            work = self._work_of(source, node)
            if node.get("motivation") == "assessing":
                body = object_of(node.get("body"), "“body”")
                work.state = choice_field(body, "value", DocumentState.DONE)
                return
        except BadField as error:
            self._fail(FaultKind.SPAN, node, str(error))
            return
        work.spans.append(node)
        self._sources[str(node.get("id"))] = source

    def _take_link(self, node: JsonObject) -> None:
        target = node.get("target")
        ends = [str(one) for one in target] if isinstance(target, list) else []
        if len(ends) != 2 or any(end not in self._sources for end in ends):
            self._fail(FaultKind.RELATION, node, "its targets are not two annotations of this file")
            return
        self._work_of(self._sources[ends[0]], node).relations.append(node)

    def _fail(self, kind: FaultKind, node: JsonObject, reason: str) -> None:
        self._faults.append(Fault(kind, Place(self._name), reason, id=str(node.get("id", ""))))

    def _work_of(self, source: str, node: JsonObject) -> _Work:
        creator = node.get("creator")
        known = creator if isinstance(creator, dict) else {"name": creator if isinstance(creator, str) else ""}
        name = text_field(known, "name") or text_field(known, "nickname") or text_field(known, "id")
        work = self._work.setdefault(source, {}).setdefault(name, _Work())
        by_kind = Role.SUGGESTER if known.get("type") == "Software" else Role.ANNOTATOR
        work.role = choice_field(known, "role", by_kind)
        return work

    def _of_text(self, source: str, people: dict[str, _Work]) -> Iterator[Item]:
        try:
            base = self._base(source)
        except UserError as error:
            yield Fault(FaultKind.DOCUMENT, Place(self._name), str(error), source)
            return
        if not people:
            yield replace(base, status=DocumentState.TODO)
        for name, work in people.items():
            mine = replace(base, annotator=name, role=work.role, status=work.state, exact=False, local_ids=True)
            mine = replace(mine, id_space=str(self._path))
            yield with_records(
                replace(mine, loose_layers=True),
                work.spans,
                work.relations,
                span_of=lambda node: span_of(node, base.text),
                relation_of=_relation,
            )

    def _base(self, source: str) -> ForeignDocument:
        node = self._texts.get(source)
        if node is None:
            text, known = self._beside(source)
            return ForeignDocument(Place(self._name), text, metadata=known)
        about = node.get("about")
        known = metadata_of(about if isinstance(about, dict) else {})
        document = source.removeprefix(DOCUMENT) if source.startswith(DOCUMENT) else ""
        return ForeignDocument(Place(self._name), str(node["value"]), document, metadata=known)

    def _beside(self, source: str) -> tuple[str, Metadata]:
        """Read the text file beside that a source names by its last part; nothing is ever fetched."""
        name = unquote(source.partition("#")[0].rpartition("/")[2])
        path = self._path.parent / name
        if not name or "\0" in name or "\\" in name or not path.is_file() or path.suffix.lower() != ".txt":
            raise UserError(f"The text of {source[:200]} is not in the file: put it beside as a .txt file.")
        if path.stat().st_size > LARGEST_ARTICLE_BYTES:
            raise UserError(f"The text {path} is larger than 50 MB: split it.")
        return (decode(path.read_bytes()).text, Metadata(source_file=name, url=source if "://" in source else ""))


def _relation(node: JsonObject) -> ForeignRelation:
    target = node["target"]
    assert isinstance(target, list)
    said = texts_of(node)
    return ForeignRelation(
        said.label or RELATED, str(target[0]), str(target[1]), attributes=said.attributes, note=said.note
    )
