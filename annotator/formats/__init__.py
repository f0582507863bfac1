"""The formats that are read and written: the explicit list, and plug-ins of `annotator.formats`."""

from collections.abc import Iterator

from annotator.formats.base import Format
from annotator.registry import Registry


def built_in_formats() -> Iterator[Format]:
    """Make the built-in formats."""
    # Late: what they import together takes as long as the rest of the window's start.
    from annotator.formats.article_formats import article_formats
    from annotator.formats.brat import BratFormat
    from annotator.formats.cas import CasFormat
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
    from annotator.formats.refi import RefiFormat
    from annotator.formats.w3c import W3cFormat
    from annotator.formats.webanno_tsv import WebannoTsvFormat
    from annotator.formats.workbook import WorkbookFormat

    annotated: tuple[Format, ...] = (
        JsonlFormat(),
        BratFormat(),
        ProdigyFormat(),
        DoccanoFormat(),
        LabelStudioFormat(),
        CasFormat(),
        W3cFormat(),
        RefiFormat(),
        WebannoTsvFormat(),
        ConllFormat(),
        DocbinFormat(),
        ParquetFormat(),
        HuggingFaceFormat(),
        WorkbookFormat(),
        HtmlPageFormat(),
        CsvTablesFormat(),
    )
    yield from (*annotated, *article_formats(annotated))


FORMATS: Registry[Format] = Registry("annotator.formats", built_in_formats)
