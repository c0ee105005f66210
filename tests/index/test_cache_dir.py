"""The version of what is stored: an index of another shape or content has another one."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.pipeline import fill
from sahelcli.index.cache_dir import VERSION
from tests.index.contents import contents
from tests.test_every_field import DATASET, written

STORED = ("23", "adef93a3797ef1cd")
"""The version, and a digest of all that an index holds of a dataset that has every field.

Where the digest differs, an older index would be read as if it were a new one: raise `VERSION`, and put both here.
"""


def digest_of(index: sqlite3.Connection) -> str:
    """Return a digest of the tables with their columns and indexes, and of the rows in them."""
    tables = [name for _, name, *_ in index.execute("PRAGMA main.table_list") if not name.startswith("sqlite_")]
    shape = [
        (name, *(index.execute(f"PRAGMA {pragma}({name})").fetchall() for pragma in ("table_xinfo", "index_list")))
        for name in sorted(tables)
    ]
    return hashlib.sha256(repr((shape, contents(index))).encode()).hexdigest()[:16]


def test_what_is_stored_has_its_version(tmp_path: Path) -> None:
    path = written(tmp_path, DATASET.tables)
    index = fill(lambda: sqlite3.connect(":memory:"), find_files([path])).connection
    assert (VERSION, digest_of(index)) == STORED
