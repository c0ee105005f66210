"""Independence of sources: how many of a record do not depend on each other, and which names are one publisher's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sahelcli.index.graph_matching import matched
from sahelcli.text.search_words import connects

_ALONE = "\0"  # in no name


@lru_cache(maxsize=65_536)  # a dataset has far fewer publishers than sources
def same(publisher: str) -> str:
    """Return the key that all spellings of one publisher's or agency's name share.

    Capitals, the accents of Latin letters, spaces, hyphens, apostrophes and invisible signs make no other name. All
    else does: `Canal` and `Canal+` are two, and so are two names in Devanagari that differ in a vowel sign.
    """
    if publisher.isascii():
        bare = _bare(publisher.casefold())
        return bare or publisher
    from unicodedata import normalize  # here: most names are ASCII

    text = normalize("NFC", "".join(_without_accents(normalize("NFD", publisher.casefold()))))
    return _bare(text) or text


def _bare(text: str) -> str:
    return "".join(sign for sign in text if not (sign.isspace() or connects(sign)))


def _without_accents(text: str) -> Iterable[str]:
    from unicodedata import category, combining, name

    is_latin = False
    for sign in text:
        is_accent = bool(combining(sign))
        if not is_accent:
            is_latin = name(sign, "").startswith("LATIN")
        if not ((is_accent and is_latin) or category(sign) == "Cf"):
            yield sign


@lru_cache(maxsize=65_536)
def names(publisher: str, agency: str | None) -> frozenset[str]:
    """Return the names behind a source: its publisher and the agency whose copy it carries, each as `same` has it."""
    return frozenset(same(name) for name in (publisher, agency) if name)


def independent(sources: Iterable[frozenset[str]]) -> int:
    """Return the size of the largest set of sources, of at most two names each, no two of which share a name.

    Exact. A source is an edge between its names; one of a single name hangs on that, with nothing at its other end.
    """
    listed = list(sources)
    if len(listed) == 2:
        return 2 if listed[0].isdisjoint(listed[1]) else 1
    if len(listed) < 2 or len(frozenset().union(*listed)) == sum(map(len, listed)):
        return len(listed)  # no two share a name, as in most records
    return matched((min(behind), max(behind) if len(behind) > 1 else f"{_ALONE}{min(behind)}") for behind in listed)
