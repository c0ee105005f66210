"""Problems before they have a file: what is wrong inside a table, with a whole record, at an offset of a text."""

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


class TableFinding(NamedTuple):
    """What is wrong inside a table: the keys that lead to it from there, and the rest as a Diagnostic has it.

    `on_key` says that the key is meant, not its value; `lacking` is the key that is missing, if that is what is wrong.
    """

    keys: tuple[str | int, ...]
    message: str
    code: str
    hint: str | None = None
    on_key: bool = False
    lacking: str = ""


class Problem(NamedTuple):
    """What is wrong from `start` to `end` (characters from 0; no end means the whole file), as a Diagnostic says it."""

    start: int
    end: int
    message: str
    code: str
    hint: str | None = None
    about: About | None = None
