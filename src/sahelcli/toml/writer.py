"""Writer of TOML 1.0: values, records as a header and a line for each key, and records at the end of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any, NamedTuple

from sahelcli.text.sanitize import in_strings

Value = str | bool | int | float | Sequence[str] | None
_NUMBERS = frozenset((bool, int, float))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def lines(keys: Mapping[str, Any]) -> str:
    r"""Return a line for each key that has a value (None, "", () and [] are none), lists on one line too.

    Text is a basic string (TOML 1.0, "String"): the escapes of JSON are all among its own. What stands unescaped in
    JSON and acts on a terminal is escaped too; U+007F has to be.
    """
    written = [
        f"{_key(key)} = {_SPELLINGS[value.__class__](value)}\n"
        for key, value in keys.items()
        if value or (value is not None and value.__class__ in _NUMBERS)
    ]
    return in_strings("".join(written))


def record(name: str, keys: Mapping[str, Any]) -> str:
    """Return a record of a table such as "events", after an empty line; lists of tables stand below its other keys."""
    for value in keys.values():
        if value.__class__ is list and value and value[0].__class__ is dict:
            return _with_tables(name, keys)
    return f"\n[[{name}]]\n{lines(keys)}"


def _with_tables(name: str, keys: Mapping[str, Any]) -> str:
    tables = {
        key: value for key, value in keys.items() if value.__class__ is list and value and isinstance(value[0], dict)
    }
    own = {key: value for key, value in keys.items() if key not in tables}
    return record(name, own) + "".join(record(f"{name}.{key}", each) for key in tables for each in tables[key])


def block(table: str, values: Mapping[str, Any]) -> str:
    """Return a record of a table such as "events" as people write one: each element of a list on a line of its own.

    The text ends with a line feed and has no other line ends than those between its keys and elements.
    """
    return "".join([f"[[{table}]]\n", *(f"{_key(key)} = {text(value)}\n" for key, value in values.items())])


def text(value: Any) -> str:
    """Return a value as TOML, each element of a list on a line of its own; tables stand in braces."""
    if value and isinstance(value, list | tuple):
        return in_strings("".join(["[\n", *(f"    {_spelt(inner)},\n" for inner in value), "]"]))
    return in_strings(_spelt(value))


def _spelt(value: Any) -> str:
    """Return a value on one line."""
    return _SPELLINGS[value.__class__](value)


@lru_cache(maxsize=10_000)
def _key(name: str) -> str:
    """Return a key, in quotes where it is not bare (TOML 1.0, "Keys")."""
    import tomli_w  # here and below: the help of an import needs no writer

    return in_strings(tomli_w.dumps({name: 0}).removesuffix(" = 0\n"))


def _plain(value: float | date | time) -> str:
    import tomli_w

    return tomli_w.dumps({"_": value}).removeprefix("_ = ").removesuffix("\n")


def _list(values: Iterable[Any]) -> str:
    return f"[{', '.join([_SPELLINGS[value.__class__](value) for value in values])}]"


def _table(values: Mapping[str, Any]) -> str:
    return f"{{ {', '.join([f'{_key(key)} = {_spelt(value)}' for key, value in values.items()])} }}"


_SPELLINGS: dict[type, Callable[[Any], str]] = {
    str: _quoted,
    bool: ("false", "true").__getitem__,
    int: repr,
    float: _plain,
    list: _list,
    tuple: _list,
    dict: _table,
    datetime: _plain,
    date: _plain,
    time: _plain,
}
"""How the values of each type are written, as the reader of TOML gives them.

Text, of which imports write millions, is escaped by the standard library's C code; lists and tables stand on one line,
which tomli-w does not offer.
"""


class AppendedText(NamedTuple):
    """The new content of a file, and the line, from 1, on which the text begins."""

    data: bytes
    line: int


def appended(before: bytes, text: str) -> AppendedText:
    """Return the bytes, a missing last line end, an empty line between, and the text with the line ends of the file."""
    windows = b"\r\n" in before and before.count(b"\r\n") * 2 > before.count(b"\n")
    end = b"\r\n" if windows else b"\n"
    lead = before
    if lead not in (b"", _BYTE_ORDER_MARK):
        if not lead.endswith(b"\n"):
            lead += end
        if not lead.endswith((b"\n\n", b"\n\r\n")):
            lead += end
    return AppendedText(lead + text.encode().replace(b"\n", end), lead.count(b"\n") + 1)
