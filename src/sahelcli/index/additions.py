"""Records that came to the end of a dataset's files, judged by the index of what was there before.

Additions alone leave everything else as it was: in a dataset without errors every reference leads somewhere already.
Where that is not so plain, `Unplain` is raised, and the dataset is read anew.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import BytesIO
from itertools import chain
from typing import Any

from sahelcli.files.content import FileContent
from sahelcli.files.link import link
from sahelcli.files.page import Page
from sahelcli.files.reader import read_file
from sahelcli.index.head import Stamp, digest_of
from sahelcli.index.known import Earlier, Names
from sahelcli.index.order import Ask, taken
from sahelcli.records.dataset import Dataset
from sahelcli.records.kinds import KINDS, TABLES

_MARK = b"\xef\xbb\xbf"  # a byte order mark is one at the beginning of a file alone
_BEGINNING = re.compile(
    rb"(?:%b)?(?:[ \t]*(?:#[^\n]*|\r)?\n)*(?:\[|\Z)" % _MARK
)  # nothing stands above the first header
_OTHER_TABLE = re.compile(rf"\n[ \t]*\[(?!\[[ \t]*(?:{'|'.join(TABLES)})[ \t]*[.\]])".encode())


class Unplain(Exception):
    """What changed is more than records at the end of files, or is not right."""


def tail(path: str, data: bytes, before: Stamp | None) -> FileContent:
    """Return what a file holds beyond what it was, all of it if it was not there; Unplain unless that is records."""
    size = before.size if before else 0
    if before and (len(data) < size or digest_of(data[:size]) != before.digest):
        raise Unplain
    old, new = data[:size], data[size:]
    if old and not (old.endswith(b"\n") or new.startswith((b"\n", b"\r\n"))):
        raise Unplain
    return at_end(path, new, BytesIO(old) if old else None)


def at_end(path: str, new: bytes, old: Iterable[bytes] | None) -> FileContent:
    """Return what comes to the end of a file, on a line of its own; Unplain unless that is records.

    `old` are the lines of the file, of which no more are read than stand above its first header; None where it is new.
    """
    if old is not None and (new.startswith(_MARK) or not _BEGINNING.match(_above_headers(old))):
        raise Unplain
    refuse_all_but_records(new)
    content = read_file(path, new)
    if content.diagnostics:
        raise Unplain
    return content


def refuse_all_but_records(data: bytes) -> None:
    """Raise Unplain for text with keys or tables that may stand in the text before it too, where that is an error."""
    if not _BEGINNING.match(data) or _OTHER_TABLE.search(b"\n" + data):
        raise Unplain


def _above_headers(lines: Iterable[bytes]) -> bytes:
    """Return the lines up to the first that is no comment and not empty."""
    above = []
    for line in lines:
        above.append(line)
        told = line.removeprefix(_MARK).strip()
        if told and not told.startswith(b"#"):
            break
    return b"".join(above)


def additions(
    earlier: Earlier, contents: Sequence[tuple[int, FileContent]], tags: Mapping[str, str] | None
) -> tuple[Dataset, Names]:
    """Return a dataset of the new records, and what is known of those they name; Unplain if anything is wrong.

    `tags` are those that came earlier, None where their files have no table of tags.
    """
    new = [content for _, content in contents]
    for kind in KINDS:
        ids = [record.id for record in _records(new, kind.name)]
        if earlier.there(kind.name, ids) or (kind.name == "actor" and earlier.there("place", ids)):
            raise Unplain  # an id that is taken; or an actor where a role named the place
    named: dict[str, dict[str, Any]] = defaultdict(dict)

    def elsewhere(kind: str, ids: Collection[str]) -> Collection[str]:
        found = earlier.fetch(kind, ids)
        named[kind].update(found)
        return found

    dataset = link([FileContent(Page(""), tags=tags), *new], elsewhere=elsewhere)
    if dataset.diagnostics:
        raise Unplain
    return dataset, named


def tags_of(index: Ask) -> Mapping[str, str] | None:
    """Return the tags of an index, None where its files have no table of them."""
    meta: dict[str, str] = dict(index("SELECT key, value FROM meta WHERE key IN ('tags', 'tagged')", ()))
    tags: dict[str, str] = json.loads(meta["tags"])
    return tags if meta["tagged"] else None


def _records(contents: Sequence[FileContent], kind: str) -> chain[Any]:
    return chain.from_iterable(content.rows[kind].records for content in contents if kind in content.rows)


def last_places(index: Ask, contents: Sequence[tuple[int, FileContent]]) -> dict[tuple[str, int], int]:
    """Return how many places the records of each kind and file take up in the index."""
    return {(kind, rank): taken(index, kind, rank) for rank, content in contents for kind in content.rows}
