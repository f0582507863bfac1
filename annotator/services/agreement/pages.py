"""Makes the agreement page in the worker's process, which keeps what it compared for the next time."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from annotator.metrics.agreement import scope_figures
from annotator.metrics.clusters import ClusterClass
from annotator.metrics.tally import ALL
from annotator.services.agreement.blocks import Scope, confusion_block, labels_block, overview_block, pairs_block
from annotator.services.agreement.board import Block, Board, Group, Pick
from annotator.services.agreement.cache import AgreementCache, Report
from annotator.services.agreement.causes import (
    articles_block,
    classes_block,
    gold_block,
    surfaces_block,
    trend_block,
)
from annotator.services.agreement.comparing import DEFAULT_RESAMPLING, chosen_annotators
from annotator.services.agreement.drift import drift_block
from annotator.services.agreement.nameless import without_names
from annotator.services.agreement.places import Places
from annotator.services.agreement.report import write_report
from annotator.services.flow.second_pass import FIRST_NUMBER, passes
from annotator.services.project import Project

_KEPT: dict[tuple[str, tuple[str, ...]], AgreementCache] = {}
_EVERYBODY = "All annotators"
# From here on a list of pairs is longer than anybody reads; the matrix has each of them.
_MOST_PAIRS = 45


def board(report: Report, path: str, scope: str, whom: tuple[str, ...] = ()) -> Board:
    """Make the page of one layer of a project, or of the first; what did not change is not compared again.

    `whom` names two annotators, or the two passes of one; those that are gone give the page of everybody.
    """
    with Project.open(Path(path), read_only=True) as project:
        groups = _groups(project)
        named = whom if any(one.names == whom for one in groups) else ()
    return replace(board_of(_refreshed(report, path, named), scope), groups=groups, whom=named)


def _groups(project: Project) -> tuple[Group, ...]:
    """List whom one may compare: everybody, each pair, and either pass of whoever labelled articles again."""
    names = [one.name for one in chosen_annotators(project, ())]
    pairs = list(combinations(names, 2)) if len(names) > 2 else []
    again = [
        Group(f"{one.owner.name}: first and second pass", one.names, one.owner.id)
        if one.annotator.name.endswith(f"(pass {FIRST_NUMBER})")
        else Group(f"{one.owner.name}: first pass and {one.annotator.name}", one.names, one.owner.id)
        for one in passes(project)
    ]
    listed = [Group(f"{a} and {b}", (a, b)) for a, b in pairs] if len(pairs) <= _MOST_PAIRS else []
    return (Group(_EVERYBODY), *listed, *again)


def _refreshed(report: Report, path: str, whom: tuple[str, ...] = ()) -> AgreementCache:
    cache = _KEPT.setdefault((path, whom), AgreementCache(whom))
    with Project.open(Path(path), read_only=True) as project:
        cache.refresh(project, report)
    return cache


def board_of(cache: AgreementCache, wanted: str) -> Board:
    """Lay one layer of the page out from what was compared; `wanted` may name none."""
    names = [one.name for one in cache.annotators]
    entries = cache.entries
    if cache.between is not None and not any(one.compared.annotators >= 2 for one in entries):
        return Board(
            reason=f"No article of {names[1]} is done yet: mark what you labelled again done to see the drift."
        )
    if not any(one.compared.annotators >= 2 for one in entries):
        return Board((), "", (), _nothing(names))
    found = frozenset().union(*(one.layers for one in entries))
    scopes = (*(layer for layer in cache.layers if layer in found), ALL)
    name = wanted if wanted in scopes else scopes[0]
    kept = cache.kept
    figures = scope_figures(name, [one.compared for one in entries], names, resampling=DEFAULT_RESAMPLING, kept=kept)
    return Board(scopes, name, _blocks(Scope(name, figures, entries, Places(name, entries, kept), kept), cache))


def _blocks(scope: Scope, cache: AgreementCache) -> tuple[Block, ...]:
    if cache.between is not None:
        return (
            drift_block(scope.figures["pairs"][0], cache.between, scope.layer),
            confusion_block(scope),
            classes_block(scope),
            articles_block(scope),
            surfaces_block(scope),
            trend_block(scope, cache.revisions),
        )
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


def keys_behind(report: Report, path: str, pick: Pick, whom: tuple[str, ...] = ()) -> tuple[tuple[str, ...], int]:
    """List the clusters to review that a number of the page stands for, and count those in which all agree.

    Review clusters what everybody made, so that places of a pair are named by their spans.
    """
    found = [place for one in _refreshed(report, path, whom).entries for place in one.places if pick.takes(place)]
    differing = [place for place in found if place.kind is not ClusterClass.AGREE]
    keys = tuple(key for place in differing for key in (place.spans if whom else (place.key,)))
    return keys, len(found) - len(differing)


def report_files(_report: Report, path: str, out: str, whom: tuple[str, ...] = (), hidden: bool = False) -> str:
    """Write the report of a project, or of those named, hidden behind pseudonyms or not; returns its page's name."""
    with ExitStack() as stack:
        project = stack.enter_context(Project.open(Path(path), read_only=True))
        if hidden:
            project, whom = stack.enter_context(without_names(project, whom))
        return write_report(project, Path(out), whom).html.name
