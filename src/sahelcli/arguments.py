"""What is typed after a command: text is UTF-8, a path may hold any bytes, and all of it is taken."""

from __future__ import annotations

from typing import Any

from sahelcli.help import PanelledCommand
from sahelcli.options import as_text

_PATHS = ("PATH", "FILE", "DIR", "OLD", "NEW")  # how the help calls what is a path


class CheckedCommand(PanelledCommand):
    """A command that looks at what it was given before anything is done."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; UsageError for what is no text where text is wanted."""
        rest: list[str] = super().parse_args(ctx, args)
        for parameter in () if ctx.resilient_parsing else self.get_params(ctx):
            if not _is_path(parameter) and parameter.name in ctx.params:
                ctx.params[parameter.name] = _as_text(parameter, ctx.params[parameter.name])
        return rest


def _is_path(parameter: Any) -> bool:
    return _plain(parameter.metavar) in _PATHS


def _plain(metavar: str | None) -> str:
    """Return the word that stands for a value in the help, without the signs that say how many there may be."""
    return (metavar or "").strip("[].")


def _as_text(parameter: Any, value: Any) -> Any:
    """Return a value, or each of several, as text; what is no text, such as a switch, as it is."""
    if isinstance(value, list | tuple):
        return [_as_text(parameter, each) for each in value]
    return as_text(_name(parameter), value) if isinstance(value, str) else value


def _name(parameter: Any) -> str:
    """Return what a message calls an option or argument: as it is typed, or as the line of usage does."""
    long = next((name for name in parameter.opts if name.startswith("--")), None)
    return long or _plain(parameter.metavar)
