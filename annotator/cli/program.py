"""The program `annotator`: finds the command, runs it, turns what it raises into sentences and exit codes."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from annotator import __version__
from annotator.cli.crash import crash_sentence, damage_sentence
from annotator.cli.output import EXIT_DONE, EXIT_STOPPED, EXIT_USAGE, EXIT_USER_ERROR, complain
from annotator.errors import UserError

PROJECT_SUFFIX = ".annotator"
_DEBUG_VARIABLE = "ANNOTATOR_DEBUG"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is written, `module:function`, and what it does in a few words."""

    place: str
    words: str


# A table, so that help needs no command's own imports: they cost half a second.
COMMANDS = {
    "open": Entry("window_commands:open_window", "Open the window, on a project or the start page."),
    "demo": Entry("window_commands:demo", "Do the whole main job on the sample articles."),
    "new": Entry("project_commands:new", "Make an empty project."),
    "import": Entry("exchange_commands:import_", "Bring articles and annotations into a project."),
    "state": Entry("project_commands:state", "Say how far an annotator is with articles."),
    "authority": Entry("authority_command:authority", "Import or export the list of canonical names."),
    "assign": Entry("assign_command:assign", "Share articles out among annotators."),
    "second-pass": Entry("second_pass_command:second_pass", "Label one's own articles again, for self-agreement."),
    "export": Entry("exchange_commands:export", "Write a labelled dataset."),
    "agreement": Entry("agreement_commands:agreement", "Measure how far annotators agree."),
    "disagreements": Entry("agreement_commands:disagreements", "List where annotators disagree, and how."),
    "adjudicate": Entry("review_commands:adjudicate", "Settle disagreements by a rule."),
    "merge": Entry("merge_commands:merge", "Bring other annotators' work in."),
    "share": Entry("merge_commands:share", "Write an annotator's work for another copy."),
    "suggest": Entry("suggest:suggest", "Propose entities, quotes and claims."),
    "accept": Entry("suggest:accept", "Turn suggestions into an annotator's spans."),
    "evaluate": Entry("suggest:evaluate", "Measure suggestions against an annotator."),
    "train": Entry("train_command:train", "Learn a pipeline from accepted spans."),
    "search": Entry("search_commands:search", "Find words and labels in the articles."),
    "backup": Entry("backup_commands:backup", "Make a verified copy of a project."),
    "restore": Entry("backup_commands:restore", "Put a backup in the project's place."),
    "check": Entry("check_command:check", "Check that a project is sound."),
    "info": Entry("project_commands:info", "Tell what a project holds."),
    "formats": Entry("exchange_commands:formats", "List the formats that are read and written."),
    "render": Entry("window_commands:render", "Draw a picture of the window on an article."),
    "actions": Entry("search_commands:actions", "List what can be done in the window, with its keys."),
}


class Program(click.Group):
    """The commands of the table; a project's path instead of a command opens it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command with what it imports."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].place.partition(":")
        command = getattr(import_module(f"annotator.cli.{module}"), function)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table into the help without loading a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.words) for name, entry in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take no arguments at all for `open`."""
        return super().parse_args(ctx, args or ["open"])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a project's path for `open PATH`."""
        opens = args[0] not in COMMANDS and _looks_like_project(args[0])
        return super().resolve_command(ctx, ["open", *args] if opens else args)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def program() -> None:
    """Label entities, quotes and claims in news articles.

    `annotator` alone opens the window, `annotator PROJECT` opens it on a project.
    """


def main() -> None:
    """Run the program on the arguments of this process."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; nothing is raised unless ANNOTATOR_DEBUG is set."""
    try:
        code = program.main(list(arguments), prog_name="annotator", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except click.Abort:
        complain("Stopped. What was saved stays, nothing is half-written.")
        return EXIT_STOPPED
    except UserError as error:
        complain(str(error))
        return EXIT_USER_ERROR
    except Exception as error:
        if os.environ.get(_DEBUG_VARIABLE):
            raise
        complain(damage_sentence(error) or crash_sentence(error))
        return EXIT_USER_ERROR
    return code if isinstance(code, int) else EXIT_DONE


def _looks_like_project(argument: str) -> bool:
    path = Path(argument)
    return path.suffix == PROJECT_SUFFIX or len(path.parts) > 1 or path.is_file()
