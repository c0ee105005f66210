"""Results of a tool: an answer as a JSON document, with the number of matches, the limit applied, and notes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sahelcli.library.dataset_location import DatasetLocation
from sahelcli.library.option_values import MissingArgument, UnknownOption, text
from sahelcli.library.question import Question
from sahelcli.mcp.tools import LIMIT, Tool
from sahelcli.option_values import number
from sahelcli.output.capture import Capture
from sahelcli.text.json_text import encode


def result(tool: Tool, location: DatasetLocation, strict: bool, given: Mapping[str, Any]) -> str:
    """Run a tool and return its answer as JSON of its output schema; SahelError for invalid arguments or data."""
    known = tool.input_schema["properties"]
    for word in given:
        if word not in known:
            raise UnknownOption(tool.name, word, list(known))
    for word in tool.input_schema["required"]:
        if not given.get(word):
            raise MissingArgument(word, known[word]["description"])
    arguments = {parameter: given.get(word) for word, parameter in tool.arguments.items()}
    options = {word: value for word, value in given.items() if word not in tool.arguments}
    limit = _limit(tool, options.pop("limit", None))
    if limit is not None and not tool.cuts_referrers:
        options["limit"] = limit
    capture = Question(tool.function, location.data(), strict, options, arguments).captured()
    if tool.cuts_referrers and limit is not None:
        _cut_referrers(capture, limit)
    total = len(capture.lines) if capture.report.total is None else capture.report.total
    rows = b", ".join(capture.lines)
    rest = {
        "shown": len(capture.lines),
        "total": total,
        "limit": limit,
        "notes": capture.notes,
        "dataset": capture.dataset,
    }
    return f'{{"rows": [{rows.decode()}], {json.dumps(rest, ensure_ascii=False)[1:]}'


def _limit(tool: Tool, given: Any) -> int | None:
    """Return the limit to apply, None for a tool without one; UsageError if it is not a number."""
    if not tool.is_limited:
        return None
    return LIMIT if given is None else number("--limit", text("--limit", given))


def _cut_referrers(capture: Capture, limit: int) -> None:
    """Keep at most `limit` referrers of each record, and note the cut: a country has hundreds."""
    for place, line in enumerate(capture.lines):
        page = json.loads(line)
        referring = page["referred_by"]
        if len(referring) > limit:
            capture.lines[place] = encode(page | {"referred_by": referring[:limit]})
            record = f"{page['kind']}:{page['id']}"
            capture.notes.append(f"shown {limit:,} of {len(referring):,} records that refer to {record}")
