"""The application: the commands put together, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

import typer

from sahelcli import __version__, command_hints, output
from sahelcli.cli.argument_checks import CheckedCommand
from sahelcli.cli.commands import COMMANDS, Command
from sahelcli.cli.help import PanelledGroup, say
from sahelcli.cli.option_groups import spread
from sahelcli.errors import ExitCode, SahelError
from sahelcli.text.docstrings import said_of

_VERSION = "--version"
_HELP = """A sourced chronology you can query.

What happened, who said exactly what, how many troops, where, when, and who says so.

\b
Examples:
  sahel timeline --since 2023-07 --until 2023-09
  sahel quote macron --on 2023-09-24
  sahel troops france --place niger --differ

\b
Exit codes:
  0    done; an empty answer is an answer
  1    the answer is no: an unknown name, errors found, or -e and no rows
  2    the command line is wrong
  3    the dataset or a file cannot be used
  129  merge could not be done, which git takes for a failed driver
  130  interrupted

\b
Environment:
  SAHEL_DATA          the dataset, where --data names none
  SAHEL_PAGER, PAGER  the pager, with its options; empty for none
  NO_COLOR            no colours
  FORCE_COLOR         colours on a terminal that claims to have none
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line, without the program's name, and return its exit code; every message has been printed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    command_hints.remember(())
    try:
        return _run([argument for argument in arguments if argument != "--debug"])
    except SahelError as error:
        if debug:
            raise
        output.complain(error, _color(arguments))
        return error.exit_code
    except typer.Exit as leave:
        return leave.exit_code
    except typer.TyperException as error:
        from sahelcli.cli.usage_errors import in_our_words  # here: most command lines are right

        called = _called(arguments) or next(filter(None, (_called([argument]) for argument in arguments)), None)
        output.complain(in_our_words(error, f"sahel {called.name}" if called else "sahel"), _color(arguments))
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED


def _run(arguments: list[str]) -> int:
    if os.environ.get("_SAHEL_COMPLETE"):
        from sahelcli.cli.completion import typed  # here: few command lines are completed

        typer.main.get_command(application(typed())).main(args=arguments, prog_name="sahel")
    if arguments == [_VERSION]:  # said before any command is loaded
        say(f"sahel {__version__}")
        return ExitCode.DONE
    command = typer.main.get_command(application(arguments))
    # Not `command.main`: it turns a closed pipe into exit code 1 and replaces standard output.
    with command.make_context("sahel", arguments) as context:
        command.invoke(context)
    return ExitCode.DONE


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the application with the command that is called and no other; where none is, with what lists them all."""
    app = typer.Typer(
        cls=PanelledGroup,
        help=_HELP,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_root)
    command = _called(arguments)
    if command is None:
        for each in COMMANDS:
            app.command(each.name, help=said_of(each.load()), rich_help_panel=each.panel)(_listed)
    elif command.parts:
        app.add_typer(_with_parts(command), name=command.name, rich_help_panel=command.panel)
    else:
        app.command(command.name, cls=CheckedCommand, rich_help_panel=command.panel)(spread(command.load()))
    return app


def _called(arguments: Sequence[str]) -> Command | None:
    """Return the command that a command line names, if it names one."""
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    return next((command for command in COMMANDS if command.name == named), None)


def _listed() -> None:
    """Stand for a command where all are only listed: its options, which take most of the time, are not asked for."""


def _with_parts(command: Command) -> typer.Typer:
    """Return a command that is called with one of its parts."""
    app = typer.Typer(cls=PanelledGroup, rich_markup_mode=None, subcommand_metavar="KIND [OPTIONS]")
    function = command.load()
    app.callback(invoke_without_command=True, help=said_of(function))(function)
    for part in command.parts:
        app.command(part, cls=CheckedCommand, rich_help_panel="Kinds")(spread(command.load_part(part)))
    return app


def _show_version(asked: bool) -> None:
    if asked:
        say(f"sahel {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has printed it
        bool, typer.Option(_VERSION, callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take what is asked of the program itself; alone it prints what there is to ask."""
    if context.invoked_subcommand is None:
        say(context.get_help())


def _color(arguments: Sequence[str]) -> str:
    """Return what --color says, wherever the command line is wrong; `auto` where it says nothing of use."""
    asked = "auto"
    for word, following in pairwise([*arguments, ""]):
        named = following if word == "--color" else word.removeprefix("--color=")
        asked = named if named in ("always", "never") else asked
    return asked
