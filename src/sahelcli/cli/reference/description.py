"""Description of the command line: every command with its arguments, options, defaults, choices and examples.

It is read from the commands themselves, from their signatures and docstrings, and there is no second list. Help, the
man page, completion, the reference page and the tools of an assistant are made of it. Typer is not asked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from sahelcli.cli.option_groups import Given, spread
from sahelcli.cli.reference import HIDDEN
from sahelcli.cli.reference.docstring import Docstring, parse_docstring
from sahelcli.model import KIND_NAMES
from sahelcli.text.docstrings import docstring_of

if TYPE_CHECKING:
    from sahelcli.cli.commands import Command
    from sahelcli.cli.completion import Offer

ARGUMENTS, OTHER = "Arguments", "Other"  # the headings of what has none of its own
_NOT_ASKING = ("Data", "Output")  # the headings of options that say of which dataset, and how it is printed


class Parameter(NamedTuple):
    """An argument or option as it is typed.

    `parameter` is how the function of the command calls it. `names` are those of an option, none of an argument;
    `aliases` are understood too. `value` stands for its value in the help, in brackets where an argument may be left
    out; None of a switch. `default` is what counts where it is not typed: None for nothing, () where it may be
    repeated. `is_usual` says that most people need it.
    """

    parameter: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    value: str | None
    heading: str
    meaning: str
    required: bool = False
    repeatable: bool = False
    default: Any = False
    is_usual: bool = True
    offer: Offer | None = None

    @property
    def word(self) -> str:
        """What stands for a value, without the signs that say how many there may be."""
        return (self.value or "").strip("[].")

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of which the value is one; none where it is anything else."""
        return self.offer.of if self.offer and self.offer.kind == "words" else ()


HELP = Parameter("help", ("-h", "--help"), (), None, OTHER, "Show this help and exit.")


class CommandEntry(NamedTuple):
    """A command, or a part of one (`add event`): under which heading the program lists it, and what it takes.

    `rows` are the kinds of rows of JSON that it prints.
    """

    name: str
    heading: str
    text: Docstring
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]
    parts: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """The line that says how it is typed."""
        if self.parts:
            return f"sahel {self.name} {'KIND' if self.parts == KIND_NAMES else 'QUESTION'}"
        return " ".join(["sahel", self.name, "[OPTIONS]", *(each.value or "" for each in self.arguments)])


def describe(commands: Iterable[Command]) -> Iterator[CommandEntry]:
    """Yield the description of each command, that of each of its parts after it; their modules are loaded."""
    for command in commands:
        yield describe_command(command)
        for part in command.parts:
            yield describe_part(command, part)


def describe_command(command: Command) -> CommandEntry:
    """Return the description of a command; of one that has parts, what stands before these."""
    function = command.load()
    if command.parts:
        text = parse_docstring(docstring_of(function))
        return CommandEntry(command.name, command.panel, text, (), (HELP,), command.parts)
    return describe_function(command.name, function, command.panel, command.rows)


def describe_part(command: Command, part: str) -> CommandEntry:
    """Return the description of a part of a command."""
    return describe_function(f"{command.name} {part}", command.load_part(part), command.panel)


def describe_function(name: str, function: Callable[..., Any], heading: str, rows: Sequence[str] = ()) -> CommandEntry:
    """Return the description of the function of a command."""
    own = list(parameters(spread(function)))
    options = sorted((each for each in own if each.names), key=_order(own))
    return CommandEntry(
        name,
        heading,
        parse_docstring(docstring_of(function)),
        tuple(each for each in own if not each.names),
        (*options, HELP),
        rows=tuple(rows),
    )


def _order(all_of_them: Sequence[Parameter]) -> Callable[[Parameter], int]:
    """Return the sort key of an option: with those of its heading, headings as they first come."""
    headings = list(dict.fromkeys(each.heading for each in all_of_them))
    return lambda parameter: headings.index(parameter.heading)


def words_of(command: Callable[..., None], given: Given) -> list[str]:
    """Return the words of a command line as typed, with the options of the question alone: not of dataset and format.

    Options stand in the order of the help, each with its long name; what is not given, or as it is anyway, is left out.
    """
    entry = describe_function(command.__name__.rstrip("_"), command, "")
    words = ["sahel", entry.name]
    for each in (*entry.arguments, *entry.options):
        if each.heading in _NOT_ASKING or given.get(each.parameter) in (each.default, None, False, ()):
            continue
        value = given[each.parameter]
        named = [name for name in each.names if name.startswith("--")][:1]
        for one in value if isinstance(value, tuple) else (value,):
            words += named if one is True else [*named, one]
    return words


def parameters(function: Callable[..., Any]) -> Iterator[Parameter]:
    """Yield the parameters of a command's function, as `option_groups.spread` returns them."""
    for parameter in inspect.signature(function).parameters.values():
        bare, declared = get_args(parameter.annotation)
        names = tuple(name for name in (declared.default, *(declared.param_decls or ())) if isinstance(name, str))
        is_missing = parameter.default is inspect.Parameter.empty
        is_list = bare == list[str]
        yield Parameter(
            parameter=parameter.name,
            names=tuple(name for name in names if name not in HIDDEN) or names,
            aliases=tuple(name for name in names if name in HIDDEN and len(names) > 1),
            value=declared.metavar,
            heading=declared.rich_help_panel or (OTHER if names else ARGUMENTS),
            meaning=declared.help,
            required=is_missing,
            repeatable=is_list,
            default=() if is_list else None if is_missing else parameter.default,
            is_usual=declared.is_usual,
            offer=declared.offer,
        )
