"""Record writer of imports: TOML of the records that the dataset does not have yet, and which it has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.toml.writer import record

if TYPE_CHECKING:
    from sahelcli.index.open import Index


class NewRecord(NamedTuple):
    """A record made by an importer: its table ("events") and its keys in output order, `id` first.

    Keys without a value (None, "", empty lists) are not written.
    """

    table: str
    keys: Mapping[str, Any]


class Batch(NamedTuple):
    """Records that are written together, and their output: text that is valid TOML by itself."""

    text: str
    records: tuple[NewRecord, ...] = ()


class RecordWriter:
    """Writes records except those whose ids are present in their table; counts the written and the omitted."""

    def __init__(self, present: Mapping[str, frozenset[str]]) -> None:
        self._present = present
        self.written: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.undated_sources = 0

    def write(self, records: Iterable[NewRecord]) -> Batch:
        """Return the records that are not present yet, with their TOML."""
        new = tuple(filter(self._is_new, records)) if self._present else tuple(records)
        for table, keys in new:
            self.written[table] += 1
            if table == "sources" and not keys.get("published"):
                self.undated_sources += 1
        return Batch("".join([record(table, keys) for table, keys in new]), new)

    def _is_new(self, made: NewRecord) -> bool:
        if made.keys["id"] not in self._present[made.table]:
            return True
        self.left_out[made.table] += 1
        return False


def ids_of(index: Index) -> dict[str, frozenset[str]]:
    """Return the ids of all records of a dataset by table, such as `events` or `places`."""
    from sahelcli.model.kinds import KINDS  # here: it loads Pydantic, and the register of importers needs none

    ids: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
    for kind, identifier in index.connection.execute("SELECT kind, id FROM records"):
        ids[kind].add(identifier)
    return {kind.table: frozenset(ids[kind.name]) for kind in KINDS}


def addresses_of(index: Index) -> dict[str, str]:
    """Return the source ids of a dataset by normalised address (see `address_of`)."""
    from sahelcli.importers.cells.web_addresses import address_of

    rows = index.connection.execute(
        "SELECT json_extract(CAST(stored AS TEXT), '$.url'), id FROM records WHERE kind = 'source'"
    )
    return {address_of(url): identifier for url, identifier in rows if url}


def names_of(index: Index) -> dict[str, dict[str, str]]:
    """Return the ids of actors and places by kind and folded name or alias, without names that several share."""
    names: dict[str, dict[str, str]] = {}
    rows = index.connection.execute(
        "SELECT kind, key, min(id) FROM names WHERE kind IN ('actor', 'place') GROUP BY kind, key HAVING count(*) = 1"
    )
    for kind, key, identifier in rows:
        names.setdefault(kind, {})[key] = identifier
    return names
