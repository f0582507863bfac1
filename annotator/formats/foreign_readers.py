"""Keeps what libraries raise over broken files inside the file that they read."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.errors import UserError

log = logging.getLogger(__name__)


@contextmanager
def guarded_reading(what: str) -> Iterator[None]:
    """Turn whatever a library raises into a sentence: none of them promises what that is."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        # Its message may quote the article: only its kind is kept.
        log.info("A file could not be read: %s", type(error).__name__)
        raise UserError(f"{what} cannot be read ({type(error).__name__}): save it again.") from error
