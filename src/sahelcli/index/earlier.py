"""What is known of records that came earlier, from the index they are in."""

from __future__ import annotations

import json
from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from sahelcli.index.cited import Citing
from sahelcli.index.known import Known, NamedRole
from sahelcli.index.order import Ask
from sahelcli.records.base import parsed
from sahelcli.records.dates import Date

_LISTED = "SELECT r.id, r.{} FROM json_each(?) AS named CROSS JOIN records AS r ON r.kind = ? AND r.id = named.value"
_DATES = frozenset({"date", "published", "accessed"})
_LISTS = frozenset({"actors", "places", "tags", "related", "sources", "aliases", "roles"})


class InIndex:
    """Records of an index, known by their rows."""

    def __init__(self, ask: Ask, citing: Citing) -> None:
        self._ask = ask
        self._citing = citing

    def there(self, kind: str, ids: Collection[str]) -> set[str]:
        """Return which of these ids records have."""
        return {record_id for record_id, _ in self._listed("pos", kind, ids)}

    def fetch(self, kind: str, ids: Collection[str]) -> dict[str, Any]:
        """Return records as they were read, a source as it is cited, by id."""
        told = self._citing.cited if kind == "source" else lambda record: record
        return {record_id: told(_restored(row)) for record_id, row in self._listed("row", kind, ids)}

    def keep(self, known: Known) -> None:
        """Do nothing more: they are in the index."""

    def _listed(self, column: str, kind: str, ids: Collection[str]) -> list[tuple[Any, ...]]:
        return self._ask(_LISTED.format(column), (json.dumps(list(ids)), kind)) if ids else []


def _restored(stored: bytes) -> Any:
    """Return a record as it was read, from the row that was made of it (but for keys of the user's own).

    It was validated when it was read: what stands for it has its attributes, and costs a tenth of a model.
    """
    row = json.loads(stored.decode())
    for name in _DATES.intersection(row):
        row[name] = date_of(row[name])
    for name in _LISTS.intersection(row):
        row[name] = tuple(map(_as_written, row[name]))
    if row.get("part_of"):
        row["part_of"] = row["part_of"]["id"]
    row["kind"] = row.get("type")
    return SimpleNamespace(**row)


def _as_written(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "of" in value:
        return NamedRole(value["title"], value["of"]["id"], date_of(value["since"]), date_of(value["until"]))
    return value["id"]


def date_of(text: str | None) -> Date | None:
    """Return the date that a text says, which was read before."""
    return text if text is None else parsed(text)
