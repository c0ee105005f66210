"""Findings before they have a file: what is wrong with a record as a whole, and at an offset of a text."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.diagnostics.diagnostic import About


class RecordFault(ValueError):
    """Raised inside a model, told by the reader: `code` and `hint` as in a Diagnostic, `key` the field to show."""

    def __init__(self, code: str, message: str, hint: str | None = None, key: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.key = key


class Problem(NamedTuple):
    """What is wrong from `start` to `end` (characters from 0; no end means the whole file), as a Diagnostic says it."""

    start: int
    end: int
    message: str
    code: str
    hint: str | None = None
    about: About | None = None
