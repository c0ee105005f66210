"""Cell type detection for the preview of an import: dates, numbers, links or text."""

from __future__ import annotations

import re
from functools import lru_cache

from sahelcli.dates.edtf import DateError, parse
from sahelcli.importers.cells import clock_times
from sahelcli.importers.cells.date_format_hints import DateFormatHint, forms_in_each_language

EDTF = DateFormatHint("EDTF")
"""Stands for the form of a date that is written as a dataset has it, and needs no --date-format."""

YEAR, WHOLE, DECIMAL, GROUPED = "years", "whole numbers", "decimal numbers", "numbers in groups of digits"
DATE, TIME, LINK, TRUTH, TEXT = "dates", "dates with a clock time", "links", "true or false", "text"
_NUMBERS = (
    (YEAR, re.compile(r"1[0-9]{3}|20[0-9]{2}")),
    (WHOLE, re.compile("[+-]?[0-9]{1,18}")),
    (DECIMAL, re.compile(r"[+-]?[0-9]{1,15}\.[0-9]{1,20}")),
    (GROUPED, re.compile(r"[+-]?[0-9]{1,3}(?:(?P<sign>[,.' \u00a0\u202f])[0-9]{3})(?:(?P=sign)[0-9]{3})*")),
)
_LINK = re.compile(r"https?://\S+(?:\s+https?://\S+)*", re.IGNORECASE)
_EDTF = re.compile(r"[0-9Yy.\[{-]")
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?)>|&(?:[a-z]{2,8}|#[0-9]{1,6});", re.IGNORECASE)
_LONGEST_DATE = 60  # characters


def kind_of(text: str) -> str:
    """Return the plural noun for the type a stripped text looks like, such as dates or links."""
    for kind, shape in _NUMBERS:
        if shape.fullmatch(text):
            return kind
    if _LINK.fullmatch(text):
        return LINK
    if text.casefold() in ("true", "false"):
        return TRUTH
    if forms_of(text):
        return DATE
    return TIME if len(text) <= _LONGEST_DATE and clock_times.fault_of(text, "") else TEXT


@lru_cache(maxsize=65_536)
def forms_of(text: str) -> tuple[DateFormatHint, ...]:
    """Return the formats that read a text as a date, only `EDTF` if it is EDTF; () if it is no date."""
    if len(text) > _LONGEST_DATE:
        return ()
    if _EDTF.match(text):
        try:
            parse(text)
        except DateError:
            pass
        else:
            return (EDTF,)
    return tuple(forms_in_each_language(text))


def has_markup(text: str) -> bool:
    """Whether a text contains HTML tags or character references."""
    return _MARKUP.search(text) is not None
