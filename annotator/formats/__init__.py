"""The formats that are read and written: the explicit list, and plug-ins of `annotator.formats`."""

from annotator.formats.base import Format
from annotator.formats.brat import BratFormat
from annotator.formats.conll import ConllFormat
from annotator.formats.doccano import DoccanoFormat
from annotator.formats.jsonl import JsonlFormat
from annotator.formats.label_studio import LabelStudioFormat
from annotator.formats.prodigy import ProdigyFormat
from annotator.formats.text import TextFormat
from annotator.registry import Registry


def built_in_formats() -> Registry[Format]:
    """Make the registry of formats."""
    built_in: tuple[Format, ...] = (
        JsonlFormat(),
        TextFormat(),
        BratFormat(),
        ProdigyFormat(),
        DoccanoFormat(),
        LabelStudioFormat(),
        ConllFormat(),
    )
    return Registry("annotator.formats", built_in)


FORMATS = built_in_formats()
