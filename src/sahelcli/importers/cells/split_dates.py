"""Split dates: year, month and day in separate columns, and intervals whose two ends are in separate columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from sahelcli.dates.edtf import DateError, parse
from sahelcli.importers.cells.date_format import Form
from sahelcli.importers.cells.dates import date
from sahelcli.importers.cells.month_names import MonthNames, fold
from sahelcli.importers.row_errors import RowError, RowRejected, row_error
from sahelcli.text.quoted_values import shown

END = ".end"
"""Stands after the key of a date for the end of an interval."""

PARTS = ("year", "month", "day")
_UNKNOWN = re.compile("0{0,2}")
_HINT = "the columns of a date are its year, its month and its day, in this order; an end has its own: --map date.end=…"


@dataclass(frozen=True, slots=True)
class DateParts:
    """Reads a date from the cells of its year, month and day; month names may be in any language of `names`."""

    key: str
    forms: tuple[Form, ...]
    names: tuple[MonthNames, ...]
    century: str

    def read(self, cells: Sequence[str]) -> str | None:
        """Return the date in EDTF; 0 or an empty cell means that this part is unknown. None if the year is unknown.

        Raises RowRejected for an invalid part, and for a known part after an unknown one.
        """
        texts = [re.sub(r"\.0+$", "", cell.strip()) for cell in cells]
        known = list(takewhile(lambda text: not _UNKNOWN.fullmatch(text), texts))
        for part, above, text in zip(
            PARTS[len(known) + 1 :], PARTS[len(known) :], texts[len(known) + 1 :], strict=False
        ):
            if not _UNKNOWN.fullmatch(text):
                raise self._refused(f"{part} {shown(text)} without a {above}")
        if not known:
            return None
        if len(known) == 1 and not re.fullmatch("[0-9]{2}", known[0]):
            return date(known[0], self.key, self.forms)
        readers = (self._year, self._month, self._day)
        return self._valid("-".join(read(text) for read, text in zip(readers, known, strict=False)))

    def _year(self, text: str) -> str:
        if re.fullmatch("-?[0-9]{4}", text):
            return text
        if not re.fullmatch("[0-9]{2}", text):
            raise self._refused(f"{shown(text)} is no year", _HINT)
        if not self.century:
            raise self._refused(f"the year {shown(text)} has two digits", "--century 19 or 20 says of which century")
        return f"{self.century}{text}"

    def _month(self, text: str) -> str:
        if re.fullmatch("[0-9]{1,2}", text):
            return text.zfill(2)
        name = fold(text).rstrip(".")
        numbers = {number for names in self.names if (number := names.month(name))}
        if len(numbers) != 1:
            raise self._refused(f"{shown(text)} is no month", _HINT)
        return f"{numbers.pop():02d}"

    def _day(self, text: str) -> str:
        if not re.fullmatch("[0-9]{1,2}", text):
            raise self._refused(f"{shown(text)} is no day", _HINT)
        return text.zfill(2)

    def _valid(self, text: str) -> str:
        try:
            return parse(text).text
        except DateError as error:
            raise self._refused(f"{shown(text)}: {error.message}") from None

    def _refused(self, message: str, hint: str | None = None) -> RowRejected:
        return RowRejected(row_error(f"{self.key}: {message}", "date", hint))


def with_ends(values: dict[str, Any]) -> list[RowError]:
    """Replace each start date and its end date by one EDTF interval, in place; return the errors.

    A start without an end stays unchanged; two equal dates become one.
    """
    faults = []
    for key in [key for key in values if key.endswith(END)]:
        name, end = key.removesuffix(END), values.pop(key)
        begin = values.get(name)
        if begin is None:
            faults.append(
                row_error(f"{name} ends on {shown(end)} and has no beginning", "date", "write .. for an open one")
            )
        elif "/" in begin + end:
            message = f"{name} {shown(begin)} with the end {shown(end)}: an interval has one beginning and one end"
            faults.append(row_error(message, "date"))
        elif begin != end:
            values[name] = interval = f"{begin}/{end}"
            faults += _fault(name, interval)
    return faults


def _fault(key: str, interval: str) -> list[RowError]:
    try:
        parse(interval)
    except DateError as error:
        return [row_error(f"{key} {shown(interval)}: {error.message}", "date")]
    return []
