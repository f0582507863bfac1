"""Identifiers of records: UUID strings, told apart by type."""

import uuid
from typing import NewType

DocumentId = NewType("DocumentId", str)
SpanId = NewType("SpanId", str)
RelationId = NewType("RelationId", str)
AnnotatorId = NewType("AnnotatorId", str)
OperationId = NewType("OperationId", str)
RecordId = NewType("RecordId", str)

NAMESPACE = uuid.UUID("6f2b3a52-3c0e-5d0c-9d52-0d7f3f1c8a41")


def random_id() -> str:
    """Draw a new identifier."""
    return str(uuid.uuid4())


def derived_id(*parts: object) -> str:
    """Derive an identifier from its parts, the same on every machine."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts)))


def document_id(sha256: str) -> DocumentId:
    """Name a document by its text, so that two projects agree on it."""
    return DocumentId(str(uuid.uuid5(NAMESPACE, sha256)))
