"""Documents and zones: named by their text, never without a title, never reversed."""

import pytest

from annotator.model.document import Document, Metadata, Zone, ZoneKind, text_sha256
from annotator.model.ids import derived_id, random_id


def test_the_same_text_is_the_same_document_everywhere() -> None:
    one, other = Document.of("Ana 😀"), Document.of("Ana 😀", Metadata(title="Else"))

    assert one.id == other.id
    assert one.id != Document.of("Ana").id
    assert one.sha256 == text_sha256("Ana 😀")


@pytest.mark.parametrize(
    ("text", "metadata", "title"),
    [
        ("a text", Metadata(title="Title"), "Title"),
        ("one two\nthree four five six seven eight nine", Metadata(), "one two three four five six seven eight"),
        (" \n", Metadata(), "(empty article)"),
    ],
)
def test_a_document_always_has_a_title(text: str, metadata: Metadata, title: str) -> None:
    assert Document.of(text, metadata).title == title


def test_a_document_known_better_is_the_same_text() -> None:
    document = Document.of("text").with_metadata(Metadata(author="Ana"))

    assert (document.metadata.author, document.text) == ("Ana", "text")


@pytest.mark.parametrize("bounds", [(3, 3), (4, 3), (-1, 3)])
def test_a_zone_has_a_length(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="0 <= start < end"):
        Zone(*bounds, ZoneKind.TITLE)


def test_a_lone_surrogate_can_be_hashed() -> None:
    assert text_sha256("\ud800") != text_sha256("\ufffd")


def test_derived_ids_repeat_and_random_ids_do_not() -> None:
    assert derived_id("a", 1) == derived_id("a", "1") != derived_id("a1")
    assert random_id() != random_id()
