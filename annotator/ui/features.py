"""The features of a window, one line each; the order is that of their panes."""

from collections.abc import Callable

from annotator.ui.agreeing import Agreeing
from annotator.ui.comfort import Comfort
from annotator.ui.drafting import Drafting
from annotator.ui.first_use import FirstUse
from annotator.ui.flow import Flow
from annotator.ui.gamma import GammaFeature
from annotator.ui.guiding import Guiding
from annotator.ui.incoming import Incoming
from annotator.ui.keys import Keys
from annotator.ui.naming import Naming
from annotator.ui.overview import OverviewFeature
from annotator.ui.page_room import PageRoom
from annotator.ui.parts import Feature, WindowParts
from annotator.ui.printing import Printing
from annotator.ui.recycling import Recycling
from annotator.ui.review.feature import Reviewing
from annotator.ui.safety.backing import Backing
from annotator.ui.safety.exchanging import Exchanging
from annotator.ui.safety.opening_check import OpeningCheck
from annotator.ui.safety.rescued import Rescued
from annotator.ui.second_pass import SecondPassing
from annotator.ui.suggestions.feature import Suggesting
from annotator.ui.suggestions.learning import Learning
from annotator.ui.working import Working

FEATURES: tuple[Callable[[WindowParts], Feature], ...] = (
    Flow,
    FirstUse,
    Suggesting,
    Learning,
    Working,
    OverviewFeature,
    Naming,
    Guiding,
    Keys,
    Recycling,
    Drafting,
    Printing,
    Incoming,
    Backing,
    OpeningCheck,
    Exchanging,
    Rescued,
    Comfort,
    PageRoom,
    Reviewing,
    Agreeing,
    GammaFeature,
    SecondPassing,
)
