"""What was asked of an import, beside the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _not_watched(_bytes: int) -> None:
    """Take a number of bytes read, where nobody watches."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of `sahel import` as values; an empty text or tuple was not given.

    `maps` and `sets` are pairs of a key and a column or a fixed text, `date_formats` are in the language of
    `strptime`, `advance` is told of every piece of the files that has been read, in bytes.
    """

    kind: str = "event"
    maps: tuple[tuple[str, str], ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    separator: str = ""
    encoding: str = ""
    date_formats: tuple[str, ...] = ()
    list_separator: str = ";"
    release: str = ""
    advance: Callable[[int], None] = _not_watched
