"""Usage errors in our own words: the mistake in a command line, and the correction."""

from __future__ import annotations

from ast import literal_eval
from typing import Any

from sahelcli.cli.reference import HIDDEN
from sahelcli.diagnostics.suggestions import UnknownValue, did_you_mean, nearest
from sahelcli.errors import UsageError
from sahelcli.model import KIND_NAMES
from sahelcli.text.quoted_values import shown

_NO_COMMAND = "No such command "  # and the name, as Python writes it
_ELSEWHERE = {  # what other programs call an option, or a person who has not seen the help: what it is here
    **dict.fromkeys(("year", "month", "day", "date", "when"), ("on",)),
    **dict.fromkeys(("start", "begin", "after"), ("since",)),
    **dict.fromkeys(("end", "before"), ("until",)),
    **dict.fromkeys(("speaker", "who", "person", "by"), ("actor",)),
    **dict.fromkeys(("country", "location", "where", "city"), ("place",)),
    **dict.fromkeys(("find", "grep", "keyword", "query", "search", "word", "words"), ("text",)),
    **dict.fromkeys(("max", "head", "first", "top"), ("limit",)),
    **dict.fromkeys(("file", "dataset", "input"), ("data",)),
}


def in_our_words(error: Any, called: str) -> UsageError:
    """Convert a usage error of Typer to a UsageError; `called` is the name of the command."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else called
    lists = f"`{command} --help` lists the options"
    if command == "sahel":
        lists = "`sahel --help` lists the commands, `sahel COMMAND --help` their options"
    match type(error).__name__:
        case "MissingParameter":
            return _missing(error.param, command)
        case "NoSuchOption":
            near = option_meant(error.option_name, _options(context))
            hint = did_you_mean([near] if near else [], lists)
            if command == "sahel" and called != "sahel":
                hint = f"the options of a command follow it: `{called} {error.option_name}`"
            return UsageError(f"no such option: {error.option_name}", hint)
        case "BadOptionUsage":
            return _without_value(error, context, lists)
        case _:
            return _unknown_command(error, context, lists)


def option_meant(name: str, known: list[str]) -> str | None:
    """Return the known option that is a synonym of this name or is spelled nearly like it, else None."""
    word = name.lstrip("-")
    near = nearest(word, [option.lstrip("-") for option in known])
    candidates = (f"--{each}" for each in (*_ELSEWHERE.get(word, ()), near) if each)
    return next((option for option in candidates if option in known), None)


def _missing(parameter: Any, command: str) -> UsageError:
    return UsageError(
        f"missing argument {parameter.metavar}", f"`{command} {parameter.metavar}`: {_meaning(parameter)}"
    )


def _without_value(error: Any, context: Any, lists: str) -> UsageError:
    name = error.option_name
    parameter = next((one for one in _parameters(context) if name in one.opts), None)
    if parameter is None or parameter.metavar is None:
        return UsageError(f"{name} takes no value", lists)
    return UsageError(f"{name} needs a value", f"`{name} {parameter.metavar}`: {_meaning(parameter)}")


def _unknown_command(error: Any, context: Any, lists: str) -> UsageError:
    message = error.message.partition(" Did you mean ")[0].rstrip(".")
    if context is None or not message.startswith(_NO_COMMAND):
        return UsageError(f"{message[:1].lower()}{message[1:]}", lists)
    name, known = literal_eval(message.removeprefix(_NO_COMMAND)), context.command.list_commands(context)
    if context.parent:  # what is called with one of its parts: kinds of records, or questions
        return UnknownValue("KIND" if set(known) == {*KIND_NAMES} else "QUESTION", name, known)
    near = nearest(name, known)
    suggestion = f"--{name}" if f"--{name}" in _options(context) else near and f'"{near}"'
    return UsageError(f"no such command {shown(name)}", did_you_mean([suggestion] if suggestion else [], lists))


def _parameters(context: Any) -> list[Any]:
    return list(context.command.get_params(context)) if context else []


def _options(context: Any) -> list[str]:
    """Return the options in the help of a command, as typed."""
    names = [name for parameter in _parameters(context) for name in parameter.opts]
    return [name for name in names if name.startswith("--") and name not in HIDDEN]


def _meaning(parameter: Any) -> str:
    return f"{parameter.help[:1].lower()}{parameter.help[1:].rstrip('.')}"
