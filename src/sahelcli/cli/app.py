"""The application: the commands put together, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

import typer

from sahelcli import __version__, command_hints, output
from sahelcli.cli.argument_checks import CheckedCommand
from sahelcli.cli.commands import COMMANDS, Command
from sahelcli.cli.help import DescribedGroup, HelpWanted, say
from sahelcli.cli.option_groups import Given, spread
from sahelcli.cli.reference import COMPLETE, DEBUG, VERSION
from sahelcli.errors import ExitCode, SahelError
from sahelcli.output import streams


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line, without the program's name, and return its exit code; every message has been printed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command_hints.remember(())
    try:
        return _run([argument for argument in arguments if argument != DEBUG])
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # what nobody foresaw ends in a message as well
        failure = _failure(error, arguments)
        if DEBUG in arguments:
            from sahelcli.cli.fault_report import print_traceback  # here: few ask for it

            print_traceback(error)
        output.complain(failure, _color(arguments))
        return failure.exit_code


def _failure(error: Exception, arguments: Sequence[str]) -> SahelError:
    """Convert an error to a printable one: itself, a usage error, or a fault of the program."""
    if isinstance(error, SahelError):
        return error
    called = _called(arguments) or next(filter(None, (_called([argument]) for argument in arguments)), None)
    if isinstance(error, typer.TyperException):
        from sahelcli.cli.usage_errors import in_our_words  # here and below: most command lines are right

        return in_our_words(error, f"sahel {called.name}" if called else "sahel")
    from sahelcli.cli.fault_report import Fault, MergeFault

    return MergeFault() if called and called.name == "merge" else Fault()


def _run(arguments: list[str]) -> int:
    if form := os.environ.get(COMPLETE):
        from sahelcli.cli.reference.command_line import answer  # here: few command lines are completed

        streams.print_out([answer(form, arguments, COMMANDS)], "utf-8")
        return ExitCode.DONE
    if arguments == [VERSION]:  # said before any command is loaded
        say(f"sahel {__version__}")
        return ExitCode.DONE
    command = _parser(_called(arguments))
    try:  # not `command.main`: it turns a closed pipe into exit code 1 and replaces standard output
        with command.make_context("sahel", arguments) as context:
            command.invoke(context)
    except HelpWanted as wanted:
        _show_help(wanted.subject)
    return ExitCode.DONE


@cache
def _parser(command: Command | None) -> Any:
    """Return what reads the command lines of a command; made once in a process that runs many, as tests do."""
    return typer.main.get_command(application(command))


def application(command: Command | None) -> typer.Typer:
    """Return the application with only this command, or with a listing of all commands for None."""
    app = typer.Typer(
        cls=DescribedGroup,
        rich_markup_mode=None,
        add_completion=False,  # `sahel completion` prints scripts of our own
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(_root)
    if command is None:
        for each in COMMANDS:
            app.command(each.name)(_listed)
    elif command.parts:
        app.add_typer(_with_parts(command), name=command.name)
    else:
        app.command(command.name, cls=CheckedCommand)(spread(command.load(), _words_of))
    return app


def _called(arguments: Sequence[str]) -> Command | None:
    """Return the command that a command line names, None if it names none."""
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    return next((command for command in COMMANDS if command.name == named), None)


def _listed() -> None:
    """Placeholder for a command in the list of all; it has no options, which take most of the loading time."""


def _with_parts(command: Command) -> typer.Typer:
    """Return a command with subcommands as a Typer group."""
    app = typer.Typer(cls=DescribedGroup, rich_markup_mode=None)
    app.callback(invoke_without_command=True)(command.load())
    for part in command.parts:
        app.command(part, cls=CheckedCommand)(spread(command.load_part(part), _words_of))
    return app


def _words_of(command: Callable[..., None], given: Given) -> list[str]:
    """Return the words of a command line that are recorded as its question."""
    from sahelcli.cli.reference.description import words_of  # here: few answers say how they were made

    return words_of(command, given)


def _show_help(subject: tuple[str, ...]) -> None:
    """Print the help of a command, named by its words, or of the program for ()."""
    from sahelcli.cli.commands.help_ import help_  # here: most command lines ask for none

    help_(subject)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        say(f"sahel {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has printed it
        bool, typer.Option(VERSION, callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Take the program's own options; without a command, print the list of commands."""
    if context.invoked_subcommand is None:
        _show_help(())


def _color(arguments: Sequence[str]) -> str:
    """Return the value of --color, even from an invalid command line; `auto` if it has no valid value."""
    color = "auto"
    for word, following in pairwise([*arguments, ""]):
        named = following if word == "--color" else word.removeprefix("--color=")
        color = named if named in ("always", "never") else color
    return color
