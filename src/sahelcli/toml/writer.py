"""Writer of TOML 1.0: a record as its header and a line for each key, quick enough for hundreds of thousands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from typing import Any

from sahelcli.text.sanitize import in_strings

Value = str | bool | int | float | Sequence[str] | None


def lines(keys: Mapping[str, Value]) -> str:
    r"""Return a line for each key that has a value (None, "", () and [] are none).

    Text is a basic string (TOML 1.0, "String"): the escapes of JSON are all among its own. What stands unescaped in
    JSON and acts on a terminal is escaped too; U+007F has to be.
    """
    written = ""
    for key, value in keys.items():
        kind = value.__class__
        if kind is str:
            if value:
                written += f"{key} = {_quoted(value)}\n"  # type: ignore[arg-type]  # it is text
        elif kind is list or kind is tuple:
            if value:
                written += f"{key} = [{', '.join(map(_quoted, value))}]\n"  # type: ignore[arg-type]  # a list is of texts
        elif kind is bool:
            written += f"{key} = {'true' if value else 'false'}\n"
        elif value is not None:
            written += f"{key} = {value!r}\n"
    return in_strings(written)


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
    """Return a record of a table such as "events": text, numbers, truth values, and lists of texts or of tables.

    The text ends with a line feed and has no other line ends than those between its keys and elements.
    """
    return "".join([f"[[{table}]]\n", *(f"{key} = {text(value)}\n" for key, value in values.items())])


def text(value: Any) -> str:
    """Return a value as TOML; tables stand in braces, those of a list each on a line of its own."""
    match value:
        case Mapping():
            return f"{{ {', '.join(f'{key} = {text(inner)}' for key, inner in value.items())} }}"
        case [Mapping(), *_]:
            return "".join(["[\n", *(f"    {text(inner)},\n" for inner in value), "]"])
        case _:
            import tomli_w  # here: the options of an import need lines alone

            # tomli_w chooses a form for whole documents; of a single plain value it has one alone
            return in_strings(tomli_w.dumps({"_": value}).removeprefix("_ = ").removesuffix("\n"))
