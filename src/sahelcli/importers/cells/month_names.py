"""Month and weekday names for reading dates: English, and any language of CLDR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from sahelcli.dates.calendar import MONTHS
from sahelcli.errors import UsageError
from sahelcli.text.quoted_values import shown

ENGLISH = "en"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH = (*((name.lower(), number) for number, name in enumerate(MONTHS, start=1)), ("sept", 9))


class UnknownLanguage(UsageError):
    """The value of --language is no language with known month names."""

    def __init__(self, language: str) -> None:
        super().__init__(
            f"--language {shown(language)} is no language whose months are known", "its code: fr, es, ar, pt-BR"
        )


@dataclass(frozen=True, slots=True)
class MonthNames:
    """Month and weekday names of one language, folded, without a final full stop."""

    months: tuple[tuple[str, int], ...]
    days: tuple[str, ...]
    months_pattern: str = field(init=False, compare=False)
    days_pattern: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "months_pattern", _any_of(name for name, _number in self.months))
        object.__setattr__(self, "days_pattern", _any_of(self.days))

    def month(self, name: str) -> int | None:
        """Return the number (1 to 12) of the month with this folded name; None if there is none."""
        return dict(self.months).get(name)


def fold(text: str) -> str:
    """Return a text in lower case without accents and surrounding blanks, so that spellings of a name compare equal."""
    text = text.strip()
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return text.casefold()


@cache
def names(language: str) -> MonthNames:
    """Return the long and short names of a language; UnknownLanguage if CLDR lacks it. `en` loads no tables."""
    return english() if language == ENGLISH else _of_cldr(language)


def english() -> MonthNames:
    """Return the English names, long and in three letters."""
    months = dict(_ENGLISH) | {name[:3]: number for name, number in _ENGLISH}
    days = [name.lower() for name in _ENGLISH_DAYS]
    return MonthNames(tuple(months.items()), (*days, *(name[:3] for name in days)))


def _of_cldr(language: str) -> MonthNames:
    """Return CLDR's names in their format and stand-alone forms; a name shared by two months is dropped."""
    from babel import Locale, UnknownLocaleError  # here: only dates in other languages need it

    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        raise UnknownLanguage(language) from None
    numbers_by_name: dict[str, set[int]] = {}
    for number, name in _each(locale.months):
        numbers_by_name.setdefault(name, set()).add(number)
    months = {name: min(numbers) for name, numbers in numbers_by_name.items() if len(numbers) == 1}
    return MonthNames(tuple(months.items()), tuple(dict.fromkeys(name for _number, name in _each(locale.days))))


def _each(tables: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[int, str]]:
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in tables[use][width].items():
                yield number, fold(name).rstrip(".")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
