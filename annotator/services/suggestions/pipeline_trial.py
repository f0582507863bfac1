"""Tries a pipeline in a worker's process before it is chosen: whether it is one, needs nothing foreign, and loads."""

from annotator.services.worker_process import Report
from annotator.suggest.voices import open_voice


def try_pipeline(_report: Report, name: str) -> str:
    """Load a pipeline and give the source that its suggestions will carry.

    Raises UserError when there is none, when it would need foreign code, or when it is damaged.
    """
    return open_voice(name).name
