"""Reads made-up files with a format, for the tests of article formats."""

from collections.abc import Iterable

import pytest

from annotator.errors import UserError
from annotator.formats import FORMATS
from annotator.formats.articles import ArticleFormat
from annotator.formats.base import Aside, Fault, ForeignDocument, Item
from annotator.model.document import Metadata


def items(form: str | ArticleFormat, data: bytes) -> list[Item]:
    """Read bytes with a format."""
    found = FORMATS.get(form) if isinstance(form, str) else form
    assert isinstance(found, ArticleFormat)
    return list(found.items(data, "made", "made"))


def articles(form: str | ArticleFormat, data: bytes) -> list[tuple[str, Metadata]]:
    """Read bytes in which there is nothing but articles."""
    read = items(form, data)
    return [(one.text, known(one)) for one in read if isinstance(one, ForeignDocument) or pytest.fail(str(one))]


def known(item: Item) -> Metadata:
    """What is known of an article."""
    assert isinstance(item, ForeignDocument)
    assert item.metadata is not None
    return item.metadata


def reasons(read: Iterable[Item]) -> list[str]:
    """Why some items are no articles."""
    return [one.reason for one in read if isinstance(one, Fault | Aside)]


def refusal(form: str | ArticleFormat, data: bytes) -> str:
    """The sentence with which bytes are refused."""
    with pytest.raises(UserError) as caught:
        items(form, data)
    assert "made" in str(caught.value)
    return str(caught.value)
