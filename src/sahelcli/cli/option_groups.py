"""Groups of options: a named tuple that a command takes as one parameter and the user as many options."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, get_args

from sahelcli import command_hints
from sahelcli.text.docstrings import docstring_of

Given = Mapping[str, Any]
"""The values as typed, by name of parameter, defaults included."""


def spread(
    command: Callable[..., None], words: Callable[[Callable[..., None], Given], Sequence[str]] = lambda *_: ()
) -> Callable[..., None]:
    """Return the command with each parameter that is a named tuple spread into its fields, as Typer reads them.

    A field is an option: its annotation is the declaration, its default the value without it. Several values are a
    tuple. A field may itself be a group. `words` returns the words that are recorded as the question.
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
    """Return the keyword arguments of a command, with groups built from options by name, and defaults filled in."""
    own = inspect.signature(command).parameters
    return {name: _gathered(name, each.annotation, each.default, given) for name, each in own.items()}


def parameters(command: Callable[..., None]) -> list[inspect.Parameter]:
    """Return the options and arguments of a command, with groups flattened, as Typer reads them."""
    own = inspect.signature(command).parameters
    return [flat for name, each in own.items() for flat in _flat(name, each.annotation, each.default)]


def _flat(name: str, hint: Any, default: Any) -> Iterator[inspect.Parameter]:
    """Yield the parameter itself, or the parameters of its group."""
    if _is_group(hint):
        for field, inner in _fields(hint).items():
            yield from _flat(field, inner, hint._field_defaults.get(field))
    else:
        default = list(default) if isinstance(default, tuple) else default
        yield inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_typer(hint))


def _gathered(name: str, hint: Any, default: Any, given: Mapping[str, Any]) -> Any:
    """Return the value of a parameter; a group is built from the values of its fields."""
    if not _is_group(hint):
        return given.get(name, default)
    defaults, fields = hint._field_defaults, _fields(hint).items()
    return hint(**{field: _gathered(field, inner, defaults.get(field), given) for field, inner in fields})


@cache
def _fields(group: Any) -> dict[str, Any]:
    """Return the annotations of a group's fields, inherited ones included.

    They are types, never text: `typing.get_type_hints`, which also evaluates text, takes a hundred times as long.
    """
    holders = (getattr(each, "__annotations__", {}) for each in reversed(group.__mro__))
    return {name: hint for annotations in holders for name, hint in annotations.items()}


def _is_group(hint: Any) -> bool:
    return hasattr(hint, "_fields")


def _typer(hint: Any) -> Any:
    """Return an annotation in Typer's form, which has only lists for several values."""
    bare, *more = get_args(hint)
    return Annotated[list[str], *more] if bare == tuple[str, ...] else hint
