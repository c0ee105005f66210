"""The signs between the cells of a table as text (delimiters): by name, and the one that cuts rows most evenly."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from sahelcli.errors import UsageError
from sahelcli.records.diagnostic import shown

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_FIRST = 50  # rows


class NoSeparator(UsageError):
    """--separator is neither a name nor one sign."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--separator {shown(text)} is no separator", f"{', '.join(SEPARATORS.values())}, or one sign")


def separator_of(text: str) -> str:
    """Return the sign that a name or the sign itself stands for; NoSeparator for anything else."""
    for sign, name in SEPARATORS.items():
        if text.casefold() == name:
            return sign
    sign = text.replace("\\t", "\t")
    if len(sign) != 1 or sign in '"\r\n \0' or not sign.isascii():
        raise NoSeparator(text)
    return sign


def likely_separator(beginning: str) -> str:
    """Return the sign that cuts most of the first rows into one number of cells, for a look; comma where none does."""
    return max(SEPARATORS, key=lambda sign: _evenness(beginning, sign))


def _evenness(beginning: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows have the same number of cells, more than one, and that number."""
    widths: Counter[int] = Counter()
    try:
        for cells in islice(csv.reader(io.StringIO(beginning, newline=""), delimiter=separator), _FIRST):
            widths[len(cells)] += 1
    except csv.Error:
        pass
    widths = Counter({width: number for width, number in widths.items() if width > 1})
    return next(((number, width) for width, number in widths.most_common(1)), (0, 0))
