"""One record in full, with everything that refers to it; and a source, with everything that rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sahelcli.answers.actor_profile import in_page, listed, totals
from sahelcli.diagnostics.suggestions import did_you_mean, several_nearest
from sahelcli.errors import NoError, UsageError
from sahelcli.index.open import Index
from sahelcli.index.record_search import Tally, select, total
from sahelcli.index.selection import Selection
from sahelcli.index.source_lookup import resolve_source
from sahelcli.model import KIND_NAMES, TABLE_NAMES
from sahelcli.phrases.label import label
from sahelcli.query import Query, ask, record
from sahelcli.report import Row
from sahelcli.text.json_text import encode
from sahelcli.text.normalize import key
from sahelcli.text.quoting import shown

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
    found = record(index, kind, record_id)
    referrers = encode(_referrers(index, kind, record_id, found.data()))
    return Row(b'%b, "referred_by": %b}' % (found.json[:-1], referrers))


def identify(index: Index, text: str) -> tuple[str, str]:
    """Return kind and id of the one record that is meant; UnknownId or AmbiguousId when it is not one."""
    if not text.strip():
        raise UsageError("an empty id names nothing", "give an id, or the beginning of one")
    named, colon, beginning = text.partition(":")
    kinds = (named,) if colon and named in KIND_NAMES else KIND_NAMES
    wanted = beginning if colon and named in KIND_NAMES else text
    candidates = [(kind, found) for kind in kinds for found in _beginning(index, kind, wanted)]
    exact = [candidate for candidate in candidates if candidate[1] == wanted]
    chosen = exact or candidates
    if not chosen:
        raise UnknownId(text, _near(index, kinds, wanted))
    if len(chosen) > 1:
        raise AmbiguousId(text, [f"{kind}:{found}" for kind, found in chosen])
    return chosen[0]


def source_page(index: Index, text: str, query: Query) -> tuple[Row, Tally]:
    """Return the source (`json_rows.SourcePage`) that is named (see `index.source_lookup`), and what is left out.

    The query narrows what rests on it, its limit how much of each list is there; the totals are of all that matches.
    """
    source = resolve_source(index.connection, text)
    asked = query._replace(cites=source, limit=None)
    lists = {name: listed(ask(index, kind, asked), query.limit) for name, kind in _RESTING.items()}
    records = [Row(row).data() for each in lists.values() for row in each.rows]
    alone = [referrer(data) for data in records if {cited["id"] for cited in data["sources"]} == {source}]
    pieces = [
        *in_page(lists),
        b'"alone": %b' % encode(alone[: query.limit]),
        *totals(lists),
        b'"total_alone": %d' % len(alone),
    ]
    own = record(index, "source", source)
    return Row(b"%b, %b}" % (own.json[:-1], b", ".join(pieces))), total(each.tally for each in lists.values())


def referrer(data: Any) -> dict[str, Any]:
    """Return how a record stands in a list of those that refer to another (`json_rows.Referrer`)."""
    return {"kind": data["kind"], "id": data["id"], "date": data.get("date"), "title": label(data)}


def _referrers(index: Index, kind: str, record_id: str, data: Any) -> list[dict[str, Any]]:
    groups = [(role, (record_id,)) for role in _ROLES[kind]]
    if kind == "quote" and data["utterance"]:
        groups.append(("utterance", (data["utterance"],)))
    found = {
        row["kind"] + row["id"]: referrer(row)
        for group in groups
        for other in KIND_NAMES
        for row in (Row(hit.row).data() for hit in select(index.connection, Selection(other, groups=(group,))))
    }
    found.pop(kind + record_id, None)  # a place holds itself, a rendering is one of its own utterance
    return list(found.values())


def _beginning(index: Index, kind: str, wanted: str) -> list[str]:
    statement = "SELECT id FROM records WHERE kind = ? AND id >= ? AND id < ? ORDER BY id LIMIT 1000"
    return [found for (found,) in index.connection.execute(statement, (kind, wanted, wanted + "\U0010ffff"))]


def _near(index: Index, kinds: Sequence[str], wanted: str) -> list[str]:
    ids = [found for kind in kinds for found in _beginning(index, kind, key(wanted)[:1])]
    return several_nearest(wanted, ids, 3)
