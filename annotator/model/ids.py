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
_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


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
    digest = hashlib.sha1(_NAMESPACE_BYTES + name.encode(), usedforsecurity=False).hexdigest()
    variant = _VARIANTS[digest[16]]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"
