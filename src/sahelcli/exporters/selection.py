"""A selection of a dataset on its way to another form, and what it says of itself there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sahelcli.answers.utterances import utterances
from sahelcli.exporters.filter_description import asked
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally, as_shown, holders, rows_of, total
from sahelcli.phrases import count
from sahelcli.query import Query, ask, resolved, shown_sources
from sahelcli.report import DIGITS_FOR_PEOPLE

NOTHING = Tally()
_SAID = ("title", "version", "licence", "description", "homepage", "content_hash")

Row = dict[str, Any]
"""A row of the shape that its kind has in `json_rows`."""

Advance = Callable[[int], object]
"""Is told how many rows more have been read."""


class SelectedRows(Protocol):
    """Rows that can be read again and again, in the order of the model, and their number."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What a dataset says of itself, else ""; `content_hash` is that of its records, in hexadecimal."""

    title: str = ""
    version: str = ""
    licence: str = ""
    description: str = ""
    homepage: str = ""
    content_hash: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported: the events, quotations and figures selected, and the actors, places and sources that they name.

    `filters` says in words what was asked for; none is everything. `tally` counts what was left out, for what it rests
    on. `spoken` are the quotations selected and the other renderings of their utterances, for forms that are read.
    """

    dataset: DatasetInfo
    filters: tuple[str, ...] = ()
    events: SelectedRows = ()
    quotes: SelectedRows = ()
    figures: SelectedRows = ()
    actors: SelectedRows = ()
    places: SelectedRows = ()
    sources: SelectedRows = ()
    tally: Tally = NOTHING
    spoken: SelectedRows | None = None

    @property
    def utterances(self) -> SelectedRows:
        """The quotations as people read them, with all renderings of each utterance; `matched` says which match."""
        return self.quotes if self.spoken is None else self.spoken

    @property
    def title(self) -> str:
        """The title of the dataset, or a plain one where it has none."""
        return self.dataset.title or "Chronology"

    @property
    def selection(self) -> str:
        """The filters as one text: `place: Niger; since July 2023`."""
        return "; ".join(self.filters) or "everything"

    def provenance(self) -> dict[str, str]:
        """Return where the document comes from, name by name; what the dataset does not say is left away."""
        said = {
            "dataset": self.title,
            "version": self.dataset.version,
            "content_hash": f"sha256:{self.dataset.content_hash}",
            "selection": self.selection,
            "licence": self.dataset.licence,
            "homepage": self.dataset.homepage,
        }
        return {name: value for name, value in said.items() if value}

    def provenance_for_people(self) -> dict[str, str]:
        """Return the same with as much of the hash as people compare, for texts that are read."""
        return self.provenance() | {"content_hash": f"sha256:{self.dataset.content_hash[:DIGITS_FOR_PEOPLE]}"}


def _unwatched(_rows: int) -> None:
    """Take rows that nobody counts."""


def unsaid(**numbers: int) -> tuple[str, ...]:
    """Return a note on records that a form has no place for, by what they are called; none where there are none."""
    missing = [count(number, noun) for noun, number in numbers.items() if number]
    return (f"{' and '.join(missing)} left out: this form has no place for them",) if missing else ()


def gather(index: Index, query: Query, advance: Advance = _unwatched, *, is_read: bool = False) -> Selection:
    """Return what the query selects, ready to be read row by row; NoError for a name that nothing has.

    Sources are those that the records and the actors named cite; places come with those that they lie in. Rows are read
    from the index at each iteration and are not held. `advance` is told of each row that is read, now and later. What
    `is_read` by people has all renderings of an utterance, whichever was selected.
    """
    chosen = {kind: _Asked(index, kind, query, advance) for kind in ("event", "quote", "figure")}
    spoken = _Spoken(index, query) if is_read else None
    named = _named(index, [*chosen.values(), *([spoken] if spoken else [])])
    actors = _Picked(index, "actor", named["actor"], query)
    sources = named["source"].union(*(_ids(actor["sources"]) for actor in actors))
    return Selection(
        dataset(index),
        asked(index, query),
        chosen["event"],
        chosen["quote"],
        chosen["figure"],
        actors,
        _Picked(index, "place", named["place"], query),
        _Picked(index, "source", frozenset(sources), query),
        total(rows.tally for rows in chosen.values()),
        spoken,
    )


def dataset(index: Index) -> DatasetInfo:
    """Return what the dataset of an index says of itself."""
    title, version, licence, description, homepage, content_hash = map(index.meta, _SAID)
    return DatasetInfo(title, version, licence, description, homepage, content_hash, json.loads(index.meta("tags")))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rows of one kind that answer a query."""

    index: Index
    kind: str
    query: Query
    advance: Advance

    @property
    def tally(self) -> Tally:
        """How many there are, and what was left out."""
        return ask(self.index, self.kind, self.query._replace(limit=0)).tally

    def __len__(self) -> int:
        return self.tally.matching

    def __iter__(self) -> Iterator[Row]:
        for row in ask(self.index, self.kind, self.query).rows:
            self.advance(1)
            yield row.data()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The quotations that answer a query, with all renderings of their utterances."""

    index: Index
    query: Query

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Row]:
        yield from (row.data() for row in utterances(self.index, self.query).rows)


@dataclass(frozen=True, slots=True)
class _Picked:
    """The rows of one kind that are named, with the sources that were out by the day that the query gives."""

    index: Index
    kind: str
    ids: frozenset[str]
    query: Query

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Row]:
        shown = resolved(self.index, self.kind, shown_sources(self.query))
        for row in rows_of(self.index.connection, self.kind, self.ids):
            yield json.loads(as_shown(row, shown) if self.kind == "actor" else row)


def _named(index: Index, chosen: Iterable[SelectedRows]) -> dict[str, frozenset[str]]:
    """Return the ids of the actors, places and sources that the rows name, and of the places those lie in."""
    actors, places, sources = set[str](), set[str](), set[str]()
    for rows in chosen:
        for row in rows:
            actors |= _ids([*row.get("actors", ()), row.get("speaker"), row.get("force")])
            places |= _ids([*row.get("places", ()), row.get("place")])
            sources |= _ids(row["sources"])
    places |= holders(index.connection, places)
    return {"actor": frozenset(actors), "place": frozenset(places), "source": frozenset(sources)}


def _ids(references: Iterable[Row | None]) -> set[str]:
    return {reference["id"] for reference in references if reference}
