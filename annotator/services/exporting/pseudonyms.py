"""Gives annotators pseudonyms in an export: the same to all who hold the project, not to be undone without it."""

import hashlib
import hmac
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.formats.base import Line
from annotator.model.annotation import Provenance, Relation, Span
from annotator.model.document import Metadata, Role
from annotator.model.ids import RelationId, SpanId
from annotator.services.exporting.selection import Chosen
from annotator.services.project import Project
from annotator.services.review.gold import GOLD_NAMES
from annotator.storage.rows import name_key

_Id = TypeVar("_Id", SpanId, RelationId)
_PASS = re.compile(r"(?P<owner>.+)(?P<pass> \(pass \d+\))")
_JOINTS = re.compile(r"([/\\:])")
_RANDOM = 4


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Hides who annotated. The secret is the project's own id, which no export holds, so that copies agree on it."""

    secret: bytes = field(repr=False)
    names: frozenset[str]

    def name(self, name: str) -> str:
        """Give the pseudonym of a name; what speaks for nobody (gold, a source of suggestions) stays."""
        second = _PASS.fullmatch(name)
        if second is not None:
            return self.name(second["owner"]) + second["pass"]
        key = name_key(name)
        return f"annotator-{self._digest('name', key)[:10]}" if key in self.names else name

    def chosen(self, chosen: Chosen) -> Chosen:
        """Put each document's annotators in the order of their pseudonyms: that of their names would tell."""
        work = tuple(
            (document, tuple(sorted(lines, key=lambda line: "" if line[0] is None else self.name(line[0].name))))
            for document, lines in chosen.work
        )
        return replace(chosen, work=work)

    def line(self, line: Line) -> Line:
        """Write a line anew so that nothing of it tells who an annotator is."""
        pairs = zip((self._relation(one) for one in line.relations), line.to_documents, strict=True)
        ordered = sorted(pairs, key=lambda pair: (pair[0].label, pair[0].from_span, pair[0].to_span, pair[0].id))
        return replace(
            line,
            document=line.document.with_metadata(self.metadata(line.document.metadata)),
            annotator=self.name(line.annotator),
            spans=tuple(sorted((self._span(one) for one in line.spans), key=lambda span: span.sort_key)),
            relations=tuple(relation for relation, _ in ordered),
            to_documents=tuple(document for _, document in ordered),
        )

    def filters(self, said: dict[str, object], annotators: Iterable[str]) -> dict[str, object]:
        """Say in the manifest whose work was asked for, and that the names are none."""
        return said | {"annotators": sorted(map(self.name, annotators)), "pseudonyms": True}

    def _span(self, span: Span) -> Span:
        provenance = None if span.provenance is None else self._provenance(span.provenance)
        return replace(span, id=self._id(span.id), origin=self.words(span.origin), provenance=provenance)

    def _relation(self, one: Relation) -> Relation:
        start, end = self._id(one.from_span), self._id(one.to_span)
        return replace(one, id=self._id(one.id), from_span=start, to_span=end, origin=self.words(one.origin))

    def _provenance(self, said: Provenance) -> Provenance:
        sources = tuple(self._id(SpanId(one)) for one in said.sources)
        # Whoever signed may never have been an annotator of this project.
        by = self._signer(said.by)
        return replace(said, by=by, sources=sources)

    def _signer(self, name: str) -> str:
        known = self.name(name)
        if known != name or not name or name_key(name) in map(name_key, GOLD_NAMES):
            return known
        return f"annotator-{self._digest('name', name_key(name))[:10]}"

    def metadata(self, metadata: Metadata) -> Metadata:
        """Replace names in what an import noted of a file."""
        extra = tuple((key, self.words(value)) for key, value in metadata.extra)
        return replace(metadata, source_file=self.words(metadata.source_file), extra=extra)

    def words(self, words: str) -> str:
        """Replace a name that is a whole value, a folder, a file without its ending, or the end of a session's name."""
        return "".join(self._part(part) for part in _JOINTS.split(words))

    def _part(self, part: str) -> str:
        stem, dot, ending = part.partition(".")
        head, dash, last = stem.rpartition("-")
        for before, name, after in (("", part, ""), ("", stem, dot + ending), (head + dash, last, dot + ending)):
            if name and self.name(name) != name:
                return before + self.name(name) + after
        return part

    def _id(self, identity: _Id) -> _Id:
        """Keep an id that was drawn by lot; another one may be made of the annotator's name, or hold it."""
        try:
            drawn = uuid.UUID(identity).version == _RANDOM
        except ValueError:
            drawn = False
        return identity if drawn else type(identity)(str(uuid.UUID(self._digest("id", identity)[:32])))

    def _digest(self, *parts: str) -> str:
        return hmac.new(self.secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def pseudonyms_of(project: Project) -> Pseudonyms:
    """Name everybody of a project who is a person anew."""
    kept = {name_key(name) for name in GOLD_NAMES}
    people = {name_key(one.name) for one in project.annotators() if one.role is not Role.SUGGESTER}
    secret = hashlib.sha256(f"pseudonyms of {project.uuid}".encode()).digest()
    return Pseudonyms(secret, frozenset(people - kept))
