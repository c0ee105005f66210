"""Groups of options: a named tuple that a command takes as one parameter and the user as many options."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, get_args

from sahelcli import command_hints
from sahelcli.text.docstrings import docstring_of

Given = Mapping[str, Any]
"""What was typed, by the names of parameters; defaults too."""


def spread(
    command: Callable[..., None], words: Callable[[Callable[..., None], Given], Sequence[str]] = lambda *_: ()
) -> Callable[..., None]:
    """Return the command with each parameter that is a named tuple spread into its fields, as Typer reads them.

    A field is an option: its annotation says how it is written, its default stands when it is not. Several values
    are a tuple. A field may be such a group itself. `words` returns the words of a command line that say what it asks.
    """
    flat = parameters(command)

    def run(**values: Any) -> None:
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        engine = str(given.get("engine") or "")
        command_hints.remember(given.get("data") or (), lambda: words(command, given), engine)
        command(**gather(command, given))

    run.__doc__ = docstring_of(command)
    run.__name__ = command.__name__
    run.__annotations__ = {}  # Typer would evaluate each: it takes them from the signature
    run.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined]  # what inspect.signature reads first
    return run


def gather(command: Callable[..., None], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a command, put together of options by their names; what is not given has its default."""
    own = inspect.signature(command).parameters
    return {name: _gathered(name, each.annotation, each.default, given) for name, each in own.items()}


def parameters(command: Callable[..., None]) -> list[inspect.Parameter]:
    """Return the options and arguments of a command, those of groups among them, as Typer reads them."""
    own = inspect.signature(command).parameters
    return [flat for name, each in own.items() for flat in _flat(name, each.annotation, each.default)]


def _flat(name: str, hint: Any, default: Any) -> Iterator[inspect.Parameter]:
    """Yield the parameter, or those of the group that it is."""
    if _is_group(hint):
        for field, inner in _fields(hint).items():
            yield from _flat(field, inner, hint._field_defaults.get(field))
    else:
        default = list(default) if isinstance(default, tuple) else default
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_typer(hint))


def _gathered(name: str, hint: Any, default: Any, given: Mapping[str, Any]) -> Any:
    """Return the value of a parameter, put together from those of its fields if it is a group."""
    if not _is_group(hint):
        return given.get(name, default)
    defaults, fields = hint._field_defaults, _fields(hint).items()
    return hint(**{field: _gathered(field, inner, defaults.get(field), given) for field, inner in fields})


@cache
def _fields(group: Any) -> dict[str, Any]:
    """Return the annotations of a group's fields, and of those of the group that it extends.

    They are types, never text: `typing.get_type_hints`, which also evaluates text, takes a hundred times as long.
    """
    holders = (getattr(each, "__annotations__", {}) for each in reversed(group.__mro__))
    return {name: hint for annotations in holders for name, hint in annotations.items()}


def _is_group(hint: Any) -> bool:
    return hasattr(hint, "_fields")


def _typer(hint: Any) -> Any:
    """Return an annotation as Typer knows it: for several values it has the list alone."""
    bare, *more = get_args(hint)
    return Annotated[list[str], *more] if bare == tuple[str, ...] else hint
