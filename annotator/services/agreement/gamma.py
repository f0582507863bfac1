"""Gamma (Mathet, Widlöcher and Métivier 2015) by pygamma-agreement, where that is installed; never needed otherwise."""

import logging
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from annotator.metrics.tally import ALL
from annotator.metrics.units import Sheet, Unit
from annotator.services.agreement.board import Block, Cell, Pick, name_cell
from annotator.services.agreement.comparing import chosen_annotators, work_of
from annotator.services.agreement_words import FEW_DOCUMENTS, articles, figure
from annotator.services.project import Project

PACKAGE = "pygamma_agreement"
SAMPLES = 30
NOT_INSTALLED = "gamma needs the package pygamma-agreement, which is not installed"
_ACROSS = "layers are never aligned with each other: read gamma layer by layer"
_FEW_DONE = "no article was finished by two annotators"
_NOTHING = "no article has enough spans of two annotators to draw chance from"
_ABOUT = (
    "Gamma is 1 - observed / expected disorder of the best alignment of all annotators' spans: 1 is perfect, 0 is "
    "chance, below 0 is worse. Mean over articles. It may mislead: chance is drawn by lot from few spans, so that "
    "the last digits are noise; a left-out span weighs as much as a wrong label."
)
Report = Callable[[tuple[int, int]], None]


@dataclass(frozen=True, slots=True)
class Gamma:
    """The mean over `documents` articles, or None with the reason."""

    value: float | None
    documents: int
    reason: str = ""

    def record(self, seed: int) -> dict[str, object]:
        """Say it for the command line."""
        told = {"gamma": self.value, "documents": self.documents, "samples": SAMPLES, "seed": seed}
        return told | ({"reason": self.reason} if self.reason else {})


def is_installed() -> bool:
    """Tell whether gamma can be computed at all, without importing anything."""
    return find_spec(PACKAGE) is not None


def gammas(
    project: Project,
    names: tuple[str, ...],
    layers: Sequence[str],
    seed: int = 0,
    report: Report = lambda _done: None,
) -> dict[str, Gamma]:
    """Compute gamma of each layer; one that cannot be computed says why. `report` is told how many of how many."""
    layers = [layer for layer in layers if layer != ALL]
    if not is_installed():
        return {layer: Gamma(None, 0, NOT_INSTALLED) for layer in (*layers, ALL)}
    shared = [one.sheets for one in work_of(project, chosen_annotators(project, names)) if len(one.sheets) > 1]
    found: dict[str, Gamma] = {}
    for place, layer in enumerate(layers):
        values = []
        for number, sheets in enumerate(shared):
            report((place * len(shared) + number, len(layers) * len(shared)))
            values.append(_of_document(sheets, layer, seed))
        found[layer] = _mean(values, _NOTHING if shared else _FEW_DONE)
    found[ALL] = Gamma(None, 0, _ACROSS)
    return found


def gamma_block(report: Report, path: str, whom: tuple[str, ...] = ()) -> Block:
    """Make the block of the agreement page, in the worker's process; layers that nobody used are left out."""
    with Project.open(Path(path), read_only=True) as project:
        found = gammas(project, whom, [layer.name for layer in project.scheme.layers], report=report)
    few = 0 < max((one.documents for one in found.values()), default=0) < FEW_DOCUMENTS
    rows = tuple(_row(layer, one) for layer, one in found.items() if layer != ALL)
    return Block(
        "gamma",
        "Gamma",
        _ABOUT,
        ("Layer", "Gamma", "Articles"),
        rows,
        ("Few articles: another choice of articles could change gamma much.",) if few else (),
    )


def _row(layer: str, one: Gamma) -> tuple[Cell, ...]:
    says = (
        f"Gamma of {layer} is undefined: {one.reason}."
        if one.value is None
        else f"Gamma of {layer} is {figure(one.value)} over {articles(one.documents)}. {_ABOUT}"
    )
    pick = Pick(layer=layer) if one.documents else None
    return name_cell(layer, says, pick), Cell(figure(one.value), says, pick), Cell(f"{one.documents:,}", says, pick)


def _mean(values: Iterable[float | None], reason: str) -> Gamma:
    defined = [one for one in values if one is not None]
    if not defined:
        return Gamma(None, 0, reason)
    return Gamma(sum(defined) / len(defined), len(defined))


def _of_document(sheets: Mapping[str, Sheet], layer: str, seed: int) -> float | None:
    """Compute gamma of one article; None where fewer than two annotators have spans of the layer."""
    marked = {name: [unit for unit in sheet.units if unit.layer == layer] for name, sheet in sheets.items()}
    if sum(bool(units) for units in marked.values()) < 2:
        return None
    with _quietly():
        # Late: an optional package that takes a second to import.
        package, segments = import_module(PACKAGE), import_module("pyannote.core")
        continuum = package.Continuum()
        for name, units in marked.items():
            continuum.add_annotator(name)
            for start, end, label in _pieces(units):
                continuum.add(name, segments.Segment(start, end), label)
        # The package draws from numpy's own generator.
        np.random.seed(seed)
        found: Any = continuum.compute_gamma(package.CombinedCategoricalDissimilarity(), n_samples=SAMPLES)
        value = float(found.gamma) if found.expected_disorder else math.nan
    return value if math.isfinite(value) else None


def _pieces(units: Iterable[Unit]) -> Iterator[tuple[int, int, str]]:
    """List the fragments as units of their own, as all figures of unitizing do."""
    return ((start, end, unit.label) for unit in units for start, end in unit.fragments)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the package from telling about solvers that are not there."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
