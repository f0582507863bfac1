"""Claims about rows written in bulk: the same JSON and the same hash as one by one, whatever they hold."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.rare_collection import rare_collection
from annotator.storage.rows import dump, dump_all, row_hash, text_hash

VALUES = st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.fixed_dictionaries({"text": VALUES, "id": VALUES, "%s": VALUES, 'a"b': VALUES}), min_size=1))
def test_rows_written_together_are_those_written_alone(images: list[dict[str, str | int | float | None]]) -> None:
    written = dump_all(images)

    assert written == [dump(image, sort=True) for image in images]
    assert [text_hash(one) for one in written] == [row_hash(image) for image in images]


def test_columns_may_come_in_any_order() -> None:
    assert dump_all([{"b": 1, "a": "x"}, {"a": "y", "b": None}]) == ['{"a":"x","b":1}', '{"a":"y","b":null}']


def test_cycles_are_looked_for_as_before_when_much_was_read() -> None:
    before = gc.get_threshold()

    with pytest.raises(KeyboardInterrupt), rare_collection():
        inside = gc.get_threshold()
        raise KeyboardInterrupt

    assert inside > before
    assert gc.get_threshold() == before
