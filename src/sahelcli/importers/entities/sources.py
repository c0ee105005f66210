"""The sources that rows cite: each written once, before the first record that rests on it."""

from __future__ import annotations

from functools import partial

from sahelcli.importers.cells.plain_values import title_of
from sahelcli.importers.record_writer import NewRecord
from sahelcli.importers.row_errors import RowUndo
from sahelcli.importers.seen_ids import SeenIds
from sahelcli.toml.writer import Value


class Sources:
    """Remembers which sources are written; `pending` gives those that are not yet."""

    def __init__(self, undo: RowUndo) -> None:
        self._undo = undo
        self._known = SeenIds()
        self._pending: list[NewRecord] = []

    def cite(self, source: str, title: str, publisher: str, note: str | None = None, **more: Value) -> str:
        """Return the id it was given; the first word on a source counts.

        A title that is longer than a line of 200 characters is cut, and stands whole in the note.
        """
        if source not in self._known:
            self._known.add(source)
            short, whole = title_of(title)
            said = "\n".join(filter(None, (note, whole and f"The whole title: {whole}")))
            keys = {"id": source, "title": short, "publisher": publisher, **more, "note": said}
            self._pending.append(NewRecord("sources", keys))
            self._undo.add(partial(self._known.discard, source))
            self._undo.add(self._drop_last)
        return source

    def pending(self) -> list[NewRecord]:
        """Return the sources cited for the first time since this was last asked."""
        records, self._pending = self._pending, []
        return records

    def _drop_last(self) -> None:
        self._pending.pop()
