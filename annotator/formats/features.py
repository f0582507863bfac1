"""Describes `annotator/1` to the Hugging Face `datasets` library.

Without it a file whose first 10 MB hold only empty lists fails to load.
"""

import json
import re

_TEXT = {"dtype": "string", "_type": "Value"}
_WHOLE = {"dtype": "int64", "_type": "Value"}
_NUMBER = {"dtype": "float64", "_type": "Value"}
_PAIRS = [[_WHOLE]]

# The spellings of which JSON loaders make timestamps; with milliseconds they leave them alone.
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?")
_META = ("title", "outlet", "author", "published", "published_raw", "url", "language", "source_file")

FEATURES: dict[str, object] = {
    "schema": _TEXT,
    "document": _TEXT,
    "text": _TEXT,
    "text_sha256": _TEXT,
    "meta": {**dict.fromkeys(_META, _TEXT), "extra": [{"name": _TEXT, "value": _TEXT}]},
    "zones": [{"kind": _TEXT, "start": _WHOLE, "end": _WHOLE}],
    "annotator": _TEXT,
    "role": _TEXT,
    "status": _TEXT,
    "spans": [
        {
            "id": _TEXT,
            "layer": _TEXT,
            "label": _TEXT,
            "start": _WHOLE,
            "end": _WHOLE,
            "text": _TEXT,
            "fragments": _PAIRS,
            "attributes": [{"name": _TEXT, "value": _TEXT, "ref": _TEXT}],
            "note": _TEXT,
            "origin": _TEXT,
            "score": _NUMBER,
            "provenance": {
                "status": _TEXT,
                "votes": _WHOLE,
                "of": _WHOLE,
                "class": _TEXT,
                "by": _TEXT,
                "at": _TEXT,
                "reason": _TEXT,
                "sources": [_TEXT],
            },
        }
    ],
    "relations": [{"id": _TEXT, "label": _TEXT, "from": _TEXT, "to": _TEXT, "to_document": _TEXT}],
    "tokens": _PAIRS,
}


def looks_like_date(value: str) -> bool:
    """Tell whether a JSON loader would make a timestamp of a text."""
    return _DATE.fullmatch(value) is not None


def features_file() -> bytes:
    """Write the features as `datasets.Features.from_dict` reads them."""
    return json.dumps(FEATURES, indent=1).encode() + b"\n"
