"""The project file: the only package that speaks SQL."""

import sys

# sqlite-utils imports numpy where it is installed, to know its number types: a tenth of the start of
# the window for values that are never stored here. None makes that one import fail, as if it were not there.
if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # typeshed knows modules only
    import sqlite_utils as sqlite_utils  # late: only now is numpy out of sight

    del sys.modules["numpy"]
