"""Claims about finding and opening pipelines: which may be loaded, which never are, and how they are named."""

import json
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.suggest.pipelines import (
    choose_pipeline,
    default_pipeline,
    find_pipeline,
    learnt_pipelines_folder,
    loaded,
    open_pipeline,
    pipeline_names,
    remove_pipeline,
    shipped_pipeline,
)
from tests.unit.suggest.parsing import small_pipeline


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTATOR_SETTINGS", str(tmp_path / "settings"))


def test_a_folder_is_named_with_its_version(tmp_path: Path) -> None:
    found = find_pipeline(str(small_pipeline(tmp_path / "mine")))

    assert found.source == "pipeline:mine@3.1.0"
    assert open_pipeline(found).name == "pipeline:mine@3.1.0"


def test_the_default_is_the_first_of_the_names() -> None:
    assert default_pipeline() == pipeline_names()[0]
    assert pipeline_names()[-1] == "none"


def test_the_bundled_pipeline_is_small_licensed_and_says_how_it_was_made() -> None:
    folder = find_pipeline("bundled").folder
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))

    assert sum(path.stat().st_size for path in folder.rglob("*")) < 25 * 2**20
    assert (folder / "LICENSE").exists()
    assert meta["license"] == "CC BY-SA 4.0"
    assert "train_pipeline.py" in meta["command"]
    assert meta["performance"]["dep_uas"] > 0.85


def test_a_learnt_pipeline_is_found_by_its_name() -> None:
    small_pipeline(learnt_pipelines_folder() / "ferries-2")

    assert "ferries-2" in pipeline_names()
    assert find_pipeline("ferries-2").folder == learnt_pipelines_folder() / "ferries-2"


def test_a_learnt_pipeline_suggests_only_once_it_was_chosen_and_until_it_is_removed() -> None:
    small_pipeline(learnt_pipelines_folder() / "ferries")
    before = default_pipeline()

    choose_pipeline("ferries")
    chosen = default_pipeline()
    remove_pipeline("ferries")

    assert (before, chosen, default_pipeline()) == (shipped_pipeline(), "ferries", shipped_pipeline())


def test_only_what_was_learnt_here_is_removed() -> None:
    remove_pipeline("bundled")

    assert find_pipeline("bundled").folder.is_dir()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"There is no pipeline nonsense: choose one of .*none"):
        find_pipeline("nonsense")


def test_a_folder_without_meta_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no pipeline"):
        find_pipeline(str(tmp_path))


def test_a_folder_without_settings_is_no_pipeline(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("[]", encoding="utf-8")

    with pytest.raises(UserError, match=r"its config\.cfg cannot be read"):
        find_pipeline(str(tmp_path))


def test_a_part_of_foreign_code_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    folder = small_pipeline(tmp_path / "foreign")
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    (folder / "config.cfg").write_text(
        config.replace('factory = "entity_ruler"', 'factory = "thief"'), encoding="utf-8"
    )

    with pytest.raises(UserError, match="needs foreign code for its part 'thief'"):
        find_pipeline(str(folder))


def test_a_foreign_function_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    folder = small_pipeline(tmp_path / "foreign")
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    changed = config.replace("before_creation = null", 'before_creation = {"@callbacks": "thief.v1"}')
    (folder / "config.cfg").write_text(changed, encoding="utf-8")

    with pytest.raises(UserError, match=r"needs the foreign function 'thief\.v1'"):
        find_pipeline(str(folder))


def test_a_damaged_pipeline_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = small_pipeline(tmp_path / "damaged")
    (folder / "tokenizer").write_bytes(b"\xff\x00")

    with pytest.raises(UserError, match="cannot be loaded"):
        loaded(folder)


def test_what_a_pipeline_says_of_its_learning_is_kept(tmp_path: Path) -> None:
    folder = small_pipeline(tmp_path / "learnt")
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, "annotator": {"paragraphs": 300}}), encoding="utf-8")

    assert find_pipeline(str(folder)).learnt == {"paragraphs": 300}
