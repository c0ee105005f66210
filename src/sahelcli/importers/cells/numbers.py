"""Numbers in cells as people and programs write them: with digit groups (`1 500`), or whole as `1500.0`."""

from __future__ import annotations

import re

from sahelcli.errors import UsageError
from sahelcli.importers.row_errors import RowRejected, row_error
from sahelcli.text import shell_quoting
from sahelcli.text.quoted_values import shown

_BLANKS = " \u00a0\u2007\u2009\u202f"  # never read as a decimal sign
_PLAIN = re.compile(r"[0-9]{1,19}")
_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:(?P<sign>[^0-9A-Za-z+-])[0-9]{3})(?:(?P=sign)[0-9]{3})*")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,20})?")


class NoThousands(UsageError):
    """The value of --thousands cannot separate groups of digits."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"--thousands {shown(text)} is no sign between groups of three digits", "one sign, such as , or . or '"
        )


def thousands_of(text: str) -> str:
    """Return the separator given with --thousands; NoThousands if it is invalid. Blanks need no option."""
    if len(text) != 1 or text.isalnum() or text.isspace() or text in "+-":
        raise NoThousands(text)
    return text


def whole_number(cell: str, key: str, thousands: str = "") -> int:
    """Return a whole number of at least 0; blanks or `thousands` may separate groups of three digits.

    Raises RowRejected for other texts: `1,500` and `1.500` may mean 1500, or one and a half.
    """
    text = cell.strip()
    digits = text if thousands == "." or _GROUPS.fullmatch(text) else _without_zeros(text)
    groups = _GROUPS.fullmatch(digits)
    if groups and groups["sign"] in _BLANKS + thousands:
        digits = digits.replace(groups["sign"], "")
    if not _PLAIN.fullmatch(digits):
        hint = f"{_option(groups['sign'])} if that is {re.sub('[^0-9]', '', digits)}" if groups else None
        raise RowRejected(row_error(f'"{key}" must be a whole number in digits, not {shown(text)}', "number", hint))
    return int(digits)


def number(cell: str, key: str) -> float:
    """Return a number with a decimal point; RowRejected for other texts."""
    if not _NUMBER.fullmatch(text := cell.strip()):
        raise RowRejected(row_error(f'"{key}" must be a number such as 13.51, not {shown(text)}', "number"))
    return float(text)


def _without_zeros(text: str) -> str:
    """Return a number without a trailing `.0`."""
    before, _, fraction = text.partition(".")
    return before if fraction and not fraction.strip("0") else text


def _option(sign: str) -> str:
    return shell_quoting.join(("--thousands", sign))
