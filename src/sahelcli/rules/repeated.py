"""Rule about repeated items: lists that say one thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sahelcli.model.kinds import KINDS
from sahelcli.rules.index_records import IndexRecords, RuleFinding, decoded
from sahelcli.text.quoting import shown

_ID = re.compile(rb'\{"id": "([^"]*)"')
_TEXTS = re.compile(rb'"(?:tags|aliases)": \["(.*?)"\]')


def repeated(records: IndexRecords) -> Iterator[RuleFinding]:
    """A list of sources, actors, places, tags, related events or aliases names each of them once.

    A source that is cited twice is one source all the same.
    """
    for kind in (kind for kind in KINDS if kind.name != "source"):  # which names nothing in lists
        for pos, stored in records.as_stored(kind.name):
            row = decoded(stored) if _may_repeat(stored) else {}
            for key in kind.model.model_fields:
                value = row.get(key)
                texts = [_as_written(element) for element in value] if isinstance(value, list) else []
                for number in _again(texts):
                    message = f"{shown(texts[number])} stands twice in {key}"
                    yield RuleFinding(pos, (key, number), message, "take one out")


def _may_repeat(row: bytes) -> bool:
    """Whether an id is named twice, or a tag or alias; most rows need not be decoded to know that nothing is."""
    ids = _ID.findall(row) if b"[{" in row else ()
    return len(set(ids)) < len(ids) or any(
        len(set(texts)) < len(texts) for texts in (said.split(b'", "') for said in _TEXTS.findall(row))
    )


def _as_written(element: Any) -> str | None:
    """Return what stands for an element of a list in the file: an id or a text, None for a table."""
    return element.get("id") if isinstance(element, dict) else str(element)


def _again(values: Sequence[str | None]) -> Iterator[int]:
    """Yield the numbers of the texts that one before them is like."""
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield number
        elif value is not None:
            seen.add(value)
