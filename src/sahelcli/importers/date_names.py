"""The names of months and weekdays that stand in dates, folded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sahelcli.records.dates import MONTHS

_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH = (*((name.lower(), number) for number, name in enumerate(MONTHS, start=1)), ("sept", 9))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one language, folded and without a full stop at their end."""

    months: tuple[tuple[str, int], ...]
    days: tuple[str, ...]
    months_pattern: str = field(init=False, compare=False)
    days_pattern: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "months_pattern", _any_of(name for name, _number in self.months))
        object.__setattr__(self, "days_pattern", _any_of(self.days))

    def month(self, name: str) -> int:
        """Return the number of a month that has this name."""
        return dict(self.months)[name]


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def english() -> Names:
    """Return the English names, whole and in three letters."""
    months = dict(_ENGLISH) | {name[:3]: number for name, number in _ENGLISH}
    days = [name.lower() for name in _ENGLISH_DAYS]
    return Names(tuple(months.items()), (*days, *(name[:3] for name in days)))
