"""Pages of a record: one record in full with everything that refers to it, or a source with all that rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sahelcli.answers.actor_profile import in_page, listed, totals
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.errors import NoError, UsageError
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally, ids_beginning, select_each, total
from sahelcli.index.selection import Selection
from sahelcli.index.source_lookup import resolve_source
from sahelcli.model import KIND_NAMES, TABLE_NAMES
from sahelcli.phrases.label import label
from sahelcli.phrases.record import rests_alone
from sahelcli.query import Query, ask_each, record
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.text.normalize import key
from sahelcli.text.quoted_values import shown

if TYPE_CHECKING:
    from sahelcli.json_contract import ActorRow, Referrer
    from sahelcli.row_types import FactRow, RecordRow

_ROLES = {
    "event": ("event",),
    "actor": ("actor", "of-actor"),
    "place": ("place", "of-place"),
    "source": ("source",),
    "quote": (),
    "figure": (),
}
_RESTING = {TABLE_NAMES[kind]: kind for kind in ("event", "quote", "figure", "actor")}


class UnknownId(NoError):
    """No record has an id that begins so."""

    def __init__(self, text: str, near: Sequence[str]) -> None:
        super().__init__(
            f"no record has an id that begins with {shown(text)}",
            did_you_mean(near, "`sahel search` finds records by their words"),
        )


class AmbiguousId(NoError):
    """Several records have an id that begins so."""

    def __init__(self, text: str, ids: Sequence[str]) -> None:
        listed = ", ".join(ids[:12]) + (f" and {len(ids) - 12} more" if len(ids) > 12 else "")
        super().__init__(f"{len(ids)} records have an id that begins with {shown(text)}", f"name one of them: {listed}")


def show(index: Index, text: str) -> Row:
    """Return the record that `text` names (an id, its beginning, `quote:…` for one of a kind) and its referrers."""
    kind, record_id = identify(index, text)
    own = record(index, kind, record_id)
    return Row(b'%b, "referred_by": %b}' % (own.json[:-1], encode(_referrers(index, own.data()))))


def identify(index: Index, text: str) -> tuple[str, str]:
    """Return kind and id of the record that the text names; UnknownId for none, AmbiguousId for several."""
    if not text.strip():
        raise UsageError("an empty id names nothing", "give an id, or the beginning of one")
    named, colon, beginning = text.partition(":")
    kinds = (named,) if colon and named in KIND_NAMES else KIND_NAMES
    wanted = beginning if colon and named in KIND_NAMES else text
    candidates = ids_beginning(index.connection, kinds, wanted)
    exact = [candidate for candidate in candidates if candidate[1] == wanted]
    chosen = exact or candidates
    if not chosen:
        raise UnknownId(text, _near(index, kinds, wanted))
    if len(chosen) > 1:
        raise AmbiguousId(text, [f"{kind}:{name}" for kind, name in chosen])
    return chosen[0]


def source_page(index: Index, text: str, query: Query) -> tuple[Row, Tally]:
    """Return the source (`json_contract.SourcePage`) that is named (see `index.source_lookup`), and what is left out.

    The query narrows what rests on it, its limit how much of each list is there; the totals are of all that matches.
    """
    source = resolve_source(index.connection, text)
    citing = query._replace(cites=source, limit=None)
    answers = zip(_RESTING, ask_each(index, _RESTING.values(), citing), strict=True)
    lists = {name: listed(answer, query.limit) for name, answer in answers}
    records: list[FactRow | ActorRow] = [Row(row).data() for each in lists.values() for row in each.rows]
    alone = [referrer(row) for row in records if rests_alone(row, source)]
    pieces = [
        *in_page(lists),
        b'"alone": %b' % encode(alone[: query.limit]),
        *totals(lists),
        b'"total_alone": %d' % len(alone),
    ]
    own = record(index, "source", source)
    return Row(b"%b, %b}" % (own.json[:-1], b", ".join(pieces))), total(each.tally for each in lists.values())


def referrer(row: RecordRow) -> Referrer:
    """Return the row of a record in a list of those that refer to another."""
    date = row["date"] if row["kind"] in ("event", "quote", "figure") else None
    return {"kind": row["kind"], "id": row["id"], "date": date, "title": label(row)}


def _referrers(index: Index, own: RecordRow) -> list[Referrer]:
    kind, record_id = own["kind"], own["id"]
    groups = [(role, (record_id,)) for role in _ROLES[kind]]
    if own["kind"] == "quote" and own["utterance"]:
        groups.append(("utterance", (own["utterance"],)))
    selections = [Selection(other, groups=(group,)) for group in groups for other in KIND_NAMES]
    hits = select_each(index.connection, selections)
    rows: Iterator[RecordRow] = (Row(hit.row).data() for hit in hits)  # one at a time: a country has very many
    referrers = {row["kind"] + row["id"]: referrer(row) for row in rows}
    referrers.pop(kind + record_id, None)  # a place holds itself, a rendering is one of its own utterance
    return list(referrers.values())


def _near(index: Index, kinds: Sequence[str], wanted: str) -> list[str]:
    ids = [name for _, name in ids_beginning(index.connection, kinds, key(wanted)[:1])]
    return several_nearest(wanted, ids, 3)
