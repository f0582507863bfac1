"""Takes in the articles of an import: known texts are found, new ones made, disagreements told."""

from dataclasses import dataclass, fields, replace

from annotator.formats.base import Fault, FaultKind, ForeignDocument
from annotator.model.annotation import Fragment
from annotator.model.document import Document, Metadata, Zone, ZoneKind, text_sha256
from annotator.model.ids import DocumentId, document_id
from annotator.model.operation import Change, RecordKind
from annotator.services.importing.report import Tally
from annotator.services.project import Project
from annotator.storage import documents
from annotator.storage.rows import change, document_image, zone_image
from annotator.text.metadata import propose_metadata
from annotator.text.normalise import Normalised, normalise
from annotator.text.zones import propose_zones

LARGEST_TEXT_BYTES = 16 * 1024 * 1024
_Brought = tuple[int, int]  # hashes of the zones and of the tokens that a document has


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A document of the project after a foreign one was taken in; `changes` are empty when it was known."""

    id: DocumentId
    text: Normalised
    changes: tuple[Change, ...]


class Refused(Exception):
    """A document that cannot be taken; the message is the reason."""


class DocumentIntake:
    """Finds or makes the documents of one import."""

    def __init__(self, project: Project, tally: Tally) -> None:
        self._project = project
        self._tally = tally
        self._ids = set(project.document_ids())
        self._by_text: dict[str, DocumentId] = {}
        self._by_file_id: dict[tuple[str, str], DocumentId] = {}
        self._brought: dict[DocumentId, _Brought] = {}
        with project.file.reading() as db:
            self._position = documents.next_position(db)

    def take(self, foreign: ForeignDocument, source_name: str) -> TakenDocument:
        """Find the document of a foreign text or make it; raises Refused."""
        _check(foreign)
        text = normalise(foreign.text)
        sha256 = text_sha256(text.text)
        identity = self._by_text.get(sha256) or self._stored(sha256)
        self._check_file_id(foreign, identity)
        if identity is None:
            document = self._new_document(foreign, text, sha256, source_name)
            self._remember(foreign, document.id, sha256)
            self._tally.documents_added += 1
            return TakenDocument(document.id, text, _changes(document))
        self._compare(foreign, identity, text)
        self._remember(foreign, identity, sha256)
        return TakenDocument(identity, text, ())

    def stored_id(self, path: str, file_id: str) -> str:
        """Translate a file's document id into the project's."""
        return self._by_file_id.get((path, file_id), file_id)

    def is_new(self, identity: DocumentId) -> bool:
        """Tell whether this import brought the document."""
        return identity not in self._ids

    def _stored(self, sha256: str) -> DocumentId | None:
        with self._project.file.reading() as db:
            return documents.document_with_text(db, sha256)

    def _check_file_id(self, foreign: ForeignDocument, identity: DocumentId | None) -> None:
        earlier = self._by_file_id.get((foreign.place.path, foreign.document)) if foreign.document else None
        if earlier is not None and earlier != identity:
            raise Refused(f"its document id {foreign.document} stands for another text further up")

    def _remember(self, foreign: ForeignDocument, identity: DocumentId, sha256: str) -> None:
        self._by_text[sha256] = identity
        if foreign.document:
            self._by_file_id[foreign.place.path, foreign.document] = identity

    def _new_document(self, foreign: ForeignDocument, text: Normalised, sha256: str, source_name: str) -> Document:
        identity = DocumentId(foreign.document) or document_id(sha256)
        if identity in self._ids or identity in self._brought:
            raise Refused(f"its document id {identity} belongs to another text of the project")
        zones = _stored_zones(foreign, text)
        tokens = _stored_pairs(foreign.tokens or (), text, "a token")
        metadata = foreign.metadata or Metadata(source_file=source_name)
        proposed = _proposed_zones(text.text, metadata.title) if zones is None else zones
        if zones is None:
            metadata = _completed(metadata, propose_metadata(text.text, proposed))
        self._position += 1
        self._brought[identity] = (_zones_hash(proposed), hash(tokens))
        return Document(identity, text.text, sha256, metadata, proposed, tokens, self._position - 1)

    def _compare(self, foreign: ForeignDocument, identity: DocumentId, text: Normalised) -> None:
        """Report zones and tokens that differ from those that count already."""
        if identity not in self._brought:
            stored = self._project.document(identity)
            self._brought[identity] = (_zones_hash(stored.zones), hash(stored.tokens))
        zones_hash, tokens_hash = self._brought[identity]
        zones = _stored_zones(foreign, text)
        if zones is not None and _zones_hash(zones) != zones_hash:
            self._warn(foreign, identity, "its zones differ from those already there, which count")
        if foreign.tokens is not None and hash(_stored_pairs(foreign.tokens, text, "a token")) != tokens_hash:
            self._warn(foreign, identity, "its tokens differ from those already there, which count")

    def _warn(self, foreign: ForeignDocument, identity: DocumentId, reason: str) -> None:
        self._tally.warnings.append(Fault(FaultKind.DOCUMENT, foreign.place, reason, identity))


def _check(foreign: ForeignDocument) -> None:
    if not foreign.text:
        raise Refused("its text is empty")
    if len(foreign.text.encode("utf-8", "surrogatepass")) > LARGEST_TEXT_BYTES:
        raise Refused("its text is longer than 16 MB, too long for one article: split it")
    if foreign.sha256 and foreign.sha256 != text_sha256(foreign.text):
        raise Refused("its text does not match its sha256")


def _changes(document: Document) -> tuple[Change, ...]:
    made = [change(RecordKind.DOCUMENT, None, document_image(document))]
    made += [change(RecordKind.ZONE, None, zone_image(document.id, zone)) for zone in document.zones]
    return tuple(made)


def _completed(known: Metadata, proposed: Metadata) -> Metadata:
    """Fill what is not known with what the text proposes."""
    missing = {
        field.name: getattr(proposed, field.name) for field in fields(Metadata) if not getattr(known, field.name)
    }
    return replace(known, **missing)


def _stored_zones(foreign: ForeignDocument, text: Normalised) -> tuple[Zone, ...] | None:
    if foreign.zones is None:
        return None
    bounds = _stored_pairs(tuple((zone.start, zone.end) for zone in foreign.zones), text, "a zone")
    zones = (replace(zone, start=start, end=end) for zone, (start, end) in zip(foreign.zones, bounds, strict=True))
    return tuple(sorted(zones))


def _stored_pairs(pairs: tuple[Fragment, ...], text: Normalised, what: str) -> tuple[Fragment, ...]:
    try:
        stored = tuple((text.to_stored(start), text.to_stored(end)) for start, end in pairs)
    except ValueError as error:
        raise Refused(f"{what} lies outside its text ({error})") from error
    if any(start >= end for start, end in stored):
        raise Refused(f"{what} is empty or reversed")
    return stored


def _proposed_zones(text: str, title: str) -> tuple[Zone, ...]:
    """Propose zones; a title that the file names and that opens the text counts more than a guess."""
    proposed = propose_zones(text)
    if not title or text.split("\n", 1)[0] != title:
        return proposed
    known = Zone(0, len(title), ZoneKind.TITLE)
    return (known, *(zone for zone in proposed if zone.kind is not ZoneKind.TITLE and zone.start >= known.end))


def _zones_hash(zones: tuple[Zone, ...]) -> int:
    return hash(tuple(sorted((zone.start, zone.end, zone.kind.value) for zone in zones)))
