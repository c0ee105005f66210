"""Wording of figures that differ: what they count, how far they are apart, and which of them go together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from sahelcli.phrases.figure_numbers import measure, number

if TYPE_CHECKING:
    from sahelcli.json_contract import DifferenceRow
    from sahelcli.row_types import FigureSubject

_TWO = 2  # of two figures a block would not be one if they did not differ


def subject(row: FigureSubject, whose: Callable[[FigureSubject], str]) -> str:
    """Return what the figures are of: `France · Niger · special forces`; `whose` is of `figure_numbers.telling`."""
    counted = row["counts"] if row["force"] else None
    return " · ".join(filter(None, (whose(row), counted, measure(row))))


def extent(row: DifferenceRow) -> str:
    """Return how far apart they are: `400 to 1,500 or more, in 3 figures that all differ`."""
    number_of = len(row["figures"])
    differ = " that all differ" if number_of == len(row["groups"]) > _TWO else ""
    return f"{' to '.join(ends(row))}, in {number_of} figures{differ}"


def ends(row: DifferenceRow) -> tuple[str, str]:
    """Return the least and the greatest number that is named, and whether one of the figures goes on from there."""
    fewer = " or fewer" if any(figure["low"] is None for figure in row["figures"]) else ""
    more = " or more" if any(figure["high"] is None for figure in row["figures"]) else ""
    return f"{row['low']:,}{fewer}", f"{row['high']:,}{more}"


def together(row: DifferenceRow) -> list[str]:
    """Return which figures of a difference go together, if any do: `1,500 · some 1,500 go together`.

    Those that go with none follow: `400 stands apart`. What several say alike stands once: `1,500 (2 figures)`.
    """
    numbers = {figure["id"]: number(figure) for figure in row["figures"]}
    groups = [Counter(numbers[figure] for figure in group["figures"]) for group in row["groups"]]
    texts = [[text if times == 1 else f"{text} ({times} figures)" for text, times in group.items()] for group in groups]
    joined = [f"{' · '.join(group)} go together" for group in texts if len(group) > 1]
    alone = [text for group in texts if len(group) == 1 for text in group]
    if alone and len(alone) < len(row["figures"]):
        joined.append(f"{' · '.join(alone)} {'stands' if len(alone) == 1 else 'stand'} apart")
    return joined
