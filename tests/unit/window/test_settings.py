"""Claims about the settings file."""

from pathlib import Path

import pytest

from annotator.settings import RECENT_PROJECTS, Settings, load_settings, save_settings, settings_folder


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
