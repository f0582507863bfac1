"""Correct the zones of an article: mark the selection as one kind, or unmark it."""

from functools import partial

from PySide6.QtCore import QObject

from annotator.model.document import Zone, ZoneKind, ZoneOrigin
from annotator.services.commands import SetZones
from annotator.ui.article.view import ArticleView
from annotator.ui.hands.labelling import NO_SELECTION, Handler
from annotator.ui.session import Session


def zones_with(zones: tuple[Zone, ...], chosen: tuple[int, int], kind: ZoneKind | None) -> tuple[Zone, ...]:
    """Return the zones with the chosen stretch given to one kind, or to none; what stood there is cut back."""
    start, end = chosen
    kept = []
    for zone in zones:
        if zone.start < start:
            kept.append(Zone(zone.start, min(zone.end, start), zone.kind, zone.origin))
        if zone.end > end:
            kept.append(Zone(max(zone.start, end), zone.end, zone.kind, zone.origin))
    if kind is not None:
        kept.append(Zone(start, end, kind, ZoneOrigin.CONFIRMED))
    return tuple(sorted(kept))


class ZoneMarking(QObject):
    """Turns the selection into zones that a person confirmed."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view

    def handlers(self) -> dict[str, Handler]:
        """Say which action does what."""
        marks: dict[str, Handler] = {f"zone.{kind.value}": partial(self.mark, kind) for kind in ZoneKind}
        return {**marks, "zone.clear": partial(self.mark, None), "zone.confirm": self.confirm}

    def mark(self, kind: ZoneKind | None) -> None:
        """Give the selection to a kind of zone; without a selection, the whole zone at the caret."""
        document = self._session.document
        if document is None:
            return
        chosen = self._view.selected_range() or self._zone_at_caret()
        if chosen is None:
            self._session.failed.emit(NO_SELECTION)
            return
        zones = zones_with(document.zones, chosen, kind)
        if self._session.execute(SetZones(document.id, zones)) is not None:
            self._view.clear_selection()

    def confirm(self) -> None:
        """Say that all proposed zones of the article are right."""
        document = self._session.document
        if document is not None:
            zones = tuple(Zone(zone.start, zone.end, zone.kind, ZoneOrigin.CONFIRMED) for zone in document.zones)
            self._session.execute(SetZones(document.id, zones))

    def _zone_at_caret(self) -> tuple[int, int] | None:
        document, caret = self._session.document, self._view.caret()
        zones = document.zones if document else ()
        return next(((zone.start, zone.end) for zone in zones if zone.start <= caret < zone.end), None)
