"""What differs between two datasets: records by id, field by field, and the words of what is prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from sahelcli.index.rows import RowWriter, encode
from sahelcli.phrases.called import called
from sahelcli.report import Row

if TYPE_CHECKING:
    from sahelcli.records.base import Record
    from sahelcli.records.dataset import Dataset

_TABLES = {
    "event": "events",
    "quote": "quotes",
    "figure": "figures",
    "actor": "actors",
    "place": "places",
    "source": "sources",
}
_WORD = re.compile(r"\s*\S+|\s+")
_ALIKE = 0.5
_MOST = 25_000_000  # pairs of words: to compare them takes some seconds
Fields = Mapping[str, Any]


class Side(NamedTuple):
    """One of the two datasets, and what writes the rows of its records."""

    dataset: Dataset
    rows: RowWriter


def changes(old: Side, new: Side) -> Iterator[Row]:
    """Yield a row (`records.rows.ChangeRow`) for each record that is not in both, or not alike.

    Kind by kind; within one in the order of the new dataset, what was removed after that. Tags and what the dataset
    says of itself come last. The order of records is no difference.
    """
    for kind, table in _TABLES.items():
        before = {record.id: record for record in getattr(old.dataset, table)}
        after = {record.id: record for record in getattr(new.dataset, table)}
        for name in _names(before, after):
            was, now = before.get(name), after.get(name)
            if not _are_alike(was, now):
                row = json.loads(getattr((new if now else old).rows, kind)(now or was))
                yield from _compared(kind, name, _fields(was), _fields(now), called(row), row)
    was_tags, now_tags = old.dataset.tags, new.dataset.tags
    for tag in _names(was_tags, now_tags):
        was_meaning, now_meaning = ({"meaning": tags[tag]} if tag in tags else None for tags in (was_tags, now_tags))
        title = f"{tag}: {now_tags.get(tag, was_tags.get(tag))}"
        yield from _compared("tag", tag, was_meaning, now_meaning, title, {})
    title = new.dataset.info.title or old.dataset.info.title or "the dataset"
    yield from _compared("dataset", "dataset", _fields(old.dataset.info), _fields(new.dataset.info), title, {})


def _names(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    yield from after
    yield from (name for name in before if name not in after)


def _compared(
    of: str, name: str, was: Fields | None, now: Fields | None, title: str, row: Mapping[str, Any]
) -> Iterator[Row]:
    changed = [change for change in _changed(was or {}, now or {}) if (was and now) or _says_something(change)]
    if changed or (was is None) != (now is None):
        how = "added" if was is None else "removed" if now is None else "changed"
        said = {"kind": "change", "change": how, "of": of, "id": name, "date": row.get("date"), "title": title}
        yield Row(encode({**said, "fields": changed, "sources": row.get("sources", [])}))


def _changed(was: Fields, now: Fields) -> Iterator[dict[str, Any]]:
    for field in _names(was, now):
        if field != "id" and _spelt(was.get(field)) != _spelt(now.get(field)):
            old, new = _plain(was.get(field)), _plain(now.get(field))
            yield {"field": field, "old": old, "new": new, "words": _words(old, new)}


def _are_alike(was: Record | None, now: Record | None) -> bool:
    """Whether two records need no look at their fields; in keys of the user's own Python takes 0 for false."""
    return was == now and not (was and any(table.model_extra for table in (was, *getattr(was, "roles", ()))))


def _says_something(change: Mapping[str, Any]) -> bool:
    """Whether a field of what was added or removed has a value that a record does not have of itself."""
    return (change["old"] if change["new"] is None else change["new"]) not in (None, False, [])


def _fields(record: Any) -> dict[str, Any] | None:
    """Return the values of a record by key, its note last."""
    if record is None:
        return None
    values = record.model_dump()
    return {field: values[field] for field in sorted(values, key="note".__eq__)}


def _spelt(value: Any) -> str:
    """Return a text that no other value has: 0 is not false, a day not its text, and nothing is none of them."""
    return json.dumps(value, sort_keys=True, default=repr)


def _plain(value: Any) -> Any:
    """Return a value as the contract has it: text, number, truth, nothing or a list of texts."""
    match value:
        case list() | tuple():
            return [_text(item) for item in value]
        case None | bool() | int():
            return value
        case float() if isfinite(value):
            return value
        case _:
            return _text(value)


def _text(value: Any) -> str:
    """Return what a list or a table holds as a text: of a role `Mayor; diallo; since 2024`."""
    match value:
        case dict():
            parts = {key: _text(part) for key, part in value.items() if part is not None}
            return "; ".join(text if key in ("title", "of") else f"{key} {text}" for key, text in parts.items())
        case list() | tuple():
            return f"[{', '.join(map(_text, value))}]"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _words(old: Any, new: Any) -> list[tuple[str, str]] | None:
    """Return the pieces of two texts of several words, each the "same", "removed" or "added".

    Texts that have less than half of their words in common are two pieces: between scattered words nobody can read.
    """
    if not (isinstance(old, str) and isinstance(new, str) and (" " in old or " " in new)):
        return None
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) * len(after) > _MOST or matcher.ratio() < _ALIKE:
        return [(sign, text) for sign, text in (("removed", old), ("added", new)) if text]
    pieces: list[tuple[str, str]] = []
    for _, begin, end, start, stop in matcher.get_opcodes():
        gone, come = "".join(before[begin:end]), "".join(after[start:stop])
        if gone == come:
            pieces.append(("same", gone))
        else:
            pieces += [(sign, text) for sign, text in (("removed", gone), ("added", come)) if text]
    return pieces
