"""Posting lists of a site's search: the words of its records, as `sahel search` finds them, and what filters ask for.

Words are folded letters and digits. Words that an apostrophe or hyphen connects in any text have a list run together,
`ndjamena`, which also has the records where the parts stand side by side; and one of what is found where the parts are
typed, `n djamena`, in all ways in which they are written.

What a filter asks for has a colon: `kind:event`, `year:2023`, `actor:ID`, `place:ID`, `tag:coup`; how actors and places
are called too: `actor-name:WORD`, and `actor-key:WHOLENAME` in one word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sahelcli.dates.calendar import civil
from sahelcli.exporters.site.search.postings import encoded
from sahelcli.index.phrase_search import term
from sahelcli.index.selection import BEYOND
from sahelcli.text.search_words import BETWEEN

if TYPE_CHECKING:
    from sahelcli.exporters.site.search.shards import RecordShards
    from sahelcli.index.open import Index

Finds = Iterator[tuple[str, Iterable[int]]]
"""A term, and the positions in the index of the records that have it."""

_NAMING = ("actor", "place")  # kinds that filters name
_LINKS = """
    SELECT CASE WHEN t.term IS NULL THEN n.kind || ':' || n.id ELSE 'tag:' || t.id END AS asked, l.pos
    FROM links AS l JOIN records AS r ON r.pos = l.pos
    LEFT JOIN records AS n ON n.pos = l.term AND n.kind IN ('actor', 'place')
    LEFT JOIN terms AS t ON t.term = l.term AND t.role = 'tag'
    WHERE r.kind != 'actor' AND (n.pos IS NOT NULL OR t.term IS NOT NULL)
"""


def word_lists(index: Index, records: RecordShards) -> Iterator[tuple[str, str]]:
    """Yield each term that a record of the site has, in the order of terms, with its posting list as text."""
    places = records.places
    for term_text, positions in merge(_words(index), _phrases(index), _facets(index, records), key=itemgetter(0)):
        masks: defaultdict[int, int] = defaultdict(int)
        for pos in positions:
            if place := places.get(pos):
                masks[place[0]] |= place[1]
        if masks:
            yield term_text, encoded(masks)


def _words(index: Index) -> Finds:
    """Yield the words of the texts, those that are connected anywhere also where their parts stand side by side."""
    apart = defaultdict[str, set[int]](set)
    for together, parts in index.ask("SELECT together, parts FROM connected"):
        apart[together].update(_matching(index, f'"{parts}"'))
    vocabulary = index.connection.execute("SELECT term, doc FROM vocabulary")
    for word, rows in groupby(vocabulary, itemgetter(0)):
        if word != BETWEEN.strip():
            yield word, {pos for _, pos in rows} | apart.get(word, set())


def _phrases(index: Index) -> Finds:
    """Yield the parts of words that are connected anywhere, in every way in which they are written."""
    for (parts,) in index.ask("SELECT DISTINCT parts FROM connected ORDER BY parts"):
        yield parts, _matching(index, term(index.connection, parts).expression)


def _matching(index: Index, expression: str) -> set[int]:
    return {pos for (pos,) in index.ask("SELECT rowid FROM texts WHERE texts MATCH ?", (expression,))}


def _facets(index: Index, records: RecordShards) -> Finds:
    """Yield the terms of filters, each with a colon, in the order of the words among which they stand."""
    facets = defaultdict[str, list[int]](list)
    for record in records.records:
        facets[f"kind:{record.kind}"].append(record.pos)
        for year in _years(record.days, records.years):
            facets[f"year:{year}"].append(record.pos)
    for facet, pos in index.ask(_LINKS):
        facets[facet].append(pos)
    for sort, column, table in (("name", "word", "words"), ("key", "key", "names")):
        statement = (
            f"SELECT t.kind, t.{column}, r.pos FROM {table} AS t JOIN records AS r ON r.kind = t.kind AND r.id = t.id"  # noqa: S608
        )
        for kind, name, pos in index.ask(statement):
            if kind in _NAMING:
                facets[f"{kind}-{sort}:{name}"].append(pos)
    yield from sorted(facets.items())


def _years(days: tuple[int, int], years: tuple[int, int]) -> Iterable[int]:
    """Return the years that a record lies in or reaches into; none for what has no date."""
    if days == (-BEYOND, BEYOND):
        return ()
    first, last = (year if abs(day) == BEYOND else civil(day)[0] for day, year in zip(days, years, strict=True))
    return range(first, last + 1)
