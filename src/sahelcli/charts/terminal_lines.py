"""Which line of a drawing on a terminal a number stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sahelcli.charts.axes import NumberAxis

_ZERO = 1  # below it is one line for the arrow of what may be less, as above the highest number for what may be more
_MARGIN = 3  # the lines that are not above zero: its own and these two


@dataclass(frozen=True, slots=True)
class TerminalLines:
    """The lines from 0, the lowest, to `count` - 1 on which the numbers of an axis stand.

    What is not 0 stands above the line of 0, however small it is: one soldier is not none.
    """

    numbers: NumberAxis
    count: int

    @property
    def worth(self) -> float:
        """How many people two lines are apart."""
        return self.numbers.most / (self.count - _MARGIN)

    def at(self, number: float, least: int = 1) -> int:
        """Return the line of a number; one that is not 0 stands at least so many lines above 0."""
        return _ZERO + max(least, round(number / self.worth)) if number else _ZERO

    def ticks(self, drawn: Iterable[float]) -> list[tuple[int, str]]:
        """Return the lines that are marked, with their words; the first above 0 says what it holds, if it holds any."""
        steps = [(self.at(step), f"{step:,}") for step in self.numbers.steps]
        first = _ZERO + 1
        return [steps[0], (first, f"<{self._less_than():,}"), *steps[1:]] if first in map(self.at, drawn) else steps

    def _less_than(self) -> int:
        """Return a number of one digit and noughts that all on the first line above 0 are less than."""
        highest = int(self.worth * 1.5) + 1
        unit: int = 10 ** (len(str(highest)) - 1)
        return -(-highest // unit) * unit
