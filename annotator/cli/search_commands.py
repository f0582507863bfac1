"""The commands that look things up: search, actions."""

from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, Unpack

import click

from annotator.actions import all_actions
from annotator.cli.output import PATH, Command, counted, json_option, print_json, say
from annotator.services.finding import known_annotator
from annotator.services.project import Project
from annotator.services.scheme_file import default_scheme
from annotator.services.search.searching import MOST_HITS, Hit, SearchOptions
from annotator.services.search.searching import search as find

_CONTEXT_SHOWN = 40


class _SearchOptions(TypedDict):
    annotator: str | None
    boilerplate: bool
    limit: int
    as_json: bool


@click.command(cls=Command)
@click.argument("project", type=PATH)
@click.argument("query", nargs=-1, required=True)
@click.option("--annotator", metavar="NAME", help="Whose spans label: and layer: see; everybody's when left out.")
@click.option("--boilerplate", is_flag=True, help="Search page debris too.")
@click.option("--limit", type=click.IntRange(min=0), default=MOST_HITS, show_default=True, help="Hits to show.")
@json_option
def search(project: Path, query: tuple[str, ...], **given: Unpack[_SearchOptions]) -> None:
    """Find words, "phrases", beginnings*, label:NAME and layer:NAME in the articles; all must hold."""
    with Project.open(project, read_only=True) as opened:
        who = None if given["annotator"] is None else known_annotator(opened, given["annotator"]).id
        options = SearchOptions(who, given["boilerplate"], given["limit"])
        result = find(opened, " ".join(query), options)
    if given["as_json"]:
        print_json({"total": result.total, "hits": [asdict(hit) for hit in result.hits]})
        return
    for hit in result.hits:
        say(_line(hit))
    more = f", the first {len(result.hits)} shown" if result.total > len(result.hits) else ""
    say(counted(result.total, "hit") + more)


@click.command(cls=Command)
@json_option
def actions(as_json: bool) -> None:
    """List every action of the window: id, text, default keys, scope; labels as in the default scheme."""
    listed = all_actions(default_scheme())
    if as_json:
        print_json(
            [{"id": one.id, "text": one.words, "keys": list(one.keys), "scope": one.scope.value} for one in listed]
        )
        return
    for one in listed:
        say(f"{one.id:32} {one.words:36} {', '.join(one.keys):28} {one.scope.value}".rstrip())


def _line(hit: Hit) -> str:
    left = " ".join(hit.left.split())[-_CONTEXT_SHOWN:]
    right = " ".join(hit.right.split())[:_CONTEXT_SHOWN]
    return f"{hit.title} {hit.start}-{hit.end}: {left} [{' '.join(hit.match.split())}] {right}"
