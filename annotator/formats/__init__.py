"""The formats that are read and written: the explicit list, and plug-ins of `annotator.formats`."""

from annotator.formats.article_formats import article_formats
from annotator.formats.base import Format
from annotator.formats.brat import BratFormat
from annotator.formats.conll import ConllFormat
from annotator.formats.csv_tables import CsvTablesFormat
from annotator.formats.docbin import DocbinFormat
from annotator.formats.doccano import DoccanoFormat
from annotator.formats.html_page import HtmlPageFormat
from annotator.formats.huggingface import HuggingFaceFormat
from annotator.formats.jsonl import JsonlFormat
from annotator.formats.label_studio import LabelStudioFormat
from annotator.formats.parquet import ParquetFormat
from annotator.formats.prodigy import ProdigyFormat
from annotator.formats.workbook import WorkbookFormat
from annotator.registry import Registry


def built_in_formats() -> Registry[Format]:
    """Make the registry of formats."""
    built_in: tuple[Format, ...] = (
        JsonlFormat(),
        BratFormat(),
        ProdigyFormat(),
        DoccanoFormat(),
        LabelStudioFormat(),
        ConllFormat(),
        DocbinFormat(),
        ParquetFormat(),
        HuggingFaceFormat(),
        WorkbookFormat(),
        HtmlPageFormat(),
        CsvTablesFormat(),
        *article_formats(),
    )
    return Registry("annotator.formats", built_in)


FORMATS = built_in_formats()
