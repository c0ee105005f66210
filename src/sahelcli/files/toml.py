"""TOML 1.0 text to tables, behind one function: another parser may take this one's place."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sahelcli.files import tokens
from sahelcli.files.problem import Problem
from sahelcli.files.syntax import in_plain_words

_DEEP = 50  # levels; the parser gives up at several hundred
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")  # the parser's int() refuses more than 4,300 digits


def parse(text: str) -> dict[str, Any] | Problem:
    """Return the tables of a text with LF line ends, or what is wrong with it, with the place."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return in_plain_words(text, str(error))
    except RecursionError:
        start = _too_deep(text)
        message, hint = "lists or tables are nested too deeply", "no record needs more than three levels"
        return Problem(start, start + 1, message, "syntax", hint)
    except ValueError:  # from int(), which the parser lets through
        found = _LONG_NUMBER.search(text)
        start, end = found.span() if found else (0, 1)
        return Problem(start, end, "this number has too many digits", "syntax", "the largest is 9223372036854775807")


def _too_deep(text: str) -> int:
    depth = 0
    for token in tokens.structure(text):
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        if depth > _DEEP:
            return token.start()
    return 0
