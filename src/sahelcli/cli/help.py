"""Help pages of commands and groups (`--help`), and Typer commands whose parameters convert their own values."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sahelcli import output
from sahelcli.output import OutputOptions, streams

_WIDEST = 100  # columns: longer lines are hard to read
_HEADING, _STRONG = r"^Usage:|(?<=\n\n) {0,2}[A-Z][\w ]*:(?=\n)", "\x1b[1m\\g<0>\x1b[0m"


class HelpWanted(Exception):
    """--help was typed: `subject` is the command as it is called, ("add", "event"); () for the program."""

    def __init__(self, subject: tuple[str, ...]) -> None:
        super().__init__(subject)
        self.subject = subject


class TypedConverter:
    """Value converter that Typer from 0.29 on requires of each parameter; its own would load Pydantic every time."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002  # the signature is Typer's
        """Return the value unchanged, as a list if the parameter takes several."""
        return list(value or ()) if param.multiple or param.nargs == -1 else value


class TypedParameters:
    """Mixin for a command or group of Typer that takes its parameters as they were typed.

    Typer below 0.29 asks for no converter, and converts nothing in texts either.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line."""
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # of the class that it stands beside
            parameter.get_runtime_param = TypedConverter
        rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return rest


class DescribedCommand(TypedParameters, TyperCommand):
    """A command that prints our help page."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for the help."""
        return _asking(super().get_help_option(ctx))


class DescribedGroup(TypedParameters, TyperGroup):
    """The program, or a command with subcommands."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that asks for the help."""
        return _asking(super().get_help_option(ctx))


def say(text: str) -> None:
    """Print a text on standard output, with the same errors as any answer."""
    streams.print_out([f"{text}\n"])


def show_page(draw: Callable[[int], str]) -> None:
    """Print a page of help, `draw(width)`: on a terminal with its headings strong, and paged where it does not fit."""

    def drawn(width: int) -> str:
        text = f"{draw(min(width, _WIDEST))}\n"
        return re.sub(_HEADING, _STRONG, text) if streams.has_color(sys.stdout, "auto", os.environ) else text

    output.show_drawing(drawn, "help", OutputOptions())


def _asking(option: Any) -> Any:
    """Return the option of help, which leaves printing the page to the caller."""

    def ask(ctx: Any, _: Any, is_asked: bool) -> None:
        if is_asked and not ctx.resilient_parsing:
            raise HelpWanted(tuple(ctx.command_path.split()[1:]))

    option.callback = ask
    return option
