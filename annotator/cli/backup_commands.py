"""The commands that keep a project safe: backup, restore."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.output import Command, json_option, print_json, say
from annotator.errors import UserError
from annotator.services.exporting.files import usable_target
from annotator.services.project import Project
from annotator.services.safety.backups import back_up, contents, copy_verified
from annotator.services.safety.backups import restore as put_back


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path), required=False)
@json_option
def backup(project: Path, out: Path | None, as_json: bool) -> None:
    """Make a verified copy: OUT, or one more in the project's folder of backups."""
    with Project.open(project, read_only=True) as opened:
        if out is None:
            path = back_up(opened, "by-hand").path
        else:
            path = usable_target(out)
            if path.exists():
                raise UserError(f"There is already a file at {path}: choose another name.")
            copy_verified(opened, path)
    held = contents(path)
    if as_json:
        print_json({"backup": str(path), **asdict(held)})
        return
    say(f"{path}: {held.documents} articles, {held.spans} spans, annotators: {held.annotators}.")


@click.command(cls=Command)
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("backup", type=click.Path(path_type=Path))
@json_option
def restore(project: Path, backup: Path, as_json: bool) -> None:
    """Put a backup in the project's place; the project is kept beside it under another name."""
    report = put_back(project, backup)
    if as_json:
        before = asdict(report.before) if report.before else None
        aside = str(report.kept_aside) if report.kept_aside else None
        print_json({"before": before, "after": asdict(report.after), "kept_aside": aside})
        return
    was = f"{report.before.documents} articles, {report.before.spans} spans" if report.before else "unknown"
    say(f"Before: {was}. Now: {report.after.documents} articles, {report.after.spans} spans.")
    if report.kept_aside is not None:
        say(f"What was there before is {report.kept_aside}.")
