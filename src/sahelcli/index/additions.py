"""Records that came to the end of a dataset's files, judged by the index of what was there before.

Additions alone leave everything else as it was: in a dataset without errors every reference leads somewhere already.
Where that is not so plain, `Unplain` is raised, and the dataset is read anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from sqlite3 import Connection
from typing import Any

from sahelcli.files.content import FileContent, Rows
from sahelcli.files.encoding import decode
from sahelcli.files.link import link
from sahelcli.files.page import Page
from sahelcli.files.quick import begins_with_header, read_quickly
from sahelcli.files.reader import read_file
from sahelcli.index.build import Placed, place
from sahelcli.index.fold import key
from sahelcli.index.head import Stamp, digest_of
from sahelcli.index.known import is_there
from sahelcli.records.base import Record
from sahelcli.records.dataset import Dataset
from sahelcli.records.kinds import KINDS, TABLES
from sahelcli.records.references import references

_MARK = b"\xef\xbb\xbf"  # a byte order mark is one at the beginning of a file alone


class Unplain(Exception):
    """What changed is more than records at the end of files, or is not right."""


def tail(path: str, data: bytes, before: Stamp | None) -> FileContent:
    """Return what a file holds beyond what it was, all of it if it was not there; Unplain unless that is records."""
    size = before.size if before else 0
    if before and (len(data) < size or digest_of(data[:size]) != before.digest):
        raise Unplain
    old, new = data[:size], data[size:]
    starts_a_line = not old or old.endswith(b"\n") or new.startswith((b"\n", b"\r\n"))
    if not starts_a_line or (old and new.startswith(_MARK)) or not begins_with_header(decode(data)[0]):
        raise Unplain
    tables = read_quickly(decode(new)[0])
    content = read_file(path, new)
    if tables is None or not all(name in TABLES for name in tables) or content.diagnostics:
        raise Unplain
    return content


def additions(connection: Connection, contents: Sequence[tuple[int, FileContent]]) -> tuple[Dataset, Placed]:
    """Return the new records, each at its place among those of the index; Unplain if anything is wrong with them."""
    new = [content for _, content in contents]
    for kind in KINDS:
        for record in _records(new, kind.name):
            _refuse_if_there(connection, kind.name, record)
    dataset = link([_named(connection, new), *new])
    if dataset.diagnostics:
        raise Unplain
    return dataset, {kind.name: _placed(connection, kind.name, contents) for kind in KINDS}


def _records(contents: Sequence[FileContent], kind: str) -> chain[Any]:
    return chain.from_iterable(content.rows[kind].records for content in contents if kind in content.rows)


def _refuse_if_there(connection: Connection, kind: str, record: Any) -> None:
    """Raise Unplain for an id that is taken, and for what would change how an old record is shown."""
    if is_there(connection, kind, record.id) or (kind == "actor" and is_there(connection, "place", record.id)):
        raise Unplain
    if kind == "source":
        called = "SELECT shown FROM names WHERE kind = 'publisher' AND key = ?1 AND id = ?1"
        spelt = connection.execute(called, (key(record.publisher),)).fetchone()
        if spelt and spelt[0] != record.publisher:
            raise Unplain


def _named(connection: Connection, contents: Sequence[FileContent]) -> FileContent:
    """Return stand-ins for the records of the index that new ones name, and its tags: what `link` needs to know."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for kind in KINDS:
        for field in references(kind.model):
            for record in _records(contents, kind.name):
                for target in field.kinds:
                    names[target].update(dict.fromkeys(field.ids(record)))
    rows = {
        kind.name: _stand_ins(kind.model, [name for name in names[kind.name] if is_there(connection, kind.name, name)])
        for kind in KINDS
    }
    meta = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('tags', 'tagged')"))
    return FileContent(Page(""), rows, tags=json.loads(meta["tags"]) if meta["tagged"] else None)


def _stand_ins(model: type[Record], names: Sequence[str]) -> Rows:
    return Rows([model.model_construct(id=name, sources=()) for name in names], range(len(names)))


def _placed(connection: Connection, kind: str, contents: Sequence[tuple[int, FileContent]]) -> list[tuple[int, Any]]:
    placed: list[tuple[int, Any]] = []
    for rank, content in contents:
        first, beyond = place(kind, rank, 0), place(kind, rank + 1, 0)
        last = "SELECT max(pos) FROM records WHERE pos >= ? AND pos < ?"
        (there,) = connection.execute(last, (first, beyond)).fetchone()
        if kind in content.rows:
            placed += enumerate(content.rows[kind].records, first if there is None else there + 1)
    return placed
