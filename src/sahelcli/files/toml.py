"""TOML 1.0 text to tables, behind one function: another parser may take this one's place."""

from __future__ import annotations

import tomllib
from typing import Any

from sahelcli.files.bounds import beyond
from sahelcli.files.problem import Problem
from sahelcli.files.syntax import in_plain_words


def parse(text: str) -> dict[str, Any] | Problem:
    """Return the tables of a text with LF line ends, or what is wrong with it, with the place."""
    if problem := beyond(text):
        return problem
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return in_plain_words(text, str(error))
