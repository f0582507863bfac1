"""Claims about the table of actions made from a scheme."""

from dataclasses import replace

from annotator.actions import ACTIONS, DIGITS, all_actions, label_actions, link_actions
from annotator.services.scheme_file import default_scheme


def test_digits_go_to_the_first_nine_enabled_labels_in_order() -> None:
    scheme = default_scheme()

    made = label_actions(scheme)

    assert [action.keys[0] for action in made[:9]] == list(DIGITS)
    assert [action.words for action in made] == [label.name for label in scheme.enabled_labels]


def test_a_label_that_is_off_has_no_action() -> None:
    scheme = default_scheme()
    first = scheme.labels[0]
    without = replace(scheme, labels=(replace(first, enabled=False), *scheme.labels[1:]))

    made = label_actions(without)

    assert first.name not in [action.words for action in made]
    assert made[0].keys[0] == "1"


def test_a_labels_own_key_that_an_action_has_is_left_out() -> None:
    scheme = default_scheme()
    taken = replace(scheme.labels[0], key="l")

    made = label_actions(replace(scheme, labels=(taken, *scheme.labels[1:])))

    assert made[0].keys == ("1",)


def test_the_speaker_has_its_fixed_action_only() -> None:
    ids = [action.id for action in link_actions(default_scheme())]

    assert "link.speaker" not in ids
    assert "link.cue" in ids


def test_ids_are_unique() -> None:
    ids = [action.id for action in all_actions(default_scheme())]

    assert len(ids) == len(set(ids))
    assert len(ids) > len(ACTIONS)
