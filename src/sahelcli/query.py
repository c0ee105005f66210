"""Query: what one asks of a dataset, and the records that answer it."""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.errors import UsageError
from sahelcli.index import record_search
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally
from sahelcli.index.selection import ABOUT, BEYOND, Compared, Group, SelectedRecord, Selection
from sahelcli.report import Row
from sahelcli.text import quoted_values

if TYPE_CHECKING:
    from sahelcli.dates.periods import Window
    from sahelcli.index.phrase_search import SearchTerm


class Query(NamedTuple):
    """A question: windows of days, names as they were typed, and how many answers.

    A record must be in every window and match every field that is given; one value of a field is enough.
    `since` gives the first day and `until` the last, `on` both. `about` is an actor or a place in any role. `speaker`
    is whose words, or whose forces: an actor whom the record names, whatever `actors` says; `cites` a source on which
    it rests, whatever `sources` says. The sources of `not_sources`, `not_publishers` and `not_agencies` are as if they
    were not there.
    """

    since: "Window | None" = None
    until: "Window | None" = None
    on: "Window | None" = None
    certain: bool = False
    speaker: str | None = None
    cites: str | None = None
    about: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    known_by: "Window | None" = None
    undated: bool = False
    min_sources: int = 0
    max_sources: int | None = None
    publishers: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    not_publishers: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()
    limit: int | None = None
    reverse: bool = False


EVERYTHING = Query()

_NAMED = {
    "about": ABOUT,
    "actors": "actor",
    "places": "place",
    "tags": "tag",
    "measures": "measure",
    "sources": "source",
    "publishers": "publisher",
    "agencies": "agency",
}
"""The fields of a query that name something, and the role in which a record names it."""
_LINKING = {
    "actor": ("since", "until", "on", "certain", "actors", "places", "tags", "not_actors", "not_places", "not_tags"),
    "source": ("about", "actors", "places", "tags", "not_about", "not_actors", "not_places", "not_tags"),
}
"""What actors and sources cannot answer: it is asked of the events, quotations and figures that name them."""
_OF_SOURCES = ("known_by", "undated", "not_sources", "not_publishers", "not_agencies")


class Answer(NamedTuple):
    """The records of one kind that match: how many there are, how many are given, and the rows, read once.

    `tally` also says how many were left out for what they rest on.
    """

    rows: Iterator[Row]
    total: int
    shown: int
    tally: Tally = Tally()


def ask(index: Index, kind: str, query: Query, compared: Compared = "") -> Answer:
    """Answer a query with records of one kind, a key of `json_contract.ROWS`; NoError for a name nothing has.

    Of figures that are `compared`, rows may be left out that change nothing where they differ, or are not the newest;
    they are counted all the same.
    """
    chosen = listed(index, kind, query)
    record_search.load(index.connection, [chosen], rows=not compared)
    return _answer(index, chosen, query, compared)


def ask_each(index: Index, kinds: Iterable[str], query: Query) -> list[Answer]:
    """Answer a query with records of several kinds, of one after the other."""
    chosen = [listed(index, kind, query) for kind in kinds]
    record_search.load(index.connection, chosen)
    return [_answer(index, each, query) for each in chosen]


def _answer(index: Index, chosen: Selection, query: Query, compared: Compared = "") -> Answer:
    tally = _tally(index, query, chosen)
    hits = record_search.select(index.connection, chosen._replace(compared=compared))
    rows: Iterator[Row] = (as_row(hit, chosen) for hit in hits)
    if chosen.kind == "quote":
        from sahelcli.index import renderings

        rows = map(Row, renderings.rows_with_renderings(index.connection, chosen, (row.json for row in rows)))
    number = tally.matching
    return Answer(rows, number, number if query.limit is None else min(number, query.limit), tally)


def shown_sources(query: Query) -> Query:
    """Return a query with those options alone that decide which sources are shown."""
    return Query(**{field: getattr(query, field) for field in _OF_SOURCES})


def listed(index: Index, kind: str, query: Query, shown_in: Query | None = None) -> Selection:
    """Turn a query into what to select for a list of one kind."""
    own, naming = selections_of(index, kind, query, shown_in)
    if not naming:
        return own
    from sahelcli.index import counts  # here: most questions are for what they ask about

    return own._replace(positions=counts.named_by(index.connection, kind, naming))


def selections_of(
    index: Index, kind: str, query: Query, shown_in: Query | None = None
) -> tuple[Selection, list[Selection]]:
    """Turn a query into what to select for a list of one kind, and what must name it, where that is asked.

    Actors and sources are those that one event, quotation or figure names which matches all they cannot answer; of its
    sources those are shown that `shown_in` shows, if not the query itself.
    """
    linking = {field: getattr(query, field) for field in _LINKING.get(kind, ())}
    own = resolved(index, kind, query._replace(**{field: getattr(EVERYTHING, field) for field in linking}))
    if all(value in (None, (), True, False) for value in linking.values()):  # whether surely, says nothing alone
        return own, []
    narrowed = shown_sources(shown_in or query)._replace(**linking)
    return own, [resolved(index, fact, narrowed) for fact in ("event", "quote", "figure")]


def _tally(index: Index, query: Query, chosen: Selection) -> Tally:
    """Count what matches, and what the whole question leaves out: also the records that name actors or sources.

    What is let in by `--undated`, or would be there without `--not-source` and its like, may be so by such a record.
    """
    tally = record_search.tally(index.connection, chosen)
    if chosen.positions is None:
        return tally
    undated, without = query._replace(undated=True), query._replace(not_sources=(), not_publishers=(), not_agencies=())
    if undated != query and query.known_by is not None:
        by_more = listed(index, chosen.kind, query, undated)
        tally = tally._replace(undated=record_search.tally(index.connection, by_more).undated)
    if without != query:
        by_more = listed(index, chosen.kind, query, without)
        tally = tally._replace(without=record_search.tally(index.connection, by_more).without)
    return tally


def is_shown(index: Index, kind: str, record_id: str, query: Query) -> bool:
    """Say whether a record is itself there for a query that shows some sources alone, also where it has none at all."""
    shown = shown_sources(query)
    if shown == EVERYTHING or not record(index, kind, record_id).data().get("sources", True):
        return True
    own = resolved(index, kind, shown)._replace(positions=record_search.positions(index.connection, kind, {record_id}))
    return record_search.tally(index.connection, own).matching > 0


def left_out(index: Index, kinds: Iterable[str], query: Query) -> Tally:
    """Count the records of some kinds that match, and those left out for their sources, for answers that are no lists.

    Where all sources are shown nothing is left out, and nothing is counted.
    """
    if shown_sources(query) == EVERYTHING:
        return Tally()
    selections = [resolved(index, kind, query) for kind in kinds]
    record_search.load(index.connection, selections, rows=False)
    return record_search.total(record_search.tally(index.connection, each) for each in selections)


def record(index: Index, kind: str, record_id: str, query: Query = EVERYTHING) -> Row:
    """Return the record that has exactly this id, which there is, with those of its sources that the query shows."""
    row = record_search.row_of(index.connection, kind, record_id)
    selection = resolved(index, kind, shown_sources(query))
    shown_row = record_search.as_shown(row, selection)
    if kind != "quote":
        return Row(shown_row)
    from sahelcli.index.renderings import Renderings

    return Row(Renderings(index.connection, selection).with_renderings(shown_row))


def resolved(index: Index, kind: str, query: Query) -> Selection:
    """Turn names into ids and windows into days; an empty window is wrong use."""
    first, last = _days(query)

    wanted = [(role, getattr(query, field)) for field, role in _NAMED.items()]
    alone = [("actor", query.speaker), ("source", query.cites)]
    groups = [*((role, (value,)) for role, value in alone if value is not None), *wanted]
    without = [("about", query.not_about), ("actor", query.not_actors), ("place", query.not_places)]
    taken = [("source", query.not_sources), ("publisher", query.not_publishers), ("agency", query.not_agencies)]
    return Selection(
        kind,
        first,
        last,
        query.certain,
        _condition(index.connection, groups),
        _condition(index.connection, [*without, ("tag", query.not_tags)], is_not=True),
        _terms(index.connection, query.texts) if query.texts else (),
        _known_by(query.known_by),
        query.undated,
        _condition(index.connection, taken, is_not=True),
        query.min_sources,
        query.max_sources,
        query.limit,
        query.reverse,
    )


def names_of(index: Index, role: str, values: tuple[str, ...]) -> list[str]:
    """Return the printed names of what the values name, each once."""
    if not values:
        return []
    from sahelcli.index import question_names  # here, and below: many questions name nothing

    return question_names.names_of(index.connection, role, values)


def _condition(
    connection: Connection, named: list[tuple[str, tuple[str, ...]]], *, is_not: bool = False
) -> tuple[Group, ...]:
    """Return the conditions that the names in a question stand for."""
    if not any(values for _, values in named):
        return ()
    from sahelcli.index import question_names

    return question_names.groups(connection, named, is_not=is_not)


def _known_by(window: "Window | None") -> int | None:
    if window is None:
        return None
    return BEYOND if window.last is None else window.last


def _terms(connection: Connection, texts: tuple[str, ...]) -> "tuple[SearchTerm, ...]":
    from sahelcli.index.phrase_search import refuse_too_many, term  # here: most questions look for no words
    from sahelcli.text.search_words import split

    numbers = [len(split(text)) for text in texts]
    refuse_too_many(sum(numbers))
    for text, number in zip(texts, numbers, strict=True):
        if not number:
            raise UsageError(f"--text {quoted_values.shown(text)}: there is no word and no number in it", "give a word")
    return tuple(term(connection, text) for text in texts)


def _days(query: Query) -> tuple[int | None, int | None]:
    given = {"--since": query.since, "--until": query.until, "--on": query.on}
    named = [(option, window) for option, window in given.items() if window]
    firsts = [(window.first, f'{option} "{window.text}"') for option, window in named if option != "--until"]
    lasts = [(window.last, f'{option} "{window.text}"') for option, window in named if option != "--since"]
    first, begin = max(((day, text) for day, text in firsts if day is not None), default=(None, ""))
    last, end = min(((day, text) for day, text in lasts if day is not None), default=(None, ""))
    if first is not None and last is not None and last < first:
        raise UsageError(f"the window ends ({end}) before it begins ({begin})")
    return first, last


def as_row(hit: SelectedRecord, chosen: Selection) -> Row:
    """Return the row of a selected record, with `certain` as its days in the window have it."""
    begins_inside = chosen.first is None or hit.first >= chosen.first
    ends_inside = chosen.last is None or hit.last <= chosen.last
    if begins_inside and ends_inside:
        return Row(hit.row)
    return Row(hit.row.replace(b'"certain": true', b'"certain": false', 1))
