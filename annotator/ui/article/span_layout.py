"""Keeps the lanes of every line in step with the spans, touching only the lines that change."""

from collections.abc import Iterable
from unicodedata import bidirectional

from annotator.model.ids import SpanId
from annotator.ui.article.lanes import NO_LANES, LineLanes, Segment, assign_lanes
from annotator.ui.article.layout import ArticleLayout, Box, Line
from annotator.ui.article.marks import Mark


def reads_backward(text: str) -> bool:
    """Tell whether the first letter with a direction is read from right to left."""
    directions = (bidirectional(character) for character in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)


class SpanLayout:
    """The marks of an article by id and, per line, their segments in lanes."""

    def __init__(self, layout: ArticleLayout) -> None:
        self._layout = layout
        self.marks: dict[SpanId, Mark] = {}
        self.lanes: list[LineLanes] = []
        self._on_line: list[set[SpanId]] = []
        self.pinned: SpanId | None = None
        self._generation = -1

    def place_all(self, marks: Iterable[Mark]) -> None:
        """Put the marks on all lines, as after lines were broken anew."""
        self.marks = {mark.id: mark for mark in marks}
        count = len(self._layout.lines)
        self._on_line = [set() for _ in range(count)]
        self.lanes = [NO_LANES] * count
        self._generation = self._layout.generation
        for mark in self.marks.values():
            self._enter(mark)
        self._refresh(number for number in range(count) if self._on_line[number])

    @property
    def is_stale(self) -> bool:
        """Whether lines were broken anew since the marks were placed."""
        return self._generation != self._layout.generation

    def place_again(self) -> None:
        """Put the same marks on the lines as they are now."""
        self.place_all(tuple(self.marks.values()))

    def replace(self, marks: dict[SpanId, Mark]) -> tuple[set[int], int | None]:
        """Put other marks in the place of the known ones.

        Returns the numbers of the lines whose look changes, and the first line that moved.
        """
        if self.is_stale:
            self.place_all(marks.values())
            return set(range(len(self.lanes))), 0
        gone = _others(self.marks, marks)
        new = _others(marks, self.marks)
        changed: set[int] = set()
        for mark in gone:
            changed.update(self._leave(mark))
        self.marks = marks
        for mark in new:
            changed.update(self._enter(mark))
        return changed, self._refresh(changed)

    def pin(self, id: SpanId | None) -> int | None:
        """Keep a span out of the hidden ones; return the first line that moved."""
        before, self.pinned = self.pinned, id
        touched: set[int] = set()
        for pinned in (before, id):
            mark = self.marks.get(pinned) if pinned is not None else None
            if mark is not None:
                touched.update(number for number in self.lines_of(mark) if self.lanes[number].hidden)
        return self._refresh(touched)

    def lines_of(self, mark: Mark) -> range:
        """List the numbers of the lines that a mark touches."""
        if not self._layout.lines:
            return range(0)
        return range(self._layout.line_of(mark.start), self._layout.line_of(mark.end - 1) + 1)

    def arranged(self, segments: list[Segment]) -> LineLanes:
        """Put the segments of one line into lanes."""
        return assign_lanes(segments, self.pinned)

    def marks_at(self, position: int) -> list[Mark]:
        """List the marks over a position, innermost first, suggestions after spans."""
        if not self._on_line:
            return []
        ids = self._on_line[self._layout.line_of(position)]
        found = [self.marks[id] for id in ids]
        covering = [mark for mark in found if any(start <= position < end for start, end in mark.pieces)]
        return sorted(covering, key=lambda mark: (mark.suggested, mark.end - mark.start, mark.start, mark.id))

    def _enter(self, mark: Mark) -> range:
        numbers = self.lines_of(mark)
        for number in numbers:
            self._on_line[number].add(mark.id)
        return numbers

    def _leave(self, mark: Mark) -> range:
        numbers = self.lines_of(mark)
        for number in numbers:
            self._on_line[number].discard(mark.id)
        return numbers

    def _refresh(self, numbers: Iterable[int]) -> int | None:
        rooms: list[tuple[int, float]] = []
        for number in numbers:
            line = self._layout.lines[number]
            segments = [
                segment for id in self._on_line[number] if (segment := self._segment(line, self.marks[id])) is not None
            ]
            self.lanes[number] = self.arranged(segments) if segments else NO_LANES
            rooms.append((number, max(line.least_room, self._layout.measures.room(self.lanes[number]))))
        return self._layout.set_rooms(rooms)

    def _segment(self, line: Line, mark: Mark) -> Segment | None:
        """Measure the part of a mark on a line; None where only blanks of it stand there."""
        solids: list[Box] = []
        for start, end in mark.pieces:
            if start < line.limit and end > line.start:
                solids.extend(self._layout.boxes(line, start, end))
        opens, closes = mark.start >= line.start, mark.end <= line.limit
        if not solids and (opens or closes or line.start == line.end):
            return None
        if len(solids) == 1:
            left, right = solids[0]
        elif solids:
            left, right = min(box[0] for box in solids), max(box[1] for box in solids)
        else:
            left, right = self._layout.column.left, self._layout.x_of(line, line.end)
        if len(mark.pieces) > 1:
            left, right = self._gap_to_edges(line, mark, (left, right))
        return Segment(
            mark.id,
            mark.end - mark.start,
            mark.start,
            left,
            right,
            tuple(solids),
            opens,
            closes,
            mark.chip_px if opens else 0.0,
            backward=line.mixed and reads_backward(mark.span.text),
        )

    def _gap_to_edges(self, line: Line, mark: Mark, extent: Box) -> Box:
        """Stretch an interrupted mark to the edges of a line that it goes on before or behind."""
        left, right = extent
        if mark.start < line.start:
            left = min(left, self._layout.x_of(line, line.start))
        if mark.end > line.limit:
            right = max(right, self._layout.x_of(line, line.end))
        return left, right


def _others(these: dict[SpanId, Mark], those: dict[SpanId, Mark]) -> list[Mark]:
    """List the marks that are not the same in both; comparing values is slow, and most are the very same."""
    return [mark for id, mark in these.items() if (other := those.get(id)) is not mark and other != mark]
