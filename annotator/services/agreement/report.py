"""Writes the report on agreement: a page that prints well, with its figures as JSON and its tables as CSV beside it."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotator import __version__
from annotator.metrics.bootstrap import Resampling
from annotator.metrics.pair_figures import Figures
from annotator.model.document import DocumentState
from annotator.services.agreement.comparing import DEFAULT_RESAMPLING, chosen_annotators, compare
from annotator.services.agreement.disagreements import disagreements
from annotator.services.agreement.drift import drift_of
from annotator.services.agreement.page import Page, page_html
from annotator.services.agreement.summary import summarise
from annotator.services.exporting.files import usable_target, write_whole
from annotator.services.project import Project

_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """What was written."""

    html: Path
    json: Path
    tables: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom and which layers to report on, nothing being all, and how intervals were drawn."""

    names: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    resampling: Resampling = DEFAULT_RESAMPLING


def write_report(
    project: Project,
    out: Path,
    names: tuple[str, ...] = (),
    layers: tuple[str, ...] = (),
    resampling: Resampling = DEFAULT_RESAMPLING,
) -> ReportFiles:
    """Write OUT with OUT's name ending in .json and in .pairs.csv, .labels.csv, .confusion.csv and .clusters.csv.

    Raises UserError for a name, a layer or a place that cannot be used; too little data gives a report that says so.
    """
    asked = Asked(names, layers, resampling)
    return report_figures(project, out, asked, compare(project, names, layers, resampling))


def report_figures(project: Project, out: Path, asked: Asked, figures: Figures) -> ReportFiles:
    """Write the report on figures that were computed already; raises UserError as `write_report` does."""
    target = usable_target(out)
    names, layers, resampling = asked.names, asked.layers, asked.resampling
    clusters = disagreements(project, names, layers)["clusters"]
    page = Page(
        title=project.path.stem,
        made=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        version=__version__,
        scheme_revision=project.scheme.revision,
        resampling=resampling,
        documents=tuple(_documents(project)),
        people=tuple(_people(project, names)),
        figures=figures,
        summary=summarise(project, clusters),
        drift=drift_of(project, figures),
    )
    written = write_whole(target, [page_html(page).encode()])
    whole = {
        "figures": figures,
        "drift": page.drift,
        "disagreements": clusters,
        "seed": resampling.seed,
        "resamples": resampling.resamples,
    }
    data = write_whole(target.with_suffix(".json"), [json.dumps(whole, ensure_ascii=False, indent=1).encode()])
    tables = tuple(
        write_whole(target.with_suffix(f".{name}.csv"), [_csv(rows)])
        for name, rows in _tables(figures, clusters).items()
    )
    return ReportFiles(written, data, tables)


def _documents(project: Project) -> list[tuple[str, str, str]]:
    found = (project.document(id) for id in project.document_ids())
    return [
        (one.metadata.title or one.metadata.source_file or one.id, one.metadata.outlet, one.metadata.published)
        for one in found
    ]


def _people(project: Project, names: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """List (annotator, articles done, spans in them)."""
    told = []
    for one in chosen_annotators(project, names):
        done = [id for id in project.document_ids() if project.states(id).get(one.id) is DocumentState.DONE]
        told.append((one.name, len(done), sum(len(project.spans(id, one.id)) for id in done)))
    return told


_Rows = list[list[object]]
_PAIR_COLUMNS = (
    *("scope", "a", "b", "documents", "spans_a", "spans_b", "exact_f1", "low", "high", "boundary_f1", "overlap_f1"),
    *("iou50_f1", "character_f1", "token_kappa", "u_alpha", "cu_alpha"),
)


def _tables(figures: Mapping[str, Any], clusters: list[dict[str, Any]]) -> dict[str, _Rows]:
    pairs: _Rows = [[*_PAIR_COLUMNS]]
    labels: _Rows = [["scope", "label", "mean_f1", "low", "high", "n"]]
    confusion: _Rows = [["scope", "a", "b", "label_a", "label_b", "count"]]
    for scope, of in figures["scopes"].items():
        for pair in of["pairs"]:
            pairs.append(_pair_row(scope, pair))
            for key, count in pair["confusion"].items():
                label_a, _, label_b = key.partition(">")
                confusion.append([scope, pair["a"], pair["b"], label_a or "none", label_b or "none", count])
        for label, one in of["labels"].items():
            low, high = one["interval"] or (None, None)
            labels.append([scope, label, one["mean_f1"], low, high, one["n"]])
    listed: _Rows = [["id", "document", "layer", "class", "start", "end", "surface", "state", "proposals", "decision"]]
    for one in clusters:
        proposals = "; ".join(f"{', '.join(p['annotators'])}: {p['label']} {p['fragments']}" for p in one["proposals"])
        decision = one["decision"]["decision"] if one["decision"] else ""
        keys = ("id", "document", "layer", "class", "start", "end", "surface", "state")
        listed.append([*(one[key] for key in keys), proposals, decision])
    return {"pairs": pairs, "labels": labels, "confusion": confusion, "clusters": listed}


def _pair_row(scope: str, pair: Mapping[str, Any]) -> list[object]:
    low, high = pair["f1_interval"] or (None, None)
    return [
        *(scope, pair["a"], pair["b"], pair["documents"], pair["spans_a"], pair["spans_b"], pair["exact"]["f1"]),
        *(low, high, pair["boundary"]["f1"], pair["overlap"]["f1"], pair["iou50"]["f1"], pair["character"]["f1"]),
        *(pair["token"]["cohen_kappa"], pair["unitizing"]["u_alpha"], pair["unitizing"]["cu_alpha"]),
    ]


def _csv(rows: _Rows) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _safe(cell: object) -> object:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
