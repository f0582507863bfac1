"""The commands about one project: new, info, state."""

from pathlib import Path

import click

from annotator.cli.output import PATH, Command, counted, json_option, print_json, say
from annotator.errors import UserError
from annotator.model.document import DocumentState
from annotator.model.scheme import Scheme
from annotator.services.flow.states import set_states
from annotator.services.information import Information, information
from annotator.services.project import Project
from annotator.services.scheme_file import scheme_from_json


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--scheme", "scheme_file", type=PATH, help="A scheme.json instead of the default scheme.")
def new(project: Path, scheme_file: Path | None) -> None:
    """Make an empty project."""
    scheme = None if scheme_file is None else _read_scheme(scheme_file)
    with Project.create(project, scheme) as made:
        labels = len(made.scheme.labels)
    say(f"Made {project} with {labels} labels.")


@click.command(cls=Command)
@click.argument("project", type=PATH)
@json_option
def info(project: Path, as_json: bool) -> None:
    """Tell what a project holds: documents, annotators, spans, scheme, versions."""
    with Project.open(project, read_only=True) as opened:
        found = information(opened)
    if as_json:
        print_json(found.record())
    else:
        _say_information(project, found)


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.option("--annotator", required=True, metavar="NAME", help="Whose states are set.")
@click.option("--set", "wanted", required=True, type=click.Choice([state.value for state in DocumentState]))
@click.option("--document", "documents", multiple=True, metavar="D", help="A title or an id; all when left out.")
@json_option
def state(project: Path, annotator: str, wanted: str, documents: tuple[str, ...], as_json: bool) -> None:
    """Say how far an annotator is with articles."""
    with Project.open(project) as opened:
        report = set_states(opened, annotator, state=DocumentState(wanted), named=documents)
    if as_json:
        record = {"annotator": report.annotator, "state": report.state.value}
        print_json({**record, "documents": report.documents, "changed": report.changed})
    else:
        named = counted(report.documents, "article")
        say(f"{report.annotator}: {named} {wanted.replace('_', ' ')}, {report.changed} changed.")


def _read_scheme(path: Path) -> Scheme:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"The scheme {path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"The scheme {path} is not UTF-8: save it again as UTF-8.") from error
    return scheme_from_json(text)


def _say_information(path: Path, found: Information) -> None:
    say(f"{path}: {counted(found.documents, 'article')}, {counted(found.relations, 'link')}")
    for one in found.annotators:
        states = ", ".join(f"{count} {state.value.replace('_', ' ')}" for state, count in one.states.items() if count)
        role, spans = one.annotator.role.value, counted(one.spans, "span")
        say(f"  {one.annotator.name} ({role}): {spans}; {states or 'no articles'}")
    for layer, labels in found.spans.items():
        say(f"  {layer}: " + ", ".join(f"{label} {count}" for label, count in labels.items()))
    say("  versions: " + ", ".join(f"{name} {version}" for name, version in found.versions.items()))
