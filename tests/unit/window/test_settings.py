"""Claims about the settings file."""

from pathlib import Path

import pytest

from annotator.settings import (
    RECENT_PROJECTS,
    SYSTEM_THEME,
    Reading,
    Settings,
    load_settings,
    save_settings,
    settings_folder,
)


def test_what_is_saved_is_loaded() -> None:
    settings = Settings().with_theme("dark").with_text_size(17).with_recent(Path("one.annotator"))

    save_settings(settings)

    assert load_settings() == settings


def test_defaults_are_not_written() -> None:
    save_settings(Settings().with_theme("dark"))

    assert "text_size" not in (settings_folder() / "settings.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"theme": 3, "text_size": "big", "recent": "x"}'])
def test_a_damaged_file_means_the_defaults(damaged: str) -> None:
    (settings_folder() / "settings.json").write_text(damaged, encoding="utf-8")

    assert load_settings() == Settings()


def test_an_unknown_theme_changes_nothing() -> None:
    assert Settings().with_theme("pink") == Settings()


def test_the_text_size_stays_readable() -> None:
    assert Settings().with_text_size(1).text_size == 10
    assert Settings().with_text_size(400).text_size == 32


def test_the_newest_project_comes_first_and_once() -> None:
    settings = Settings()
    for number in range(12):
        settings = settings.with_recent(Path(f"{number}.annotator"))
    settings = settings.with_recent(Path("7.annotator"))

    assert settings.recent[0].endswith("7.annotator")
    assert len(settings.recent) == RECENT_PROJECTS == len(set(settings.recent))


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "file" / "below"))

    save_settings(Settings().with_theme("dark"))

    assert load_settings() == Settings()


def test_how_articles_are_set_is_kept_within_what_can_be_read() -> None:
    wide = Settings().with_reading(Reading(99, 900, 5, "runes", True))

    assert wide.reading == Reading(32, 200, 45, "serif", True)


def test_how_articles_are_set_is_loaded_again() -> None:
    wanted = Settings().with_reading(Reading(15, 140, 90, "sans", True)).with_palette("safe")

    save_settings(wanted)

    assert load_settings() == wanted


def test_the_first_start_follows_the_system() -> None:
    assert load_settings().theme == SYSTEM_THEME


def test_an_unknown_palette_changes_nothing() -> None:
    assert Settings().with_palette("neon") == Settings()
