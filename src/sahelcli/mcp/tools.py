"""Tools of the assistant: what each command that asks takes and returns, as JSON Schema (2020-12).

Everything is derived from the commands and the rows of the JSON contract; there is no second list of either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from sahelcli.cli.commands import ASK, COMMANDS, Command
from sahelcli.cli.reference.description import Parameter
from sahelcli.json_contract import ROWS
from sahelcli.library.option_values import described, words_of
from sahelcli.library.question import function_of
from sahelcli.model.row_json_schema import DIALECT, Schema, row_schema

LIMIT = 10  # rows of a result where nothing is said: an assistant pays for each
_LIMITED = f"At most so many rows, {LIMIT} where nothing is said; `total` says how many match."
_REFERRING = {
    "limit": {
        "type": "integer",
        "minimum": 0,
        "default": LIMIT,
        "description": f"At most so many of what refers to a record, {LIMIT} where nothing is said; see `notes`.",
    }
}
_DAYS = "A year, quarter, month or day: 2023, 2023-Q3, 2023-07, 2023-07-26."
_EITHER = "One of several is enough."
_LEFT_OUT = ("open",)  # opens a browser
_NOT_TAKEN = ("fields", "style")  # no row is without its sources, and no file but the dataset is read
_PAGES = "show"
_FUNCTIONS = {"verify": "verify_text"}  # an assistant has the text, and reads no files through us


class Tool(NamedTuple):
    """A tool: its name, the function of its command, what it is for, and the schemas of what goes in and comes out.

    `arguments` maps names of positional arguments to the parameters of the command.
    """

    name: str
    function: str
    title: str
    description: str
    input_schema: Schema
    output_schema: Schema
    arguments: Mapping[str, str]

    @property
    def is_limited(self) -> bool:
        """Whether the tool takes a limit."""
        return "limit" in self.input_schema["properties"]

    @property
    def cuts_referrers(self) -> bool:
        """Whether the limit applies to the referrers of a record, all of which the command prints."""
        return self.name == _PAGES


@cache
def tools() -> dict[str, Tool]:
    """Return the tools by their names: the commands that ask and answer with rows."""
    asking = (command for command in COMMANDS if command.panel == ASK and command.rows)
    return {command.name: _tool(command) for command in asking if command.name not in _LEFT_OUT}


def _tool(command: Command) -> Tool:
    function = _FUNCTIONS.get(command.name, command.name)
    called = function_of(function)
    arguments = {_argument_name(each): each for each in described(called).arguments}
    options = {word: option for word, option in words_of(called).items() if word not in _NOT_TAKEN}
    text = described(command.load()).text
    return Tool(
        command.name,
        function,
        text.summary,
        "\n\n".join([text.summary, *text.paragraphs]),
        _input_schema({**arguments, **options}, _REFERRING if command.name == _PAGES else {}),
        _output_schema(command.rows),
        {word: parameter.parameter for word, parameter in arguments.items()},
    )


def _argument_name(parameter: Parameter) -> str:
    """Return the name of an argument: as in the help, in the plural if it takes several."""
    return parameter.word.lower() + "s" * parameter.repeatable


def _input_schema(inputs: Mapping[str, Parameter], more: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {word: _input(word, parameter) for word, parameter in inputs.items()} | more,
        "required": [word for word, parameter in inputs.items() if parameter.required],
        "additionalProperties": False,
    }


def _input(word: str, parameter: Parameter) -> Schema:
    """Return the schema of an option or argument; by default a switch is off and a limit low."""
    meaning = parameter.meaning
    if word == "limit":
        return {"type": "integer", "minimum": 0, "default": LIMIT, "description": _LIMITED}
    if parameter.value is None:
        return {"type": "boolean", "default": False, "description": meaning}
    if parameter.word == "N":
        return {"type": "integer", "minimum": 0, "description": meaning}
    if parameter.word == "DATE":
        return {"type": "string", "description": f"{meaning} {_DAYS}"}
    text = {"type": "string", **({"enum": list(parameter.choices)} if parameter.choices else {})}
    if parameter.repeatable:
        either = f" {_EITHER}" if parameter.names else ""
        return {"type": "array", "items": text, "description": f"{meaning}{either}"}
    return {**text, **({"default": parameter.default} if parameter.default else {}), "description": meaning}


def _output_schema(kinds: Iterable[str]) -> Schema:
    """Return the schema of a result: its rows, of one of these kinds, the totals and notes."""
    schemas = [row_schema(ROWS[kind]) for kind in kinds]
    rows = [{key: value for key, value in schema.items() if key not in ("$schema", "$defs")} for schema in schemas]
    text = {"type": ["string", "null"]}
    properties = {
        "rows": {"type": "array", "items": rows[0] if len(rows) == 1 else {"anyOf": rows}},
        "shown": {"type": "integer", "description": "How many rows there are here."},
        "total": {
            "type": "integer",
            "description": "How many match; where it is more than `shown`, a limit cuts them.",
        },
        "limit": {"type": ["integer", "null"], "description": "The limit that counted, null where there is none."},
        "notes": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What the answer leaves out or is to be read with; say it with the answer.",
        },
        "dataset": {
            "type": "object",
            "description": "Which dataset answers: its title, version, and the hash of its records.",
            "properties": {"title": text, "version": text, "content_hash": {"type": "string"}},
            "required": ["title", "version", "content_hash"],
        },
    }
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "$defs": {name: definition for schema in schemas for name, definition in schema["$defs"].items()},
    }
