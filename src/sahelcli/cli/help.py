"""Commands and groups of Typer whose help is made from the description of the command line, and how wide it is set."""

import os
import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sahelcli.cli.value_conversion import TypedParameters
from sahelcli.output import streams

_WIDEST = 100  # columns: longer lines are hard to read


class HelpWanted(Exception):
    """--help was typed: `subject` is the command as it is called, ("add", "event"); () for the program."""

    def __init__(self, subject: tuple[str, ...]) -> None:
        super().__init__(subject)
        self.subject = subject


class DescribedCommand(TypedParameters, TyperCommand):
    """A command whose help is a page of ours."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for the help."""
        return _asking(super().get_help_option(ctx))


class DescribedGroup(TypedParameters, TyperGroup):
    """The program, or a command that is called with one of its parts."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for the help."""
        return _asking(super().get_help_option(ctx))


def say(text: str) -> None:
    """Print a text that was asked for on standard output, and fail as every answer does."""
    streams.print_out([f"{text}\n"])


def page_width() -> int:
    """Return how wide help is set, in columns: as the terminal is, or COLUMNS says, and no wider than is read well."""
    screen = streams.screen(sys.stdout, "never", os.environ)
    return min(screen.width if screen else streams.columns(os.environ), _WIDEST)


def _asking(option: Any) -> Any:
    """Return the option of help, which leaves the page to whoever called."""

    def ask(ctx: Any, _: Any, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            raise HelpWanted(tuple(ctx.command_path.split()[1:]))

    option.callback = ask
    return option
