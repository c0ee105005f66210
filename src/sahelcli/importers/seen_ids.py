"""Ids that an import has met, each with a value: beyond a number of them in a temporary file, so memory is flat."""

from __future__ import annotations

import sqlite3

_IN_MEMORY = 100_000
_CACHE = 8_000  # kibibytes of the temporary file that SQLite keeps in memory


class SeenIds:
    """A mapping of ids to short texts that holds the newest in memory and all others in a file that nobody sees.

    SQLite removes the file by itself, also where the process is killed ("Temporary Files Used By SQLite").
    """

    def __init__(self) -> None:
        self._recent: dict[str, str] = {}
        self._older: sqlite3.Connection | None = None

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def __setitem__(self, name: str, value: str) -> None:
        self._recent[name] = value
        if len(self._recent) >= _IN_MEMORY:
            self._set_aside()

    def get(self, name: str) -> str | None:
        """Return the value of an id, None where it has not been met."""
        value = self._recent.get(name)
        if value is not None or self._older is None:
            return value
        row = self._older.execute("SELECT value FROM seen WHERE id = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def add(self, name: str) -> None:
        """Take an id that has no value."""
        self[name] = ""

    def discard(self, name: str) -> None:
        """Forget an id, if it has been met."""
        self._recent.pop(name, None)
        if self._older:
            self._older.execute("DELETE FROM seen WHERE id = ?", (name,))

    def _set_aside(self) -> None:
        if self._older is None:
            self._older = sqlite3.connect("")  # a file in the folder for temporary ones, from the first page it spills
            self._older.execute(f"PRAGMA cache_size = -{_CACHE}")
            self._older.execute("PRAGMA synchronous = OFF")
            self._older.execute("PRAGMA journal_mode = OFF")
            self._older.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        self._older.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", sorted(self._recent.items()))
        self._older.commit()
        self._recent.clear()
