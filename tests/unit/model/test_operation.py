"""Changes know their inverse and their document, operations what they touch."""

import pytest

from annotator.model.ids import AnnotatorId, DocumentId, OperationId
from annotator.model.operation import Change, Operation, RecordKind

SPAN = Change(RecordKind.SPAN, "s", None, {"id": "s", "document": "d"})
LABEL = Change(RecordKind.LABEL, "l", {"id": "l"}, {"id": "l", "name": "X"})


def operation(*changes: Change) -> Operation:
    return Operation(OperationId("o"), "replica", 1, AnnotatorId("a"), "now", "AddSpan", "label", 1, changes)


def test_the_inverse_of_the_inverse_is_the_change() -> None:
    assert SPAN.inverse == Change(RecordKind.SPAN, "s", {"id": "s", "document": "d"}, None)
    assert SPAN.inverse.inverse == SPAN


def test_a_change_of_nothing_into_nothing_cannot_be() -> None:
    with pytest.raises(ValueError, match="before or an after"):
        Change(RecordKind.SPAN, "s", None, None)


def test_a_change_names_its_document() -> None:
    article = Change(RecordKind.DOCUMENT, "d", {"id": "d"}, None)

    assert SPAN.document == SPAN.inverse.document == article.document == DocumentId("d")
    assert LABEL.document is None


def test_an_operation_touches_its_documents_and_one_on_the_scheme_touches_all() -> None:
    assert operation(SPAN).touches(DocumentId("d"))
    assert not operation(SPAN).touches(DocumentId("other"))
    assert operation(SPAN, LABEL).touches(DocumentId("other"))


def test_an_operation_lists_its_changes_by_kind() -> None:
    assert operation(SPAN, LABEL).changed(RecordKind.LABEL) == (LABEL,)
