"""Search words of a text: its own, numbers in one piece, and those that apostrophes or hyphens connect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from sahelcli.text.normalize import becomes, beyond_ascii, fold, folded

Connected: TypeAlias = tuple[str, str]
"""Words that apostrophes or hyphens connect: run together, and in their parts ("ndjamena", "n djamena")."""

MOST_CONNECTED = 4  # parts: of "c'est-à-dire" all, of longer chains each stretch of so many

_CONNECTING = "'’‘ʼʻ`´ʹʾʿ′＇ꞌ‐‑-"
_CONNECTOR = re.compile(f"[{_CONNECTING}]")
_CONNECTORS = frozenset(_CONNECTING)
_AS_HYPHENS = str.maketrans(dict.fromkeys(_CONNECTING, "-"))
_SIGN = r"[^\x00-/:-@\[-`{-\x7f]"  # letters, digits and all beyond ASCII
_CHAIN = re.compile(f"{_SIGN}+(?:-{_SIGN}+)+")
_FIELD, _COLUMN = "\x1d", "\x1c"  # separators of ASCII: no text has them but by an escape
BETWEEN = " \ue000 "  # stands where one field ends and the next begins; nothing that is typed is ever folded to it

# One to three digits, the first of which is no nought, and groups of three that the same sign parts; what comes first
# is looked for without looking back, which costs a fifth.
_GROUPS = "|".join(rf"(?:[{sign}]\d{{3}})+" for sign in (" \u00a0\u2007\u2009\u202f", ",", ".", "'’", "٬"))
_GROUPED = re.compile(rf"\d(?<!\d\d)(?<!\d[.,'’٬]\d)(?<!0)\d{{0,2}}(?:{_GROUPS})(?!\d)")
_GROUPING = re.compile(r"\D")


def split(text: str) -> list[str]:
    """Return the words of a text, folded, in their order: `N'Djamena` is two, and `1,500` one."""
    return fold(ungrouped(text)).split()


def ungrouped(text: str) -> str:
    """Return a text in which groups of three digits are one number: 1 500, 1,500, 1.500 and 1'500 become 1500."""
    return _GROUPED.sub(lambda match: _GROUPING.sub("", match[0]), text)


def grouped_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers that `ungrouped` joins."""
    return (match.span() for match in _GROUPED.finditer(text))


def connects(between: str) -> bool:
    """Whether what stands between two words is one apostrophe or hyphen."""
    return between in _CONNECTORS


def is_one(text: str) -> bool:
    """Whether nothing but what connects parts a text between its first letter and its last."""
    return len("".join(" " if becomes(sign) == " " and not connects(sign) else "x" for sign in text).split()) == 1


def words(text: str) -> set[str]:
    """Return the words of a text, and the connected ones also run together (`ndjamena`)."""
    return {*split(text), *(together for together, _ in connected(ungrouped(text)))}


def words_and_key(name: str) -> tuple[set[str], str]:
    """Return both `words` and `normalize.key` of a name."""
    plain = ungrouped(name)
    folded_text = fold(plain)
    words = set(folded_text.split())
    if _has_connectors(plain):
        words.update([together for together, _ in connected(plain)])
    return words, folded_text.replace(" ", "")


def words_of_id(record_id: str) -> tuple[set[str], str]:
    """Return `words_and_key` of an id, which needs no folding."""
    return {*record_id.split("-"), *[together for together, _ in _of_chain(record_id)]}, record_id.replace("-", "")


def column(*texts: str | None) -> str:
    """Return fields as `for_index` takes them, one column of the full-text index."""
    joined = _FIELD.join(filter(None, texts))
    if _COLUMN in joined or (_FIELD in joined and joined.count(_FIELD) >= sum(map(bool, texts))):
        joined = _FIELD.join(text.replace(_FIELD, " ").replace(_COLUMN, " ") for text in texts if text)
    return joined


def for_index(columns: Sequence[str], seen: set[Connected]) -> list[str]:
    """Return columns for the full-text index, which folds ASCII itself; their connected words are added to those seen.

    One field is never the neighbour of another, nor are the words run together of anything: they come last. To fold
    the columns of many records at once takes a third of the time.
    """
    text = ungrouped(_COLUMN.join(columns))
    plain = folded(text, beyond_ascii(text)).replace(_FIELD, BETWEEN).split(_COLUMN)
    if _has_connectors(text):
        for number, column_text in enumerate(text.split(_COLUMN)):
            if _has_connectors(column_text) and (more := connected(column_text.replace(_FIELD, " "))):
                seen.update(more)
                plain[number] = BETWEEN.join((plain[number], *dict.fromkeys(together for together, _ in more)))
    return plain if columns else []


def _has_connectors(text: str) -> bool:
    return "-" in text or "'" in text or "`" in text or not (text.isascii() or _CONNECTOR.search(text) is None)


_SHORT = 32  # characters: longer runs are rare


def connected(text: str) -> list[Connected]:
    """Return the words of a text that apostrophes or hyphens connect, two to four at a time."""
    pairs: list[Connected] = []
    end = -1
    for mark in _CONNECTOR.finditer(text):
        if mark.start() > end:
            end = text.find(" ", mark.end())
            end = len(text) if end < 0 else end
            run = text[text.rfind(" ", 0, mark.start()) + 1 : end]
            pairs += _of_short(run) if len(run) <= _SHORT else _connected(run)
    return pairs


def _connected(run: str) -> list[Connected]:
    run = run.translate(_AS_HYPHENS)
    return [pair for chain in _CHAIN.findall(folded(run, beyond_ascii(run)).lower()) for pair in _of_chain(chain)]


_of_short = lru_cache(maxsize=16_384)(_connected)  # most of what is connected is names, and the articles before them


def _of_chain(chain: str) -> Iterator[Connected]:
    parts = chain.split("-")
    for begin in range(len(parts)):
        for end in range(begin + 2, min(begin + MOST_CONNECTED, len(parts)) + 1):
            yield "".join(parts[begin:end]), " ".join(parts[begin:end])
