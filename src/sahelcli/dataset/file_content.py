"""Content of one file: its valid records, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sahelcli.diagnostics.finding import About, Diagnostic
from sahelcli.model.base import Record
from sahelcli.model.dataset import DatasetInfo
from sahelcli.model.reference_fields import Keys
from sahelcli.toml.source_file import SourceFile


class FileRecords(NamedTuple):
    """The valid records of one kind in a file, and the number (from 0) that each has among all of its table."""

    records: Sequence[Record]
    numbers: Sequence[int]


class LooseReference(NamedTuple):
    """A reference of a record that is not valid: to what kinds, the id, the way to it in the file, and the record."""

    kinds: tuple[str, ...]
    name: str
    way: Keys
    about: About


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file by itself: nothing here depends on other files; `link` puts files together.

    `rows` are by kind; `tags` is None where the file has no `[tags]` table. `lost` are the ids of what could not be
    used, as far as they could be seen: references to them are not reported again. `blind` says that none could be seen.
    `loose` are the references of records that are not valid: whether they lead anywhere is told as well. `left_out`
    counts records; of a file that is `unread`, of which nothing can be read, it is 1.
    """

    page: SourceFile
    rows: Mapping[str, FileRecords] = field(default_factory=dict)
    info: DatasetInfo | None = None
    tags: Mapping[str, str] | None = None
    lost: frozenset[str] = frozenset()
    loose: tuple[LooseReference, ...] = ()
    blind: bool = False
    unread: bool = False
    left_out: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
