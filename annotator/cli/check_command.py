"""The command that tells whether a project is sound: check."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.output import (
    EXIT_DONE,
    EXIT_USER_ERROR,
    PATH,
    Command,
    complain,
    counted,
    json_option,
    print_json,
    say,
)
from annotator.services.checking import CheckReport
from annotator.services.checking import check as find_problems
from annotator.services.safety.salvaging import salvage as save_readable


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--salvage", type=PATH, metavar="NEW", help="Save what can be read into a new project.")
@json_option
@click.pass_context
def check(ctx: click.Context, project: Path, salvage: Path | None, as_json: bool) -> None:
    """Check integrity, offsets, hashes and relations of a project without changing it."""
    report = find_problems(project)
    if salvage is not None:
        _save(project, salvage, report, as_json=as_json)
        ctx.exit(EXIT_DONE)
    if as_json:
        print_json(report.as_json())
    else:
        for one in report.problems:
            say(f"{one.kind}, {one.where}: {one.detail}")
        if report.ok:
            say(f"{project} is sound.")
    if not report.ok:
        problems = counted(len(report.problems), "problem")
        complain(f"{project} has {problems} and was not changed: work on with a backup of it.")
    ctx.exit(EXIT_DONE if report.ok else EXIT_USER_ERROR)


def _save(project: Path, new: Path, report: CheckReport, *, as_json: bool) -> None:
    saved = save_readable(project, new)
    if as_json:
        lost = [asdict(one) for one in saved.lost]
        print_json(report.as_json() | {"salvaged": str(new), "saved": saved.saved, "lost": lost})
        return
    for one in saved.lost:
        say(f"lost: {one.kind} {one.where}: {one.detail}")
    say(f"{new}: {sum(saved.saved.values())} records saved, {counted(len(saved.lost), 'record')} lost.")
