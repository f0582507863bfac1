"""The commands that bring the work of several annotators together: share, merge."""

from pathlib import Path

import click

from annotator.cli.output import Command, json_option, print_json, say
from annotator.model.document import Annotator, Role
from annotator.model.ids import AnnotatorId
from annotator.services.merging.questions import merge_questions
from annotator.services.merging.run import MergeReport, preview
from annotator.services.merging.run import merge as merge_files
from annotator.services.merging.sharing import share as share_work
from annotator.services.project import SYSTEM, Project


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("others", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Tell what would come, change nothing.")
@json_option
def merge(project: Path, others: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Bring other annotators' project files or exchange files into this project."""
    with Project.open(project, read_only=dry_run) as opened:
        granted = () if as_json else merge_questions(opened, others)
        report = preview(opened, others) if dry_run else merge_files(opened, others, _actor(opened))
    if as_json:
        print_json(report.as_json())
        return
    for line in _lines(report):
        say(line)
    for sentence in granted:
        say(f"Taken as agreed: {sentence}")


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--annotator", metavar="NAME", help="Whose work; everybody's when left out.")
@json_option
def share(project: Path, out: Path, annotator: str | None, as_json: bool) -> None:
    """Write an exchange file that another copy of the project can merge."""
    with Project.open(project, read_only=True) as opened:
        report = share_work(opened, out, annotator)
    if as_json:
        print_json({"out": str(report.out), "annotators": list(report.annotators), "operations": report.operations})
        return
    say(f"{report.out}: {report.operations} operations, work of {', '.join(report.annotators) or 'nobody yet'}.")


def _actor(project: Project) -> AnnotatorId:
    lead: Annotator | None = next((one for one in project.annotators() if one.role is Role.LEAD), None)
    return lead.id if lead else SYSTEM


def _lines(report: MergeReport) -> list[str]:
    return [
        f"Articles: {report.documents_added} new, {report.documents_known} known.",
        *(f"{name}: {one.spans} spans in {one.documents} articles." for name, one in report.per_annotator.items()),
        f"Operations: {report.operations_added} new, {report.operations_known} known.",
        *(["Among it is what was merged before and taken back by undo."] if report.again else []),
        *([f"Articles deleted there, and so here: {report.documents_gone}."] if report.documents_gone else []),
        *(f"Deleted there, and so here: {count} spans of {who} in “{title}”." for title, who, count in report.gone),
        *(f"Changed on both sides: {one.words}." for one in report.siblings),
        *(f"{path} is another project: its articles were matched by their text." for path in report.foreign),
    ]
