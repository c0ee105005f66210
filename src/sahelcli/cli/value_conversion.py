"""How what was typed becomes the value of a parameter: as it is, for all are texts, lists of texts or switches."""

from __future__ import annotations

from typing import Any


class TypedConverter:
    """A converter, as Typer from 0.29 on asks each parameter for one: its own would load Pydantic for every command."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002  # the signature is Typer's
        """Return the value as it was typed, a list where there may be several."""
        return list(value or ()) if param.multiple or param.nargs == -1 else value


class TypedParameters:
    """A command or group, besides its class of Typer, that takes its parameters as they were typed.

    Typer below 0.29 asks for no converter, and converts nothing in texts either.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line."""
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # of the class that it stands beside
            parameter.get_runtime_param = TypedConverter
        rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return rest
