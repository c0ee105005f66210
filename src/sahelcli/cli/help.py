"""How help looks: the options of a command and the commands of the program, each under the heading it belongs to."""

from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sahelcli.cli.value_conversion import TakesAsTyped
from sahelcli.output import streams

HIDDEN = {"--from", "--to"}  # other tools' words for --since and --until: understood, not taught


class PanelledCommand(TakesAsTyped, TyperCommand):
    """A command whose options stand in groups."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that prints the help."""
        return _printing(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of the line of usage: in brackets what may be left out, bare what may not."""
        return ["[OPTIONS]", *(str(each.metavar) for each in self.get_params(ctx) if _is_argument(each))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options under the heading each was declared with."""
        parameters = sorted(self.get_params(ctx), key=lambda parameter: not _is_argument(parameter))
        rows = [(parameter, _record(parameter, ctx)) for parameter in parameters]
        shown = [(_heading(parameter), _taught(record)) for parameter, record in rows if record]
        _write(formatter, shown)


class PanelledGroup(TakesAsTyped, TyperGroup):
    """The program: its commands stand in groups."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that prints the help."""
        return _printing(super().get_help_option(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with the first sentence of its help."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        shown = [(command.rich_help_panel, (name, command.get_short_help_str(90))) for name, command in commands]  # type: ignore[union-attr]
        _write(formatter, shown)


def say(text: str) -> None:
    """Print a text that was asked for on standard output, and fail as every answer does."""
    streams.print_out([f"{text}\n"])


def _printing(option: Any) -> Any:
    """Return the option of help, which prints it as every answer is printed."""

    def show(ctx: Any, _: Any, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            say(ctx.get_help())
            ctx.exit()

    option.callback = show
    return option


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _record(parameter: Any, ctx: Any) -> tuple[str, str] | None:
    """Return a row of the help; of an argument as it was declared, to which each release of Typer adds its own."""
    return (parameter.metavar, parameter.help) if _is_argument(parameter) else parameter.get_help_record(ctx)


def _heading(parameter: Any) -> str:
    return getattr(parameter, "rich_help_panel", None) or ("Arguments" if _is_argument(parameter) else "Other")


def _taught(record: tuple[str, str]) -> tuple[str, str]:
    names, help_text = record
    help_text = help_text.removesuffix("[required]").rstrip()  # the line of usage says it
    first, *others = names.split(", ")
    metavar = names.rpartition(" ")[2] if others and " " in others[-1] else ""
    kept = [first, *(name for name in others if name.split(" ")[0] not in HIDDEN)]
    text = ", ".join(kept)
    return (text if not metavar or text.endswith(metavar) else f"{text} {metavar}"), help_text


def _write(formatter: Any, rows: Iterable[tuple[str | None, tuple[str, str]]]) -> None:
    panels: dict[str, list[tuple[str, str]]] = {}
    for heading, row in rows:
        panels.setdefault(heading or "Other", []).append(row)
    for heading, listed in panels.items():
        with formatter.section(heading):
            formatter.write_dl(listed)
