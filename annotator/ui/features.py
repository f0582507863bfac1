"""The features of a window, one line each; the order is that of their panes."""

from collections.abc import Callable

from annotator.ui.parts import Feature, WindowParts

FEATURES: tuple[Callable[[WindowParts], Feature], ...] = ()
