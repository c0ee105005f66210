"""Commands that a message names, as they are typed to ask the same dataset again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextvars import ContextVar

_COMMAND = re.compile(r"`(sahel (?!diff\b|help\b|init\b|schema\b|--)(?:(?! --help| --list| -d | --data )[^`])+)`")
_given: ContextVar[tuple[str, ...]] = ContextVar("given", default=())


def remember(data: Sequence[str]) -> None:
    """Remember what this command line has named with --data."""
    _given.set(tuple(data))


def with_data(message: str) -> str:
    """Return a message in which each `sahel COMMAND` names the same dataset, if one was named and it can."""
    if not _given.get() or "`sahel " not in message:
        return message
    from sahelcli import shell  # here: few messages name a command

    words = shell.join(word for path in _given.get() for word in ("-d", path))
    return _COMMAND.sub(lambda found: f"`{found[1]} {words}`", message)
