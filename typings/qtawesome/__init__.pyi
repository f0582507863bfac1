"""The part of qtawesome that the program uses; the library carries no types."""

_BUNDLED_FONTS: tuple[tuple[str, str, str], ...]
