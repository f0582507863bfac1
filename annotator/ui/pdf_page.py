"""Lays a page of HTML out as PDF, in a process of its own: a long article takes seconds."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QUrl
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from annotator.errors import UserError

_MARGIN_MM = 18
_RESOLUTION_DPI = 300


class ClosedDocument(QTextDocument):
    """A document that fetches nothing, whatever its text names."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Give nothing back."""
        return None


def write_pdf(report: Callable[[object], object], html: str, out: str) -> str:
    """Write a PDF beside its name and put it in place when it is whole; raises UserError when that cannot be."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    part = Path(f"{out}.part")
    try:
        part.write_bytes(b"")
        _write(html, part)
        os.replace(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise UserError(f"The file {out} was not written ({reason}): choose another place.") from error
    assert application is not None
    return out


def _write(html: str, part: Path) -> None:
    writer = QPdfWriter(str(part))
    writer.setResolution(_RESOLUTION_DPI)
    writer.setCreator("annotator")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = ClosedDocument()
    document.setHtml(html)
    document.print_(writer)
    if part.stat().st_size == 0:
        raise OSError("the PDF is empty")
