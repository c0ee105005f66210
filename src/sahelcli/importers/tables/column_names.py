"""Names of columns as options take them: between commas, and one that has a comma in quotation marks."""

from __future__ import annotations

import re

_NAME = re.compile(r'\s*"(?P<quoted>(?:[^"]|"")*)"\s*(?:,|$)|(?P<plain>[^,]*)(?:,|$)')


def cut(text: str) -> tuple[str, ...]:
    """Return the names in a text, "" for one that is empty; there is one in an empty text."""
    found: list[str] = []
    for name in _NAME.finditer(text):
        plain = name["plain"]
        found.append(name["quoted"].replace('""', '"') if plain is None else plain.strip())
        if not name[0].endswith(","):
            break
    return tuple(found)


def named(column: str) -> str:
    """Return the name of a column as an option takes it."""
    quoted = "," in column or column.startswith('"') or column != column.strip()
    return '"' + column.replace('"', '""') + '"' if quoted else column
