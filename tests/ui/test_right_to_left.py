"""Claims about Arabic and Hebrew articles: they stand on the right, and spans are drawn, clicked and dragged there."""

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt

from annotator.model.document import Zone, ZoneKind
from annotator.ui.article.selection import Edge
from annotator.ui.article.view import ArticleView
from annotator.ui.article.zone_look import BAR_DISTANCE_PX, NOTE_DISTANCE_PX
from tests.ui.article_desk import desk
from tests.ui.hands import Hands

ARABIC = (
    "قال وزير الخارجية إيفو براندت إن بورت إلم ستواصل العمل في السنوات المقبلة، وأضاف أن المدينتين وقعتا اتفاقا"
    " جديدا للتعاون بينهما. وذكرت وكالة Reuters أن الاجتماع عقد يوم الاثنين.\n\n"
    "שר החוץ אמר כי העיר תמשיך.\n\n"
    "The minister spoke in the morning.\n"
)
NAME = "إيفو براندت"


def right_edge(view: ArticleView, offset: int) -> int:
    """How far an offset stands from the view's left edge."""
    return view.point_at(offset).x()


def test_a_paragraph_begins_at_the_right_edge_of_the_column() -> None:
    with desk(ARABIC) as hands:
        arabic, hebrew = right_edge(hands.view, 0), right_edge(hands.view, ARABIC.index("שר"))
        english = right_edge(hands.view, ARABIC.index("The"))

        assert abs(arabic - hebrew) <= 1
        assert english < 200 < 600 < arabic


def test_a_drag_over_words_selects_them() -> None:
    with desk(ARABIC) as hands:
        hands.drag(*hands.bounds(NAME))

        assert hands.selected_text == NAME


def test_a_click_on_words_selects_their_span() -> None:
    with desk(ARABIC) as hands:
        span = hands.span("PERSON", NAME)
        hands.view.set_spans((span,))

        hands.click_words(NAME)

        assert hands.view.selected_span() == span.id


def test_the_chip_hangs_at_the_right_where_the_span_opens() -> None:
    with desk(ARABIC) as hands:
        span = hands.span("PERSON", NAME)
        hands.view.set_spans((span,))
        start, end = (hands.view.point_at(offset) for offset in hands.bounds(NAME))
        assert end.x() < start.x()

        chip = start.x() - 6, start.y() + 22

        assert hands.view.span_at(QPointF(*chip).toPoint()) == span.id


def test_the_ends_of_a_line_are_those_of_its_reading_direction() -> None:
    with desk(ARABIC) as hands:
        hands.view.set_spans((hands.span("PERSON", NAME),))
        start, end = (hands.view.point_at(offset) for offset in hands.bounds(NAME))
        found = {
            hands.view.span_end_at(QPointF(place.x(), place.y() + below))
            for place in (start, end)
            for below in range(8, 16)
        }
        edges = {one[1] for one in found if one is not None}

        assert edges == {Edge.START, Edge.END}


def test_the_bar_and_the_note_of_a_zone_stand_at_the_right() -> None:
    hebrew = ARABIC.index("שר"), ARABIC.index("\n\nThe")
    english = ARABIC.index("The"), len(ARABIC.rstrip())
    zones = tuple(Zone(start, end, ZoneKind.CAPTION) for start, end in (hebrew, english))
    with desk(ARABIC, zones, (640, 600)) as hands:
        heights = [hands.view.point_at(start).y() for start, _ in (hebrew, english)]
        column = hands.view._canvas.layout.column
        picture = hands.view.viewport().grab().toImage()
        paper = picture.pixelColor(2, 2)

        def is_painted(left: float, right: float, middle: int) -> bool:
            rows, columns = range(middle - 8, middle + 9), range(round(left), min(round(right), picture.width()))
            return any(picture.pixelColor(x, y) != paper for x in columns for y in rows)

        beside = [
            (is_painted(0, column.left - 6, y), is_painted(column.left + column.width + 6, 640, y)) for y in heights
        ]
        assert beside == [(False, True), (True, False)]


def test_the_note_of_a_zone_at_the_right_is_not_cut() -> None:
    zones = (Zone(ARABIC.index("שר"), ARABIC.index("\n\nThe"), ZoneKind.BOILERPLATE),)
    with desk(ARABIC, zones, (640, 600)) as hands:
        column, width = hands.view._canvas.layout.column, hands.view.viewport().width()
        note = hands.view._canvas.measures.note_metrics.horizontalAdvance("boilerplate?")

        assert column.left + column.width + BAR_DISTANCE_PX + NOTE_DISTANCE_PX + note + 2 <= width


def test_long_spans_share_lanes_without_covering_each_other() -> None:
    with desk(ARABIC) as hands:
        whole = ARABIC[: ARABIC.index(".")]
        hands.view.set_spans((hands.span("CLAIM", whole), hands.span("PERSON", NAME), hands.span("ORG", "بورت إلم")))

        for lanes in hands.view._canvas.spans.lanes:
            for lane in {each.lane for each in lanes.segments}:
                row = sorted(each.extent for each in lanes.segments if each.lane == lane)
                assert all(before[1] <= after[0] for before, after in itertools.pairwise(row))


def test_the_left_arrow_goes_on_in_reading_direction() -> None:
    with desk(ARABIC) as hands:
        hands.view.set_caret(0)

        hands.key(Qt.Key.Key_Left)
        hands.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)

        assert hands.selected_text == ARABIC[1]


def test_an_arabic_article_is_labelled_in_the_window(
    open_window: Callable[..., Hands], make_project: Callable[..., Path]
) -> None:
    hands = open_window(make_project(ARABIC))

    hands.mark(NAME, "PERSON")

    assert hands.stored_words() == [("PERSON", NAME)]
