"""Makes the agreement page in the worker's process, which keeps what it compared for the next time."""

from collections.abc import Sequence
from pathlib import Path

from annotator.metrics.agreement import scope_figures
from annotator.metrics.clusters import ClusterClass
from annotator.metrics.tally import ALL
from annotator.services.agreement_blocks import Scope, confusion_block, labels_block, overview_block, pairs_block
from annotator.services.agreement_board import Block, Board, Pick
from annotator.services.agreement_cache import AgreementCache, Report
from annotator.services.agreement_causes import (
    articles_block,
    classes_block,
    gold_block,
    surfaces_block,
    trend_block,
)
from annotator.services.agreement_report import write_report
from annotator.services.comparing import DEFAULT_RESAMPLING
from annotator.services.project import Project

_KEPT: dict[str, AgreementCache] = {}


def board(report: Report, path: str, scope: str) -> Board:
    """Make the page of one layer of a project, or of the first; what did not change is not compared again."""
    return board_of(_refreshed(report, path), scope)


def _refreshed(report: Report, path: str) -> AgreementCache:
    cache = _KEPT.setdefault(path, AgreementCache())
    with Project.open(Path(path), read_only=True) as project:
        cache.refresh(project, report)
    return cache


def board_of(cache: AgreementCache, wanted: str) -> Board:
    """Lay one layer of the page out from what was compared; `wanted` may name none."""
    names = [one.name for one in cache.annotators]
    entries = cache.entries
    if not any(one.compared.annotators >= 2 for one in entries):
        return Board((), "", (), _nothing(names))
    found = {place.layer for one in entries for place in one.places}
    scopes = (*(layer for layer in cache.layers if layer in found), ALL)
    name = wanted if wanted in scopes else scopes[0]
    places = [place for one in entries for place in one.places if name in (ALL, place.layer)]
    how, kept = DEFAULT_RESAMPLING, cache.kept
    figures = scope_figures(name, [one.compared for one in entries], names, resampling=how, kept=kept)
    return Board(scopes, name, _blocks(Scope(name, figures, entries, places, how, kept), cache))


def _blocks(scope: Scope, cache: AgreementCache) -> tuple[Block, ...]:
    return (
        overview_block(scope),
        pairs_block(scope),
        labels_block(scope),
        confusion_block(scope),
        classes_block(scope),
        articles_block(scope),
        surfaces_block(scope),
        trend_block(scope, cache.revisions),
        gold_block(scope),
    )


def _nothing(names: Sequence[str]) -> str:
    if not names:
        return "Nobody has finished an article yet: agreement is measured on articles that two annotators finished."
    if len(names) == 1:
        return f"Only {names[0]} has finished articles: agreement needs a second annotator who finishes the same ones."
    return f"No two of {', '.join(names)} have finished the same article, so there is nothing to compare."


def keys_behind(report: Report, path: str, pick: Pick) -> tuple[tuple[str, ...], int]:
    """List the clusters to review that a number of the page stands for, and count those in which all agree."""
    found = [place for one in _refreshed(report, path).entries for place in one.places if pick.takes(place)]
    keys = tuple(place.key for place in found if place.kind is not ClusterClass.AGREE)
    return keys, len(found) - len(keys)


def report_files(_report: Report, path: str, out: str) -> str:
    """Write the report of a project; returns the name of its page."""
    with Project.open(Path(path), read_only=True) as project:
        return write_report(project, Path(out)).html.name
