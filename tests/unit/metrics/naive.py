"""Sheets drawn at random: nested, touching and interrupted units of two layers."""

from hypothesis import strategies as st

from annotator.metrics.units import Sheet, Unit

LABELS = {"entity": ("PERSON", "ORG"), "quote": ("DIRECT", "SCARE")}


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """Draw a unit with one or two fragments."""
    layer = draw(st.sampled_from(sorted(LABELS)))
    label = draw(st.sampled_from(LABELS[layer]))
    start, length = draw(st.integers(0, 16)), draw(st.integers(1, 5))
    pieces = [(start, start + length)]
    if draw(st.booleans()):
        gap, more = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        pieces.append((start + length + gap, start + length + gap + more))
    return Unit(tuple(pieces), label, layer)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw one annotator's work on one short document."""
    found = draw(st.lists(units(), max_size=5, unique_by=lambda unit: unit.identity))
    ordered = sorted(found, key=lambda unit: (unit.start, unit.end, unit.label, unit.layer, unit.fragments))
    return Sheet(tuple(Unit(u.fragments, u.label, u.layer, str(index)) for index, u in enumerate(ordered)))
