"""The command `authority`: the list of canonical names comes and goes as CSV."""

from pathlib import Path

import click

from annotator.cli.output import PATH, Command, Reported, counted, json_option, print_json, say
from annotator.errors import UserError
from annotator.services.authority.entries import names_of
from annotator.services.authority.file import NamesReport, export_names, import_names
from annotator.services.project import SYSTEM, Project

_SHOWN_FAULTS = 5


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--import", "source", type=PATH, metavar="FILE", help="Take over a CSV file of names.")
@click.option("--export", "target", type=PATH, metavar="FILE", help="Write the names as CSV.")
@json_option
def authority(project: Path, source: Path | None, target: Path | None, as_json: bool) -> None:
    """Import or export the list of canonical names, or count it."""
    if source is not None and target is not None:
        raise UserError("The names cannot be imported and exported at once: give --import or --export.")
    with Project.open(project, read_only=source is None) as opened:
        if source is not None:
            record = _imported(import_names(opened, source, SYSTEM))
        elif target is not None:
            record = {"exported": export_names(opened, target)}
        else:
            record = {"names": len(names_of(opened))}
    if as_json:
        print_json(record)
    else:
        say(", ".join(f"{what}: {number:,}" for what, number in record.items()))


def _imported(report: NamesReport) -> dict[str, int]:
    if not report.faults:
        return {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    shown = " ".join(f"Line {one.line}: {one.reason}" for one in report.faults[:_SHOWN_FAULTS])
    faults = [{"line": one.line, "reason": one.reason} for one in report.faults]
    number = counted(len(report.faults), "line")
    raise Reported(f"No names were imported, {number} cannot be taken: correct them. {shown}", {"faults": faults})
