"""The sources that rows cite: each written once, before the first record that rests on it."""

from __future__ import annotations

from functools import partial

from sahelcli.importers.cells.plain_values import title_of
from sahelcli.importers.row_errors import RowUndo
from sahelcli.toml.writer import Value, record


class Sources:
    """Remembers which sources are written; `pending` gives those that are not yet, as TOML."""

    def __init__(self, undo: RowUndo) -> None:
        self._undo = undo
        self._known: set[str] = set()
        self._pending: list[str] = []

    def cite(self, source: str, title: str, publisher: str, note: str | None = None, **more: Value) -> str:
        """Return the id it was given; the first word on a source counts.

        A title that is longer than a line of 200 characters is cut, and stands whole in the note.
        """
        if source not in self._known:
            self._known.add(source)
            short, whole = title_of(title)
            said = "\n".join(filter(None, (note, whole and f"The whole title: {whole}")))
            keys = {"id": source, "title": short, "publisher": publisher, **more, "note": said}
            self._pending.append(record("sources", keys))
            self._undo.add(partial(self._known.discard, source))
            self._undo.add(self._pending.pop)
        return source

    def pending(self) -> str:
        """Return the sources cited for the first time since this was last asked."""
        text = "".join(self._pending)
        self._pending.clear()
        return text
