"""The command line. Each command is a small file that arranges: open, set, run, report."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from broadsheet import __version__
from broadsheet.cli.terminal import Terminal
from broadsheet.errors import BroadsheetError, UsageError, unexpected

_COMMANDS = (
    "init",
    "build",
    "ingest",
    "render",
    "push",
    "check",
    "serve",
    "mail",
    "audio",
    "status",
    "report",
    "doctor",
    "backfill",
    "explain",
    "interests",
    "import",
    "export",
    "migrate",
    "config",
)


class _Commands(click.Group):
    """Finds a command by its file, so that `--version` imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"broadsheet.cli.{module}").command
        assert isinstance(command, click.Command)  # noqa: S101  # every file of this room ends in one
        return command


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="broadsheet")
@click.option(
    "-C",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Work in this folder instead of the current one.",
)
@click.option(
    "--config",
    "config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    default=None,
    help="The configuration  [default: broadsheet.yaml in that folder]",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option(
    "--log",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell on standard error what happens: for people, or a JSON object a line.",
)
@click.pass_context
def root(  # noqa: PLR0913  # one parameter per option
    ctx: click.Context, *, folder: Path, config: Path | None, quiet: bool, debug: bool, log: str
) -> None:
    """Make a research newspaper from arXiv announcements.

    \b
    broadsheet init DIR              begin a digest of your own
    broadsheet build                 read today's announcement, render the site
    broadsheet build --feed FILE     the same from a saved feed (RSS, Atom)
    broadsheet serve                 preview at http://127.0.0.1:8000 as you edit
    broadsheet render                render what content/ holds
    broadsheet status                the last days, and what to do

    \b
    Exit codes:
      0  all good, or nothing new
      1  something failed or was missed; what could be published was
      2  the command or the configuration is wrong; nothing was done
      130  stopped by you
    """
    from broadsheet.cli.workspace import Workspace

    ctx.obj = Workspace(folder, config, Terminal(quiet, debug, is_json=log == "json"))


def _help(error: click.ClickException) -> str:
    """Where it stands how the command is written."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{context.command_path if context else 'broadsheet'} --help shows how it is written"


def main() -> None:
    """Run, and show whatever goes wrong once, here."""
    is_json = "--log=json" in sys.argv or "--log json" in " ".join(sys.argv)
    terminal = Terminal(debug="--debug" in sys.argv, is_json=is_json)
    try:
        status = root.main(prog_name="broadsheet", standalone_mode=False)
    except BroadsheetError as error:
        terminal.error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError) and not terminal.is_json:
            error.show()
        else:
            terminal.error(UsageError(error.format_message(), hint=_help(error)))
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        terminal.warn("stopped; what was finished is kept")
        sys.exit(130)
    except BrokenPipeError:  # whoever read our results has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # the last place where it can become a line for people
        terminal.error(unexpected(error))
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)
