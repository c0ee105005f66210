"""How many sources of a record do not depend on each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sahelcli.index.fold import key


@lru_cache(maxsize=65_536)  # a dataset has far fewer publishers than sources
def names(publisher: str, agency: str | None) -> frozenset[str]:
    """Return who is behind a source, folded: its publisher and the agency whose copy it carries."""
    return frozenset(key(name) for name in (publisher, agency) if name)


def independent(sources: Iterable[frozenset[str]]) -> int:
    """Return the size of the largest set of sources no two of which share a name.

    Exact: a source that shares no name counts once, the others are tried both ways. Sources with the same names are
    one.
    """
    listed = list(sources)
    if len(listed) == 2:
        return 2 if listed[0].isdisjoint(listed[1]) else 1
    if len(listed) < 2 or len(frozenset().union(*listed)) == sum(map(len, listed)):
        return len(listed)  # no two share a name, as in most records
    return _largest(frozenset(listed))


def _largest(sources: frozenset[frozenset[str]]) -> int:
    if not sources:
        return 0
    # The one that stands in the way of most others: without it the rest soon falls apart.
    busiest = max(sorted(sources, key=sorted), key=lambda source: sum(bool(source & other) for other in sources))
    rest = sources - {busiest}
    free = frozenset(source for source in rest if not source & busiest)
    if len(free) == len(rest):
        return 1 + _largest(rest) if not rest or any(a & b for a in rest for b in rest if a != b) else len(sources)
    return max(1 + _largest(free), _largest(rest))
