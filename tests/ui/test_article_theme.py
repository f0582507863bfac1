"""Claims about colours: what must be told apart or read can be, in every theme."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.services.scheme_file import default_scheme
from annotator.ui.article.marks import line_style
from annotator.ui.look.contrast import contrast, mixed, readable
from annotator.ui.look.theme import CONTRAST, LIGHT, THEMES, Theme, palette, theme_named

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@themes
def test_words_can_be_read_on_every_ground(theme: Theme) -> None:
    grounds = (theme.window, theme.panel, theme.paper, theme.hover, theme.selected)
    inks = (theme.text, theme.muted)

    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 4.5


@themes
def test_selected_words_and_buttons_can_be_read(theme: Theme) -> None:
    assert contrast(theme.on_selection, theme.selection) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@themes
def test_outlines_of_controls_can_be_seen(theme: Theme) -> None:
    assert min(contrast(theme.edge, ground) for ground in (theme.window, theme.panel, theme.paper)) >= 3.0


@given(st.sampled_from(sorted(THEMES)), colours)
@settings(max_examples=100)
def test_any_colour_becomes_a_line_that_is_seen_and_a_chip_that_is_read(name: str, colour: str) -> None:
    theme = THEMES[name]

    adjusted = theme.label_colour(colour)

    assert contrast(adjusted, theme.paper) >= 3.0
    assert contrast(adjusted, theme.panel) >= 3.0
    assert contrast(adjusted, theme.on_colour) >= 4.5


@themes
def test_words_can_be_read_on_the_fill_of_every_label(theme: Theme) -> None:
    fills = [mixed(theme.label_colour(label.colour), theme.paper, 2 * theme.fill) for label in default_scheme().labels]

    assert min(contrast(theme.text, fill) for fill in fills) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#1d56a7", "#ffffff", 4.5) == "#1d56a7"


def test_layers_differ_in_the_way_their_lines_are_drawn() -> None:
    scheme = default_scheme()

    styles = {line_style(scheme, layer.name) for layer in scheme.layers}

    assert len(styles) == len(scheme.layers)


def test_an_unknown_theme_is_the_light_one() -> None:
    assert theme_named("nothing") is LIGHT
    assert theme_named("contrast") is CONTRAST


@themes
def test_the_palette_takes_the_themes_colours(theme: Theme) -> None:
    made = palette(theme)

    assert (made.window().color().name(), made.text().color().name()) == (theme.window, theme.text)
