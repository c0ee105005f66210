"""Saved options of an import (--save-map, --map-file): read where none was typed, and written."""

from collections.abc import Iterable
from collections.abc import Mapping as Values
from typing import Annotated, Any, NamedTuple, TypeVar, cast

from sahelcli.cli import options
from sahelcli.cli.completion import FILES
from sahelcli.cli.import_options import MappingOptions, TableOptions, option_names
from sahelcli.option_values import stated


class SavedImportOptions(NamedTuple):
    """--save-map together with an option that writes nothing."""

    map_file: Annotated[
        str | None,
        options.option(
            "MappingOptions",
            "--map-file",
            metavar="FILE",
            offer=FILES,
            usual=True,
            help="Options kept before; those typed here go first.",
        ),
    ] = None
    save_map: Annotated[
        str | None,
        options.option(
            "MappingOptions",
            "--save-map",
            metavar="FILE",
            offer=FILES,
            usual=True,
            help="Keep these options in a file, for the next table.",
        ),
    ] = None
    dry_run: Annotated[
        bool,
        options.option(
            "Output", "--dry-run", usual=True, help="Show the first records, and what is wrong; write nothing."
        ),
    ] = False


def with_file(path: str, reading: TableOptions, mapping: MappingOptions) -> tuple[TableOptions, MappingOptions]:
    """Return the options with saved ones from a file for those not typed; --map and --set are merged by key."""
    from sahelcli.importers.mapping.map_file import load  # here: few imports have such a file

    stated("--map-file", (path,))

    flags = [
        name
        for group in (TableOptions, MappingOptions)
        for name in _names(group)
        if isinstance(_default(group, name), bool)
    ]
    saved = load(path, [*_names(TableOptions), *_names(MappingOptions)], flags)
    return _filled(reading, saved), _filled(mapping, saved)


def with_options(
    pairs: Iterable[tuple[str, str]], reading: TableOptions, mapping: MappingOptions
) -> tuple[TableOptions, MappingOptions]:
    """Return the options with proposed (option, value) pairs for those not typed."""
    saved: dict[str, tuple[str, ...] | bool] = {}
    for option, value in pairs:
        name = option.removeprefix("--")
        before = saved.get(name, ())
        saved[name] = (*(before if isinstance(before, tuple) else ()), value)
    return _filled(reading, saved), _filled(mapping, saved)


def kept_text(reading: TableOptions, mapping: MappingOptions) -> str:
    """Return the options as the text of a file that --map-file takes."""
    from sahelcli.importers.mapping.map_file import text_of

    saved: dict[str, tuple[str, ...] | bool] = {}
    for group in (reading, mapping):
        for name, field in _names(type(group)).items():
            value = getattr(group, field)
            if value != _default(type(group), name):
                saved[name] = value if isinstance(value, tuple | bool) else (value,)
    return text_of(saved)


def _names(group: type[Any]) -> dict[str, str]:
    """Return the fields of a group by the names of their options without the dashes before them."""
    return {option.removeprefix("--"): field for field, option in option_names(group).items()}


def _default(group: type[Any], name: str) -> Any:
    return group._field_defaults[_names(group)[name]]


_Group = TypeVar("_Group", bound=TableOptions | MappingOptions)


def _filled(group: _Group, saved: Values[str, tuple[str, ...] | bool]) -> _Group:
    """Return a group with saved values for fields not typed; map and set are merged by key."""
    changes: dict[str, Any] = {}
    for name, field in _names(type(group)).items():
        value, default, given = getattr(group, field), _default(type(group), name), saved.get(name)
        if given is None:
            continue
        if name in ("map", "set") and isinstance(given, tuple):
            keys = set(map(_key, value))
            changes[field] = (*value, *(pair for pair in given if _key(pair) not in keys))
        elif value == default:
            changes[field] = given if isinstance(default, tuple | bool) or isinstance(given, bool) else given[-1]
    return cast("_Group", group._replace(**changes))


def _key(pair: str) -> str:
    return pair.partition("=")[0].strip()
