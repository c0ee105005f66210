"""Completion of a command line that is begun: which word it is, and what it can become.

The shells' scripts ask for it with `_SAHEL_COMPLETE=words sahel WORD…`, the last word begun, or with
`_SAHEL_COMPLETE=line sahel LINE`, the line up to the cursor as it is typed, quotes and all; PowerShell, which escapes
with another sign and hands on no quotes, with `_SAHEL_COMPLETE=powershell` and the line in `_SAHEL_LINE`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.cli.completion import Suggestion, suggestions
from sahelcli.cli.reference import LINE
from sahelcli.cli.reference.description import (
    CommandEntry,
    Parameter,
    describe_command,
    describe_part,
)
from sahelcli.cli.reference.program import OPTIONS, program
from sahelcli.text.cell_width import beginning

if TYPE_CHECKING:
    from sahelcli.cli.commands import Command

_KINDS = {"dataset": "dataset", "files": "files", "folders": "folders", "keys": "list"}
_ESCAPES = {"line": "\\", "powershell": "`"}  # by the form in which a script asks
_WIDEST = 80  # cells of what a value is


class Completion(NamedTuple):
    """What a begun word can become: suggestions, and what else.

    `kind` is that of paths, "dataset", "files" or "folders"; or "list" where more can follow a comma, or "".
    `prefix` is the part of the word that stays before each: `--data=`.
    """

    suggestions: Sequence[Suggestion] = ()
    kind: str = ""
    prefix: str = ""


def answer(form: str, arguments: Sequence[str], commands: Sequence[Command]) -> str:
    """Return the text that a shell's script reads: kind, prefix and the text to complete, then described values.

    Each is a line, its parts separated by tabs; the text is what the shell completes where the kind is one of paths.
    """
    if form in _ESCAPES:
        words = typed_words(arguments[0] if arguments else os.environ.get(LINE, ""), _ESCAPES[form])
    elif form == "words":
        words = list(arguments) or [""]
    else:
        return ""  # a script of another version asks
    completion = complete(words, commands)
    begun = words[-1].removeprefix(completion.prefix)
    rows = [(completion.kind, completion.prefix, begun), *map(_row, completion.suggestions)]
    return "".join("\t".join(row) + "\n" for row in rows if all(part.isprintable() for part in row))


def _row(suggestion: Suggestion) -> tuple[str, str]:
    """Return a value and its description, on one line however long that is."""
    meaning = suggestion.meaning
    if not (meaning.isascii() and meaning.isprintable()):
        from sahelcli.text.sanitize import one_line  # here: most need no harm taken out of them

        meaning = one_line(meaning)
    return suggestion.value, beginning(meaning, _WIDEST)


def complete(words: Sequence[str], commands: Sequence[Command]) -> Completion:
    """Return the completions of the last word, which is begun; the first word is the first after `sahel`."""
    *before, begun = words
    typed = [word for word in before if word not in _root_names()]
    command = next((each for each in commands if typed and each.name == typed[0]), None)
    if command is None:
        return Completion() if typed else _of_program(begun, commands)
    rest = typed[1:]
    if not command.parts:
        return _of_command(describe_command(command), rest, begun)
    if rest and rest[0] in command.parts:
        return _of_command(describe_part(command, rest[0]), rest[1:], begun)
    if begun.startswith("-"):
        return _of_options(describe_command(command).options, begun)
    return Completion([Suggestion(part) for part in command.parts if not rest and part.startswith(begun.casefold())])


def _root_names() -> set[str]:
    return {name for option in OPTIONS for name in option.names}


def _of_program(begun: str, commands: Iterable[Command]) -> Completion:
    if begun.startswith("-"):
        return _of_options(OPTIONS, begun)
    listed = [Suggestion(*row) for rows in program(commands).listed.values() for row in rows]
    return Completion([each for each in listed if each.value.startswith(begun.casefold())])


def _of_command(entry: CommandEntry, words: Sequence[str], begun: str) -> Completion:
    state = _read(entry, words)
    if state.waiting:
        return _of_value(entry, state.waiting, begun, state.data)
    if begun.startswith("--") and "=" in begun and not state.is_ended:
        name, _, value = begun.partition("=")
        option = _option(entry, name)
        completion = _of_value(entry, option, value, state.data) if option and option.value else Completion()
        return completion._replace(prefix=f"{name}=")
    if begun.startswith("-") and begun != "-" and not state.is_ended:
        return _of_options(_free(entry.options, state.options), begun)
    number = min(state.arguments, len(entry.arguments) - 1)
    if number < 0 or (number < state.arguments and not entry.arguments[number].repeatable):
        return _of_options(_free(entry.options, state.options), begun) if begun == "-" else Completion()
    return _of_value(entry, entry.arguments[number], begun, state.data)


def _of_value(entry: CommandEntry, parameter: Parameter, begun: str, data: Sequence[str]) -> Completion:
    if parameter.offer is None:
        return Completion()
    return Completion(suggestions(parameter.offer, begun, data, entry.rows), _KINDS.get(parameter.offer.kind, ""))


def _of_options(options: Iterable[Parameter], begun: str) -> Completion:
    pairs = ((name, option) for option in options for name in option.names if begun == "-" or name.startswith("--"))
    return Completion([Suggestion(name, option.meaning) for name, option in pairs if name.startswith(begun)])


def _free(options: Sequence[Parameter], typed: Sequence[Parameter]) -> list[Parameter]:
    """Return the options that can still be typed."""
    return [option for option in options if option.repeatable or option not in typed]


class _State(NamedTuple):
    """What the words before the begun one say: an option that waits for its value, and what has been typed."""

    waiting: Parameter | None
    options: Sequence[Parameter]
    arguments: int
    data: Sequence[str]
    is_ended: bool  # after `--` all are arguments


def _read(entry: CommandEntry, words: Sequence[str]) -> _State:
    waiting: Parameter | None = None
    options: list[Parameter] = []
    data: list[str] = []
    arguments, is_ended = 0, False
    for word in words:
        value: str | None = None
        if waiting:
            waiting, option, value = None, waiting, word
        elif is_ended or not word.startswith("-") or word == "-":
            arguments += 1
            continue
        elif word == "--":
            is_ended = True
            continue
        else:
            option, value = _typed(entry, word)
            if option is None:
                continue
            options.append(option)
            waiting = option if option.value and value is None else None
        if option and "--data" in option.names and value is not None:
            data.append(os.path.expandvars(value))
    return _State(waiting, options, arguments, data, is_ended)


def _typed(entry: CommandEntry, word: str) -> tuple[Parameter | None, str | None]:
    """Return the option that a word names, and the value that stands in the same word: --data=PATH, -dPATH."""
    name, equals, value = word.partition("=")
    if option := _option(entry, name):
        return option, value if equals else None
    short = None if word.startswith("--") else _option(entry, word[:2])
    return short, word[2:] or None


def _option(entry: CommandEntry, name: str) -> Parameter | None:
    return next((option for option in entry.options if name in (*option.names, *option.aliases)), None)


_ASSIGNMENT = re.compile(r"\w+=")  # FOO=1 sahel …


def typed_words(line: str, escape: str = "\\") -> list[str]:
    """Return the words after that of the program, the last as far as it is typed, "" after a blank.

    `escape` is the sign that takes the next one for itself. A home that is written ~ stays so: whoever opens the path
    knows it.
    """
    words: list[str] = [""]
    is_begun = True
    for sign in re.finditer(_signs(re.escape(escape)), line.lstrip(), re.DOTALL):
        if sign["blank"]:
            is_begun = False
            continue
        if not is_begun:
            words.append("")
            is_begun = True
        words[-1] += _value(sign, escape)
    after = next((number for number, word in enumerate(words) if not _ASSIGNMENT.match(word)), 0) + 1
    return [*words[after:], ""] if not is_begun or len(words) == after else words[after:]


def _signs(escape: str) -> str:
    """Return the pattern of the parts of a line."""
    return (
        rf"(?P<blank>\s+)|{escape}(?P<escaped>.)|'(?P<single>[^']*)(?:'|$)"
        rf'|"(?P<double>(?:{escape}.|[^"{escape}])*)(?:"|$)|(?P<plain>[^\s{escape}\'"]+|{escape}$)'
    )


def _value(sign: re.Match[str], escape: str) -> str:
    """Return the meaning of a part of a line."""
    if sign["escaped"] is not None:
        return sign["escaped"]
    if sign["single"] is not None:
        return sign["single"]
    if sign["double"] is not None:
        return re.sub(rf'{re.escape(escape)}(["$`\\])', r"\1", os.path.expandvars(sign["double"]))
    return os.path.expandvars(sign["plain"].removesuffix(escape))
