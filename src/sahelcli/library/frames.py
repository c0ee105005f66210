"""Data frames of an answer: Arrow, pandas and Polars, each imported where it is asked for.

Columns are the keys of the JSON contract, also where there are no rows. Dates stay the texts that they are, so that
none gains precision; whole numbers stay whole where some are missing; lists stay lists, records within rows structures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints, is_typeddict

from sahelcli.errors import SahelError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class NotInstalled(SahelError):
    """The library for this kind of table is not installed."""

    def __init__(self, method: str, library: str) -> None:
        super().__init__(f"{method} needs {library}, which is not installed", f"pip install {library}")


class Types(NamedTuple):
    """Column types of a library: `plain` by Python type, and constructors for lists and structures."""

    plain: Mapping[type, Any]
    list_of: Callable[[Any], Any]
    structure: Callable[[dict[str, Any]], Any]


def to_arrow(rows: Sequence[Any], columns: Mapping[str, Any]) -> pyarrow.Table:
    """Return rows as a table of Arrow; NotInstalled where pyarrow is not."""
    try:
        import pyarrow
    except ImportError as error:
        raise NotInstalled("to_arrow", "pyarrow") from error
    plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    types = Types(plain, pyarrow.list_, lambda fields: pyarrow.struct(list(fields.items())))
    schema = pyarrow.schema([(name, _type(hint, types)) for name, hint in columns.items()])
    return pyarrow.Table.from_pylist(list(rows), schema=schema)


def to_polars(rows: Sequence[Any], columns: Mapping[str, Any]) -> polars.DataFrame:
    """Return rows as a data frame of Polars; NotInstalled where it is not."""
    try:
        import polars
    except ImportError as error:
        raise NotInstalled("to_polars", "polars") from error
    plain: dict[type, Any] = {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}
    types = Types(plain, polars.List, polars.Struct)
    schema = {name: _type(hint, types) for name, hint in columns.items()}
    return polars.DataFrame(list(rows), schema=schema, strict=False)


def to_pandas(rows: Sequence[Any], columns: Mapping[str, Any]) -> pandas.DataFrame:
    """Return rows as a data frame of pandas, lists and records within rows as objects; NotInstalled where it is not."""
    try:
        import pandas
    except ImportError as error:
        raise NotInstalled("to_pandas", "pandas") from error
    types = Types({str: "string", int: "Int64", float: "Float64", bool: "boolean"}, _object, _object)
    return pandas.DataFrame(
        {
            name: pandas.Series([row.get(name) for row in rows], dtype=_type(hint, types))
            for name, hint in columns.items()
        }
    )


def _object(_inner: Any) -> str:
    """Return the pandas type of a column of lists or dictionaries."""
    return "object"


def _type(hint: Any, types: Types) -> Any:
    """Return the column type for the annotation of a key of the contract."""
    inner = [argument for argument in get_args(hint) if argument is not NoneType]
    if is_typeddict(hint):
        return types.structure({name: _type(each, types) for name, each in get_type_hints(hint).items()})
    if get_origin(hint) in (list, tuple):  # a pair is of one type
        return types.list_of(_type(inner[0], types))
    if get_origin(hint) is Literal:
        return types.plain[str]
    if len(inner) > 1:  # rows of several kinds: with the keys of each
        keys = {name: each for row in inner for name, each in get_type_hints(row).items()}
        return types.structure({name: _type(each, types) for name, each in keys.items()})
    return _type(inner[0], types) if inner else types.plain[hint]
