"""Column readers: convert the cells mapped to a key into its value; types come from the key, never from the cell."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from sahelcli.dates import edtf
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.errors import UsageError
from sahelcli.importers.cells import dates as days
from sahelcli.importers.cells import numbers
from sahelcli.importers.cells.date_format import Form
from sahelcli.importers.cells.month_names import names
from sahelcli.importers.cells.split_dates import END, PARTS, DateParts
from sahelcli.importers.import_options import ImportOptions
from sahelcli.importers.record_ids import slug
from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.model import base
from sahelcli.model.kinds import Kind
from sahelcli.model.reference_fields import references
from sahelcli.text.quoted_values import shown, with_article

Read = Callable[[str], Any]
"""A cell to the value of a key; RowRejected where the cell cannot be one."""


class ColumnReader(NamedTuple):
    """Functions that read one cell, and up to `most` cells together; `cells` is None if the key takes one column."""

    cell: Read
    cells: Callable[[Sequence[str]], Any] | None = None
    most: int = 1


OF_SOURCE = "source."
"""Stands before a key of the source that a row describes and cites."""

_ADDRESSES = ("url", "archive_url")  # texts that are no words
_SLUGS = ("id", "utterance")  # ids that refer to no record


class UnknownKey(UsageError):
    """A key in --map or --set is unknown for the kind of record, or cannot be filled from a cell."""

    def __init__(self, key: str, kind: str, known: list[str]) -> None:
        own = [name for name in known if "." not in name]
        beside = dict.fromkeys(name.partition(".")[0] for name in known if "." in name and not name.endswith(END))
        first = {"source": "source.title"}
        named = " or ".join(first.get(kind, f"{kind}.name") for kind in beside)
        cited = f"; {named} and the like describe what it refers to" if beside else ""
        listed = f"there are {', '.join(own)}; your own begin with x_{cited}"
        super().__init__(
            f"{with_article(kind)} has no key {shown(key)} that a column can fill",
            did_you_mean(several_nearest(key, known, 1), listed, says_both=True),
        )


def _as_it_is(cell: str) -> str:
    return cell


def readers(kind: Kind, options: ImportOptions, text: Read = _as_it_is) -> dict[str, ColumnReader]:
    """Return the reader of each key of a kind that a column can fill; `text` reads free text."""
    ids = {*_SLUGS, *(field.path[0] for field in references(kind.model) if len(field.path) == 1)}
    forms = days.forms_of(options)
    by_key: dict[str, ColumnReader] = {}
    for key, field in kind.model.model_fields.items():
        plain, of_list = _plain(field.annotation)
        if plain is edtf.Date:
            by_key |= {name: _of_date(name, forms, options) for name in (key, key + END)}
            continue
        read = _as_id if key in ids else _reader(plain, key, options)
        if read is _as_it_is and key not in _ADDRESSES:
            read = text
        if read and not of_list:
            by_key[key] = ColumnReader(read)
        elif read and plain is str:
            cell = partial(_parts, separator=options.list_separator, read=read)
            by_key[key] = ColumnReader(cell, partial(_joined, read=cell), sys.maxsize)
    return by_key


def of_names(options: ImportOptions) -> ColumnReader:
    """Return the reader for names of places or actors that a row describes; it gives a list."""
    cell = partial(_parts, separator=options.list_separator, read=str.strip)
    return ColumnReader(cell, partial(_joined, read=cell), sys.maxsize)


def _of_date(key: str, forms: tuple[Form, ...], options: ImportOptions) -> ColumnReader:
    parts = DateParts(key, forms, tuple(map(names, options.languages)), options.century)
    return ColumnReader(partial(days.date, key=key, forms=forms), parts.read, len(PARTS))


def reader(key: str, kind: str, known: dict[str, ColumnReader], text: Read = _as_it_is) -> ColumnReader:
    """Return the reader of a key, including the user's own `x_` keys; UnknownKey if there is none."""
    if key in known:
        return known[key]
    if re.fullmatch("x_[A-Za-z0-9_-]+", key):
        return ColumnReader(text)
    raise UnknownKey(key, kind, list(known))


def fixed(key: str, text: str, read: ColumnReader) -> Any:
    """Return the value of a key given with --set; UsageError if the text is invalid for it."""
    try:
        return read.cell(text)
    except RowRejected as refused:
        raise UsageError(f"--set {key}: {refused.faults[0].message}", refused.faults[0].hint) from None


def _plain(hint: Any) -> tuple[Any, bool]:
    """Return the type of a key's value without Optional and constraints, and whether it is a list."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _plain(args[0])
    if origin in (Union, types.UnionType):
        return _plain(next(arg for arg in args if arg is not type(None)))
    return (_plain(args[0])[0], True) if origin is tuple else (hint, False)


def _reader(plain: Any, key: str, options: ImportOptions) -> Read | None:
    if plain is bool:
        return partial(_as_truth, key=key)
    if plain is int:
        return partial(numbers.whole_number, key=key, thousands=options.thousands)
    if plain is float:
        return partial(numbers.number, key=key)
    if plain is str:
        return _as_it_is
    return str.strip if issubclass(plain, str) else None


def _as_id(cell: str) -> str:
    """Return an id unchanged; for any other text the id made from its words."""
    text = cell.strip()
    return text if re.fullmatch(base.SLUG_PATTERN, text) else slug(text, base.LONGEST_ID)


def _parts(cell: str, separator: str, read: Read) -> list[str]:
    return list(dict.fromkeys(read(part.strip()) for part in cell.split(separator) if part.strip()))


def _joined(cells: Sequence[str], read: Read) -> list[str]:
    return list(dict.fromkeys(part for cell in cells for part in read(cell)))


def _as_truth(cell: str, key: str) -> bool:
    if (text := cell.strip()) not in ("true", "false"):
        raise RowRejected(row_error(f'"{key}" must be true or false, not {shown(text)}', "type"))
    return text == "true"
