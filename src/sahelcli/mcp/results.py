"""Results of a tool: an answer as a document of JSON, with how many rows match, which limit counted, and the notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sahelcli.errors import UsageError
from sahelcli.library.location import Location
from sahelcli.library.question import Question
from sahelcli.library.values import UnknownOption
from sahelcli.mcp.tools import LIMIT, Tool


class MissingArgument(UsageError):
    """What a tool cannot do without was not given."""

    def __init__(self, word: str, meaning: str) -> None:
        super().__init__(f"missing argument {word}", f"give {word}: {meaning[:1].lower()}{meaning[1:].rstrip('.')}")


def result(tool: Tool, location: Location, strict: bool, given: Mapping[str, Any]) -> str:
    """Return what a tool answers as JSON, of the shape of its output schema; SahelError for what is wrong with it."""
    known = tool.input_schema["properties"]
    for word in given:
        if word not in known:
            raise UnknownOption(tool.name, word, list(known))
    for word in tool.input_schema["required"]:
        if not given.get(word):
            raise MissingArgument(word, known[word]["description"])
    arguments = {parameter: given.get(word) for word, parameter in tool.arguments.items()}
    options = {word: value for word, value in given.items() if word not in tool.arguments}
    limit = _limit(tool, options)
    if limit is not None:
        options["limit"] = limit
    capture = Question(tool.function, location.data(), strict, options, arguments).captured()
    total = len(capture.lines) if capture.report.total is None else capture.report.total
    rows = b", ".join(capture.lines)
    rest = {
        "shown": len(capture.lines),
        "total": total,
        "limit": None if limit is None else int(limit),
        "notes": capture.notes,
        "dataset": capture.dataset,
    }
    return f'{{"rows": [{rows.decode()}], {json.dumps(rest, ensure_ascii=False)[1:]}'


def _limit(tool: Tool, options: Mapping[str, Any]) -> Any:
    """Return the limit that counts, None for a tool that has none."""
    if not tool.is_limited:
        return None
    given = options.get("limit")
    return LIMIT if given is None else given
