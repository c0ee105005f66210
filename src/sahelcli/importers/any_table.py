"""A publisher's table in whatever file: as text, in a spreadsheet or as JSON, told by how the file begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sahelcli.importers.asked import Asked
from sahelcli.importers.layout import Columns
from sahelcli.importers.opening import opened as opened_file
from sahelcli.importers.table import Table
from sahelcli.importers.text_table import open_table

_SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@contextmanager
def open_any(path: str, columns: Columns, asked: Asked) -> Iterator[Table]:
    """Open a table whose columns are wanted; a SahelError where it cannot be read or is not such a table."""
    with _opener(path, columns, asked) as table:
        yield table


def _opener(path: str, columns: Columns, asked: Asked) -> AbstractContextManager[Table]:
    if _beginning(path).startswith(_SHEETS):
        from sahelcli.importers import xlsx

        return xlsx.opened(path, columns, asked)
    if is_json(path):
        from sahelcli.importers import json

        return json.opened(path, columns, asked)
    return open_table(path, columns, asked)


def is_json(path: str) -> bool:
    """Whether a file begins as JSON does; nothing is said of a pipe, which is read but once."""
    return _beginning(path).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def _beginning(path: str) -> bytes:
    if path == "-":
        return b""
    with opened_file(path) as file:
        return file.read(64)
