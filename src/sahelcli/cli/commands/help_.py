"""`sahel help`: how a command is typed, and what holds for all of them."""

import json as encoder
from functools import partial
from typing import Annotated

from sahelcli.cli import options
from sahelcli.cli.commands import COMMANDS
from sahelcli.cli.completion import of_words
from sahelcli.cli.help import show_page
from sahelcli.cli.reference.description import CommandEntry, describe_command, describe_part
from sahelcli.cli.reference.help_page import command_page, program_page, topic_page
from sahelcli.cli.reference.program import as_json, program
from sahelcli.cli.reference.topics import TOPICS
from sahelcli.diagnostics.suggestions import UnknownValue
from sahelcli.errors import UsageError
from sahelcli.output import streams

_NAMES = tuple(command.name for command in COMMANDS)
_TOPICS = tuple(topic.name for topic in TOPICS)


def help_(
    subject: Annotated[
        tuple[str, ...],
        options.argument(
            "[COMMAND|TOPIC]", "A command, or dates, exit-codes or environment.", of_words(*_NAMES, *_TOPICS)
        ),
    ] = (),
    json: Annotated[bool, options.option("Output", "--json", help="All of it as one JSON document.")] = False,
) -> None:
    """Print how a command is typed, or what holds for all of them.

    \b
    Topics:
      dates        how days and periods are written, with examples
      exit-codes   what the exit code says to a script
      environment  the variables that are read

    \b
    Examples:
      sahel help quote
      sahel help dates
      sahel help --json
    """
    if json and subject:
        raise UsageError("--json is of all commands at once", f"`sahel help --json`, or `sahel help {subject[0]}`")
    if json:
        streams.print_out([encoder.dumps(as_json(COMMANDS), ensure_ascii=False, indent=2), "\n"], "utf-8")
    else:
        show_page(partial(_page, subject))


def _page(subject: tuple[str, ...], width: int) -> str:
    """Return the help of a command or topic by its words, ("add", "event"); without words, that of the program."""
    if not subject:
        return program_page(program(COMMANDS), width)
    topic = next((topic for topic in TOPICS if subject == (topic.name,)), None)
    return topic_page(topic, width) if topic else command_page(_command(subject), width)


def _command(words: tuple[str, ...]) -> CommandEntry:
    """Return the command that the words name, or a part of it; UnknownValue for words that name none."""
    name, *rest = words
    command = next((command for command in COMMANDS if command.name == name), None)
    if command is None:
        raise UnknownValue("COMMAND", name, (*_NAMES, *_TOPICS))
    if not rest:
        return describe_command(command)
    if len(rest) > 1 or not command.parts:
        raise UsageError(f"`sahel {name}` has no part {' '.join(rest)!r}", f"`sahel help {name}`")
    if rest[0] not in command.parts:
        raise UnknownValue("KIND", rest[0], command.parts)
    return describe_part(command, rest[0])
