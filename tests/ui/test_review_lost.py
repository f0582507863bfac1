"""A decision whose spans are all gone is found by a filter, and says that nothing is left to decide."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from annotator.services.commands import RemoveSpans
from annotator.services.review.rows import RowState
from tests.ui.hands import Hands
from tests.ui.reviewer import OTHER, TEXT, label_differently, review_in
from tests.ui.waiting import wait_until


def test_lost_decisions_are_listed_and_cannot_be_decided(
    make_project: Callable[..., Path], open_window: Callable[..., Hands]
) -> None:
    path = make_project(TEXT, OTHER)
    label_differently(path)
    reviewer = review_in(open_window(path, "third"))
    reviewer.press(Qt.Key.Key_1)
    project, document = reviewer.project, reviewer.project.document_ids()[0]
    for name in ("first", "second"):
        who = project.annotator(name)
        assert who is not None
        gone = tuple(one.id for one in project.spans(document, who.id) if one.label == "PERSON")
        project.execute(RemoveSpans(gone), who.id)
    reviewer.hands.action("review.open").trigger()
    assert wait_until(lambda: not reviewer.desk.is_loading)
    filters = reviewer.feature.page.filters
    filters.state.setCurrentIndex(filters.state.findText(RowState.LOST.value))
    filters.state.activated.emit(filters.state.currentIndex())

    reviewer.press(Qt.Key.Key_0)

    assert [row.surface for row in reviewer.feature.page.table.rows] == ["Ana Moreno"]
    assert "spans of this place are gone" in reviewer.said
