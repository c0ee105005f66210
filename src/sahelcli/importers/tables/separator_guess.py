"""The separator that cuts the first rows of a table most evenly, for a look before anything is known of it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from sahelcli.text.separators import SEPARATORS

_FIRST = 50  # rows


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
