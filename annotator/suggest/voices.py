"""Opens a suggester by the name of its pipeline: the rules with a parse, or with what was learnt here."""

from collections.abc import Sequence
from pathlib import Path

from annotator.suggest.base import Suggester
from annotator.suggest.learnt import Learnt
from annotator.suggest.pipeline import Pipeline
from annotator.suggest.pipelines import (
    NO_PIPELINE,
    PipelineFolder,
    find_pipeline,
    learnt_layers,
    loaded,
    open_pipeline,
    shipped_pipeline,
)
from annotator.suggest.rules import Rules


def open_voice(pipeline: str) -> Suggester:
    """Load a pipeline and give the suggester that uses it; without one the rules alone.

    Raises UserError for a pipeline that is not there or would need foreign code.
    """
    if pipeline == NO_PIPELINE:
        return Rules()
    layers = learnt_layers(pipeline)
    if layers:
        return _several(Path(pipeline).resolve().name, layers)
    found = find_pipeline(pipeline)
    opened = open_pipeline(found)
    if found.learnt is None:
        return Rules(opened)
    return Learnt(opened, open_voice(shipped_pipeline()), found.learnt)


def _several(name: str, layers: Sequence[PipelineFolder]) -> Suggester:
    """Let what was learnt of each layer speak for it, all under one name."""
    voice = open_voice(shipped_pipeline())
    source = f"pipeline:{name}@{max(one.version for one in layers)}"
    for one in layers:
        voice = Learnt(Pipeline(source, loaded(one.folder)), voice, one.learnt or {})
    return voice
