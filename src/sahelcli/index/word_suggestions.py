"""Suggestions for an unknown search word: the nearest words of the index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from sqlite3 import Connection

from sahelcli.index.phrase_search import SearchTerm, number_of_records

_SHORT, _LONG = 3, 6  # letters: shorter words are like too many others; from the longer on two mistakes are forgiven
_LONGEST = 40  # letters
_SUGGESTED, _COMPARED = 3, 12
_NEXT = "SELECT term FROM vocabulary WHERE term >= ? LIMIT 1"
_LAST_BEFORE_SURROGATES, _AFTER_SURROGATES = 0xD7FF, 0xE000


@singledispatch
def nearest_words(connection: Connection, word: str) -> list[str]:
    """Return the words that are one letter away from a folded word, else two; those of more records come first."""
    if not _SHORT <= len(word) <= _LONGEST or not word.isalpha():
        return []
    for most in range(1, 3 if len(word) >= _LONG else 2):
        if words := sorted(_within(connection, word, most))[:_COMPARED]:
            words.sort(key=lambda near: -number_of_records(connection, [SearchTerm(((near,),))]))
            return words[:_SUGGESTED]
    return []


def _within(connection: Connection, word: str, most: int) -> Iterator[str]:
    """Yield the index's words within edit distance `most` of a word (letters added, removed, changed or swapped).

    The words are gone through in their order, and what begins in a way that leads nowhere is leapt over, so that the
    time depends on how many beginnings there are, and hardly on how many words.
    """
    rows, before, at_least = [list(range(len(word) + 1))], "", ""
    while row := connection.execute(_NEXT, (at_least,)).fetchone():
        (term,) = row
        same = next((at for at in range(len(rows) - 1) if term[at : at + 1] != before[at]), len(rows) - 1)
        del rows[same + 1 :]
        at_least = f"{term}\x01"
        for at in range(same, len(term)):
            rows.append(_row(rows, word, term, at))
            if min(rows[-1]) > most and min(rows[-2]) >= most:
                at_least = term[:at] + _after(term[at])
                break
        else:
            if rows[-1][-1] <= most:
                yield term
        before = term[: len(rows) - 1]


def _row(rows: list[list[int]], word: str, term: str, at: int) -> list[int]:
    """Return the edit distances from a term's first letters to each prefix of the word (optimal string alignment)."""
    row = [at + 1]
    for place, letter in enumerate(word):
        changed = rows[at][place] + (letter != term[at])
        best = min(changed, rows[at][place + 1] + 1, row[place] + 1)
        if at and place and letter == term[at - 1] and word[place - 1] == term[at]:
            best = min(best, rows[at - 1][place - 1] + 1)
        row.append(best)
    return row


def _after(letter: str) -> str:
    code = ord(letter)
    return chr(_AFTER_SURROGATES if code == _LAST_BEFORE_SURROGATES else code + 1)
