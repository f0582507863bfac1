"""Shows Markdown as plain characters with looks: nothing is fetched, opened or clicked."""

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.text.markdown import Block, Look, Part, read_markdown

_INDENT_PX, _MARGIN_PX = 22.0, 12.0
_LARGER = {1: 1.5, 2: 1.25, 3: 1.1}
_ABOVE_PX = {Block.HEADING: 12.0, Block.ITEM: 2.0, Block.CODE: 8.0}
_RULE = "⸻"


class MarkdownView(QTextEdit):
    """A read-only page; no character of it is a link or a picture, so that a guideline cannot reach past itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markdown_view")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(_MARGIN_PX)

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        self.clear()
        cursor = QTextCursor(self.document())
        for number, part in enumerate(read_markdown(text)):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format(part))
            self._write(cursor, part)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_plain(self, text: str) -> None:
        """Show a text as it is written, in letters of one width."""
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.insertText(text, self._format(Look.CODE))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, cursor: QTextCursor, part: Part) -> None:
        if part.block is Block.ITEM:
            cursor.insertText(f"{part.number}. " if part.number else "•  ", self._format(Look.PLAIN))
        if part.block is Block.RULE:
            cursor.insertText(_RULE, self._format(Look.PLAIN))
        for piece in part.pieces:
            look = self._format(piece.look)
            if part.block is Block.HEADING:
                look.setFontWeight(QFont.Weight.Bold)
                look.setFontPointSize(self.font().pointSizeF() * _LARGER.get(part.level, 1.0))
            # Line ends would begin blocks of their own.
            cursor.insertText(piece.text.replace("\n", "\u2028"), look)

    def _format(self, look: Look) -> QTextCharFormat:
        made = QTextCharFormat()
        if look is Look.BOLD:
            made.setFontWeight(QFont.Weight.Bold)
        elif look is Look.ITALIC:
            made.setFontItalic(True)
        elif look is Look.CODE:
            made.setFontFamilies(["monospace"])
            made.setFontFixedPitch(True)
        return made


def _block_format(part: Part) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(_ABOVE_PX.get(part.block, 6.0))
    made.setHeadingLevel(part.level if part.block is Block.HEADING else 0)
    if part.block is Block.ITEM:
        made.setLeftMargin(_INDENT_PX * (part.level + 1))
        made.setTextIndent(-_INDENT_PX / 2)
    elif part.block in (Block.QUOTE, Block.CODE):
        made.setLeftMargin(_INDENT_PX)
    return made
