"""A finding before it has a file: what is wrong at an offset of a text."""

from __future__ import annotations

from typing import NamedTuple

from sahelcli.diagnostics.diagnostic import About


class Problem(NamedTuple):
    """What is wrong from `start` to `end` (characters from 0; no end means the whole file), as a Diagnostic says it."""

    start: int
    end: int
    message: str
    code: str
    hint: str | None = None
    about: About | None = None
