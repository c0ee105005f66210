"""What a record shows and has of a source that it names."""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.index.independence import names, same

if TYPE_CHECKING:
    from sahelcli.index.numbers import Numbers
    from sahelcli.records.dates import Date
    from sahelcli.records.source import Source

BOOLEANS = ("false", "true")
_LANGUAGE = ', "language": '


class Behind(NamedTuple):
    """Who is behind a source: the numbers of the terms of publisher and agency, all names, and both as written."""

    terms: frozenset[int]
    names: frozenset[str]
    publisher: str
    agency: str | None


class Cited(NamedTuple):
    """A source as it is cited: the object of the JSON contract, the last day it was published, its term's number."""

    id: str
    citation: str
    day: int | None
    term: int
    behind: Behind
    reworded: bool

    @property
    def halves(self) -> tuple[str, str]:
        """The citation without its braces, before and from its language: between these a source's own row has more."""
        before, after = self.citation[1:-1].rsplit(_LANGUAGE, 1)  # behind the last one stands no text
        return before, _LANGUAGE[2:] + after


class Citing:
    """Makes what is cited of sources, once of each: it gets a number among the terms."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._publishers, self._agencies = numbers.of("publisher"), numbers.of("agency")
        self._behind: dict[tuple[str, str | None], Behind] = {}

    def cited(self, source: Source) -> Cited:
        """Return what is cited of a source."""
        published, reworded = source.published, source.reworded
        publisher, agency = source.publisher, source.agency
        citation = (
            f'{{"id": "{source.id}", "publisher": {_said(publisher)}, "agency": {_said(agency)}, '
            f'"title": {quoted(source.title)}, "author": {quoted(source.author)}, "url": {quoted(source.url)}, '
            f'"archive_url": {quoted(source.archive_url)}, "published": {quoted(written(published))}'
            f'{_LANGUAGE}{_said(source.language)}, "reworded": {BOOLEANS[reworded]}}}'
        )
        day = published.last if published else None
        term = self._numbers.number("source", source.id)
        return Cited(source.id, citation, day, term, self.behind(publisher, agency), reworded)

    def behind(self, publisher: str, agency: str | None) -> Behind:
        """Return who is behind a source of this publisher and agency: one object for all of them."""
        found = self._behind.get((publisher, agency))
        if found is None:
            folded = names(publisher, agency)
            terms = {self._publishers[same(publisher)], *([self._agencies[same(agency)]] if agency else ())}
            found = Behind(frozenset(terms), folded, publisher, agency)
            self._behind[publisher, agency] = found
        return found


def quoted(value: str | None) -> str:
    """Return a text as JSON, letters as they are."""
    return "null" if value is None else encode_basestring(value)


_said = lru_cache(maxsize=65_536)(quoted)  # a dataset names the same publishers and languages again and again


def written(date: Date | None) -> str | None:
    """Return a date as it was written."""
    return date.text if date else None
