"""Column names in option values: separated by commas, quoted if a name contains a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = r'\s*"(?P<quoted>(?:[^"]|"")*)"\s*(?P<after>[{0}]|$)'
_NAME = _QUOTED + "|(?P<plain>[^{0}]*)(?P<sign>[{0}]|$)"
_COMMA, _OR = ",", "|"


def cut(text: str) -> tuple[str, ...]:
    """Return the names in a text, "" for an empty one; an empty text gives one empty name."""
    return tuple(name for name, _sign in _names(text, _COMMA))


def cut_alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the names between commas, each with its alternatives: `A|B, C` is (("A", "B"), ("C",))."""
    alternatives: list[list[str]] = [[]]
    for name, sign in _names(text, _COMMA + _OR):
        alternatives[-1] += [name] if name else []
        if sign == _COMMA:
            alternatives.append([])
    return tuple(map(tuple, filter(None, alternatives)))


def _names(text: str, signs: str) -> Iterator[tuple[str, str]]:
    """Yield each name with the separator after it, "" at the end."""
    for name in re.finditer(_NAME.format(signs), text):
        plain, sign = name["plain"], name["sign"] or name["after"] or ""
        yield name["quoted"].replace('""', '"') if plain is None else plain.strip(), sign
        if not sign:
            return


def named(column: str) -> str:
    """Return a column's name as an option value, quoted if needed."""
    quoted = _COMMA in column or _OR in column or column.startswith('"') or column != column.strip()
    return '"' + column.replace('"', '""') + '"' if quoted else column
