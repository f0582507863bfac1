"""The command that tells whether a project is sound: check."""

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
from annotator.services.checking import check as find_problems


@click.command(cls=Command)
@click.argument("project", type=PATH)
@json_option
@click.pass_context
def check(ctx: click.Context, project: Path, as_json: bool) -> None:
    """Check integrity, offsets, hashes and relations of a project without changing it."""
    report = find_problems(project)
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
