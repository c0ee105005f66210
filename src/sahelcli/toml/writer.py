"""A record as TOML 1.0 text: its header and a line for each key, as the shipped dataset is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomli_w

from sahelcli.text.sanitize import in_strings


def block(table: str, values: Mapping[str, Any]) -> str:
    """Return a record of a table such as "events": text, numbers, truth values, and lists of texts or of tables.

    The text ends with a line feed and has no other line ends than those between its keys and elements.
    """
    return "".join([f"[[{table}]]\n", *(f"{key} = {text(value)}\n" for key, value in values.items())])


def text(value: Any) -> str:
    """Return a value as TOML; tables stand in braces, those of a list each on a line of its own."""
    match value:
        case Mapping():
            return f"{{ {', '.join(f'{key} = {text(inner)}' for key, inner in value.items())} }}"
        case [Mapping(), *_]:
            return "".join(["[\n", *(f"    {text(inner)},\n" for inner in value), "]"])
        case _:
            # tomli_w chooses a form for whole documents; of a single plain value it has one alone
            return in_strings(tomli_w.dumps({"_": value}).removeprefix("_ = ").removesuffix("\n"))
