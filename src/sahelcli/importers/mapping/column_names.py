"""Column names as options take them: separated by commas, in quotation marks where one has a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = r'\s*"(?P<quoted>(?:[^"]|"")*)"\s*(?P<after>[{0}]|$)'
_NAME = _QUOTED + "|(?P<plain>[^{0}]*)(?P<sign>[{0}]|$)"
_COMMA, _OR = ",", "|"


def cut(text: str) -> tuple[str, ...]:
    """Return the names in a text, "" for one that is empty; there is one in an empty text."""
    return tuple(name for name, _sign in _names(text, _COMMA))


def cut_alternatives(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the names between commas, each with those that stand in for it: `A|B, C` is (("A", "B"), ("C",))."""
    alternatives: list[list[str]] = [[]]
    for name, sign in _names(text, _COMMA + _OR):
        alternatives[-1] += [name] if name else []
        if sign == _COMMA:
            alternatives.append([])
    return tuple(map(tuple, filter(None, alternatives)))


def _names(text: str, signs: str) -> Iterator[tuple[str, str]]:
    """Yield each name with the sign after it, "" at the end."""
    for name in re.finditer(_NAME.format(signs), text):
        plain, sign = name["plain"], name["sign"] or name["after"] or ""
        yield name["quoted"].replace('""', '"') if plain is None else plain.strip(), sign
        if not sign:
            return


def named(column: str) -> str:
    """Return the name of a column as an option takes it."""
    quoted = _COMMA in column or _OR in column or column.startswith('"') or column != column.strip()
    return '"' + column.replace('"', '""') + '"' if quoted else column
