"""The command `second-pass`: an annotator labels a sample of her finished articles again."""

from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.cli.output import PATH, Command, counted, json_option, print_json, say
from annotator.errors import UserError
from annotator.services.flow.second_pass import GiveUpPass, SecondPass, begin_pass, passes_of, running_pass
from annotator.services.project import Project


class _Options(TypedDict):
    name: str
    articles: int | None
    seed: int
    give_up: bool
    as_json: bool


@click.command("second-pass", cls=Command)
@click.argument("project", type=PATH)
@click.option("--annotator", "name", required=True, metavar="NAME", help="Whose articles are labelled again.")
@click.option("--articles", type=int, metavar="N", help="Draw so many and begin; without it the passes are listed.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Draws the same lots again.")
@click.option("--give-up", is_flag=True, help="Take the unfinished pass back with everything labelled in it.")
@json_option
def second_pass(project: Path, **given: Unpack[_Options]) -> None:
    """Let an annotator label some of her finished articles again, to measure how far she agrees with herself."""
    name, articles, give_up = given["name"], given["articles"], given["give_up"]
    if give_up and articles is not None:
        raise click.UsageError("--give-up and --articles exclude each other.")
    with Project.open(project, read_only=articles is None and not give_up) as opened:
        owner = opened.annotator(name)
        if owner is None:
            raise UserError(f"The project {project} has no annotator {name}: `annotator info` lists them.")
        if articles is not None:
            begin_pass(opened, owner, articles, given["seed"])
        elif give_up:
            running = running_pass(opened, owner.id)
            if running is None:
                raise UserError(f"No second pass of {owner.name} is unfinished: there is nothing to give up.")
            opened.execute(GiveUpPass(running), owner.id)
        found = passes_of(opened, owner.id)
    if given["as_json"]:
        print_json({"annotator": owner.name, "passes": [_record(one) for one in found]})
        return
    for one in found:
        say(f"{one.annotator.name}: {counted(len(one.documents), 'article')}, {len(one.left)} left")
        say(f"  compare: annotator agreement {project} --annotators {','.join(one.names)!r}")
    if not found:
        say(f"{owner.name} has no second pass: begin one with --articles N.")


def _record(found: SecondPass) -> dict[str, object]:
    return {"name": found.annotator.name, "documents": list(found.documents), "left": list(found.left)}
