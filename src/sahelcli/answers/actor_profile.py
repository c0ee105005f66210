"""Profile of an actor: their own record, first and last event, and everything that names them, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sahelcli.answers.utterances import in_page as with_utterances
from sahelcli.command_hints import command
from sahelcli.index.name_lookup import resolve
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally, sources_of, total
from sahelcli.model import TABLE_NAMES
from sahelcli.query import Answer, Query, ask_each, record
from sahelcli.report import Row
from sahelcli.text.json_text import encode

if TYPE_CHECKING:
    from sahelcli.json_contract import Profile
    from sahelcli.row_types import ProfileForPeople

_LISTS = {TABLE_NAMES[kind]: kind for kind in ("event", "quote", "figure")}


class ProfileList(NamedTuple):
    """One of the lists of a page: the rows of everything that matches, and the JSON of as many as were asked for."""

    rows: list[bytes]
    json: bytes
    tally: Tally


def profile(index: Index, name: str, query: Query) -> tuple[Row, Tally]:
    """Return the profile (see `json_contract.Profile`) of the actor called so, and what its lists leave out.

    The query narrows the lists, its limit how much of each is there; all else is of everything that matches. What is
    in order of date everywhere else, a profile turns round: `reverse` begins with the oldest.
    """
    actor = resolve(index.connection, "actor", name)
    own = record(index, "actor", actor, query).json
    narrowed = query._replace(speaker=actor, reverse=not query.reverse, limit=None)
    answers = zip(_LISTS, ask_each(index, _LISTS.values(), narrowed), strict=True)
    lists = {key: listed(answer, query.limit) for key, answer in answers}
    events = lists["events"].rows
    first, last = (events[0], events[-1])[:: 1 if query.reverse else -1] if events else (b"null", b"null")
    cited = [(own, "actor"), *((row, kind) for key, kind in _LISTS.items() for row in lists[key].rows)]
    sources = {source["id"] for row, kind in cited for source in sources_of(row, kind)}
    pieces = [own[:-1], b'"first_event": %b' % first, b'"last_event": %b' % last]
    pieces += [*in_page(lists), *totals(lists)]
    joined = b", ".join([*pieces, b'"total_sources": %d' % len(sources)])
    return Row(b"%b}" % joined), total(each.tally for each in lists.values())


def as_read(index: Index, page: Row, query: Query) -> Row:
    """Return a profile as people read it: utterances with all renderings, and the commands that print all of a list.

    `oldest_first` says from which end the lists begin. No command of its own asks for events and figures that name two
    actors at once, as a profile that is narrowed by another actor does.
    """
    own: Profile = page.data()
    actor = own["id"]
    spoken = query._replace(speaker=actor, reverse=not query.reverse)
    typed = {"quotes": ["quote", actor], "figures": ["troops", actor]}
    if not query.actors:
        typed["events"] = ["timeline", "--actor", actor]
    commands = {key: command(["sahel", *words], query._asdict()) for key, words in typed.items()}
    profile_row: ProfileForPeople = with_utterances(index, page, spoken).data()
    profile_row["commands"], profile_row["oldest_first"] = commands, query.reverse
    return Row(encode(profile_row))


def listed(answer: Answer, limit: int | None) -> ProfileList:
    """Return a list of a page."""
    rows = [row.json for row in answer.rows]
    return ProfileList(rows, b", ".join(rows[:limit]), answer.tally)


def in_page(lists: dict[str, ProfileList]) -> list[bytes]:
    """Return the lists as they stand in a page."""
    return [b'"%b": [%b]' % (key.encode(), each.json) for key, each in lists.items()]


def totals(lists: dict[str, ProfileList]) -> list[bytes]:
    """Return how many each list of a page would hold without a limit, as it stands there."""
    return [b'"total_%b": %d' % (key.encode(), len(each.rows)) for key, each in lists.items()]
