"""Values of options as a program gives them, and as the command line would have typed them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from numbers import Integral
from typing import Any, get_args

from sahelcli.cli.option_groups import parameters
from sahelcli.errors import UsageError
from sahelcli.option_values import as_text
from sahelcli.text.quoting import shown

_PRINTING = ("Data", "Output")  # headings of the help: under them stands what has no meaning for a program, but one
_OTHER_QUESTIONS = ("list", "explain", "strict")  # of `check`: what it prints instead, and when it exits with 1


class UnknownOption(UsageError):
    """A keyword that is no option of the command."""

    def __init__(self, command: str, word: str, known: list[str]) -> None:
        from sahelcli.cli.usage_errors import option_meant  # here: most keywords are right

        meant = option_meant(word.replace("_", "-"), [f"--{each.replace('_', '-')}" for each in known])
        near = f"did you mean {meant.removeprefix('--').replace('-', '_')}? " if meant else ""
        super().__init__(f"{command} has no option {shown(word)}", f"{near}it takes {', '.join(known)}")


class WrongType(UsageError):
    """A value of a type that an option or argument does not take."""

    def __init__(self, name: str, wanted: str, given: Any) -> None:
        super().__init__(f"{name} takes {wanted}, not {shown(str(given))}", f"give {wanted}")


@cache
def words_of(command: Callable[..., None]) -> dict[str, inspect.Parameter]:
    """Return the options of a command that a program gives, by the words it gives them with: `min_sources`."""
    described = ((parameter, parameter.annotation.__metadata__[0]) for parameter in parameters(command))
    return {
        word: parameter
        for parameter, option in described
        for word in _long_names(option)[:1]
        if word == "fields" or (option.rich_help_panel not in _PRINTING and word not in _OTHER_QUESTIONS)
    }


def _long_names(option: Any) -> list[str]:
    """Return the names of an option as keywords; an argument has none. Typer reads the first name as a default."""
    names = (name for name in (option.default, *(option.param_decls or ())) if isinstance(name, str))
    return [name.removeprefix("--").replace("-", "_") for name in names if name.startswith("--")]


def typed(name: str, command: Callable[..., None], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return options by the names of a command's parameters, with values as they are typed; UsageError for others.

    None says that an option is not given.
    """
    known = words_of(command)
    for word in given:
        if word not in known:
            raise UnknownOption(name, word, list(known))
    return {
        known[word].name: _as_typed(f"--{word.replace('_', '-')}", known[word], value)
        for word, value in given.items()
        if value is not None
    }


def _as_typed(option: str, parameter: inspect.Parameter, value: Any) -> Any:
    bare = get_args(parameter.annotation)[0]
    if bare is bool:
        if isinstance(value, bool):
            return value
        raise WrongType(option, "True or False", value)
    if bare == list[str]:
        return several(option, value)
    return text(option, value)


def several(name: str, value: Any) -> tuple[str, ...]:
    """Return one text, or each of several; WrongType for anything else."""
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return tuple(text(name, each, "texts") for each in value)
    return (text(name, value, "a text or a list of texts"),)


def text(name: str, value: Any, wanted: str = "a text") -> str:
    """Return a text, whole number or day as it is typed; WrongType for anything else."""
    if isinstance(value, str):
        return as_text(name, str(value))
    if isinstance(value, int | Integral) and not isinstance(value, bool):
        return str(int(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise WrongType(name, wanted, value)
