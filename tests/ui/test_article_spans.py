"""Claims about spans in the article: clicking, cycling, lanes, repainting, links and what screen readers hear."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtTest import QTest

from annotator.model.annotation import Relation, Span
from annotator.model.ids import AnnotatorId, RelationId, SpanId
from annotator.settings import Reading
from annotator.text.normalise import normalise
from annotator.text.tokens import words
from annotator.text.zones import propose_zones
from annotator.ui.look.theme import CONTRAST, DARK, THEMES
from tests.ui.article_desk import Desk, desk

TEXT = (
    "Nora Vale said the council in Port Elm would “open the old harbour to every boat” before spring.\n\n"
    "Ivo Brandt counted ninety-two boats there. The clerk, he said, had not been asked about them at all.\n"
)


class PaintedArea(QObject):
    """Adds up the height of what is painted."""

    def __init__(self, hands: Desk) -> None:
        super().__init__(hands.view)
        self.rows: set[int] = set()
        hands.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a paint event on its way."""
        if isinstance(event, QPaintEvent):
            self.rows.update(range(event.rect().top(), event.rect().bottom() + 1))
        return False


def test_a_click_on_words_takes_the_innermost_span_and_again_the_one_around_it() -> None:
    with desk(TEXT) as hands:
        inner, middle = hands.span("GPE", "Port Elm"), hands.span("ORG", "the council in Port Elm")
        outer = hands.span("CLAIM", "said the council in Port Elm would")
        hands.view.set_spans((outer, middle, inner))
        chosen: list[object] = []
        hands.view.span_activated.connect(chosen.append)

        for _ in range(4):
            hands.click_words("Port Elm")

        assert chosen == [inner.id, middle.id, outer.id, inner.id]


def test_cycling_by_key_goes_outward_from_the_caret() -> None:
    with desk(TEXT) as hands:
        inner, outer = hands.span("GPE", "Port Elm"), hands.span("ORG", "the council in Port Elm")
        hands.view.set_spans((outer, inner))
        hands.view.set_caret(hands.bounds("Elm")[0])

        chosen = []
        for _ in range(3):
            hands.view.cycle_spans()
            chosen.append(hands.view.selected_span())

        assert chosen == [inner.id, outer.id, inner.id]


def test_a_click_on_a_bar_takes_that_span_whatever_lies_over_it() -> None:
    with desk(TEXT) as hands:
        inner, outer = hands.span("GPE", "Port Elm"), hands.span("CLAIM", "said the council in Port Elm would")
        hands.view.set_spans((outer, inner))
        words_place = hands.view.point_at(hands.bounds("Elm")[0] + 1)

        found = [hands.view.span_at(words_place + QPoint(0, below)) for below in range(40)]

        order = [id for place, id in enumerate(found) if id is not None and (place == 0 or found[place - 1] != id)]
        assert order == [inner.id, outer.id]


def test_a_chip_belongs_to_its_span() -> None:
    with desk(TEXT) as hands:
        span = hands.span("DIRECT", "“open the old harbour to every boat”")
        hands.view.set_spans((span,))
        start = hands.view.point_at(span.start)

        assert hands.view.span_at(start + QPoint(8, 18)) == span.id


def test_nothing_is_found_between_the_pieces_of_an_interrupted_span() -> None:
    with desk(TEXT) as hands:
        span = hands.span("INDIRECT", "The clerk", "had not been asked")
        hands.view.set_spans((span,))

        inside, between = (hands.view.point_at(hands.bounds(each)[0] + 2) for each in ("clerk", "he said"))

        assert (hands.view.span_at(inside), hands.view.span_at(between)) == (span.id, None)


def test_an_interrupted_span_runs_as_one_line_through_its_gap() -> None:
    with desk(TEXT) as hands:
        span = hands.span("INDIRECT", "The clerk", "had not been asked")
        hands.view.set_spans((span,))
        line = hands.view.point_at(hands.bounds("he said")[0] + 2)

        found = {hands.view.span_at(line + QPoint(0, below)) for below in range(10, 24)}

        assert span.id in found


def test_spans_that_find_no_lane_are_reached_by_their_chip_and_then_shown() -> None:
    with desk(TEXT) as hands:
        same = tuple(
            hands.span(label, "the council in Port Elm") for label in ("ORG", "GPE", "LOC", "FAC", "EVENT", "NORP")
        )
        hands.view.set_spans(same)
        hidden = {id for lanes in hands.view._canvas.spans.lanes for id in lanes.hidden}

        for id in hidden:
            hands.view.set_selected_span(id)
            now_hidden = {other for lanes in hands.view._canvas.spans.lanes for other in lanes.hidden}
            assert id not in now_hidden
        assert len(hidden) == 2


def test_adding_a_span_paints_only_its_own_line() -> None:
    with desk(TEXT) as hands:
        first, second = hands.span("PERSON", "Nora Vale"), hands.span("PERSON", "Ivo Brandt")
        hands.view.set_spans((first,))
        QTest.qWait(30)
        painted = PaintedArea(hands)

        hands.view.set_spans((first, second))
        QTest.qWait(30)

        first_row, second_row = (hands.view.point_at(span.start).y() for span in (first, second))
        assert second_row in painted.rows
        assert first_row not in painted.rows


def test_the_first_span_of_a_line_moves_nothing() -> None:
    with desk(TEXT) as hands:
        before = hands.view.point_at(hands.bounds("Ivo")[0])

        hands.view.set_spans((hands.span("PERSON", "Nora Vale"),))

        assert hands.view.point_at(hands.bounds("Ivo")[0]) == before


def test_nested_spans_make_room_below_their_line_only() -> None:
    with desk(TEXT) as hands:
        first, last = hands.bounds("Nora")[0], hands.bounds("Ivo")[0]
        before = [hands.view.point_at(place).y() for place in (first, last)]

        hands.view.set_spans((hands.span("GPE", "Port Elm"), hands.span("ORG", "the council in Port Elm")))

        after = [hands.view.point_at(place).y() for place in (first, last)]
        assert after[0] == before[0]
        assert 5 <= after[1] - before[1] <= 20


def test_taking_spans_away_gives_the_room_back() -> None:
    with desk(TEXT) as hands:
        before = hands.view.point_at(hands.bounds("Ivo")[0])
        hands.view.set_spans((hands.span("GPE", "Port Elm"), hands.span("ORG", "the council in Port Elm")))

        hands.view.set_spans(())

        assert hands.view.point_at(hands.bounds("Ivo")[0]) == before


def test_a_span_that_is_gone_is_no_longer_selected() -> None:
    with desk(TEXT) as hands:
        span = hands.span("PERSON", "Nora Vale")
        hands.view.set_spans((span,))
        hands.view.set_selected_span(span.id)

        hands.view.set_spans(())

        assert hands.view.selected_span() is None


def test_the_carets_move_into_a_span_is_announced_once() -> None:
    with desk(TEXT) as hands:
        hands.view.set_spans((hands.span("PERSON", "Ivo Brandt"),))
        heard: list[str] = []
        hands.view.announced.connect(heard.append)
        hands.view.set_caret(hands.bounds("Ivo")[0])

        hands.key(Qt.Key.Key_Right)
        hands.key(Qt.Key.Key_Right)

        assert heard == ["PERSON: Ivo Brandt, entity"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_span_is_filled_and_a_suggestion_is_not(theme: object) -> None:
    with desk(TEXT) as hands:
        hands.view.set_theme(theme)  # type: ignore[arg-type]  # parametrize gives objects
        span, suggestion = hands.span("PERSON", "Nora Vale"), hands.span("GPE", "Port Elm")

        hands.view.set_spans((span,))
        hands.view.set_suggestions((suggestion,))

        assert _ground(hands, span) != hands.view._canvas.theme.paper
        assert _ground(hands, suggestion) == hands.view._canvas.theme.paper


def test_a_linked_partner_is_outlined_when_the_quote_is_selected() -> None:
    with desk(TEXT) as hands:
        quote, speaker = hands.span("DIRECT", "“open the old harbour to every boat”"), hands.span("PERSON", "Nora Vale")
        relation = Relation(RelationId("r"), "speaker", quote.id, speaker.id, AnnotatorId("first"))
        hands.view.set_spans((quote, speaker))
        hands.view.set_relations((relation,))
        before = _picture(hands, speaker)

        hands.view.set_selected_span(quote.id)
        after = _picture(hands, speaker)
        hands.view.set_selected_span(None)

        assert after != before
        assert _picture(hands, speaker) == before


def test_the_same_article_again_keeps_spans_and_place() -> None:
    with desk(TEXT * 40) as hands:
        span = hands.span("PERSON", "Nora Vale")
        hands.view.set_spans((span,))
        hands.view.verticalScrollBar().setValue(500)

        hands.view.show_document(hands.document, hands.view._canvas._maker.scheme)

        assert hands.view.verticalScrollBar().value() == 500
        assert span.id in hands.view._canvas.spans.marks


def test_a_change_of_theme_size_or_width_keeps_every_span_on_its_words() -> None:
    with desk(TEXT) as hands:
        span = hands.span("PERSON", "Ivo Brandt")
        hands.view.set_spans((span,))
        found: list[SpanId | None] = []

        hands.view.set_theme(DARK)
        found.append(_under(hands, span))
        hands.view.set_reading(Reading(text_size=20))
        found.append(_under(hands, span))
        hands.view.resize(430, 500)
        found.append(_under(hands, span))
        hands.view.set_theme(CONTRAST)
        found.append(_under(hands, span))

        assert found == [span.id] * 4


@pytest.mark.parametrize("number", range(5))
def test_every_fourth_word_of_a_real_article_is_found_where_its_span_is(number: int, shared_seeds: Path) -> None:
    text = normalise(sorted(shared_seeds.glob("*.txt"))[number].read_text(encoding="utf-8")).text
    with desk(text, propose_zones(text)) as hands:
        spans = tuple(hands.span_at("PERSON", bounds) for bounds in words(text)[::4] if bounds[1] - bounds[0] > 2)

        hands.view.set_spans(spans)

        assert [_under(hands, span) for span in spans] == [span.id for span in spans]


def test_the_whole_of_a_word_is_filled_where_the_writing_direction_turns() -> None:
    text = "שלום עולם (Reuters) ואז עוד.\nHe said שלום and مرحبا twice.\n"
    with desk(text) as hands:
        layout, shown = hands.view._canvas.layout, hands.view._canvas.shown
        widths = []
        for word in ("Reuters", "said", "twice"):
            start, end = (shown.position(place) for place in hands.bounds(word))
            boxes = layout.boxes(layout.lines[layout.line_of(start)], start, end)
            widths.append(sum(right - left for left, right in boxes))

        metrics = QFontMetricsF(hands.view._canvas.measures.body)
        assert widths == [
            pytest.approx(metrics.horizontalAdvance(word), abs=2) for word in ("Reuters", "said", "twice")
        ]


def _under(hands: Desk, span: Span) -> SpanId | None:
    return hands.view.span_at(hands.view.point_at((span.start + span.end) // 2))


def _ground(hands: Desk, span: Span) -> str:
    """Read the colour between the words' upper edge and their letters, just inside their box."""
    place = hands.view.point_at(span.start)
    return hands.view.viewport().grab().toImage().pixelColor(place.x() + 3, place.y() - 10).name()


def _picture(hands: Desk, span: Span) -> bytes:
    place = hands.view.point_at(span.start)
    image = hands.view.viewport().grab().toImage().copy(place.x() - 4, place.y() - 14, 60, 28)
    return bytes(image.constBits())
