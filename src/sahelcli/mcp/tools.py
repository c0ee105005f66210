"""Tools of the assistant: what each command that asks takes and returns, as JSON Schema (2020-12).

All of it is made of the commands and of the rows of the JSON contract; there is no second list of either.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple, get_args

from sahelcli.cli.option_groups import parameters
from sahelcli.json_rows import ROWS
from sahelcli.library.question import function_of
from sahelcli.library.values import words_of
from sahelcli.model.row_schema import DIALECT, Schema, row_schema
from sahelcli.text.docstrings import said_of

LIMIT = 10  # rows of a result where nothing is said: an assistant pays for each
_LIMITED = f"At most so many rows, {LIMIT} where nothing is said; `total` says how many match."
_DAYS = "A year, quarter, month or day: 2023, 2023-Q3, 2023-07, 2023-07-26."
_WHOLE_ROWS = "fields"  # no row is without its sources
_ROWS = {
    "timeline": ("event",),
    "quote": ("quote",),
    "actor": ("actor", "profile"),
    "troops": ("figure", "difference"),
    "verify": ("claim",),
    "search": ("hit",),
    "show": ("page",),
    "source": ("source", "source-page"),
    "stats": ("count",),
}
_FUNCTIONS = {"verify": "verify_text"}  # an assistant has the text, and reads no files through us


class Tool(NamedTuple):
    """A tool: its name, the function of its command, what it is for, and the schemas of what goes in and comes out.

    `arguments` are the names of what the command takes besides options, with those of its parameters.
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
        """Whether a limit may be given."""
        return "limit" in self.input_schema["properties"]


@cache
def tools() -> dict[str, Tool]:
    """Return the tools by their names: the commands that ask and answer with rows."""
    return {name: _tool(name, kinds) for name, kinds in _ROWS.items()}


def _tool(name: str, kinds: Iterable[str]) -> Tool:
    function = _FUNCTIONS.get(name, name)
    command = function_of(function)
    named = {_argument_name(each): each for each in parameters(command) if not _is_option(each)}
    options = {word: option for word, option in words_of(command).items() if word != _WHOLE_ROWS}
    title, *more = _paragraphs(said_of(function_of(name)))
    return Tool(
        name,
        function,
        title,
        "\n\n".join([title, *more]),
        _input_schema({**named, **options}),
        _output_schema(kinds),
        {word: parameter.name for word, parameter in named.items()},
    )


def _is_option(parameter: inspect.Parameter) -> bool:
    return isinstance(parameter.annotation.__metadata__[0].default, str)


def _argument_name(parameter: inspect.Parameter) -> str:
    """Return what an argument is called: as in the help, in the plural where there may be several."""
    bare, declared = get_args(parameter.annotation)
    word = declared.metavar.strip("[].").lower()
    return f"{word}s" if bare == list[str] else word


def _paragraphs(docstring: str) -> list[str]:
    """Return the paragraphs of a docstring that are prose: lists and examples of typing are for a terminal."""
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(docstring))
    return [" ".join(block.split()) for block in blocks if not block.startswith("\b")]


def _input_schema(inputs: Mapping[str, inspect.Parameter]) -> Schema:
    return {
        "type": "object",
        "properties": {word: _input(word, parameter) for word, parameter in inputs.items()},
        "required": [word for word, parameter in inputs.items() if parameter.default is inspect.Parameter.empty],
        "additionalProperties": False,
    }


def _input(word: str, parameter: inspect.Parameter) -> Schema:
    """Return the schema of what an option or argument takes; a switch is off and a limit low where nothing is said."""
    bare, declared = get_args(parameter.annotation)
    meaning = declared.help
    if word == "limit":
        return {"type": "integer", "minimum": 0, "default": LIMIT, "description": _LIMITED}
    if bare is bool:
        return {"type": "boolean", "default": False, "description": meaning}
    if bare == list[str]:
        return {"type": "array", "items": {"type": "string"}, "description": f"{meaning} One of several is enough."}
    if declared.metavar == "N":
        return {"type": "integer", "minimum": 0, "description": meaning}
    if declared.metavar == "DATE":
        return {"type": "string", "description": f"{meaning} {_DAYS}"}
    default = {"default": parameter.default} if isinstance(parameter.default, str) else {}
    return {"type": "string", **default, "description": meaning}


def _output_schema(kinds: Iterable[str]) -> Schema:
    """Return the schema of a result: its rows, of one of these kinds, and what is to be known of them."""
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
