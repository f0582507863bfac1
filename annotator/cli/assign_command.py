"""The command `assign`: a lead shares the articles out."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.cli.output import PATH, Command, counted, json_option, print_json, say
from annotator.services.flow.assignments import AssignReport, Wish, assign_articles
from annotator.services.project import Project


class _Options(TypedDict):
    annotators: str
    overlap: int
    share: float | None
    seed: int
    documents: tuple[str, ...]
    free: bool
    as_json: bool


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--annotators", required=True, metavar="A,B,...", help="Who gets articles.")
@click.option("--overlap", type=int, default=1, show_default=True, help="How many annotators get each article.")
@click.option("--share", type=float, metavar="PERCENT", help="Instead: this share goes to all, the rest to one each.")
@click.option("--seed", type=int, default=0, show_default=True, help="Draws the same lots again.")
@click.option("--document", "documents", multiple=True, metavar="D", help="A title or an id; all when left out.")
@click.option("--free", is_flag=True, help="Only articles that nobody has yet.")
@json_option
def assign(project: Path, **given: Unpack[_Options]) -> None:
    """Share articles out among annotators, evenly and by lot."""
    wish = Wish(
        annotators=tuple(given["annotators"].split(",")),
        seed=given["seed"],
        overlap=given["overlap"],
        percent=given["share"],
        documents=given["documents"],
        only_free=given["free"],
    )
    with Project.open(project) as opened:
        report = assign_articles(opened, wish)
    if given["as_json"]:
        print_json(_record(report))
        return
    say(f"Assigned {counted(report.documents, 'article')} with seed {report.seed}, {report.changed} changed.")
    for name, load in report.loads:
        say(f"  {name}: {counted(load.documents, 'article')}, {load.shared} of them shared")


def _record(report: AssignReport) -> dict[str, object]:
    loads = {name: {"documents": load.documents, "shared": load.shared} for name, load in report.loads}
    return {"documents": report.documents, "changed": report.changed, "seed": report.seed, "annotators": loads}
