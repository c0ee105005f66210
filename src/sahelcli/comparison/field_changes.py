"""Field changes between two records: values key by key, and the words of what is prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any

from sahelcli.comparison.word_diff import blocks_of, pieces
from sahelcli.json_contract import Change
from sahelcli.text.json_text import distinct

_WORD = re.compile(r"\s*\S+|\s+")
_ALIKE = 0.5
_MOST = 25_000_000  # pairs of words: to compare them takes some seconds

Fields = Mapping[str, Any]


def differing(was: Fields, now: Fields) -> Iterator[Change]:
    """Yield the keys whose values differ, those of the new record first."""
    for field in (*now, *(name for name in was if name not in now)):
        old, new = was.get(field), now.get(field)
        if distinct(old) != distinct(new):
            old, new = _plain(old), _plain(new)
            yield {"field": field, "old": old, "new": new, "words": _words(old, new)}


def _plain(value: Any) -> Any:
    """Return a value as the contract has it: text, number, truth, nothing or a list of texts."""
    match value:
        case list() | tuple():
            return [_text(item) for item in value]
        case None | bool() | int():
            return value
        case float() if isfinite(value):
            return value
        case _:
            return _text(value)


def _text(value: Any) -> str:
    """Return the content of a list or a table as text: of a role `Mayor; diallo; since 2024`."""
    match value:
        case dict():
            parts = {key: _text(part) for key, part in value.items() if part is not None}
            return "; ".join(text if key in ("title", "of") else f"{key} {text}" for key, text in parts.items())
        case list() | tuple():
            return f"[{', '.join(map(_text, value))}]"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _words(old: Any, new: Any) -> list[tuple[str, str]] | None:
    """Return the pieces of two texts of several words, each the "same", "removed" or "added".

    Texts that have less than half of their words in common are two pieces: between scattered words nobody can read.
    """
    if not (isinstance(old, str) and isinstance(new, str) and (" " in old or " " in new)):
        return None
    before, after = _WORD.findall(old), _WORD.findall(new)
    blocks = blocks_of(before, after) if len(before) * len(after) <= _MOST else []
    if 2 * sum(block.size for block in blocks) < _ALIKE * (len(before) + len(after)):
        return [(sign, text) for sign, text in (("removed", old), ("added", new)) if text]

    def text_of(words: list[str]) -> Callable[[int, int], str]:
        return lambda begin, end: "".join(words[begin:end])

    return pieces(blocks, text_of(before), text_of(after), (0, len(before)), (0, len(after)))
