"""Writes the card of a dataset: its files by name, and every feature with its type."""

from collections.abc import Iterator

from annotator.formats.features import FEATURES

DATA = "data"
_WORDS = """
# Labelled news articles

One row per article and annotator, schema `annotator/1`: `text` with its `spans` (`start` and `end` count Unicode code
points, half-open, so that `text[start:end]` are the span's words), `relations` between spans, and who did it how far.

Unpack this archive and load its folder: `datasets.load_dataset("FOLDER")`. The features above are explicit, because
lists that are empty at the beginning of a file have no type of their own.
"""


def dataset_card(data_file: str) -> bytes:
    """Write README.md for one file of data."""
    head = [
        "---",
        "configs:",
        "- config_name: default",
        "  data_files:",
        "  - split: train",
        f"    path: {data_file}",
        "dataset_info:",
        "  features:",
        *_rows(FEATURES, "  "),
        "---",
    ]
    return ("\n".join(head) + "\n" + _WORDS).encode()


def _rows(features: dict[str, object], indent: str) -> Iterator[str]:
    for name, feature in features.items():
        yield f"{indent}- name: {name}"
        yield from _type_rows(feature, f"{indent}  ")


def _type_rows(feature: object, indent: str) -> Iterator[str]:
    """Write a type as the library itself writes it: dtype, struct or list."""
    if isinstance(feature, list):
        inner = feature[0]
        if _is_value(inner):
            yield f"{indent}list: {inner['dtype']}"
        else:
            yield f"{indent}list:"
            yield from _rows(inner, indent) if isinstance(inner, dict) else _type_rows(inner, f"{indent}  ")
    elif _is_value(feature):
        assert isinstance(feature, dict)
        yield f"{indent}dtype: {feature['dtype']}"
    else:
        assert isinstance(feature, dict)
        yield f"{indent}struct:"
        yield from _rows(feature, indent)


def _is_value(feature: object) -> bool:
    return isinstance(feature, dict) and feature.get("_type") == "Value"
