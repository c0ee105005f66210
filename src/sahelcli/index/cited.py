"""What a record shows and has of a source that it names."""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sahelcli.records.dates import Date
    from sahelcli.records.source import Source

BOOLEANS = ("false", "true")
_LANGUAGE = ', "language": '


class Cited(NamedTuple):
    """A source as it is cited: the object of the JSON contract, the last day it was published, and who is behind it."""

    id: str
    citation: str
    day: int | None
    publisher: str
    agency: str | None
    reworded: bool

    @property
    def halves(self) -> tuple[str, str]:
        """The citation without its braces, before and from its language: between these a source's own row has more."""
        before, after = self.citation[1:-1].rsplit(_LANGUAGE, 1)  # behind the last one stands no text
        return before, _LANGUAGE[2:] + after


def cited(source: Source) -> Cited:
    """Return what is cited of a source."""
    published = source.published
    citation = (
        f'{{"id": "{source.id}", "publisher": {_said(source.publisher)}, "agency": {_said(source.agency)}, '
        f'"title": {quoted(source.title)}, "author": {quoted(source.author)}, "url": {quoted(source.url)}, '
        f'"archive_url": {quoted(source.archive_url)}, "published": {quoted(written(published))}'
        f'{_LANGUAGE}{_said(source.language)}, "reworded": {BOOLEANS[source.reworded]}}}'
    )
    day = published.last if published else None
    return Cited(source.id, citation, day, source.publisher, source.agency, source.reworded)


def quoted(value: str | None) -> str:
    """Return a text as JSON, letters as they are."""
    return "null" if value is None else encode_basestring(value)


_said = lru_cache(maxsize=65_536)(quoted)  # a dataset names the same publishers and languages again and again


def written(date: Date | None) -> str | None:
    """Return a date as it was written."""
    return date.text if date else None
