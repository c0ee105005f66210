"""Rule about repeated items: lists that say one thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_origin

from sahelcli.model.kinds import KINDS
from sahelcli.rules.index_records import IndexRecords, RuleFinding
from sahelcli.text.quoted_values import shown

_BEGIN = b'{"id": "'
_ID = re.compile(rb'\{"id": "([^"]*)"')
_TEXTS = re.compile(rb'"(?:tags|aliases)": \["(.*?)"\]')


def repeated(records: IndexRecords) -> Iterator[RuleFinding]:
    """A list of sources, actors, places, tags, related events or aliases names each of them once.

    A source that is cited twice is one source all the same.
    """
    for kind in (kind for kind in KINDS if kind.name != "source"):  # which names nothing in lists
        lists = [name for name, field in kind.model.model_fields.items() if get_origin(field.annotation) is tuple]
        for pos, stored, cited in records.in_parts(kind.name):
            others = cited is None or len(lists) > 1  # `cited` is the list of sources
            row = records.at(pos) if (others and _may_repeat(stored)) or _has_twice(cited) else {}
            for key in lists if row else ():
                texts = [_as_written(element) for element in row[key]]
                for number in _again(texts):
                    message = f"{shown(texts[number])} stands twice in {key}"
                    yield RuleFinding(pos, (key, number), message, "take one out")


def _may_repeat(row: bytes) -> bool:
    """Whether an id is named twice, or a tag or alias; most rows need not be decoded to know that nothing is."""
    ids = _ID.findall(row) if row.count(_BEGIN) > 1 else ()
    return len(set(ids)) < len(ids) or any(map(_names_twice, _TEXTS.findall(row)))


def _names_twice(texts: bytes) -> bool:
    names = texts.split(b'", "')
    return len(set(names)) < len(names)


def _has_twice(cited: str | bytes | None) -> bool:
    """Whether a place is twice in a list of them in JSON."""
    places = cited[1:-1].split(", ") if isinstance(cited, str) else ()
    return len(set(places)) < len(places)


def _as_written(element: Any) -> str | None:
    """Return an element of a list as the file has it: an id or a text, None for a table."""
    return element.get("id") if isinstance(element, dict) else str(element)


def _again(values: Sequence[str | None]) -> Iterator[int]:
    """Yield the numbers of the texts that one before them is like."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield number
        elif value is not None:
            seen.add(value)
