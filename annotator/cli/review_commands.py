"""The command that settles disagreements by a rule: adjudicate."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.output import Command, json_option, print_json, say
from annotator.model.decision import Policy
from annotator.model.document import Annotator, Role
from annotator.services.project import Project
from annotator.services.review.adjudicating import adjudicate as let_decide
from annotator.services.review.gathering import gold_annotator

_POLICIES = (Policy.UNANIMOUS, Policy.MAJORITY, Policy.TRIM)


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--policy", type=click.Choice([one.value for one in _POLICIES]), required=True, help="Which rule decides."
)
@click.option("--votes", type=click.IntRange(min=1), help="How many a majority needs; more than half when left out.")
@click.option("--by", metavar="NAME", help="Who lets the rule decide; the lead when left out.")
@json_option
def adjudicate(project: Path, policy: str, votes: int | None, by: str | None, as_json: bool) -> None:
    """Settle the open disagreements that a rule can settle; what is decided stays as it is."""
    with Project.open(project) as opened:
        report = let_decide(opened, Policy(policy), _actor(opened, by).id, votes=votes)
    if as_json:
        print_json(asdict(report))
        return
    say(f"{report.decided} places were decided, {report.still_open} disagreements are still open.")


def _actor(project: Project, by: str | None) -> Annotator:
    if by is not None:
        return project.ensure_annotator(by, Role.LEAD)
    everybody = project.annotators()
    lead = next((one for one in everybody if one.role is Role.LEAD), None)
    return lead or gold_annotator(everybody) or project.ensure_annotator("gold", Role.GOLD)
