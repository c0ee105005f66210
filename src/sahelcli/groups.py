"""Groups of options: a named tuple that a command takes as one parameter and the user as many options."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_args, get_type_hints


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return the command with each parameter that is a named tuple spread into its fields, as Typer reads them.

    A field is an option: its annotation says how it is written, its default stands when it is not. Several values are a tuple.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_fields")}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name in groups:
            parameters += _options(groups[parameter.name])
        else:
            parameters.append(_flat(parameter, hints[parameter.name]))

    def run(**values: Any) -> None:
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        for name, group in groups.items():
            given[name] = group(**{field: given.pop(field) for field in group._fields})
        command(**given)

    run.__doc__ = command.__doc__
    run.__name__ = command.__name__
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect.signature reads first
    return run


def _options(group: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    defaults = group._field_defaults
    kind = inspect.Parameter.KEYWORD_ONLY
    return [_flat(inspect.Parameter(name, kind, default=defaults[name]), hints[name]) for name in group._fields]


def _flat(parameter: inspect.Parameter, hint: Any) -> inspect.Parameter:
    default = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
    return parameter.replace(annotation=_typer(hint), default=default, kind=inspect.Parameter.KEYWORD_ONLY)


def _typer(hint: Any) -> Any:
    """Return an annotation as Typer knows it: for several values it has the list alone."""
    bare, *more = get_args(hint)
    return Annotated[list[str], *more] if bare == tuple[str, ...] else hint
