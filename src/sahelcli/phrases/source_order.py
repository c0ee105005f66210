"""Order of sources for people: those that print the speaker's own words before those that reword them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from sahelcli.dates.edtf import DateError, parse

if TYPE_CHECKING:
    from sahelcli.json_contract import Citation

_UNDATED = (True, (0, 0))


def in_order(sources: Iterable[Citation]) -> list[Citation]:
    """Return the sources as people read them, each once; rows keep what the file has, in its order.

    Those that print their own words come before those that reword, dated ones before undated, earlier before later;
    all else as in the file. So no `+3` hides the only original.
    """
    return sorted({source["id"]: source for source in sources}.values(), key=_rank)


def _rank(source: Citation) -> tuple[bool, bool, tuple[int, int]]:
    return source["reworded"], *_published(source["published"])


@lru_cache(maxsize=4096)  # a dataset's sources are cited again and again
def _published(date: str | None) -> tuple[bool, tuple[int, int]]:
    """Return the sort key of a date of publication, as dates are ordered everywhere; an unknown date comes last."""
    try:
        return (False, parse(date).order) if date else _UNDATED
    except DateError:  # a comparison shows records that are not valid too
        return _UNDATED
