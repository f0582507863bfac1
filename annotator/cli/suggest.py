"""The commands about suggestions: suggest, accept, evaluate."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.cli.output import PATH, Command, complain, json_option, print_json, progress, say
from annotator.services.project import SYSTEM, Project
from annotator.services.suggestions.accepting import accept as accept_suggestions
from annotator.services.suggestions.evaluating import Evaluation
from annotator.services.suggestions.evaluating import evaluate as evaluate_source
from annotator.services.suggestions.suggesting import Effort, suggest_project
from annotator.services.suggestions.wishes import PutTermList, RemoveTermList, read_term_file
from annotator.suggest.pipelines import default_pipeline

_PATH = click.Path(path_type=Path)


class _Asked(TypedDict):
    layers: tuple[str, ...]
    pipeline: str | None
    jobs: int
    again: bool
    files: tuple[Path, ...]
    names: tuple[str, ...]


@click.command(cls=Command)
@click.argument("project", type=_PATH)
@click.option("--layer", "layers", multiple=True, metavar="L", help="Only this layer; may be given again.")
@click.option(
    "--pipeline",
    metavar="NAME",
    help="What reads beside the rules: bundled (the default), one that is installed or was learnt, a folder, or none.",
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 16), metavar="N", help="Processes.")
@click.option("--again", is_flag=True, help="Also articles whose suggestions are up to date.")
@click.option("--terms", "files", multiple=True, type=PATH, metavar="FILE", help="Keep this term list and use it.")
@click.option("--forget-terms", "names", multiple=True, metavar="NAME", help="Take this term list out.")
@json_option
def suggest(project: Path, as_json: bool, **asked: Unpack[_Asked]) -> None:
    """Propose entities, quotes and claims; nothing is labelled until somebody accepts it.

    Articles that are up to date are passed over: what was broken off goes on where it ended.
    """
    effort = Effort(asked["again"], asked["jobs"])
    pipeline = asked["pipeline"] or default_pipeline()
    with Project.open(project) as opened, progress("Suggesting for article") as step:
        _keep_terms(opened, asked["files"], asked["names"])
        report = suggest_project(opened, asked["layers"], pipeline, step, effort=effort)
    if as_json:
        print_json(report.as_json())
        return
    say(f"Suggested for {report.documents} articles in {report.seconds:.1f} s.")
    _say_counts(report.suggestions)
    for title, remark in report.remarks:
        say(f"{title}: {remark}")


@click.command(cls=Command)
@click.argument("project", type=_PATH)
@click.option("--annotator", required=True, metavar="NAME", help="Whose annotations they become.")
@click.option("--layer", metavar="L", help="Only this layer.")
@click.option("--min-score", default=0.0, type=click.FloatRange(0, 1), metavar="X", help="Only those at least so sure.")
@json_option
def accept(project: Path, annotator: str, layer: str | None, min_score: float, as_json: bool) -> None:
    """Turn suggestions into an annotator's spans and links."""
    with Project.open(project) as opened:
        report = accept_suggestions(opened, annotator, layer, min_score)
    if as_json:
        print_json(report.as_json())
        return
    spans = sum(count for labels in report.accepted.values() for count in labels.values())
    say(f"{annotator} accepted {spans} spans and {report.relations} links.")
    _say_counts(report.accepted)


@click.command(cls=Command)
@click.argument("project", type=_PATH)
@click.option("--gold", required=True, metavar="NAME", help="The annotator to measure against.")
@click.option("--against", required=True, metavar="SUGGESTER", help="The source of the suggestions, such as rules@1.")
@json_option
def evaluate(project: Path, gold: str, against: str, as_json: bool) -> None:
    """Measure suggestions against an annotator's spans."""
    with Project.open(project, read_only=True) as opened:
        found = evaluate_source(opened, gold, against)
    if as_json:
        print_json(found.as_json())
    else:
        _say_evaluation(found, gold, against)


def _keep_terms(project: Project, files: tuple[Path, ...], names: tuple[str, ...]) -> None:
    read = [read_term_file(file, project.scheme) for file in files]
    for name in names:
        project.execute(RemoveTermList(name), SYSTEM)
    for one in read:
        project.execute(PutTermList(one.terms), SYSTEM)
        for fault in one.faults:
            complain(f"{one.terms.name}: {fault}")


def _say_counts(counts: dict[str, dict[str, int]]) -> None:
    for layer, labels in counts.items():
        say(f"  {layer}: " + ", ".join(f"{label} {count}" for label, count in labels.items()))


def _say_evaluation(found: Evaluation, gold: str, against: str) -> None:
    say(f"{against} against {gold} on {found.documents} articles (precision / recall / F1):")
    record = found.as_json()
    for label, tally in sorted(found.labels.items()):
        figures = tally.as_json()
        say(f"  {label}: exact {_words(figures['exact'])}, overlap {_words(figures['overlap'])}")
    accuracy = record["speaker_accuracy"]
    say(f"  speakers: {'–' if accuracy is None else f'{accuracy:.2f}'}; {len(found.misses)} missed spans")


def _words(figures: object) -> str:
    assert isinstance(figures, dict)
    return " / ".join("–" if value is None else f"{value:.2f}" for value in figures.values())
