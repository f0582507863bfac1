"""Identifiers of records: UUID strings, told apart by type."""

import hashlib
import uuid
from typing import NewType

DocumentId = NewType("DocumentId", str)
SpanId = NewType("SpanId", str)
RelationId = NewType("RelationId", str)
AnnotatorId = NewType("AnnotatorId", str)
OperationId = NewType("OperationId", str)
RecordId = NewType("RecordId", str)

NAMESPACE = uuid.UUID("6f2b3a52-3c0e-5d0c-9d52-0d7f3f1c8a41")
_NAMESPACE_BYTES = NAMESPACE.bytes


def random_id() -> str:
    """Draw a new identifier."""
    return str(uuid.uuid4())


def derived_id(*parts: object) -> str:
    """Derive an identifier from its parts, the same on every machine."""
    return _uuid5("\x1f".join(map(str, parts)))


def document_id(sha256: str) -> DocumentId:
    """Name a document by its text, so that two projects agree on it."""
    return DocumentId(_uuid5(sha256))


def _uuid5(name: str) -> str:
    """Write what uuid.uuid5 makes of a name; an import of 800,000 spans would make as many UUID objects."""
    digest = bytearray(hashlib.sha1(_NAMESPACE_BYTES + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
