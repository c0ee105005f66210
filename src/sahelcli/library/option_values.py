"""Conversion of Python arguments of the library into values of command-line options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from numbers import Integral
from typing import Any

from sahelcli.cli.reference.description import OTHER, CommandEntry, Parameter, describe_function
from sahelcli.errors import UsageError
from sahelcli.option_values import as_text
from sahelcli.text.quoted_values import shown

_PRINTING = ("Data", "Output", OTHER)  # headings of the help: what stands below them has no meaning for a program
_OF_ROWS = ("fields", "style")  # but these, which say what is in a row
_OTHER_QUESTIONS = ("list", "explain", "strict")  # of `check`: what it prints instead, and when it exits with 1


class MissingArgument(UsageError):
    """A required argument was not given."""

    def __init__(self, word: str, meaning: str) -> None:
        super().__init__(f"missing argument {word}", f"give {word}: {meaning[:1].lower()}{meaning[1:].rstrip('.')}")


class UnknownOption(UsageError):
    """A keyword that is not an option of the command."""

    def __init__(self, command: str, word: str, known: list[str]) -> None:
        from sahelcli.cli.usage_errors import option_meant  # here, as the next: most keywords are right
        from sahelcli.diagnostics.suggestions import did_you_mean

        suggestion = option_meant(word.replace("_", "-"), [f"--{each.replace('_', '-')}" for each in known])
        near = [suggestion.removeprefix("--").replace("-", "_")] if suggestion else []
        hint = did_you_mean(near, f"it takes {', '.join(known)}", says_both=True)
        super().__init__(f"{command} has no option {shown(word)}", hint)


class WrongType(UsageError):
    """A value of a type that an option or argument does not take."""

    def __init__(self, name: str, wanted: str, given: Any) -> None:
        super().__init__(f"{name} takes {wanted}, not {shown(str(given))}", f"give {wanted}")


@cache
def described(command: Callable[..., None]) -> CommandEntry:
    """Return the description of a command."""
    return describe_function("", command, "")


def words_of(command: Callable[..., None]) -> dict[str, Parameter]:
    """Return the options of a command by their keyword, such as `min_sources`."""
    options = {_word(option): option for option in described(command).options}
    return {
        word: option
        for word, option in options.items()
        if word in _OF_ROWS or (option.heading not in _PRINTING and word not in _OTHER_QUESTIONS)
    }


def _word(option: Parameter) -> str:
    """Return the long name of an option as a keyword."""
    long = next(name for name in option.names if name.startswith("--"))
    return long.removeprefix("--").replace("-", "_")


def typed(name: str, command: Callable[..., None], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return keywords as {parameter name: value as typed}; UsageError for an unknown keyword or wrong type.

    None says that an option is not given.
    """
    known = words_of(command)
    for word in given:
        if word not in known:
            raise UnknownOption(name, word, list(known))
    return {
        known[word].parameter: _as_typed(f"--{word.replace('_', '-')}", known[word], value)
        for word, value in given.items()
        if value is not None
    }


def argument(parameter: Parameter, value: Any) -> Any:
    """Return the value of an argument as typed; WrongType for a type that it does not take."""
    return list(several(parameter.word, value)) if parameter.repeatable else text(parameter.word, value)


def _as_typed(option: str, parameter: Parameter, value: Any) -> Any:
    if parameter.value is None:
        if isinstance(value, bool):
            return value
        raise WrongType(option, "True or False", value)
    return several(option, value) if parameter.repeatable else text(option, value)


def several(name: str, value: Any) -> tuple[str, ...]:
    """Return one text, or each text of a list, as a tuple; WrongType for anything else."""
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
