"""The formats that only bring articles, in the order in which they look into a file."""

from collections.abc import Sequence

from annotator.formats.articles import ArticleFormat
from annotator.formats.base import Format
from annotator.formats.docx import DocxFormat
from annotator.formats.factiva_xml import FactivaXmlFormat
from annotator.formats.feed import FeedFormat
from annotator.formats.html_articles import HtmlFormat
from annotator.formats.json_articles import JsonArticlesFormat
from annotator.formats.mail import EmlFormat, MhtmlFormat
from annotator.formats.newsml import NewsmlFormat
from annotator.formats.pdf import PdfFormat
from annotator.formats.rtf import RtfFormat
from annotator.formats.table_articles import CsvFormat, XlsxFormat
from annotator.formats.text import TextFormat
from annotator.formats.warc import WarcFormat
from annotator.formats.zip_articles import ZipArticlesFormat


def article_formats(annotated: Sequence[Format] = ()) -> tuple[ArticleFormat, ...]:
    """Make all of them; a ZIP holds any of the others and of the `annotated` ones."""
    single: tuple[ArticleFormat, ...] = (
        TextFormat(),
        HtmlFormat(),
        MhtmlFormat(),
        DocxFormat(),
        RtfFormat(),
        PdfFormat(),
        EmlFormat(),
        CsvFormat(),
        XlsxFormat(),
        JsonArticlesFormat(),
        FeedFormat(),
        NewsmlFormat(),
        FactivaXmlFormat(),
        WarcFormat(),
    )
    return (*single, ZipArticlesFormat(single, annotated))
