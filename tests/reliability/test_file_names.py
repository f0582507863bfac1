"""A title or an annotator's name never leaves its place in an export."""

import random

from tests.reliability.file_names import check_name, named


def test_no_title_or_name_leaves_its_folder() -> None:
    lot = random.Random(2)

    for _ in range(1000):
        check_name(*named(lot))
