"""What commands print: JSON alone on stdout, sentences and progress on stderr."""

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import click

from annotator.errors import UserError

EXIT_DONE, EXIT_USER_ERROR, EXIT_USAGE, EXIT_STOPPED = 0, 1, 2, 130

# Article text may hold signs that steer a terminal, or turn its writing round.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PROGRESS_EVERY_S = 0.1

# What cannot be read is told by whoever reads it, in a sentence with exit code 1, not as wrong usage.
PATH = click.Path(path_type=Path, readable=False)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON value and nothing else.")


class Reported(UserError):
    """A UserError that has more to tell to a script: `record` joins the error in its JSON."""

    def __init__(self, sentence: str, record: Mapping[str, object]) -> None:
        super().__init__(sentence)
        self.record = record


class Command(click.Command):
    """A command that keeps its word: with --json a failure prints one JSON value too, a closed pipe is no failure."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        _write_any_character()
        try:
            result = self._told(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            ctx.exit(EXIT_DONE)
        return result

    def _told(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except UserError as error:
            if ctx.params.get("as_json"):
                record = error.record if isinstance(error, Reported) else {}
                print_json({**record, "error": str(error).splitlines()[0]})
            raise


def print_json(value: object) -> None:
    """Print one JSON value; where stdout cannot hold every character, they are escaped."""
    readable = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not readable, indent=1))


def say(words: str) -> None:
    """Print a line for people."""
    click.echo(harmless(words))


def complain(words: str) -> None:
    """Print a sentence on stderr."""
    with suppress(BrokenPipeError):
        click.echo(harmless(words), err=True)


def counted(count: int, noun: str) -> str:
    """Say how many of something there are."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def harmless(text: str) -> str:
    """Replace what would steer a terminal; line ends stay."""
    return _STEERING.sub("\ufffd", text)


@contextmanager
def progress(words: str) -> Iterator[Callable[[int], None]]:
    """Show a growing number on stderr while something runs, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    shown_at = 0.0

    def show(count: int) -> None:
        nonlocal shown_at
        if monotonic() - shown_at >= _PROGRESS_EVERY_S:
            shown_at = monotonic()
            click.echo(f"\r{words} {count:,}", nl=False, err=True)

    try:
        yield show
    finally:
        if shown_at:
            click.echo("\r\x1b[K", nl=False, err=True)


def _write_any_character() -> None:
    """Let no character that the terminal cannot show end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Send the rest nowhere, so that Python's own flush at the end does not complain."""
    with suppress(OSError, io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
