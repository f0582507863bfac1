"""The commands that exchange data: import, export, formats."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.cli.output import PATH, Command, Reported, counted, json_option, print_json, progress, say
from annotator.formats import FORMATS
from annotator.formats.configuring import options_of
from annotator.formats.reading_choices import reading_options_of
from annotator.model.document import DocumentState
from annotator.services.exporting.preview import Preview, preview
from annotator.services.exporting.run import ExportReport, ExportRequest
from annotator.services.exporting.run import export as write_export
from annotator.services.exporting.selection import Scope
from annotator.services.importing.report import describe
from annotator.services.importing.run import ImportFailed, ImportOptions, ImportReport, import_paths
from annotator.services.importing.sources import Choices
from annotator.services.project import Project

_STATES = click.Choice([state.value for state in DocumentState])


class _ImportOptions(TypedDict):
    format_name: str
    annotator: str
    mapping: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    status: str | None
    strict_scheme: bool
    keep_good: bool
    dry_run: bool
    as_json: bool


class _ExportOptions(TypedDict):
    format_name: str
    annotators: tuple[str, ...]
    gold: bool
    suggestions: bool
    everything: bool
    done_only: bool
    pseudonyms: bool
    options: tuple[tuple[str, str], ...]
    dry_run: bool
    as_json: bool


def _pairs(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = tuple((before.strip(), after.strip()) for before, _, after in (value.partition("=") for value in values))
    if not all(before and after for before, after in pairs):
        raise click.BadParameter(f"write {parameter.opts[0]} {parameter.metavar}", ctx, parameter)
    return pairs


@click.command(cls=Command, name="import")
@click.argument("project", type=PATH)
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_name", default="", metavar="NAME", help="The files' format, if not detected.")
@click.option("--annotator", default="", metavar="NAME", help="Whose work files bring that name nobody.")
@click.option("--map", "mapping", multiple=True, callback=_pairs, metavar="A=B", help="Take the files' label A for B.")
@click.option(
    "--option", "options", multiple=True, callback=_pairs, metavar="NAME=VALUE", help="See formats; may be given again."
)
@click.option("--status", type=_STATES, help="The state of each document brought, whatever the file says.")
@click.option("--strict-scheme", is_flag=True, help="Refuse labels that the scheme lacks instead of adding them.")
@click.option("--keep-good", is_flag=True, help="Import what is right and list the faults.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and write nothing.")
@json_option
def import_(project: Path, paths: tuple[Path, ...], **given: Unpack[_ImportOptions]) -> None:
    """Bring articles and annotations into a project; folders are walked."""
    options = ImportOptions(
        format=given["format_name"],
        annotator=given["annotator"],
        mapping=given["mapping"],
        status=None if given["status"] is None else DocumentState(given["status"]),
        strict_scheme=given["strict_scheme"],
        keep_good=given["keep_good"],
        dry_run=given["dry_run"],
        choices=Choices(given["options"]),
    )
    try:
        with Project.open(project, read_only=options.dry_run) as opened, progress("Reading article") as step:
            report = import_paths(opened, paths, options, progress=step)
    except ImportFailed as error:
        raise Reported(str(error), error.report.as_json()) from error
    if given["as_json"]:
        print_json(report.as_json())
    else:
        _say_import(report, dry_run=options.dry_run)


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.argument("out", type=PATH)
@click.option("--format", "format_name", default="jsonl", show_default=True, metavar="NAME", help="What to write.")
@click.option("--annotator", "annotators", multiple=True, metavar="NAME", help="Whose lines; may be given again.")
@click.option("--gold", is_flag=True, help="The lines of role gold.")
@click.option("--suggestions", is_flag=True, help="The lines of role suggester.")
@click.option("--all", "everything", is_flag=True, help="Every line.")
@click.option("--done-only", is_flag=True, help="Only documents that their annotator is done with.")
@click.option("--pseudonyms", is_flag=True, help="Hide who annotated: the same pseudonyms in each of its exports.")
@click.option(
    "--option", "options", multiple=True, callback=_pairs, metavar="NAME=VALUE", help="See formats; may be given again."
)
@click.option("--dry-run", is_flag=True, help="Tell what the file would not hold and write nothing.")
@json_option
def export(project: Path, out: Path, **given: Unpack[_ExportOptions]) -> None:
    """Write a labelled dataset; without a choice the one answer per article that is resolved."""
    scope = Scope(
        annotators=given["annotators"],
        gold=given["gold"],
        suggestions=given["suggestions"],
        everything=given["everything"],
        done_only=given["done_only"],
    )
    with Project.open(project, read_only=True) as opened, progress("Writing line") as step:
        request = ExportRequest(out, given["format_name"], scope, given["options"], given["pseudonyms"])
        if given["dry_run"]:
            _say_losses(preview(opened, request, progress=step), as_json=given["as_json"])
            return
        report = write_export(opened, request, progress=lambda done, of: step(done))
    if given["as_json"]:
        print_json(report.as_json())
        return
    say(f"Wrote {report.out}: {holdings(report)}.")
    if report.unresolved:
        unresolved = counted(report.unresolved, "article")
        where = f"In {unresolved} disagreements are still open: gold has no spans there."
        left_out = f"Left out {unresolved} without a single answer: see --all, --annotator and --gold."
        say(where if scope.gold else left_out)
    for lost in report.lost:
        say(f"Left out {len(lost.ids)} of kind {lost.kind}: the manifest lists them.")


def _say_losses(would: Preview, *, as_json: bool) -> None:
    if as_json:
        print_json(would.as_json())
        return
    say(f"Would write {holdings(would)}; nothing was written.")
    for lost in would.lost:
        say(f"Would leave out {len(lost.ids)} of kind {lost.kind}.")


@click.command(cls=Command)
@json_option
def formats(as_json: bool) -> None:
    """List every format: name, extensions, reads, writes, what a round trip keeps."""
    if as_json:
        print_json(
            [
                {
                    "name": form.name,
                    "title": form.title,
                    "extensions": list(form.extensions),
                    "reads": form.reads,
                    "writes": form.writes,
                    "keeps": form.keeps,
                    "options": {option.name: option.words for option in options_of(form)},
                    "reading_options": {option.name: option.words for option in reading_options_of(form)},
                }
                for form in FORMATS
            ]
        )
        return
    for form in FORMATS:
        able = " and ".join(verb for verb, can in (("reads", form.reads), ("writes", form.writes)) if can)
        say(f"{form.name} ({', '.join(form.extensions)}): {able}; keeps {form.keeps}")
        for option in options_of(form):
            say(f"  --option {option.name}=...: {option.words}")
        for option in reading_options_of(form):
            say(f"  import --option {option.name}=...: {option.words}")
    for broken in FORMATS.disabled:
        say(f"{broken.name}: disabled, it failed ({broken.reason})")


def figures(report: ImportReport) -> str:
    """Say how much an import brought, in words that follow “added”."""
    return (
        f"{counted(report.documents_added, 'article')} ({report.documents_known} known), "
        f"{counted(report.spans_added, 'span')} ({report.spans_known} known), {counted(report.relations_added, 'link')}"
    )


def holdings(report: ExportReport | Preview) -> str:
    """Say how much an export holds."""
    counts = ((report.documents, "article"), (report.spans, "span"), (report.relations, "link"))
    return ", ".join(counted(count, noun) for count, noun in counts)


def _say_import(report: ImportReport, *, dry_run: bool) -> None:
    say(f"{'Would add' if dry_run else 'Added'} {figures(report)}.")
    if report.scheme_added:
        say(f"New in the scheme: {', '.join(report.scheme_added)}.")
    for skipped in report.skipped:
        say(f"Skipped {skipped.path}: {skipped.reason}")
    for fault in report.faults:
        say(f"Left out {describe(fault)}")
    for warning in report.warnings:
        say(f"Note {describe(warning)}")
