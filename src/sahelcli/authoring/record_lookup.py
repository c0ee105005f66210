"""Lookup of records by name: in the dataset and among the drafts of this session."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from sahelcli.answers.record_page import UnknownId, identify
from sahelcli.authoring.draft import Draft, of_kind
from sahelcli.diagnostics.suggestions import nearest
from sahelcli.errors import UsageError
from sahelcli.index.name_lookup import UnknownName, resolve, shown
from sahelcli.index.open import Index
from sahelcli.model.reference_fields import references
from sahelcli.text.normalize import fold, key


class NamedRecord(NamedTuple):
    """A record: its id, and its name as it is printed."""

    id: str
    name: str


class RecordLookup:
    """Finds records by name, alias or id; `drafts` are found only by their whole id or name."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._has_tags = bool(json.loads(index.meta("tags")))
        self.drafts: list[Draft] = []

    def find(self, kinds: Sequence[str], text: str) -> NamedRecord:
        """Return the one record of these kinds that a text names; NoError with similar names if none or several."""
        if draft := self._draft(kinds, text):
            return draft
        *others, last = kinds
        for kind in others:
            with suppress(UnknownName):
                return self._find(kind, text)
        return self._find(last, text)

    def is_taken(self, kind: str, name: str) -> bool:
        """Whether a record of that kind has the id."""
        rows = self._index.connection.execute("SELECT 1 FROM records WHERE kind = ? AND id = ?", (kind, name))
        return rows.fetchone() is not None or any(
            (draft.kind, draft.values["id"]) == (kind, name) for draft in self.drafts
        )

    def has_any(self, kinds: Sequence[str]) -> bool:
        """Whether there is a record of one of the kinds at all."""
        return any(True for _ in self._called(kinds))

    def begun(self, kinds: Sequence[str], text: str) -> list[str]:
        """Return completions of the text: names of records of these kinds, or ids where a name is ambiguous.

        A name is found by the beginning of any of its words, and of its id and aliases; accents and case do not matter.
        """
        typed, folded = fold(text), key(text)
        names = {
            name: title
            for name, title, called in self._called(kinds)
            if f" {typed}" in f" {fold(title)}" or called.startswith(folded)
        }
        number = Counter(names.values())
        return [title if number[title] == 1 else name for name, title in names.items()]

    def _called(self, kinds: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield (id, printed name, folded name) for each name of each record."""
        for draft in self.drafts:
            if draft.kind in kinds:
                yield draft.values["id"], _title(draft), key(_title(draft))
        for kind in kinds:
            if kind == "event":
                rows = self._index.connection.execute("SELECT id, id, id FROM records WHERE kind = 'event'")
            else:
                rows = self._index.connection.execute("SELECT id, shown, key FROM names WHERE kind = ?", (kind,))
            yield from rows

    def _draft(self, kinds: Sequence[str], text: str) -> NamedRecord | None:
        called = key(text)
        for draft in self.drafts:
            if draft.kind in kinds and called and called in (key(draft.values["id"]), key(_title(draft))):
                return NamedRecord(draft.values["id"], _title(draft))
        return None

    def _find(self, kind: str, text: str) -> NamedRecord:
        if kind == "tag" and not self._has_tags:
            return NamedRecord(text, text)
        if kind == "event":
            if not text.strip():
                raise UsageError("an empty event names nothing", "leave it out, or give the id of an event")
            return self._event(text)
        name = resolve(self._index.connection, kind, text)
        return NamedRecord(name, shown(self._index.connection, kind, name))

    def _event(self, text: str) -> NamedRecord:
        """Return the event whose id starts with the text."""
        try:
            name = identify(self._index, f"event:{text}")[1]
        except UnknownId:
            ids = [name for name, _, _ in self._called(("event",))]
            near = nearest(text, ids)
            raise UnknownName("event", text, [near] if near else [], len(ids)) from None
        return NamedRecord(name, name)


def referred(kind: str, name: str) -> tuple[str, ...]:
    """Return the kinds of record that a key refers to; none for a key that holds no references."""
    fields = references(of_kind(kind).model)
    return next((field.kinds for field in fields if field.path == (name,)), ())


def _title(draft: Draft) -> str:
    return str(draft.values.get("name") or draft.values.get("title") or draft.values["id"])
