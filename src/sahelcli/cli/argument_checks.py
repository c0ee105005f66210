"""Checks of command-line arguments: text is UTF-8, a path may have any bytes, and no argument is left over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelcli.cli.help import DescribedCommand
from sahelcli.diagnostics.suggestions import did_you_mean
from sahelcli.errors import UsageError
from sahelcli.option_values import as_text
from sahelcli.text.quoted_values import shown

_CLOSED = ("--by", "--format", "--kind", "--measure", "--tag")  # options whose values are words of a list
_PATHS = ("PATH", "FILE", "DIR", "OLD", "NEW", "BASE", "OURS", "THEIRS", "LABEL")  # how the help calls what is a path


class UnexpectedArgument(UsageError):
    """The command line has more arguments than the command takes."""

    def __init__(self, word: str, hint: str) -> None:
        super().__init__(f"unexpected argument {shown(word)}", hint)


class CheckedCommand(DescribedCommand):
    """A command that checks its arguments before it runs."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the command line; UsageError for a text that is not UTF-8, and for an argument that nothing takes."""
        ctx.allow_extra_args = True  # so that it is told here what they may have meant
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:  # what the parser says of a value names no command
                error.ctx = ctx  # type: ignore[attr-defined]
            raise
        if ctx.resilient_parsing:
            return rest
        parameters = self.get_params(ctx)
        for parameter in parameters:
            if not _is_path(parameter) and parameter.name in ctx.params:
                ctx.params[parameter.name] = _as_text(parameter, ctx.params[parameter.name])
        rest = [as_text("argument", word) for word in rest]
        if rest:
            raise UnexpectedArgument(rest[0], _instead(ctx, parameters, rest))
        return rest


def _instead(ctx: Any, parameters: Sequence[Any], rest: Sequence[str]) -> str:
    """Return the hint for surplus words: the option that they may have been meant for."""
    from sahelcli.text import shell_quoting  # here: most command lines are right

    options = {name: parameter for parameter in parameters for name in parameter.opts}
    words = " ".join(rest)
    if f"--{rest[0]}" in options:
        return did_you_mean([f"--{rest[0]}"])
    for option in filter(options.__contains__, _CLOSED):
        if words in _offered(option, ctx, words):
            return did_you_mean([f"{option} {shell_quoting.join([words])}"])
    if "--on" in options and _is_period(words):
        return did_you_mean([f"--on {words}"])
    begun = next((ctx.params[each.name] for each in parameters if _is_name(each) and ctx.params[each.name]), None)
    quoted = f"a name of several words stands in quotes: {shell_quoting.join([f'{begun} {words}'])}" if begun else ""
    if "--about" in options:
        return did_you_mean([f"--about {shell_quoting.join([words])}"], quoted, says_both=True)
    return quoted or f"`{ctx.command_path} --help` lists what it takes"


def _offered(option: str, ctx: Any, word: str) -> list[str]:
    """Return the completions for a value of an option."""
    from sahelcli.cli.completion import suggestions  # as above
    from sahelcli.cli.reference.description import parameters

    named = next(each for each in parameters(ctx.command.callback) if option in each.names)
    return [each.value for each in suggestions(named.offer, word, ctx.params.get("data") or ())] if named.offer else []


def _is_period(text: str) -> bool:
    from sahelcli.dates.edtf import DateError  # as above
    from sahelcli.dates.periods import parse_period

    try:
        parse_period(text)
    except DateError:
        return False
    return True


def _is_path(parameter: Any) -> bool:
    return _plain(parameter.metavar) in _PATHS


def _is_name(parameter: Any) -> bool:
    """Whether a parameter is an optional argument that names one record; without it the command lists all."""
    return parameter.param_type_name == "argument" and not (parameter.required or _is_path(parameter))


def _plain(metavar: str | None) -> str:
    """Return the metavar of the help without brackets and ellipsis."""
    return (metavar or "").strip("[].")


def _as_text(parameter: Any, value: Any) -> Any:
    """Return a value, or each value of a list, as text; a value of another type, such as a switch, unchanged."""
    if isinstance(value, list | tuple):
        return [_as_text(parameter, each) for each in value]
    return as_text(_name(parameter), value) if isinstance(value, str) else value


def _name(parameter: Any) -> str:
    """Return the name of a parameter in messages: an option as typed, an argument as in the usage line."""
    long = next((name for name in parameter.opts if name.startswith("--")), None)
    return long or _plain(parameter.metavar)
