"""The command `train`: a pipeline from an annotator's accepted spans."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.cli.output import PATH, Command, json_option, print_json, progress, say
from annotator.errors import UserError
from annotator.learning.training import Progress
from annotator.model.document import Role
from annotator.services.project import Project
from annotator.services.suggestions.learning import LearningPlan, LearningReport, plan_learning
from annotator.services.workers import NewsKind, Worker

DEFAULT_LAYERS = ("entity",)
_LEARN = "annotator.services.suggestions.learning:learn"
_LOOK_S = 0.5


class _Options(TypedDict):
    annotator: str | None
    gold: bool
    layers: tuple[str, ...]
    as_json: bool


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@click.option("--annotator", metavar="NAME", help="Whose spans; the only annotator's when left out.")
@click.option("--gold", is_flag=True, help="The gold spans.")
@click.option("--layer", "layers", multiple=True, metavar="L", help="A layer; may be given again: OUT speaks for all.")
@json_option
def train(project: Path, out: Path, **given: Unpack[_Options]) -> None:
    """Train a pipeline from accepted spans; `suggest --pipeline OUT` then uses it where it is better than rules."""
    chosen = tuple(dict.fromkeys(given["layers"])) or DEFAULT_LAYERS
    with Project.open(project, read_only=True) as opened:
        name = _gold(opened) if given["gold"] else given["annotator"] or _only_annotator(opened)
        plans = [
            plan_learning(opened, name, layer, out.resolve() if len(chosen) == 1 else out.resolve() / layer)
            for layer in chosen
        ]
    reports = [_carried_out(plan) for plan in plans]
    if given["as_json"]:
        print_json(reports[0].as_json() if len(reports) == 1 else {"layers": [one.as_json() for one in reports]})
        return
    for report in reports:
        say(f"Learnt {report.layer} from {report.paragraphs} paragraphs, examined on {report.kept}: {report.out}")
        for verdict in report.verdicts:
            say(f"  {verdict.sentence}")


def _carried_out(plan: LearningPlan) -> LearningReport:
    """Train in a process of its own and wait for it."""
    worker = Worker()
    try:
        with progress(f"Learning {plan.layer}: epoch") as step:
            worker.submit(_LEARN, plan)
            while True:
                for news in worker.wait_for(_LOOK_S):
                    if news.kind is NewsKind.RESULT and isinstance(news.value, LearningReport):
                        return news.value
                    if news.kind is NewsKind.FAILED:
                        raise UserError(str(news.value))
                    if isinstance(news.value, Progress):
                        step(news.value.epoch)
    finally:
        worker.close()


def _gold(project: Project) -> str:
    for annotator in project.annotators():
        if annotator.role is Role.GOLD:
            return annotator.name
    raise UserError("The project has no gold spans yet: adjudicate first, or name an annotator.")


def _only_annotator(project: Project) -> str:
    people = [one.name for one in project.annotators() if one.role in (Role.ANNOTATOR, Role.LEAD)]
    if len(people) != 1:
        there = ", ".join(people) or "nobody yet"
        raise UserError(f"Say whose spans to learn from with --annotator or --gold: the project has {there}.")
    return people[0]
