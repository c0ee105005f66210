"""What one asks of a dataset, and which records answer it."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from sahelcli.errors import UsageError
from sahelcli.index import renderings, selection
from sahelcli.index.independence import independent, names
from sahelcli.index.names import resolve, shown
from sahelcli.index.open import Index
from sahelcli.index.selection import BEYOND, Hit, Selection
from sahelcli.records import diagnostic
from sahelcli.report import Row

if TYPE_CHECKING:
    from sahelcli.records.periods import Window


class Query(NamedTuple):
    """A question: windows of days, names as they were typed, and how many answers.

    A record must be in every window and match every field that is given; one value of a field is enough.
    `since` gives the first day and `until` the last, `on` both. `speaker` is whose words, or whose forces: an actor
    whom the record names, whatever `actors` says.
    """

    since: "Window | None" = None
    until: "Window | None" = None
    on: "Window | None" = None
    certain: bool = False
    speaker: str | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    known_by: "Window | None" = None
    undated: bool = False
    min_sources: int = 0
    max_sources: int | None = None
    publishers: tuple[str, ...] = ()
    limit: int | None = None
    reverse: bool = False


class Answer(NamedTuple):
    """The records of one kind that match: how many there are, how many are given, and the rows, read once.

    `undated` counts what was left out because it rests on undated sources alone.
    """

    rows: Iterator[Row]
    total: int
    shown: int
    undated: int = 0


def ask(index: Index, kind: str, query: Query) -> Answer:
    """Answer a query with records of one kind, a key of `records.rows.ROWS`; NoError for a name nothing has."""
    chosen = resolved(index, kind, query)
    connection = index.connection
    left_out = selection.undated(connection, chosen)
    if chosen.known_by is not None and (chosen.min_sources or chosen.max_sources is not None):
        known = list(_as_known_then(connection, chosen))
        return Answer(iter(known[: query.limit]), len(known), len(known[: query.limit]), left_out)
    total = selection.count(connection, chosen)
    rows: Iterator[Row] = (as_row(hit, chosen) for hit in selection.select(connection, chosen))
    if kind == "quote":
        rows = map(Row, renderings.told(connection, chosen, (row.json for row in rows)))
    return Answer(rows, total, total if query.limit is None else min(total, query.limit), left_out)


def _as_known_then(connection: Connection, chosen: Selection) -> Iterator[Row]:
    """Yield what had as many sources then as is asked for: the index counts those of now."""
    enough = chosen._replace(max_sources=None, limit=None)
    for hit in selection.select(connection, enough):
        row = as_row(hit, chosen)
        number = independent(names(source["publisher"], source["agency"]) for source in row.data().get("sources", ()))
        if chosen.min_sources <= number and (chosen.max_sources is None or number <= chosen.max_sources):
            yield row


def record(index: Index, kind: str, record_id: str) -> Row:
    """Return the record that has exactly this id; there is one."""
    found = index.connection.execute("SELECT row FROM records WHERE kind = ? AND id = ?", (kind, record_id)).fetchone()
    return Row(renderings.Renderings(index.connection, Selection(kind)).told(found[0]) if kind == "quote" else found[0])


def resolved(index: Index, kind: str, query: Query) -> Selection:
    """Turn names into ids and windows into days; an empty window is wrong use."""
    first, last = _days(query)

    def group(role: str, values: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        return role, tuple(dict.fromkeys(resolve(index.connection, role, value) for value in values))

    own = (group("actor", (query.speaker,)),) if query.speaker is not None else ()
    wanted = {
        "actor": query.actors,
        "place": query.places,
        "tag": query.tags,
        "measure": query.measures,
        "source": query.sources,
        "publisher": query.publishers,
    }
    unwanted = {"actor": query.not_actors, "place": query.not_places, "tag": query.not_tags}
    return Selection(
        kind,
        first,
        last,
        query.certain,
        (*own, *(group(role, values) for role, values in wanted.items() if values)),
        tuple(group(role, values) for role, values in unwanted.items() if values),
        (_any_of(index.connection, query.texts),) if query.texts else (),
        _known_by(query.known_by),
        query.undated,
        query.min_sources,
        query.max_sources,
        query.limit,
        query.reverse,
    )


def names_of(index: Index, kind: str, values: tuple[str, ...]) -> list[str]:
    """Return the names, as they are printed, of what the values name."""
    return [shown(index.connection, kind, resolve(index.connection, kind, value)) for value in values]


def _known_by(window: "Window | None") -> int | None:
    if window is None:
        return None
    return BEYOND if window.last is None else window.last


def _any_of(connection: Connection, texts: tuple[str, ...]) -> str:
    from sahelcli.index.phrase import refuse_too_many, term  # here: most questions look for no words
    from sahelcli.index.words import split

    numbers = [len(split(text)) for text in texts]
    refuse_too_many(sum(numbers))
    for text, number in zip(texts, numbers, strict=True):
        if not number:
            raise UsageError(f"--text {diagnostic.shown(text)}: there is no word and no number in it", "give a word")
    return " OR ".join(term(connection, text).expression for text in texts)


def _days(query: Query) -> tuple[int | None, int | None]:
    given = {"--since": query.since, "--until": query.until, "--on": query.on}
    named = [(option, window) for option, window in given.items() if window]
    firsts = [(window.first, f'{option} "{window.text}"') for option, window in named if option != "--until"]
    lasts = [(window.last, f'{option} "{window.text}"') for option, window in named if option != "--since"]
    first, begin = max(((day, said) for day, said in firsts if day is not None), default=(None, ""))
    last, end = min(((day, said) for day, said in lasts if day is not None), default=(None, ""))
    if first is not None and last is not None and last < first:
        raise UsageError(f"the window ends ({end}) before it begins ({begin})")
    return first, last


def as_row(hit: Hit, chosen: Selection) -> Row:
    """Return the row of a record that was selected, with what is certain of it and the sources that were known."""
    text = hit.row
    begins_inside = chosen.first is None or hit.first >= chosen.first
    ends_inside = chosen.last is None or hit.last <= chosen.last
    if not (begins_inside and ends_inside):
        text = text.replace(b'"certain": true', b'"certain": false', 1)
    if chosen.known_by is not None:
        text = _as_known(text, chosen.known_by, chosen.undated)
    return Row(text)


def _as_known(text: bytes, day: int, undated: bool) -> bytes:
    """Return the row with only the sources that were published by the day."""
    from sahelcli.index.rows import encode
    from sahelcli.records.dates import parse

    row = Row(text).data()

    def was_known(published: str | None) -> bool:
        last = parse(published).last if published else None
        return undated if last is None else last <= day

    if "sources" in row:
        row["sources"] = [source for source in row["sources"] if was_known(source["published"])]
    return encode(row)
