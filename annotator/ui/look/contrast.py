"""Luminance, contrast ratios and colours moved until they can be seen on their background (WCAG 2.2)."""

import colorsys
from functools import lru_cache

Channels = tuple[float, float, float]

# How far a colour moves per try; 1/100 of its lightness cannot be told apart by eye.
STEP = 0.01


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """Compute the relative luminance of `#rrggbb`, 0 for black to 1 for white."""
    red, green, blue = (_linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of two colours, 1 for equal ones to 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def readable(colour: str, ground: str, ratio: float) -> str:
    """Lighten or darken a colour, hue kept, until it reaches a contrast ratio on its ground.

    Ends at black or white when no colour of this hue reaches the ratio.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    step = STEP if luminance(ground) < 0.18 else -STEP
    found = colour
    while contrast(found, ground) < ratio and 0.0 < lightness + step < 1.0:
        lightness += step
        found = hexadecimal(colorsys.hls_to_rgb(hue, lightness, saturation))
    if contrast(found, ground) >= ratio:
        return found
    return "#ffffff" if step > 0 else "#000000"


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix `share` (0 to 1) of a colour into a ground."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    red, green, blue = (over * share + under * (1 - share) for over, under in pairs)
    return hexadecimal((red, green, blue))


def channels(colour: str) -> Channels:
    """Split `#rrggbb` into red, green and blue, each 0 to 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


def hexadecimal(parts: Channels) -> str:
    """Write red, green and blue, each 0 to 1, as `#rrggbb`."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in parts)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
