"""Commands and groups of Typer whose help is made from the description of the command line, and how wide it is set."""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sahelcli import output
from sahelcli.cli.value_conversion import TypedParameters
from sahelcli.output import OutputOptions, streams

_WIDEST = 100  # columns: longer lines are hard to read
_HEADING, _STRONG = r"^Usage:|(?<=\n\n) {0,2}[A-Z][\w ]*:(?=\n)", "\x1b[1m\\g<0>\x1b[0m"


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


def show_page(draw: Callable[[int], str]) -> None:
    """Print a page of help, `draw(width)`: on a terminal with its headings strong, and paged where it does not fit."""

    def drawn(width: int) -> str:
        text = f"{draw(min(width, _WIDEST))}\n"
        return re.sub(_HEADING, _STRONG, text) if streams.has_color(sys.stdout, "auto", os.environ) else text

    output.show_drawing(drawn, "help", OutputOptions())


def _asking(option: Any) -> Any:
    """Return the option of help, which leaves the page to whoever called."""

    def ask(ctx: Any, _: Any, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            raise HelpWanted(tuple(ctx.command_path.split()[1:]))

    option.callback = ask
    return option
