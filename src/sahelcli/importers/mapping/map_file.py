"""Map file: the options of an import saved as TOML, to import further tables of the same form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sahelcli.diagnostics.finding import Finding, Location
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.errors import UsageError
from sahelcli.importers.mapping.column_names import named
from sahelcli.importers.tables.file_opening import opened
from sahelcli.text.quoted_values import shown
from sahelcli.toml.parser import parse
from sahelcli.toml.positions import Positions
from sahelcli.toml.writer import lines

_TABLES = ("map", "set")

Options = Mapping[str, tuple[str, ...] | bool]
"""The values of options by their names without dashes before them; of `map` and `set` as they are typed, KEY=TEXT."""


class BadMapFile(UsageError):
    """The file given with --map-file is invalid."""

    def __init__(self, path: str, line: int, message: str, hint: str | None = None) -> None:
        super().__init__(f"{Location(path, line)}: {message}", hint)


def load(path: str, known: Iterable[str], flags: Iterable[str]) -> dict[str, tuple[str, ...] | bool]:
    """Return the options saved in a file; `known` are the valid option names, `flags` those that are true or false.

    Raises BadMapFile, with the line, for invalid TOML and for unknown options and values.
    """
    text = _text(path)
    tables = parse(text)
    places = Positions(text)
    if isinstance(tables, Finding):
        raise BadMapFile(path, places.line_and_column(tables.place.start)[0], tables.message, tables.hint)
    options: dict[str, tuple[str, ...] | bool] = {}
    names, of_truth = tuple(known), tuple(flags)
    for name, value in tables.items():
        line = places.line_and_column(places.find((name,)).key)[0]
        if name not in names:
            hint = did_you_mean(several_nearest(name, names, 1), f"there are {', '.join(names)}")
            raise BadMapFile(path, line, f"{shown(name)} is no option of an import", hint)
        if name in _TABLES:
            options[name] = tuple(_pairs(path, places, name, value))
        elif (name in of_truth) != isinstance(value, bool):
            wanted = "true or false" if name in of_truth else "text, or a list of texts"
            raise BadMapFile(path, line, f"{name} must be {wanted}")
        else:
            options[name] = value if isinstance(value, bool) else _texts(path, line, name, value)
    return options


def text_of(options: Options) -> str:
    """Return the options as the text of a map file, which `load` reads."""
    plain = {
        name: value if isinstance(value, bool) or len(value) > 1 else value[0]
        for name, value in options.items()
        if name not in _TABLES
    }
    text = "# The options of a table, kept by `sahel import --save-map` for --map-file.\n" + lines(plain)
    for name in _TABLES:
        pairs = options.get(name, ())
        if not isinstance(pairs, bool) and pairs:
            text += f"\n[{name}]\n{lines(_by_key(pairs))}"
    return text


def _text(path: str) -> str:
    with opened(path) as file:
        try:
            return file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise BadMapFile(path, 0, "it is not UTF-8") from None


def _pairs(path: str, places: Positions, name: str, value: Any) -> Iterable[str]:
    line = places.line_and_column(places.find((name,)).key)[0]
    if not isinstance(value, dict):
        raise BadMapFile(path, line, f"{name} must be a table", f'write [{name}], and below it date = "Day"')
    for key, given in _flat(value):
        line = places.line_and_column(places.find((name, *key)).key)[0]
        texts = _texts(path, line, ".".join(key), given)
        if name == "set" and len(texts) > 1:
            raise BadMapFile(path, line, f"{'.'.join(key)} must be one text, as --set takes it")
        text = given if isinstance(given, str) else ",".join(map(named, texts))
        yield f"{'.'.join(key)}={text}"


def _flat(table: Mapping[str, Any]) -> Iterable[tuple[tuple[str, ...], Any]]:
    """Yield the keys of a table with their values; `place.name = …`, a nested table in TOML, is one key."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from (((key, *inner), given) for inner, given in _flat(value))
        else:
            yield (key,), value


def _texts(path: str, line: int, name: str, value: Any) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise BadMapFile(path, line, f"{name} must be text, or a list of texts")
    return tuple(texts)


def _by_key(pairs: Iterable[str]) -> dict[str, str]:
    """Return the texts by key; texts of a repeated key are joined."""
    texts: dict[str, str] = {}
    for pair in pairs:
        key, _, text = pair.partition("=")
        key = key.strip()
        texts[key] = f"{texts[key]},{text}" if key in texts else text
    return texts
