"""The commands that compare annotators: agreement, disagreements."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from annotator.cli.output import Command, json_option, print_json, say
from annotator.metrics.bootstrap import RESAMPLES, Resampling
from annotator.metrics.pair_figures import Figures
from annotator.services.agreement.comparing import compare
from annotator.services.agreement.disagreements import disagreements as find_disagreements
from annotator.services.agreement.drift import drift_of
from annotator.services.agreement.gamma import gammas
from annotator.services.agreement.nameless import without_names
from annotator.services.agreement.report import Asked, report_figures
from annotator.services.project import Project

_SURFACE_SHOWN = 48


class _AgreementOptions(TypedDict):
    annotators: str
    layer: tuple[str, ...]
    bootstrap: int
    seed: int
    html: Path | None
    gamma: bool
    pseudonyms: bool
    as_json: bool


def _names(given: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in given.split(",") if name.strip())


_annotators_option = click.option(
    "--annotators", default="", metavar="A,B", help="Whom to compare; all who have finished an article when left out."
)
_layer_option = click.option("--layer", multiple=True, metavar="NAME", help="Compare this layer only; may be repeated.")


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@_annotators_option
@_layer_option
@click.option("--bootstrap", type=click.IntRange(min=0), default=RESAMPLES, show_default=True, help="Resamples.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where the resampling starts.")
@click.option("--gamma", is_flag=True, help="Also gamma, slowly, where pygamma-agreement is installed.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Also write a report to print.")
@click.option("--pseudonyms", is_flag=True, help="Hide who annotated: the same pseudonyms as in exports.")
@json_option
def agreement(project: Path, **given: Unpack[_AgreementOptions]) -> None:
    """Measure how far annotators agree: F1 of several kinds, kappa, alpha, with intervals."""
    with ExitStack() as stack:
        opened = stack.enter_context(Project.open(project, read_only=True))
        resampling = Resampling(given["bootstrap"], given["seed"])
        compared = _names(given["annotators"])
        if given["pseudonyms"]:
            opened, compared = stack.enter_context(without_names(opened, compared))
        figures = compare(opened, compared, given["layer"], resampling)
        if given["gamma"]:
            found = gammas(opened, compared, tuple(figures["scopes"]), given["seed"])
            for scope, one in found.items():
                figures["scopes"].get(scope, {})["gamma"] = one.record(given["seed"])
        if given["html"] is not None:
            report_figures(opened, given["html"], Asked(compared, given["layer"], resampling), figures)
        drift = drift_of(opened, figures)
    if given["as_json"]:
        print_json(figures)
        return
    names = ", ".join(figures["annotators"]) or "the annotators"
    say(f"{figures['documents']} articles were finished by at least two of {names}.")
    for scope, one in figures["scopes"].items():
        for pair in one["pairs"]:
            say(_pair_line(scope, pair))
        if "gamma" in one:
            why = one["gamma"].get("reason")
            say(f"{scope:8} gamma {_shown(one['gamma']['gamma'])}{f': {why}' if why else ''}")
    for sentence in drift:
        say(sentence)


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@_annotators_option
@_layer_option
@json_option
def disagreements(project: Path, annotators: str, layer: tuple[str, ...], as_json: bool) -> None:
    """List the places where annotators disagree, how, and what each proposes."""
    with Project.open(project, read_only=True) as opened:
        found = find_disagreements(opened, _names(annotators), layer)
    if as_json:
        print_json(found)
        return
    for cluster in found["clusters"]:
        say(_cluster_line(cluster))
    say(f"{len(found['clusters'])} disagreements")


def _pair_line(scope: str, pair: Figures) -> str:
    head = f"{scope:8} {pair['a']} / {pair['b']}: "
    if not pair["documents"]:
        return f"{head}{pair['reasons']['documents']}"
    interval = pair["f1_interval"]
    spread = f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else ""
    return (
        f"{head}exact F1 {_shown(pair['exact']['f1'])}{spread}, overlap F1 {_shown(pair['overlap']['f1'])}, "
        f"token kappa {_shown(pair['token']['cohen_kappa'])} "
        f"({pair['documents']} articles, {pair['spans_a']} and {pair['spans_b']} spans)"
    )


def _shown(figure: float | None) -> str:
    return "undefined" if figure is None else f"{figure:.3f}"


def _cluster_line(cluster: dict[str, Any]) -> str:
    surface = " ".join(cluster["surface"].split())[:_SURFACE_SHOWN]
    proposals = "; ".join(
        f"{', '.join(one['annotators'])}: {one['label']} {one['fragments'][0][0]}-{one['fragments'][-1][1]}"
        for one in cluster["proposals"]
    )
    return f"{cluster['layer']:8} {cluster['class']:16} “{surface}” {proposals}"
