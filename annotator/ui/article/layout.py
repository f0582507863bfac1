"""Breaks an article into lines and gives each line the room that its lanes need: Qt knows only equal lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from annotator.ui.article.measures import Column, Measures

_CLUSTERED = regex.compile(r"[\p{M}\p{Cf}\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
Box = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of the display, in UTF-16 positions, and how its words look."""

    start: int
    end: int
    format: QTextCharFormat


@dataclass(slots=True)
class Line:
    """One line on the screen; `start` and `end` are UTF-16 positions, `top` is in pixels of the whole article.

    `end` leaves out blanks that hang over the column; `limit` is where the next line or paragraph begins.
    """

    block: QTextBlock
    text_line: QTextLine
    start: int
    end: int
    limit: int
    height: float
    mixed: bool
    opens: bool
    closes: bool
    clustered: bool = False
    least_room: float = 0.0
    top: float = 0.0
    room: float = 0.0

    @property
    def base(self) -> float:
        """The lower edge of the words."""
        return self.top + self.height

    @property
    def bottom(self) -> float:
        """The lower edge of the lanes."""
        return self.top + self.height + self.room


class ArticleLayout(QAbstractTextDocumentLayout):
    """Lines of a read-only document, each with room of its own below.

    `lay_out` breaks lines; `set_rooms` only moves them. Positions are UTF-16 units of the display.
    """

    def __init__(self, document: QTextDocument, measures: Measures) -> None:
        super().__init__(document)
        self.measures = measures
        self.lines: list[Line] = []
        self.column = measures.column(COLUMN_BEFORE_SHOWN_PX)
        # Positions of what is around the article: bylines, captions, page debris.
        self.quiet: tuple[tuple[int, int], ...] = ()
        self._starts: list[int] = []
        self._tops: list[float] = []
        self._block_tops: list[float] = []
        self._height = 0.0
        self.generation = 0

    def forget(self) -> None:
        """Drop all lines before the document changes."""
        self.lines, self._starts, self._tops, self._block_tops, self._height = [], [], [], [], 0.0

    def lay_out(self) -> None:
        """Break the whole article into lines."""
        self.forget()
        self.column = self._wanted_column()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        block = self.document().begin()
        while block.isValid():
            option.setTextDirection(block.textDirection())
            backward = block.textDirection() is Qt.LayoutDirection.RightToLeft
            option.setAlignment(Qt.AlignmentFlag.AlignRight if backward else Qt.AlignmentFlag.AlignLeft)
            self._break(block, option)
            block = block.next()
        self._starts = [line.start for line in self.lines]
        self.generation += 1
        self._stack(0)

    def set_rooms(self, rooms: Iterable[tuple[int, float]]) -> int | None:
        """Change the room below lines, given by number; return the first line that moved, if any did."""
        first: int | None = None
        for number, room in rooms:
            if self.lines[number].room != room:
                self.lines[number].room = room
                first = number if first is None else min(first, number)
        if first is not None:
            self._stack(first)
        return first

    def line_of(self, position: int) -> int:
        """Find the number of the line that shows a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    def line_at(self, y: float) -> int:
        """Find the number of the line at a height; above and below the text the first and the last."""
        return max(0, bisect_right(self._tops, y) - 1)

    def lines_between(self, top: float, bottom: float) -> range:
        """List the numbers of the lines that touch a stretch of the article."""
        return range(self.line_at(top), self.line_at(bottom) + 1) if self.lines else range(0)

    def x_of(self, line: Line, position: int) -> float:
        """Tell where a position stands, from the view's left edge."""
        return self.column.left + _x(line, position)

    def position_at(self, line: Line, x: float) -> int:
        """Find the position on a line that is nearest to a place, never one that shows on the next line."""
        found = line.block.position() + line.text_line.xToCursor(x - self.column.left)
        if line.clustered and not line.mixed:
            found = self._truly_nearest(line, x)
        return found if line.closes else min(found, max(line.start, line.end))

    def _truly_nearest(self, line: Line, x: float) -> int:
        """Measure every position, because behind a letter with a combining mark Qt may answer with the line's end."""
        origin, layout = line.block.position(), line.block.layout()
        places = range(line.start + line.text_line.textLength(), line.start, -1)
        valid = [place for place in places if layout.isValidCursorPosition(place - origin)]
        return min([*valid, line.start], key=lambda place: abs(self.x_of(line, place) - x))

    def boxes(self, line: Line, start: int, end: int) -> list[Box]:
        """List where a stretch of one line stands, left to right; in mixed writing directions it may be several."""
        start, end = max(start, line.start), min(end, line.end)
        if start >= end:
            return []
        if not line.mixed:
            left = self.column.left if start == line.start else self.x_of(line, start)
            return [(left, self.x_of(line, end))]
        return self._mixed_boxes(line, start, end)

    def inside_at_turn(self, line: Line, start: int, end: int) -> float | None:
        """Find a place just inside the left edge of a letter that is written against the paragraph.

        Behind such a word Qt's caret stands before it where the paragraph goes from right to left: there too.
        """
        origin, text = line.block.position(), line.block.text()
        own = line.block.textDirection() is Qt.LayoutDirection.RightToLeft
        letters = text[start - origin : start - origin + 1] + (text[: start - origin][-1:] if own else "")
        turns = {unicodedata.bidirectional(letter) for letter in letters}
        glyphs = self._glyph_boxes(line, start, end)
        if not glyphs or not turns & (_FROM_LEFT if own else _FROM_RIGHT):
            return None
        left, right = min(one for one, _ in glyphs), max(one for _, one in glyphs)
        return left + (right - left) / 4

    def draw_text(self, painter: QPainter, numbers: range, highlights: Sequence[Highlight] = ()) -> None:
        """Draw the words of some lines, highlighted stretches in their own colours, from the article's corner."""
        if not numbers:
            return
        first, last = self.lines[numbers[0]], self.lines[numbers[-1]]
        clip = QRectF(0, first.top, self._view_width(), last.bottom - first.top)
        for line in (self.lines[number] for number in numbers if number == numbers[0] or self.lines[number].opens):
            top = QPointF(self.column.left, self._block_tops[line.block.blockNumber()])
            line.block.layout().draw(painter, top, _parts(line.block, highlights), clip)

    # What Qt asks of a layout.

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Break lines anew when the width changed; the view says when the text did."""
        if self.lines and self._wanted_column() != self.column:
            self.lay_out()

    def documentSize(self) -> QSizeF:
        """Tell how large the article is."""
        return QSizeF(self._view_width(), self._height)

    def pageCount(self) -> int:
        """Tell that there is one page."""
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Tell where the only frame is."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Tell where a paragraph is."""
        number = block.blockNumber()
        if not 0 <= number < len(self._block_tops):
            return QRectF()
        top = self._block_tops[number]
        bottom = self._block_tops[number + 1] if number + 1 < len(self._block_tops) else self._height
        return QRectF(self.column.left, top, self.column.width, bottom - top)

    def hitTest(self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy) -> int:
        """Find the position at a point of the article."""
        if not self.lines:
            return 0
        place = QPointF(point)  # type: ignore[arg-type]  # the stubs know only the conversion of QPoint
        return self.position_at(self.lines[self.line_at(place.y())], place.x())

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Draw the plain words: for printing; the view paints by itself."""
        self.draw_text(painter, range(len(self.lines)))

    def _wanted_column(self) -> Column:
        backward = self.document().begin().textDirection() is Qt.LayoutDirection.RightToLeft
        return self.measures.column(self._view_width(), mirrored=backward)

    def _view_width(self) -> float:
        width = self.document().textWidth()
        return width if width > 0 else COLUMN_BEFORE_SHOWN_PX

    def _break(self, block: QTextBlock, option: QTextOption) -> None:
        layout = block.layout()
        layout.setTextOption(option)
        mixed, clustered = (bool(found.search(block.text())) for found in (_RIGHT_TO_LEFT, _CLUSTERED))
        origin, last = block.position(), block.position() + block.length() - 1
        layout.beginLayout()
        made: list[Line] = []
        while (text_line := layout.createLine()).isValid():
            text_line.setLineWidth(self.column.width)
            start = origin + text_line.textStart()
            limit = start + text_line.textLength()
            height = text_line.height() if last > origin else self.measures.blank_px
            made.append(Line(block, text_line, start, limit, limit, height, mixed, not made, False, clustered))
        layout.endLayout()
        made[-1].closes, made[-1].limit = True, last + 1
        for line in made:
            line.end = self._without_blanks(line.start, line.end)
            line.least_room = line.room = self._least_room(line) if last > origin else 0.0
        self.lines.extend(made)

    def _least_room(self, line: Line) -> float:
        """Keep room for one lane, so that a first span moves nothing; hardly any where nobody marks anything."""
        quiet = any(start <= line.start and line.end <= end for start, end in self.quiet)
        return self.measures.quiet_room_px if quiet else self.measures.base_room_px

    def _without_blanks(self, start: int, end: int) -> int:
        document = self.document()
        while end > start and document.characterAt(end - 1).isspace():
            end -= 1
        return end

    def _stack(self, first: int) -> None:
        """Put lines below each other, from one number on."""
        # The paragraph's earlier lines stay; its later ones are placed from its top.
        top = self.measures.margin_px if first == 0 else self.lines[first].top
        del self._tops[first:]
        if first < len(self.lines):
            del self._block_tops[self.lines[first].block.blockNumber() + 1 :]
        for line in self.lines[first:]:
            if line.opens:
                del self._block_tops[line.block.blockNumber() :]
                self._block_tops.append(top)
            line.top = top
            line.text_line.setPosition(QPointF(0, top - self._block_tops[-1]))
            self._tops.append(top)
            top = line.bottom + self._gap_below(line)
        height = top + self.measures.margin_px
        if height != self._height:
            self._height = height
            self.documentSizeChanged.emit(self.documentSize())

    def _gap_below(self, line: Line) -> float:
        if not line.room:
            return 0.0
        gap = self.measures.paragraph_gap_px if line.closes else 0.0
        return gap + line.height * self.measures.leading

    def _mixed_boxes(self, line: Line, start: int, end: int) -> list[Box]:
        origin, left = line.block.position(), self.column.left
        found: list[Box] = []
        for position in range(start - origin, end - origin):
            near = line.text_line.cursorToX(position, QTextLine.Edge.Leading)
            far = line.text_line.cursorToX(position, QTextLine.Edge.Trailing)
            edges = (_place(near), _place(far))
            found.append((left + min(edges), left + max(edges)))
        # Where the writing direction turns, the cursor's edges leave a run's first character out; its glyphs do not.
        return _joined([*found, *self._glyph_boxes(line, start, end)])

    def _glyph_boxes(self, line: Line, start: int, end: int) -> list[Box]:
        left, found = self.column.left, []
        for run in line.text_line.glyphRuns(start - line.block.position(), end - start):
            advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
            places = zip(run.positions(), advances, strict=False)
            found += [(left + place.x(), left + place.x() + advance.x()) for place, advance in places]
        return found


COLUMN_BEFORE_SHOWN_PX = 900.0
_FROM_LEFT, _FROM_RIGHT = {"L"}, {"R", "AL"}  # classes of the Unicode Bidirectional Algorithm


def _x(line: Line, position: int) -> float:
    return _place(line.text_line.cursorToX(position - line.block.position()))


def _parts(block: QTextBlock, highlights: Iterable[Highlight]) -> list[QTextLayout.FormatRange]:
    """Cut highlights to one paragraph."""
    found: list[QTextLayout.FormatRange] = []
    for highlight in highlights:
        start = max(highlight.start - block.position(), 0)
        length = min(highlight.end - block.position(), block.length() - 1) - start
        if length > 0:
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = start, length, highlight.format
            found.append(part)
    return found


def _place(found: object) -> float:
    # PySide6 returns the place and the cursor position together, and its stubs say `object`.
    return float(found[0]) if isinstance(found, tuple) else 0.0


def _joined(boxes: list[Box]) -> list[Box]:
    """Join boxes that touch."""
    found: list[Box] = []
    for left, right in sorted(box for box in boxes if box[1] > box[0]):
        if found and left <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
