"""Panels of a chart of figures: one for each force, place and measure, the largest groups only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.phrases.figures import measure, subject_names

if TYPE_CHECKING:
    from sahelcli.json_contract import FigureRow

MOST = 8  # groups that an eye can tell apart in one drawing


class Panel(NamedTuple):
    """Figures of one force, place and measure."""

    title: str
    rows: list[FigureRow]


def panels(rows: Iterable[FigureRow]) -> tuple[list[Panel], int]:
    """Return the panels, those with most figures first, and how many groups are left out."""
    largest, others = largest_groups(rows, _subject)
    whose = subject_names(group[0] for group in largest)
    are_alike = len({group[0]["measure"] for group in largest}) < 2
    return [
        Panel(whose(group[0]) if are_alike else f"{whose(group[0])}, {measure(group[0])}", group) for group in largest
    ], others


def _subject(row: FigureRow) -> tuple[str, ...]:
    whose = row["force"]["id"] if row["force"] else f"\0{row['counts'] or ''}"
    return whose, row["place"]["id"], row["measure"]


def largest_groups(
    rows: Iterable[FigureRow], key: Callable[[FigureRow], tuple[str, ...]]
) -> tuple[list[list[FigureRow]], int]:
    """Return the groups of rows with the same key, the largest first, and how many groups are left out."""
    groups: dict[tuple[str, ...], list[FigureRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    largest = sorted(groups.values(), key=lambda group: -len(group))[:MOST]
    return largest, len(groups) - len(largest)
