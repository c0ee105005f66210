"""TOML 1.1 text to tables: the one place where it is read, and where a parser's refusal becomes a problem."""

from __future__ import annotations

from typing import Any

import tomli

from sahelcli.diagnostics.finding import TextFinding
from sahelcli.toml.limits import beyond, is_too_deep, too_deep
from sahelcli.toml.syntax_errors import in_plain_words


def parse(text: str) -> dict[str, Any] | TextFinding:
    """Return the tables of a text with LF line ends, or what is wrong with it, with the place."""
    if problem := beyond(text):
        return problem
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return in_plain_words(text, error.msg, error.pos)
    except RecursionError:
        return too_deep(text)
    return too_deep(text) if is_too_deep(tables) else tables
