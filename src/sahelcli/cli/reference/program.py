"""Description of the program itself: its sentence, examples and own options, and the list of its commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli import __version__
from sahelcli.cli.reference import DEBUG, VERSION
from sahelcli.cli.reference.description import HELP, OTHER, CommandEntry, Parameter, describe
from sahelcli.cli.reference.docstring import one_line, parse_docstring
from sahelcli.cli.reference.topics import TOPICS, Topic
from sahelcli.errors import ExitCode
from sahelcli.text.docstrings import docstring_of

if TYPE_CHECKING:
    from sahelcli.cli.commands import Command

SUMMARY = "A sourced chronology you can query."
PARAGRAPHS = ("What happened, who said exactly what, how many troops, where, when, and who says so.",)
EXAMPLES = (
    "sahel timeline --since 2023-07 --until 2023-09",
    "sahel quote macron --on 2023-09-24",
    "sahel troops france --place niger --differ",
)


def _flag(name: str, meaning: str) -> Parameter:
    return Parameter(name.lstrip("-"), (name,), (), None, OTHER, meaning)


OPTIONS = (
    _flag(VERSION, "Print the version and exit."),
    _flag(DEBUG, "Print the traceback of an error too; it may stand anywhere."),
    HELP,
)


class Program(NamedTuple):
    """The program: `listed` has its commands with their sentences under each heading."""

    summary: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    options: tuple[Parameter, ...]
    listed: dict[str, list[tuple[str, str]]]
    usage: str = "sahel COMMAND [OPTIONS]"


def program(commands: Iterable[Command]) -> Program:
    """Return the description of the program with the sentences of its commands, whose options are not read."""
    listed: dict[str, list[tuple[str, str]]] = {}
    for command in commands:
        sentence = parse_docstring(docstring_of(command.load())).summary
        listed.setdefault(command.panel, []).append((command.name, sentence))
    return Program(SUMMARY, PARAGRAPHS, EXAMPLES, OPTIONS, listed)


def as_json(commands: Iterable[Command]) -> dict[str, Any]:
    """Return everything that help knows as one JSON document."""
    return {
        "name": "sahel",
        "version": __version__,
        "summary": SUMMARY,
        "description": list(PARAGRAPHS),
        "examples": list(EXAMPLES),
        "options": [_parameter(option) for option in OPTIONS],
        "commands": [_command(entry) for entry in describe(commands)],
        "exit_codes": [{"code": code.value, "meaning": code.meaning} for code in ExitCode],
        "environment": [
            {"variables": entry.name.split(", "), "meaning": entry.meaning} for entry in _entries(_topic("environment"))
        ],
        "topics": [_topic_json(topic) for topic in TOPICS],
    }


def _command(entry: CommandEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "heading": entry.heading,
        "usage": entry.usage,
        "summary": entry.text.summary,
        "description": list(entry.text.paragraphs),
        "lists": [
            {"title": each.title, "items": [{"name": name, "meaning": meaning} for name, meaning in each.items]}
            for each in entry.text.lists
        ],
        "examples": [one_line(example) for example in entry.text.examples],
        "parts": list(entry.parts),
        "arguments": [_parameter(argument) for argument in entry.arguments],
        "options": [_parameter(option) for option in entry.options],
        "rows": list(entry.rows),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "names": list(parameter.names) or [parameter.word],
        "aliases": list(parameter.aliases),
        "parameter": parameter.parameter,
        "value": parameter.word or None,
        "heading": parameter.heading,
        "meaning": parameter.meaning,
        "required": parameter.required,
        "repeatable": parameter.repeatable,
        "usual": parameter.is_usual,
        "default": list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default,
        "choices": _choices(parameter) or None,
        "completes": {parameter.offer.kind: list(parameter.offer.of)} if parameter.offer else None,
    }


def _choices(parameter: Parameter) -> list[str]:
    """Return the words that a parameter takes, where they are known without a dataset."""
    if parameter.offer and parameter.offer.kind == "rules":
        from sahelcli.rules import RULES  # here: nothing but all of the help needs them

        return [rule.code for rule in RULES]
    return list(parameter.choices)


def _topic(name: str) -> Topic:
    return next(topic for topic in TOPICS if topic.name == name)


def _entries(topic: Topic) -> Iterator[Any]:
    for section in topic.sections:
        yield from section.entries


def _topic_json(topic: Topic) -> dict[str, Any]:
    sections = [
        {"title": section.title, "text": section.text, "entries": [entry._asdict() for entry in section.entries]}
        for section in topic.sections
    ]
    return {"name": topic.name, "summary": topic.summary, "sections": sections}
