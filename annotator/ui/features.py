"""The features of a window, one line each; the order is that of their panes."""

from collections.abc import Callable

from annotator.ui.flow import Flow
from annotator.ui.overview import OverviewFeature
from annotator.ui.parts import Feature, WindowParts
from annotator.ui.working import Working

FEATURES: tuple[Callable[[WindowParts], Feature], ...] = (
    Flow,
    Working,
    OverviewFeature,
)
