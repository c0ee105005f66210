"""Rules about what nothing refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sahelcli.rules.finding import RuleFinding
from sahelcli.rules.index_records import IndexRecords

_NAMED = {  # the roles of `terms` in which others name a record; a role may be of an actor or at a place of one id
    "source": ("source",),
    "actor": ("actor", "of-actor"),
    "place": ("place", "of-place", "of-actor"),
}


def unused_source(records: IndexRecords) -> Iterator[RuleFinding]:
    """Each source is cited by an event, a quotation, a figure or an actor.

    Nothing is said while records are left out as not valid: those may be what cites it.
    """
    return _unused(records, "source", "cite it, or take it out")


def unused_actor(records: IndexRecords) -> Iterator[RuleFinding]:
    """Each actor acts, speaks, is counted, or is whom somebody's role is of.

    Nothing is said while records are left out as not valid: those may be what names it.
    """
    return _unused(records, "actor", "name it where it acts or speaks, or take it out")


def unused_place(records: IndexRecords) -> Iterator[RuleFinding]:
    """Each place is where something happened or is counted, has another place in it, or is where somebody's role is.

    Nothing is said while records are left out as not valid: those may be what names it.
    """
    return _unused(records, "place", "name it where something happened, or take it out")


def unused_tag(records: IndexRecords) -> Iterator[RuleFinding]:
    """Each tag of the table `[tags]` is that of an event.

    Nothing is said while records are left out as not valid: those may be what has it.
    """
    if not records.left_out:
        used = {tag for (tag,) in records.ask("SELECT id FROM terms WHERE role = 'tag'")}
        for tag in records.tags:
            if tag not in used:
                yield RuleFinding(
                    None, ("tags", tag), "no event has this tag", "give it to those it is for, or take it out"
                )


def _unused(records: IndexRecords, kind: str, hint: str) -> Iterator[RuleFinding]:
    if records.left_out:
        return
    statement = (
        "SELECT pos, id FROM records AS r WHERE r.kind = ? AND NOT EXISTS (SELECT 1 FROM terms AS t"
        " JOIN links AS l ON l.term = t.term WHERE t.role IN (SELECT value FROM json_each(?)) AND t.id = r.id"
        " AND l.pos != r.pos AND (t.role != 'of-actor' OR l.pos NOT IN"
        " (SELECT pos FROM records AS a WHERE a.kind = 'actor' AND a.id = r.id)))"
    )
    for pos, name in records.ask(statement, (kind, json.dumps(_NAMED[kind]))):
        if not _has_role_of_itself(records, name):
            yield RuleFinding(pos, (), f"nothing refers to this {kind}", hint)


def _has_role_of_itself(records: IndexRecords, name: str) -> bool:
    """Whether an actor has a role that is of this id, its own: of links to oneself the index tells nothing."""
    found = records.ask("SELECT pos FROM records WHERE kind = 'actor' AND id = ?", (name,))
    return any(role["of"]["id"] == name for (pos,) in found for role in records.at(pos)["roles"])
