"""Opens a suggester by the name of its pipeline: the rules with a parse, or with what was learnt here."""

from annotator.suggest.base import Suggester
from annotator.suggest.learnt import Learnt
from annotator.suggest.pipelines import NO_PIPELINE, find_pipeline, open_pipeline, shipped_pipeline
from annotator.suggest.rules import Rules


def open_voice(pipeline: str) -> Suggester:
    """Load a pipeline and give the suggester that uses it; without one the rules alone.

    Raises UserError for a pipeline that is not there or would need foreign code.
    """
    if pipeline == NO_PIPELINE:
        return Rules()
    found = find_pipeline(pipeline)
    opened = open_pipeline(found)
    if found.learnt is None:
        return Rules(opened)
    return Learnt(opened, open_voice(shipped_pipeline()), found.learnt)
