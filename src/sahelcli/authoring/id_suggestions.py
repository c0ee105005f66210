"""Suggestions of an id for a new record: its day and a few of its words, as most datasets have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain, count
from typing import Any

from sahelcli.dates.edtf import DateError, ends
from sahelcli.model.base import LONGEST_ID
from sahelcli.text.normalize import fold

_LONGEST = 60  # characters: what still can be read aloud
_WORDS = 6
_SMALL = re.compile("a|an|and|at|by|de|des|du|et|for|from|in|l|la|le|les|of|on|or|s|the|to|un|une|with")


def suggested(kind: str, values: Mapping[str, Any]) -> str:
    """Return an id made from a record's values, "" if these have no Latin letter or digit."""
    match kind:
        case "event":
            parts = [_day(values, "date"), _telling(values, "title")]
        case "quote":
            parts = [_day(values, "date"), _last(values, "speaker"), _telling(values, "text", 4)]
        case "figure":
            names = (str(values[name]) for name in ("force", "place", "measure") if name in values)
            parts = [*names, _day(values, "date")]
        case "source":
            parts = [_words(values, "publisher", 3), _day(values, "published"), _telling(values, "title", 4)]
        case _:
            parts = [_words(values, "name")]
    return _cut("-".join(part for part in parts if part))


def free(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return the id itself if it is free, else the first free one of `…-2`, `…-3` and so on."""
    numbered = (f"{name[: LONGEST_ID - 12]}-{number}" for number in count(2))
    return next(candidate for candidate in chain([name], numbered) if not is_taken(candidate))


def _day(values: Mapping[str, Any], name: str) -> str:
    """Return the certain part of the first known end of a date: 2023-09 of `2023-09~` and of `2023-09-2X`."""
    try:
        points = ends(str(values.get(name, "")))
    except DateError:
        return ""
    known = next((point for point in points if point), None)
    parts = (known.year, known.month, known.day) if known else ()
    return "-".join(part for part in parts if part and "X" not in part)


def _words(values: Mapping[str, Any], name: str, most: int = _WORDS) -> str:
    return "-".join(_latin(values, name)[:most])


def _telling(values: Mapping[str, Any], name: str, most: int = _WORDS) -> str:
    """Return the first words of a sentence, skipping stop words unless it has no others."""
    words = _latin(values, name)
    return "-".join(([word for word in words if not _SMALL.fullmatch(word)] or words)[:most])


def _latin(values: Mapping[str, Any], name: str) -> list[str]:
    words = (re.sub("[^a-z0-9]", "", word) for word in fold(str(values.get(name, ""))).split())
    return [word for word in words if word]


def _last(values: Mapping[str, Any], name: str) -> str:
    """Return the last part of an id; for a person this is usually the family name."""
    return str(values.get(name, "")).rpartition("-")[2]


def _cut(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
