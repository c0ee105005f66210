"""Missing values: words such as N/A are read as empty if they are configured, else counted and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sahelcli.phrases import count
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import shown

USUAL = frozenset({"NA", "N/A", "n/a", "#N/A", "<NA>", "nan", "NaN", "NaT", "NULL", "null", "None", r"\N"})
"""What R, pandas, spreadsheets and databases write. NAN is not among them: so the News Agency of Nigeria is called."""

SUSPECT = USUAL | {"-"}
"""What is named where it stands in a table and is text."""


class MissingValues:
    """Replaces missing-value words in the wanted columns by empty cells, and counts them."""

    def __init__(self, words: Collection[str], columns: Sequence[str]) -> None:
        self._words = frozenset(words)
        self._columns = columns
        self._watched = self._words | SUSPECT
        self._read: Counter[str] = Counter()
        self._suspects: dict[str, Counter[str]] = {}

    def read(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Return the cells of a row, with missing-value words replaced by ""."""
        stripped = tuple(map(str.strip, cells))
        if self._watched.isdisjoint(stripped):
            return cells
        for column, word in zip(self._columns, stripped, strict=True):
            if word in self._words:
                self._read[word] += 1
            elif word in SUSPECT:
                self._suspects.setdefault(word, Counter())[column] += 1
        return tuple("" if word in self._words else cell for cell, word in zip(cells, stripped, strict=True))

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each such word: how often it occurs, and whether it was read as empty or as text."""
        for word, number in self._read.items():
            yield f"{shown(word)} stands in {count(number, 'cell')} and was read as empty"
        for word, columns in self._suspects.items():
            names = " and ".join(shown(name) for name in columns)
            where = f"{count(columns.total(), 'cell')} of the column{'s' if len(columns) > 1 else ''} {names}"
            option = f"--missing={word}" if word.startswith("-") else shell_quoting.join(("--missing", word))
            yield f"{shown(word)} stands in {where} and is text: {option} reads it as empty"
