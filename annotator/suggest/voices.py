"""Opens a suggester by the name of its pipeline: the rules with a parse, or with what was learnt here."""

from annotator.suggest.base import Suggester
from annotator.suggest.pipelines import find_pipeline, open_pipeline
from annotator.suggest.rules import Rules


def open_voice(pipeline: str) -> Suggester:
    """Load a pipeline and give the suggester that uses it.

    Raises UserError for a pipeline that is not there or would need foreign code.
    """
    return Rules(open_pipeline(find_pipeline(pipeline)))
