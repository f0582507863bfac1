"""Claims about label palettes: shown colours can be seen and read, and the safe ones are told apart by every eye."""

import itertools
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from annotator.services.scheme_file import default_scheme
from annotator.settings import PALETTES, load_settings
from annotator.ui.look.contrast import channels, contrast, mixed
from annotator.ui.look.label_palettes import with_palette
from annotator.ui.look.theme import THEMES, Theme
from tests.ui.hands import Hands

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]
# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15(6), 2009, severity 1.0, on linear RGB.
EYES: dict[str, Matrix] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ: Matrix = ((0.433953, 0.376219, 0.189828), (0.212673, 0.715152, 0.072175), (0.017756, 0.109468, 0.872776))
# CIEDE2000: 1 is hardly seen side by side, 2.3 is seen by most, 5 and more is another colour.
ANY_TWO, FIRST_NINE = 8.5, 10.5
every_look = pytest.mark.parametrize(
    ("theme", "palette"),
    tuple(itertools.product(THEMES.values(), PALETTES)),
    ids=lambda one: str(getattr(one, "name", one)),
)


def through(matrix: Matrix, value: Triple) -> Triple:
    """Multiply."""
    first, second, third = (sum(a * b for a, b in zip(row, value, strict=True)) for row in matrix)
    return (first, second, third)


def seen(colour: str, eyes: Matrix) -> Triple:
    """A colour in CIELAB as such eyes see it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)
    )
    one, two, three = (min(1.0, max(0.0, part)) for part in through(eyes, (red, green, blue)))
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in through(XYZ, (one, two, three))
    )
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def ciede2000(one: Triple, other: Triple) -> float:
    """The difference of two colours (Sharma, Wu and Dalal 2005)."""
    chroma = (math.hypot(*one[1:]) + math.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    (a1, b1), (a2, b2) = (one[1] * stretch, one[2]), (other[1] * stretch, other[2])
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    mean = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (one[0] + other[0]) / 2, (c1 + c2) / 2
    weights = ((-0.17, 1, -30.0), (0.24, 2, 0.0), (0.32, 3, 6.0), (-0.20, 4, -63.0))
    hue_weight = 1 + sum(share * math.cos(math.radians(times * mean + shift)) for share, times, shift in weights)
    lightness = (other[0] - one[0]) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    saturation = (c2 - c1) / (1 + 0.045 * chroma)
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * hue_weight)
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((mean - 275) / 25) ** 2))))
    return math.sqrt(lightness**2 + saturation**2 + hue**2 + rotation * saturation * hue)


def shown(theme: Theme, palette: str) -> list[str]:
    """The colours of the default scheme's labels on the screen."""
    dressed = with_palette(theme, default_scheme(), palette)
    return [dressed.label_colour(label.colour) for label in default_scheme().enabled_labels]


def test_the_difference_agrees_with_published_figures() -> None:
    assert ciede2000((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((50.0, 2.5, 0.0), (73.0, 25.0, -18.0)) == pytest.approx(27.1492, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("eyes", EYES.values(), ids=EYES)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_safe_colours_are_told_apart_by_every_eye(theme: Theme, eyes: Matrix) -> None:
    colours = [seen(colour, eyes) for colour in shown(theme, "safe")]

    assert min(ciede2000(*pair) for pair in itertools.combinations(colours, 2)) >= ANY_TWO
    assert min(ciede2000(*pair) for pair in itertools.combinations(colours[:9], 2)) >= FIRST_NINE


def test_the_schemes_own_colours_are_not_all_told_apart_by_every_eye() -> None:
    worst = min(
        ciede2000(seen(one, eyes), seen(other, eyes))
        for eyes in EYES.values()
        for one, other in itertools.combinations(shown(THEMES["light"], "scheme"), 2)
    )

    assert worst < ANY_TWO


@every_look
def test_lines_are_seen_and_chips_are_read(theme: Theme, palette: str) -> None:
    for colour in shown(theme, palette):
        assert min(contrast(colour, theme.paper), contrast(colour, theme.panel)) >= 3.0
        assert contrast(colour, theme.on_colour) >= 4.5


@every_look
def test_words_are_read_on_every_fill(theme: Theme, palette: str) -> None:
    for colour in shown(theme, palette):
        share = theme.fill_share(colour, long=False)

        assert contrast(theme.text, mixed(colour, theme.paper, 2 * share)) >= 4.5
        assert contrast(theme.muted, mixed(colour, theme.paper, share)) >= 4.5
        assert share >= 0.05


@every_look
def test_no_two_labels_of_the_default_scheme_share_a_colour(theme: Theme, palette: str) -> None:
    colours = shown(theme, palette)

    assert len(set(colours)) == len(colours)


def test_a_palette_is_shown_remembered_and_leaves_the_scheme_alone(
    open_window: Callable[..., Hands], project_path: Path
) -> None:
    hands = open_window(project_path)
    before = hands.session.scheme
    hands.mark(hands.text.split()[0], "PERSON")

    hands.action("palette.safe").trigger()

    picture = hands.view.viewport().grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(200)}
    assert QColor(shown(THEMES["light"], "safe")[0]).name() in colours
    assert load_settings().palette == "safe"
    assert hands.session.scheme == before
