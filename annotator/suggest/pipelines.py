"""Finds pipelines by name, makes sure that loading one runs nobody else's code, and opens them."""

import gc
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import UserError
from annotator.resources import HOMES
from annotator.settings import data_folder

if TYPE_CHECKING:
    from spacy.language import Language

    from annotator.suggest.pipeline import Pipeline

BUNDLED = "bundled"
NO_PIPELINE = "none"
CHOSEN = "chosen.txt"  # beside the learnt pipelines: the name of the one that suggests
THREADS = "OPENBLAS_NUM_THREADS"
PARTS = frozenset(
    {"tok2vec", "tagger", "morphologizer", "parser", "senter", "sentencizer", "ner", "lemmatizer", "attribute_ruler"}
    | {"trainable_lemmatizer", "entity_ruler", "span_ruler", "spancat", "merge_entities", "merge_noun_chunks"}
)
# They cost time and nothing here reads what they say.
NOT_READ = ["morphologizer", "lemmatizer", "trainable_lemmatizer", "attribute_ruler", "spancat"]
OWN = "annotator"  # the key in meta.json under which a pipeline learnt here says what it was learnt from


@dataclass(frozen=True, slots=True)
class PipelineFolder:
    """A pipeline on the disk: how people call it, its folder, its version and what it says of itself."""

    name: str
    folder: Path
    version: str
    learnt: Mapping[str, object] | None = None

    @property
    def source(self) -> str:
        """The source that its suggestions carry."""
        return f"pipeline:{self.name}@{self.version}"


def pipeline_names() -> tuple[str, ...]:
    """List what may be named: the bundled pipeline, those learnt on this machine, those installed as packages."""
    _keep_to_one_core()
    from spacy.util import get_installed_models  # Late: spaCy takes a second to import

    names = [BUNDLED] if _bundled() is not None else []
    names += learnt_names()
    return (*names, *sorted(get_installed_models()), NO_PIPELINE)


def learnt_pipelines_folder() -> Path:
    """Tell where the pipelines lie that were learnt with the program's own button."""
    return data_folder() / "pipelines"


def default_pipeline() -> str:
    """Give the pipeline that was chosen on this machine, by its name or its folder's path, else the shipped one."""
    try:
        chosen = (learnt_pipelines_folder() / CHOSEN).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return shipped_pipeline()
    # A folder that is gone is not passed over in silence: whoever loads it says so.
    is_there = chosen == NO_PIPELINE or Path(chosen).is_absolute() or chosen in (*learnt_names(), *installed_names())
    return chosen if is_there else shipped_pipeline()


def learnt_names() -> tuple[str, ...]:
    """List the pipelines that were learnt on this machine."""
    return tuple(folder.name for folder in _learnt_folders())


def installed_names() -> tuple[str, ...]:
    """List the pipelines that are installed as packages, as spaCy finds them; nothing is imported."""
    return tuple(sorted({one.name for one in entry_points(group="spacy_models")}))


def shipped_pipeline() -> str:
    """Give the bundled pipeline's name, or that of none in a copy of the program without it."""
    return BUNDLED if _bundled() is not None else NO_PIPELINE


def choose_pipeline(name: str) -> None:
    """Suggest with a pipeline from now on, given by name or a folder's path; with the shipped one when it is empty."""
    folder = learnt_pipelines_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CHOSEN).write_text(name, encoding="utf-8")


def remove_pipeline(name: str) -> None:
    """Take a pipeline away that was learnt here; anything else is left alone."""
    for folder in _learnt_folders():
        if folder.name == name:
            shutil.rmtree(folder)


def find_pipeline(name: str) -> PipelineFolder:
    """Find a pipeline by its name or by the path of its folder, and look into it without running anything.

    Raises UserError when there is none, or when it would need code from elsewhere.
    """
    _keep_to_one_core()
    folder = _folder(name)
    if folder is None:
        known = ", ".join(pipeline_names())
        raise UserError(f"There is no pipeline {name}: choose one of {known}, or give the path of a pipeline's folder.")
    meta = _meta(folder)
    refuse_foreign(folder)
    learnt = meta.get(OWN)
    version = str(meta.get("version", "0"))
    if folder == _bundled():
        version = version.split(".")[0]
    return PipelineFolder(folder.name if name != BUNDLED else BUNDLED, folder, version, _mapping(learnt))


def learnt_layers(name: str) -> tuple[PipelineFolder, ...]:
    """List what was learnt of several layers into one folder, a pipeline each; none for anything else."""
    folder = Path(name).resolve()
    if name == BUNDLED or (folder / "config.cfg").exists():
        return ()
    found = (find_pipeline(str(path.parent)) for path in sorted(folder.glob("*/config.cfg")))
    return tuple(one for one in found if one.learnt is not None)


def open_pipeline(found: PipelineFolder) -> "Pipeline":
    """Load a pipeline; takes about a second."""
    # Late: naming pipelines, which the window does, needs none of what reads with them.
    from annotator.suggest.pipeline import Pipeline

    return Pipeline(found.source, loaded(found.folder))


def loaded(folder: Path) -> "Language":
    """Load what a folder holds.

    Raises UserError when it is damaged.
    """
    alone = _keep_to_one_core()
    import spacy  # Late: spaCy takes a second to import, and the window never needs it
    from thinc.api import NumpyOps, set_current_ops  # Late: as spaCy

    if alone:
        # Measured: 12,000 words a second with numpy's products in one thread, 7,000 with those of blis.
        set_current_ops(NumpyOps(use_blis=False))
    try:
        language = spacy.load(folder, exclude=NOT_READ)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"The pipeline in {folder} cannot be loaded ({error}): install it again.") from error
    # What was loaded stays for good: looking through it for garbage again and again costs two words in a hundred.
    gc.freeze()
    return language


@cache
def _keep_to_one_core() -> bool:
    """Ask numpy for one thread, several only wait for each other here; False when it is too late to ask.

    Must be called before spaCy, and numpy with it, is imported.
    """
    if "numpy" not in sys.modules:
        os.environ.setdefault(THREADS, "1")
    return os.environ.get(THREADS) == "1"


def refuse_foreign(folder: Path) -> None:
    """Raise UserError when a pipeline's settings name a part or a function that is not spaCy's own."""
    from spacy.util import load_config  # Late: spaCy takes a second to import

    try:
        config = load_config(folder / "config.cfg", interpolate=False)
    except (OSError, ValueError) as error:
        raise UserError(f"The folder {folder} is no pipeline: its config.cfg cannot be read ({error}).") from error
    for where, value in _called(config.get("components", {}), "components"):
        if where.endswith(".factory") and value not in PARTS:
            raise UserError(f"The pipeline in {folder} needs foreign code for its part {value!r} and is not loaded.")
    for where, value in _called({key: config.get(key, {}) for key in ("nlp", "components")}, ""):
        if "@" in where.rpartition(".")[2] and not value.startswith("spacy."):
            raise UserError(f"The pipeline in {folder} needs the foreign function {value!r} and is not loaded.")


def _called(section: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text in nested settings with its path."""
    if isinstance(section, Mapping):
        for key, value in section.items():
            yield from _called(value, f"{where}.{key}")
    elif isinstance(section, str):
        yield where, section


def _folder(name: str) -> Path | None:
    if name == BUNDLED:
        return _bundled()
    for folder in _learnt_folders():
        if folder.name == name:
            return folder
    return _installed(name) or (Path(name).resolve() if Path(name).is_dir() else None)


def _installed(name: str) -> Path | None:
    """Find the data of an installed pipeline package, without importing the package."""
    from spacy.util import get_installed_models, get_package_path  # Late: spaCy takes a second to import

    if name not in get_installed_models():
        return None
    package = Path(get_package_path(name))
    return next((path.parent for path in sorted(package.glob("*/config.cfg"))), package)


def _bundled() -> Path | None:
    paths = (home / "resources" / "pipeline" for home in reversed(HOMES))
    return next((path for path in paths if (path / "config.cfg").exists()), None)


def _learnt_folders() -> tuple[Path, ...]:
    return tuple(sorted(path.parent for path in learnt_pipelines_folder().glob("*/config.cfg")))


def _meta(folder: Path) -> Mapping[str, object]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(f"The folder {folder} is no pipeline: it has no meta.json that can be read.") from error
    return _mapping(meta) or {}


def _mapping(value: object) -> Mapping[str, object] | None:
    return value if isinstance(value, Mapping) else None
