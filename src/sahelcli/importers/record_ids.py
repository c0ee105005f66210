"""Record ids for imports: slugs, digests, and a mapping of ids that spills to a temporary file."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from hashlib import blake2b

from sahelcli.text.normalize import fold

_IN_MEMORY = 100_000
_CACHE = 8_000  # kibibytes of the temporary file that SQLite keeps in memory


class SeenIds:
    """A mapping of ids to short texts: the newest in memory, the others in a temporary file.

    SQLite removes the file itself, even if the process is killed ("Temporary Files Used By SQLite").
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
        """Return the value of an id; None if the id was not added."""
        value = self._recent.get(name)
        if value is not None or self._older is None:
            return value
        row = self._older.execute("SELECT value FROM seen WHERE id = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def add(self, name: str) -> None:
        """Add an id without a value."""
        self[name] = ""

    def discard(self, name: str) -> None:
        """Remove an id, if it was added."""
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


_WORDS = re.compile("[a-z0-9]+")


@lru_cache(maxsize=65_536)  # a table names the same places and people again and again
def slug(text: str, longest: int = 60) -> str:
    """Return a text as an id: its folded words joined by hyphens.

    If letters would be lost (another script), or if it is cut, eight hexadecimal digits of the text's hash follow.
    """
    folded = fold(text)
    name = "-".join(_WORDS.findall(folded))
    if name and folded.isascii() and len(name) <= longest:
        return name
    return f"{name[: longest - 9]}-{digest(text)}".strip("-").replace("--", "-")


def digest(*texts: str, digits: int = 8) -> str:
    """Return a hash of the texts with this number of hexadecimal digits, which must be even."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=digits // 2).hexdigest()
