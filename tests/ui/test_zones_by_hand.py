"""Claims about correcting zones: mark the selection, unmark it, confirm what was proposed."""

from annotator.model.document import Zone, ZoneKind, ZoneOrigin
from annotator.ui.hands.zone_marking import zones_with
from tests.ui.hands import Hands


def test_the_selection_becomes_boilerplate(hands: Hands) -> None:
    start, end = select_last_words(hands)

    hands.action("zone.boilerplate").trigger()

    zones = hands.session.project.document(hands.document).zones
    assert Zone(start, end, ZoneKind.BOILERPLATE, ZoneOrigin.CONFIRMED) in zones


def test_unmarking_cuts_the_zone_back(hands: Hands) -> None:
    start, end = select_last_words(hands)
    hands.action("zone.boilerplate").trigger()
    hands.view.select_range(start, end)

    hands.action("zone.clear").trigger()

    zones = hands.session.project.document(hands.document).zones
    assert not any(zone.start < end and start < zone.end for zone in zones)


def test_confirming_makes_every_zone_confirmed(hands: Hands) -> None:
    hands.action("zone.confirm").trigger()

    zones = hands.session.project.document(hands.document).zones
    assert zones
    assert all(zone.origin is ZoneOrigin.CONFIRMED for zone in zones)


def test_a_zone_in_the_middle_splits_the_one_around_it() -> None:
    around = Zone(0, 10, ZoneKind.BOILERPLATE)

    zones = zones_with((around,), (4, 6), ZoneKind.CAPTION)

    assert [(zone.start, zone.end, zone.kind) for zone in zones] == [
        (0, 4, ZoneKind.BOILERPLATE),
        (4, 6, ZoneKind.CAPTION),
        (6, 10, ZoneKind.BOILERPLATE),
    ]


def select_last_words(hands: Hands) -> tuple[int, int]:
    words = hands.text.split()[-1]
    start = hands.text.rindex(words)
    hands.view.select_range(start, start + len(words))
    return start, start + len(words)
