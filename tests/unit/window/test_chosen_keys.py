"""Claims about chosen keys and about the order of the palette."""

from annotator.actions import all_actions
from annotator.services.scheme_file import default_scheme
from annotator.settings import Settings, load_settings, save_settings
from annotator.ui.palette_order import Entry, best, fit


def keys(chosen: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {one.id: one.keys for one in all_actions(default_scheme(), chosen)}


def test_no_key_belongs_to_two_whatever_was_chosen() -> None:
    chosen = {"document.next": ("1", "Ctrl+K", "L"), "label.entity.ORG": ("1", "C"), "find.open": ("Ctrl+K",)}
    listed = all_actions(default_scheme(), chosen)

    held = [(room, key) for one in listed for key in one.keys for room in one.scope.rooms]
    assert sorted(held) == sorted(set(held))


def test_review_and_the_article_may_use_the_same_key_for_themselves() -> None:
    found = keys({})

    assert found["label.entity.PERSON"][0] == found["review.take_1"][0] == "1"


def test_a_key_chosen_for_the_whole_window_is_taken_from_article_and_review() -> None:
    found = keys({"document.next": ("N",)})

    assert found["document.next"] == ("N",)
    assert "N" not in found["review.next"] + found["select.name_next"]


def test_a_chosen_key_goes_before_a_default_and_labels_yield() -> None:
    found = keys({"document.next": ("1", "Ctrl+K")})

    assert found["document.next"] == ("1", "Ctrl+K")
    assert "Ctrl+K" not in found["palette.open"]
    assert "1" not in found["label.entity.PERSON"]


def test_a_key_chosen_for_a_label_is_not_given_to_another_label() -> None:
    found = keys({"label.entity.PERSON": ("C",)})

    assert found["label.entity.PERSON"] == ("C",)
    assert "C" not in found["label.helper.CUE"]


def test_chosen_keys_are_saved_and_loaded() -> None:
    settings = Settings().with_keys({"find.open": ("Ctrl+Alt+F",), "search.open": ()}).with_command("find.open")

    save_settings(settings)

    assert load_settings() == settings


def test_the_beginning_of_a_line_fits_best_and_letters_in_order_worst() -> None:
    fits = [fit("Article: Next article", words) for words in ("next", "article next", "ticle", "ntl", "xyz")]

    assert fits == [0, 1, 2, 3, None]


def test_of_equals_the_one_run_lately_comes_first() -> None:
    entries = (Entry("a", "View: Light"), Entry("b", "View: Lighter"))

    assert [one.id for one in best(entries, "light", ("b",))] == ["b", "a"]
