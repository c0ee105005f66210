"""Selection of a dataset to be exported: the rows that a query selects and names, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from sahelcli.answers.utterances import utterances
from sahelcli.exporters.filter_description import filters_in_words
from sahelcli.index.dataset_description import DatasetDescription, dataset_description
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally, all_ids, as_shown, holders, rows_of, total
from sahelcli.phrases import count
from sahelcli.progress import Advance, unwatched
from sahelcli.query import EVERYTHING, Query, ask, resolved, shown_sources
from sahelcli.report import DIGITS_FOR_PEOPLE

if TYPE_CHECKING:
    from sahelcli.json_contract import (
        ActorRow,
        EventRow,
        FigureRow,
        PlaceReference,
        PlaceRow,
        QuoteRow,
        Reference,
        SourceRow,
    )
    from sahelcli.row_types import FactRow, Identified

NOTHING = Tally()

R_co = TypeVar("R_co", covariant=True)


class SelectedRows(Protocol[R_co]):
    """Rows that can be read again and again, in the order of the model, and their number."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[R_co]: ...


@dataclass(frozen=True, slots=True)
class ExportSelection:
    """The rows to export: the events, quotations and figures selected, and the actors, places and sources they name.

    `filters` are those of the query in words, none for everything. `tally` counts what was left out because of its
    sources. `spoken` are the quotations selected and the other renderings of their utterances, for forms that are read.
    `incomplete` says how much of the dataset could not be read.
    """

    dataset: DatasetDescription
    filters: tuple[str, ...] = ()
    events: SelectedRows[EventRow] = ()
    quotes: SelectedRows[QuoteRow] = ()
    figures: SelectedRows[FigureRow] = ()
    actors: SelectedRows[ActorRow] = ()
    places: SelectedRows[PlaceRow] = ()
    sources: SelectedRows[SourceRow] = ()
    tally: Tally = NOTHING
    spoken: SelectedRows[QuoteRow] | None = None
    incomplete: str = ""

    @property
    def utterances(self) -> SelectedRows[QuoteRow]:
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
        """Return the provenance of the document by name (dataset, version, hash …), without empty values."""
        named = {
            "dataset": self.title,
            "version": self.dataset.version,
            "content_hash": f"sha256:{self.dataset.content_hash}",
            "selection": self.selection,
            "licence": self.dataset.licence,
            "homepage": self.dataset.homepage,
            "incomplete": self.incomplete,
        }
        return {name: value for name, value in named.items() if value}

    def provenance_for_people(self) -> dict[str, str]:
        """Return `provenance()` with a shortened hash, for texts that people read."""
        return self.provenance() | {"content_hash": f"sha256:{self.dataset.content_hash[:DIGITS_FOR_PEOPLE]}"}


def unsaid(**numbers: int) -> tuple[str, ...]:
    """Return a note on records that a format cannot hold, counted by noun (`figure=3`); none where there are none."""
    missing = [count(number, noun) for noun, number in numbers.items() if number]
    return (f"{' and '.join(missing)} left out: this form has no place for them",) if missing else ()


def gather(
    index: Index, query: Query, advance: Advance = unwatched, *, is_read: bool = False, is_whole: bool = False
) -> ExportSelection:
    """Return the selection of a query, whose rows are read one by one; NoError for a name that nothing has.

    Sources are those that the records and the actors named cite; places come with those that they lie in. Rows are read
    from the index at each iteration and are not held. `advance` is told of each row that is read, now and later. What
    `is_read` by people has all renderings of an utterance, whichever was selected. What `is_whole` has, where nothing
    is left out, also the actors, places and sources that no record names.
    """
    events: _MatchingRows[EventRow] = _MatchingRows(index, "event", query, advance)
    quotes: _MatchingRows[QuoteRow] = _MatchingRows(index, "quote", query, advance)
    figures: _MatchingRows[FigureRow] = _MatchingRows(index, "figure", query, advance)
    spoken = _UtteranceRows(index, query) if is_read else None
    named = _named(index, [events, quotes, figures, spoken or ()])
    if is_whole and query == EVERYTHING:
        named = {kind: frozenset(all_ids(index.connection, kind)) for kind in named}
    actors: _NamedRows[ActorRow] = _NamedRows(index, "actor", named["actor"], query)
    sources = named["source"].union(*(_ids(actor["sources"]) for actor in actors))
    return ExportSelection(
        dataset_description(index),
        filters_in_words(index, query),
        events,
        quotes,
        figures,
        actors,
        _NamedRows(index, "place", named["place"], query),
        _NamedRows(index, "source", frozenset(sources), query),
        total([events.tally, quotes.tally, figures.tally]),
        spoken,
        index.lacking.in_short("was left out as not valid", "were left out as not valid"),
    )


@dataclass(frozen=True, slots=True)
class _MatchingRows(Generic[R_co]):
    """The rows of one kind that match a query."""

    index: Index
    kind: str
    query: Query
    advance: Advance

    @property
    def tally(self) -> Tally:
        """The number of matching records, and of those left out because of their sources."""
        return ask(self.index, self.kind, self.query._replace(limit=0)).tally

    def __len__(self) -> int:
        return self.tally.matching

    def __iter__(self) -> Iterator[R_co]:
        for row in ask(self.index, self.kind, self.query).rows:
            self.advance(1)
            yield row.data()


@dataclass(frozen=True, slots=True)
class _UtteranceRows:
    """The quotations that match a query, with all renderings of their utterances."""

    index: Index
    query: Query

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[QuoteRow]:
        yield from (row.data() for row in utterances(self.index, self.query).rows)


@dataclass(frozen=True, slots=True)
class _NamedRows(Generic[R_co]):
    """The rows of one kind that are named, with the sources that were out by the day that the query gives."""

    index: Index
    kind: str
    ids: frozenset[str]
    query: Query

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[R_co]:
        shown = resolved(self.index, self.kind, shown_sources(self.query))
        for row in rows_of(self.index.connection, self.kind, self.ids):
            yield json.loads(as_shown(row, shown) if self.kind == "actor" else row)


def _named(index: Index, chosen: Iterable[Iterable[FactRow]]) -> dict[str, frozenset[str]]:
    """Return the ids of the actors, places and sources that the rows name, and of the places those lie in."""
    actors, places, sources = set[str](), set[str](), set[str]()
    for rows in chosen:
        for row in rows:
            actors |= _ids(actors_of(row))
            places |= _ids(places_of(row))
            sources |= _ids(row["sources"])
    places |= holders(index.connection, places)
    return {"actor": frozenset(actors), "place": frozenset(places), "source": frozenset(sources)}


def actors_of(row: FactRow) -> list[Reference]:
    """Return the actors that a row names: those who take part, the speaker, or the force, where there is one."""
    if row["kind"] == "event":
        return row["actors"]
    if row["kind"] == "quote":
        return [row["speaker"]]
    return [row["force"]] if row["force"] else []


def places_of(row: FactRow) -> list[PlaceReference]:
    """Return the places that a row names; a quotation names none."""
    if row["kind"] == "event":
        return row["places"]
    return [row["place"]] if row["kind"] == "figure" else []


def _ids(references: Iterable[Identified]) -> set[str]:
    return {reference["id"] for reference in references}
