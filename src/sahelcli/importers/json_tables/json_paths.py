"""JSON paths: the values at `headline.main` or `authors.name` in an object, as the text of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.text.quoted_values import shown

_DEEPEST = 8  # of the paths that are offered


def values_at(value: Any, path: str) -> list[Any]:
    """Return the values at a path: several if it leads through a list, none if it leads nowhere.

    Names that contain a dot are matched too; a number is an index into a list, from 0.
    """
    if not path:
        return [value]
    if isinstance(value, list):
        name, _, rest = path.partition(".")
        if name.isdecimal() and len(name) < 7:
            return values_at(value[int(name)], rest) if int(name) < len(value) else []
        return [inner for each in value for inner in values_at(each, path)]
    if not isinstance(value, dict):
        return []
    if path in value:
        return [value[path]]
    return [
        inner
        for place, sign in enumerate(path)
        if sign == "." and path[:place] in value
        for inner in values_at(value[path[:place]], path[place + 1 :])
    ]


def text_at(value: Any, path: str, separator: str) -> str:
    """Return the values at a path as one text, joined by the separator.

    Raises RowRejected for an object or a list of lists, and if one of several texts contains the separator.
    """
    values = [item for inner in values_at(value, path) for item in (inner if isinstance(inner, list) else [inner])]
    texts = [_text(item, path) for item in values]
    if len(texts) > 1 and any(separator in text for text in texts):
        message = f"{path} is a list with {shown(separator)} in one of its texts"
        raise RowRejected(row_error(message, "list", "name another sign to put between them: --list-separator '|'"))
    return separator.join(texts)


def _text(value: Any, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inside = ", ".join(f"{path}.{name}" for name in list(value)[:6])
        raise RowRejected(
            row_error(f"{path} is an object, not a text", "type", f"name what is inside: {inside or 'nothing'}")
        )
    if isinstance(value, list):
        raise RowRejected(row_error(f"{path} is a list of lists, not a text", "type"))
    return str(value)


def paths_of(value: Any, prefix: str = "", depth: int = 0) -> Iterator[str]:
    """Yield the paths to texts, to numbers and to lists of these."""
    if isinstance(value, list):
        for item in value[:20]:
            yield from paths_of(item, prefix, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from paths_of(inner, f"{prefix}.{name}" if prefix else name, depth + 1)
    elif prefix and value is not None:
        yield prefix


def arrays_in(value: Any, keys: tuple[str, ...] = (), depth: int = 0) -> Iterator[tuple[str, ...]]:
    """Yield the keys that lead to each list of objects, without lists nested inside such a list."""
    if isinstance(value, list):
        if value and all(isinstance(item, Mapping) for item in value):
            yield keys
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in value.items():
            yield from arrays_in(inner, (*keys, name), depth + 1)


def names_for(columns: Sequence[str], others: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return for each column the names that are looked up, its own first."""
    return [(column, *(name for name, same in others.items() if same == column)) for column in columns]
