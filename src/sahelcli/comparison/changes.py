"""Changes between two datasets: records by id, field by field, and the words of what is prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sahelcli.comparison.field_changes import Fields, differing
from sahelcli.model.kinds import KINDS
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.comparison.dataset_side import DatasetSide, Key
    from sahelcli.dataset.raw_records import RawRecord
    from sahelcli.json_contract import Change, ChangeRow

_NO_RECORDS = ("tag", "dataset")


def changes(old: DatasetSide, new: DatasetSide) -> Iterator[Row]:
    """Yield a row (`json_contract.ChangeRow`) for each record that is not in both, or not alike.

    Kind by kind; within one in the order of the new dataset, what was removed after that. Tags and what the dataset
    says of itself come last. The order of records is no difference. A record that is not valid is compared as it is
    written, by its keys or, where these cannot be read, by its text.
    """
    for kind in _kinds(old, new):
        for key in dict.fromkeys((*new.of_kind(kind), *old.of_kind(kind))):
            was, now = old.records.get(key), new.records.get(key)
            changed = list(_changed(was, now))
            if changed or not (was and now):
                yield _row(old, new, key, changed)


def _kinds(old: DatasetSide, new: DatasetSide) -> Iterator[str]:
    """Yield our own kinds in their order, tables that no kind has, and what no records are."""
    own = [kind.name for kind in KINDS]
    yield from own
    yield from dict.fromkeys(kind for kind in (*new.kinds, *old.kinds) if kind not in (*own, *_NO_RECORDS))
    yield from _NO_RECORDS


def _row(old: DatasetSide, new: DatasetSide, key: Key, changed: Sequence[Change]) -> Row:
    sides = {"old": old, "new": new}
    having = [side for side in (new, old) if key in side.records]
    record = next((side for side in having if side.records[key].record is not None), having[0]).row(key)
    row: ChangeRow = {
        "kind": "change",
        "change": "changed" if len(having) > 1 else "added" if having == [new] else "removed",
        "of": key[0],
        "id": key[1],
        "date": record.get("date"),
        "title": record["title"],
        "fields": [*changed],
        "sources": record.get("sources", []),
        "not_valid": [name for name, side in sides.items() if side in having and not side.is_valid(key)],
    }
    return Row(encode(row))


def _changed(was: RawRecord | None, now: RawRecord | None) -> Iterator[Change]:
    """Yield the differences, key by key; of a record that one side alone has, all its keys."""
    versions = [written for written in (was, now) if written]
    if all(written.record is not None for written in versions):
        if was and now and _are_alike(was.record, now.record):
            return
        fields = _fields
    else:
        fields = _as_text if any(written.table() is None for written in versions) else _as_written
    for change in differing(*(fields(written) if written else {} for written in (was, now))):
        if (was and now) or _says_something(change, versions[0].name):
            yield change


def _are_alike(was: Any, now: Any) -> bool:
    """Whether two records need no look at their fields; in keys of the user's own Python takes 0 for false."""
    return was == now and not any(getattr(table, "model_extra", None) for table in (was, *getattr(was, "roles", ())))


def _says_something(change: Change, name: str) -> bool:
    """Whether a field of an added or removed record says more than its id and what every record has."""
    value = change["old"] if change["new"] is None else change["new"]
    is_default = value is None or value is False or value == []
    return not is_default and (change["field"], value) != ("id", name)


def _fields(written: RawRecord) -> Fields:
    """Return the values of a valid record by key, its note last."""
    if isinstance(written.record, str):
        return {"meaning": written.record}
    values = written.record.model_dump()
    return {field: values[field] for field in sorted(values, key="note".__eq__)}


def _as_written(written: RawRecord) -> Fields:
    return written.table() or {}


def _as_text(written: RawRecord) -> Fields:
    return {"toml": written.text()}
