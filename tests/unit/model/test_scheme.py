"""The scheme finds its parts by name, and names are words that files and keys can carry."""

import pytest

from annotator.model.scheme import COLOUR, LABEL_NAME, Label, Layer, RelationLabel, Scheme

SCHEME = Scheme(
    (Layer("e", "entity"), Layer("q", "quote")),
    (Label("p", "entity", "PERSON", "#112233"), Label("d", "quote", "DIRECT", "#112233", enabled=False)),
    (RelationLabel("s", "speaker", "#112233"),),
)


def test_parts_are_found_by_name() -> None:
    assert SCHEME.layer("quote") == SCHEME.layers[1]
    assert SCHEME.label("PERSON") == SCHEME.labels[0]
    assert SCHEME.relation_label("speaker") == SCHEME.relation_labels[0]
    assert (SCHEME.layer("x"), SCHEME.label("x"), SCHEME.relation_label("x")) == (None, None, None)


def test_labels_are_listed_by_layer_and_by_whether_they_can_be_given() -> None:
    assert SCHEME.labels_of("quote") == SCHEME.labels[1:]
    assert SCHEME.enabled_labels == SCHEME.labels[:1]


@pytest.mark.parametrize("name", ["PERSON", "ŻÓŁĆ-😀", "x" * 40, "a/b", "'"])
def test_names_that_can_be(name: str) -> None:
    assert LABEL_NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["", "a b", "a>b", "a|b", "x" * 41, "a\n", "a\x00", "\x7f", "\ud800", "\u00a0"])
def test_names_that_cannot_be(name: str) -> None:
    assert not LABEL_NAME.fullmatch(name)


def test_colours_are_six_digits() -> None:
    assert COLOUR.fullmatch("#aBc123")
    assert not COLOUR.fullmatch("#abc")
