"""Visibility of sources: shown are those known by a day and not excluded by the query."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sahelcli.dates.edtf import parse
from sahelcli.index.selection import BEHIND, Group, Selection
from sahelcli.index.source_independence import independent, names, same

Source = dict[str, Any]
"""A source as it stands in the row that cites it (`json_contract.Citation`)."""


class Visibility(NamedTuple):
    """The verdict on a record: whether it matches, which sources are shown, or else the reason why it is left out.

    `hidden` says that not all are shown.
    `undated` says that it would match with the undated sources on which alone it rests, `without` that it would with
    those that were asked to be left out, and that it rests on them alone.
    """

    matches: bool
    shown: Sequence[Source] = ()
    hidden: bool = False
    undated: bool = False
    without: bool = False


_NO = Visibility(matches=False)


class SourceVisibility:
    """Decides which sources of a record a selection shows, and whether the record matches by these."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._groups = [group for group in selection.groups if group[0] in BEHIND]
        self._day = selection.known_by

    def verdict(self, sources: Sequence[Source]) -> Visibility:
        """Return whether a record with these sources matches, and which of them are shown."""
        selection = self._selection
        shown = self._shown(sources, undated=selection.undated, taken=selection.taken)
        if shown is not None:
            hidden = len(shown) < len(sources)
            return Visibility(matches=True, shown=shown, hidden=hidden) if self._is_enough(shown) else _NO
        with_undated = self._shown(sources, undated=True, taken=selection.taken)
        if with_undated is not None:
            return Visibility(matches=False, undated=self._is_enough(with_undated))
        all_taken = all(any(_is_of(source, group) for group in selection.taken) for source in sources)
        everything = self._shown(sources, undated=selection.undated, taken=()) if sources and all_taken else None
        return Visibility(matches=False, without=everything is not None and self._is_enough(everything))

    def _shown(self, sources: Sequence[Source], *, undated: bool, taken: Sequence[Group]) -> Sequence[Source] | None:
        """Return the sources that are shown, None where the record rests on others alone."""
        left = [source for source in sources if not any(_is_of(source, group) for group in taken)]
        if self._day is None:
            return left if left or not sources else None
        known = [source for source in left if self._is_known(source, undated=undated)]
        return known if known or (undated and not sources) else None

    def _is_known(self, source: Source, *, undated: bool) -> bool:
        day = published(source["published"])
        return undated if day is None or self._day is None else day <= self._day

    def _is_enough(self, shown: Sequence[Source]) -> bool:
        least, most = self._selection.min_sources, self._selection.max_sources
        if least or most is not None:
            number = number_of(shown)
            if number < least or (most is not None and number > most):
                return False
        return all(any(_is_of(source, group) for source in shown) for group in self._groups)


def number_of(sources: Sequence[Source]) -> int:
    """Return how many sources do not depend on each other."""
    return independent(names(source["publisher"], source["agency"]) for source in sources)


def terms_of(source: Source, role: str) -> str | None:
    """Return the id that a source has in a role of `BEHIND`; None where it carries the copy of no agency."""
    if role == "source":
        return str(source["id"])
    name = source[role]
    return None if name is None else same(name)


@lru_cache(maxsize=65_536)
def published(date: str | None) -> int | None:
    """Return the day by which a source of this date of publication was out, None where nothing says it."""
    return parse(date).last if date else None


def _is_of(source: Source, group: Group) -> bool:
    role, ids = group
    return terms_of(source, role) in ids
