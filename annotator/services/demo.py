"""Does the main job once from beginning to end, on the sample articles or on others."""

import json
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.metrics.bootstrap import Resampling
from annotator.resources import seed_path
from annotator.services.agreement.comparing import compare
from annotator.services.exporting.run import ExportReport, ExportRequest, export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.run import ImportOptions, ImportReport, import_paths
from annotator.services.importing.sources import find_sources
from annotator.services.information import Information, information
from annotator.services.project import Project
from annotator.services.suggestions.suggesting import suggest_project

SAMPLE_ANNOTATOR = "first"
ANNOTATIONS = "annotations.jsonl"
_MARK = "demo.json"
_MADE_BY = "annotator demo"
_NO_INTERVALS = Resampling(0, 0)  # the demo prints no intervals: they take seconds


@dataclass(frozen=True, slots=True)
class DemoPlaces:
    """The files of a demo; nothing else in their folder is touched."""

    folder: Path

    @property
    def project(self) -> Path:
        """The project file."""
        return self.folder / "demo.annotator"

    @property
    def export(self) -> Path:
        """The labelled dataset."""
        return self.folder / "demo.jsonl"

    @property
    def picture(self) -> Path:
        """The picture of the window."""
        return self.folder / "demo.png"


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far the annotators agree in one layer or in all: the mean F1 of pairs."""

    scope: str
    exact_f1: float
    overlap_f1: float


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What a demo made; `annotator` is whose work is worth showing, None when nobody has any."""

    places: DemoPlaces
    imported: ImportReport
    exported: ExportReport
    information: Information
    agreement: tuple[Agreed, ...]
    annotator: str | None


def sample_paths() -> tuple[Path, ...]:
    """List the sample articles and what two annotators marked in them.

    The annotations come first: their lines bring the zones that were looked through.
    """
    return (seed_path(ANNOTATIONS), *sorted(seed_path().glob("*.txt")))


def make_demo(folder: Path, articles: Path | None = None) -> DemoReport:
    """Make or bring up to date the demo in a folder: import the articles, export every line.

    A second run adds what is new and keeps what was labelled by hand meanwhile. Raises
    UserError for a folder that holds such files from elsewhere, and for articles that cannot be used.
    """
    places = DemoPlaces(folder)
    paths = sample_paths() if articles is None else (articles,)
    find_sources(paths)
    _claim(places)
    is_new = not places.project.exists()
    try:
        with Project.create(places.project) if is_new else Project.open(places.project) as project:
            imported = import_paths(project, paths, ImportOptions(keep_good=True))
            suggest_project(project)
            exported = export(project, ExportRequest(places.export, scope=Scope(everything=True)))
            found, agreed = information(project), agreement_of(project)
    except UserError:
        if is_new:
            places.project.unlink(missing_ok=True)
        raise
    return DemoReport(places, imported, exported, found, agreed, _worth_showing(found))


def _claim(places: DemoPlaces) -> None:
    """Mark the folder's demo files as the demo's own; raises UserError where they are somebody else's."""
    mark = places.folder / _MARK
    try:
        places.folder.mkdir(parents=True, exist_ok=True)
        if _is_ours(mark):
            return
        foreign = [one for one in (mark, places.project, places.export, places.picture) if one.exists()]
        if foreign:
            raise UserError(f"The demo did not make {foreign[0]} and will not touch it: choose another --out.")
        mark.write_text(json.dumps({"made_by": _MADE_BY}) + "\n", encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"The demo cannot write into {places.folder} ({error.strerror}): choose another folder with --out."
        ) from error


def _is_ours(mark: Path) -> bool:
    try:
        record = json.loads(mark.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return isinstance(record, dict) and record.get("made_by") == _MADE_BY


def agreement_of(project: Project) -> tuple[Agreed, ...]:
    """Compare those who are done with an article; a layer without figures is left out."""
    figures = compare(project, resampling=_NO_INTERVALS)
    means = {scope: one["mean"] for scope, one in figures["scopes"].items()}
    return tuple(
        Agreed(scope, mean["exact_f1"], mean["overlap_f1"])
        for scope, mean in means.items()
        if mean["exact_f1"] is not None and mean["overlap_f1"] is not None
    )


def _worth_showing(found: Information) -> str | None:
    by_name = {one.annotator.name: one.spans for one in found.annotators}
    if by_name.get(SAMPLE_ANNOTATOR):
        return SAMPLE_ANNOTATOR
    return max(by_name, key=lambda name: by_name[name], default=None)
