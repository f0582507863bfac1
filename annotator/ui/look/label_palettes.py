"""Colours that stand in for the scheme's own at display: soft ones, and ones that every eye tells apart."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.model.scheme import Scheme
from annotator.ui.look.theme import Theme

# Found by search, per theme, under the contrast that lines and chips need there. Among the safe ones every two
# differ by CIEDE2000 >= 9 as normal, deuteranope, protanope and tritanope eyes see them, the first nine by >= 11;
# the order puts the most different first, because a scheme's first labels are used most.
PALETTES: dict[tuple[str, str], tuple[str, ...]] = {
    ("soft", "light"): (
        *("#783c6c", "#308454", "#0078b4", "#603c00", "#a8603c", "#3c4818", "#004860", "#005448"),
        *("#b4546c", "#603c3c", "#3c3c78", "#6c6048", "#846c84", "#6c7830", "#307884", "#606c84"),
    ),
    ("soft", "dark"): (
        *("#c06078", "#00ccd8", "#788448", "#fcc09c", "#5484c0", "#f0b4f0", "#b47848", "#b4d8c0"),
        *("#9078a8", "#d8cc84", "#c0ccf0", "#309090", "#fc9ca8", "#54a878", "#60c0fc", "#a89c84"),
    ),
    ("soft", "contrast"): (
        *("#e48490", "#54e4fc", "#fce49c", "#54a878", "#9090d8", "#fcd8fc", "#90fcd8", "#24a8e4"),
        *("#c0d8fc", "#b49c54", "#d8906c", "#fcd8cc", "#00a8a8", "#b4d890", "#b49cb4", "#9cc0b4"),
    ),
    ("safe", "light"): (
        *("#cc0000", "#0000e4", "#181824", "#24786c", "#300c00", "#846c9c", "#d8306c", "#543054"),
        *("#b424fc", "#60240c", "#245448", "#300048", "#6c4890", "#6c6c3c", "#540090", "#900c3c"),
    ),
    ("safe", "dark"): (
        *("#60fcb4", "#a854fc", "#009078", "#f0e4fc", "#fc0c18", "#fce400", "#a8c0b4", "#f0a8fc"),
        *("#a86c9c", "#cca854", "#a8909c", "#d8f0e4", "#9c90cc", "#788454", "#60b484", "#c0b4cc"),
    ),
    ("safe", "contrast"): (
        *("#d88400", "#c0fcfc", "#a884fc", "#fcfc00", "#30a884", "#b490b4", "#e4fcb4", "#ccccfc"),
        *("#9ccccc", "#78a860", "#b4d878", "#c0c09c", "#60f0cc", "#d89ca8", "#a8a8e4", "#ccc000"),
    ),
}


def with_palette(theme: Theme, scheme: Scheme, palette: str) -> Theme:
    """Let a theme show a scheme's labels in a palette; any other name means the scheme's own colours."""
    colours = PALETTES.get((palette, theme.name), ())
    return replace(theme, swaps=tuple(_swaps(scheme, colours)))


def _swaps(scheme: Scheme, colours: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give each colour of the scheme its stand-in; labels that share one go on sharing it."""
    if not colours:
        return
    families = (scheme.enabled_labels, scheme.labels, scheme.relation_labels)
    own = dict.fromkeys(described.colour for family in families for described in family)
    for place, colour in enumerate(own):
        yield colour, colours[place % len(colours)]
