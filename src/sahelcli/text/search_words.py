"""Search words of a text: its own, numbers in one piece, and those that apostrophes or hyphens connect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TypeAlias

from sahelcli.text.normalize import becomes, beyond_ascii, fold, folded

Connected: TypeAlias = tuple[str, str]
"""Words that apostrophes or hyphens connect: run together, and in their parts ("ndjamena", "n djamena")."""

MOST_CONNECTED = 4  # parts: of "c'est-à-dire" all, of longer chains each stretch of so many

_CONNECTING = "'’‘ʼʻ`´ʹʾʿ′＇ꞌ‐‑-"
_CONNECTORS = frozenset(_CONNECTING)
_AS_HYPHENS = str.maketrans(dict.fromkeys(_CONNECTING, "-"))
_SIGN = r"[^\x00-/:-@\[-`{-\x7f]"  # letters, digits and all beyond ASCII
_CHAIN = re.compile(f"{_SIGN}+(?:-{_SIGN}+)+")
FIELD_END, COLUMN_END = "\x1d", "\x1c"  # separators of ASCII: no text has them but by an escape
BETWEEN = " \ue000 "  # stands where one field ends and the next begins; nothing that is typed is ever folded to it

# One to three digits, the first of which is no nought, and groups of three that the same sign parts.
_GROUPS = "|".join(rf"(?:[{sign}]\d{{3}})+" for sign in (" \u00a0\u2007\u2009\u202f", ",", ".", "'’", "٬"))
_GROUPED = re.compile(rf"(?<!\d)(?<!\d[.,'’٬])(?!0)\d{{1,3}}(?:{_GROUPS})(?!\d)")
_GROUPING = re.compile(r"\D")
_SHAPES = bytes.maketrans(b"123456789 .'?", b"000000000,,,,")  # of digits, and of what may part them
_LEAST = b"0,000"


def split(text: str) -> list[str]:
    """Return the words of a text, folded, in their order: `N'Djamena` is two, and `1,500` one."""
    return fold(ungrouped(text)).split()


def ungrouped(text: str) -> str:
    """Return a text in which groups of three digits are one number: 1 500, 1,500, 1.500 and 1'500 become 1500."""
    parts: list[str] = []
    end = 0
    for begin, after in grouped_numbers(text):
        parts += text[end:begin], _GROUPING.sub("", text[begin:after])
        end = after
    return "".join((*parts, text[end:])) if parts else text


def grouped_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers that `ungrouped` joins.

    They are looked for where digits and what may part them stand like that, which takes a tenth of the time.
    """
    if any(map(str.isdecimal, beyond_ascii(text))):
        yield from (match.span() for match in _GROUPED.finditer(text))
        return
    shape = text.encode("ascii", "replace").translate(_SHAPES)
    end = 0
    while (at := shape.find(_LEAST, end)) >= 0:
        numbers = (_GROUPED.match(text, begin) for begin in range(max(at - 2, end), at + 1))
        number = next(filter(None, numbers), None)
        end = number.end() if number else at + 1
        if number:
            yield number.span()


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
    return {*folded_text.split(), *[together for together, _ in connected(plain)]}, folded_text.replace(" ", "")


def words_of_id(record_id: str) -> tuple[set[str], str]:
    """Return `words_and_key` of an id, which needs no folding."""
    return {*record_id.split("-"), *[together for together, _ in _of_chain(record_id)]}, record_id.replace("-", "")


def column(*texts: str | None) -> str:
    """Return fields as `for_index` takes them, one column of the full-text index."""
    joined = FIELD_END.join(filter(None, texts))
    if COLUMN_END in joined or (FIELD_END in joined and joined.count(FIELD_END) >= sum(map(bool, texts))):
        joined = FIELD_END.join(text.replace(FIELD_END, " ").replace(COLUMN_END, " ") for text in texts if text)
    return joined


def for_index(columns: Sequence[str], seen: set[Connected]) -> list[str]:
    """Return columns for the full-text index, which folds ASCII itself; their connected words are added to those seen.

    One field is never the neighbour of another, nor are the words run together of anything: they come last. To fold
    the columns of many records at once takes a third of the time.
    """
    return folded_columns(COLUMN_END.join(columns), seen) if columns else []


def folded_columns(text: str, seen: set[Connected]) -> list[str]:
    """Return `for_index` of columns between which stands a `COLUMN_END`."""
    text = ungrouped(text)
    beyond = beyond_ascii(text)
    plain = folded(text, beyond).replace(FIELD_END, BETWEEN).split(COLUMN_END)
    connected_of: dict[int, list[Connected]] = {}
    for number, pairs in _connected_of_columns(text, beyond):
        connected_of.setdefault(number, []).extend(pairs)
    for number, pairs in connected_of.items():
        seen.update(pairs)
        plain[number] = BETWEEN.join((plain[number], *dict.fromkeys([together for together, _ in pairs])))
    return plain


def _connected_of_columns(text: str, beyond: AbstractSet[str]) -> Iterator[tuple[int, list[Connected]]]:
    """Yield the words of columns that apostrophes or hyphens connect, with the number of the column of each."""
    for sign in ("'", "`", *(beyond & _CONNECTORS)):
        text = text.replace(sign, "-")
    if "-" not in text:
        return
    text = text.replace(FIELD_END, " ").replace(COLUMN_END, f" {COLUMN_END} ")
    number = end = 0
    while (at := text.find("-", end)) >= 0:
        begin = text.rfind(" ", 0, at) + 1
        number += text.count(COLUMN_END, end, begin)
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        run = text[begin:end]
        yield number, _of_short(run) if len(run) <= _SHORT else _connected(run)


_SHORT = 32  # characters: longer runs are rare


def connected(text: str) -> list[Connected]:
    """Return the words of a text that apostrophes or hyphens connect, two to four at a time."""
    return [pair for _, pairs in _connected_of_columns(text, beyond_ascii(text)) for pair in pairs]


def _connected(run: str) -> list[Connected]:
    run = run.translate(_AS_HYPHENS)
    if run.isascii() and all(map(str.isalnum, run.split("-"))):  # a chain as it is, as most are
        return list(_of_chain(run.lower()))
    return [pair for chain in _CHAIN.findall(folded(run, beyond_ascii(run)).lower()) for pair in _of_chain(chain)]


_of_short = lru_cache(maxsize=16_384)(_connected)  # most of what is connected is names, and the articles before them


def _of_chain(chain: str) -> Iterator[Connected]:
    parts = chain.split("-")
    for begin in range(len(parts)):
        for end in range(begin + 2, min(begin + MOST_CONNECTED, len(parts)) + 1):
            yield "".join(parts[begin:end]), " ".join(parts[begin:end])
