"""The commands that need the window: open, render, demo; only these load Qt, and late."""

from pathlib import Path

import click

from annotator.cli.display import has_display
from annotator.cli.exchange_commands import figures, holdings
from annotator.cli.output import PATH, Command, counted, say
from annotator.cli.picture import Picture, draw, draw_in_another_process
from annotator.errors import UserError
from annotator.model.ids import AnnotatorId, DocumentId
from annotator.services.demo import DemoReport, make_demo
from annotator.services.finding import find_document, known_annotator
from annotator.services.importing.report import describe
from annotator.services.project import Project
from annotator.settings import THEMES


@click.command(cls=Command, name="open")
@click.argument("project", type=PATH, required=False)
@click.option("--annotator", metavar="NAME", help="Who is annotating.")
@click.pass_context
def open_window(ctx: click.Context, project: Path | None, annotator: str | None) -> None:
    """Open the window, on a project or the start page."""
    if not has_display():
        raise UserError("There is no display to open a window on: use `annotator render`, or start it on a desktop.")
    ctx.exit(_show(project, annotator))


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--document", required=True, metavar="TITLE-or-ID", help="The article to open.")
@click.option("--annotator", metavar="NAME", help="Whose spans to show.")
@click.option("--theme", type=click.Choice(THEMES), default=THEMES[0], show_default=True)
@click.option("--out", type=PATH, required=True, metavar="FILE.png", help="The picture to write.")
def render(project: Path, document: str, annotator: str | None, theme: str, out: Path) -> None:
    """Draw a picture of the real window on an article; needs no display."""
    with Project.open(project, read_only=True) as opened:
        identity = find_document(opened, document)
        who = None if annotator is None else known_annotator(opened, annotator).name
    draw(Picture(project, identity, who, theme, out))
    say(f"Wrote {out}.")


@click.command(cls=Command)
@click.option("--articles", type=PATH, metavar="DIR", help="A folder of articles instead of the sample.")
@click.option("--out", type=PATH, default=Path("demo-output"), show_default=True, metavar="DIR", help="Where to.")
@click.pass_context
def demo(ctx: click.Context, articles: Path | None, out: Path) -> None:
    """Do the whole main job on sample articles: project, import, export, a picture; then open the window."""
    report = make_demo(out, articles)
    places = report.places
    _say_demo(report)
    first = _first_document(places.project)
    draw_in_another_process(Picture(places.project, first, report.annotator, THEMES[0], places.picture))
    say(f"Picture   {places.picture}")
    if has_display():
        ctx.exit(_show(places.project, report.annotator))
    say(f"There is no display, so the window stays closed: `annotator {places.project}` opens it on a desktop.")


def _show(project: Path | None, annotator: str | None) -> int:
    # Late: only the commands that need a window pay for Qt.
    from annotator import app

    return app.run(project, annotator)


def _first_document(project: Path) -> DocumentId:
    with Project.open(project, read_only=True) as opened:
        return opened.summaries(AnnotatorId(""))[0].id


def _say_demo(report: DemoReport) -> None:
    found, places = report.information, report.places
    say(f"Project   {places.project}: added {figures(report.imported)}.")
    for one in found.annotators:
        layers = ", ".join(f"{layer} {sum(labels.values())}" for layer, labels in one.labels.items())
        say(f"          {one.annotator.name}: {counted(one.spans, 'span')} ({layers})")
    for layer, labels in found.suggestions.items():
        say(f"          suggested, {layer}: " + ", ".join(f"{label} {count}" for label, count in labels.items()))
    for agreed in report.agreement:
        say(f"          agreement, {agreed.scope}: F1 {agreed.exact_f1:.3f} exact, {agreed.overlap_f1:.3f} overlapping")
    for skipped in report.imported.skipped:
        say(f"          skipped {skipped.path}: {skipped.reason}")
    for fault in report.imported.faults:
        say(f"          left out {describe(fault)}")
    say(f"Export    {report.exported.out}: {holdings(report.exported)}")
    say(f"Manifest  {report.exported.manifest}")
