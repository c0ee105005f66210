"""Command lines suggested in messages and pages, with the options that ask the same dataset again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

_COMMAND = r"`(sahel (?!(?:completion|diff|help|init|merge|schema)\b|--)(?:(?! --help| --list| -d | --data )[^`])+)`"
OPTIONS = {
    **{name: f"--{name}" for name in ("since", "until", "on", "certain", "about")},
    **{f"{name}s": f"--{name}" for name in ("actor", "place", "tag", "measure", "source", "text", "publisher")},
    "agencies": "--agency",
    "not_about": "--not-about",
    **{f"not_{name}s": f"--not-{name}" for name in ("actor", "place", "tag", "source", "publisher")},
    "not_agencies": "--not-agency",
    **{f"{name}_sources": f"--{name}-sources" for name in ("min", "max")},
    "known_by": "--known-by",
    "undated": "--undated",
}
"""The fields of a query (`query.Query`), and the options that give them; not which end, and how much."""
_ANSWERED = r"`(sahel (?:timeline|quote|troops|stats|actor|source|show)\b(?:(?! --help)[^`])*)`"
"""The commands that an engine answers."""
_given: ContextVar[tuple[str, ...]] = ContextVar("given", default=())
_engine: ContextVar[str] = ContextVar("engine", default="")
_typed_line: ContextVar[Callable[[], Sequence[str]]] = ContextVar("typed_line", default=tuple)


def remember(data: Sequence[str], typed: Callable[[], Sequence[str]] = tuple, engine: str = "") -> None:
    """Remember what this command line has named with --data or --engine, and what tells the words that ask."""
    _given.set(tuple(data))
    _engine.set(engine)
    _typed_line.set(typed)


def asked_line() -> str:
    """Return the command line that runs, with the options of its question alone; "" where none runs."""
    from sahelcli.text import shell_quoting  # here: few answers say how they were made

    return shell_quoting.join(_typed_line.get()())


def with_data(message: str) -> str:
    """Return a message in which each `sahel COMMAND` names the same dataset, if one was named and it can."""
    if not (_given.get() or _engine.get()) or "`sahel " not in message:
        return message
    from sahelcli.text import shell_quoting  # here: few messages name a command

    words = shell_quoting.join(_of_data())
    return re.sub(_ANSWERED if _engine.get() else _COMMAND, lambda match: f"`{match[1]} {words}`", message)


def command(words: Sequence[str], given: Mapping[str, Any]) -> str:
    """Return a command line that asks the same dataset, narrowed by the same options as the fields of a query."""
    from sahelcli.text import shell_quoting  # here: few answers name a command

    options = (word for field, option in OPTIONS.items() for word in _typed(option, given[field]))
    return shell_quoting.join([*words, *options, *_of_data()])


def _of_data() -> list[str]:
    """Return the words that name the same dataset; a password that a URL has is not repeated."""
    if url := _engine.get():
        return ["--engine", re.sub("(//[^/@]*?):[^/]*@", r"\1@", url)]
    return [word for path in _given.get() for word in ("-d", path)]


def _typed(option: str, value: Any) -> Iterator[str]:
    if isinstance(value, bool):
        yield from [option] if value else []
    elif value is not None and (option, value) != ("--min-sources", 0):
        for each in value if type(value) is tuple else (value,):  # a window is a tuple too, with a name
            yield from (option, getattr(each, "text", str(each)))
