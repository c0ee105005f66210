"""Rules about unused records and tags: what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.rules.index_records import IndexRecords, RuleFinding, spans

_UNUSED = "SELECT pos, id FROM records AS r WHERE r.kind = ? AND NOT EXISTS ({}) AND NOT EXISTS ({})"
_NAMED = "SELECT 1 FROM links AS l WHERE l.term = r.pos AND l.pos != r.pos"
_NAMESAKE_NAMED = (  # a role may be of an actor or at a place of one id
    "SELECT 1 FROM records AS a JOIN links AS l ON l.term = a.pos AND l.span BETWEEN ? AND ? AND l.pos != a.pos"
    " WHERE a.kind = 'actor' AND a.id = r.id AND r.kind = 'place'"
)


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
    statement = _UNUSED.format(_NAMED, _NAMESAKE_NAMED)
    for pos, name in records.ask(statement, (kind, *spans("actor"))):
        if not _has_role_of_itself(records, name):
            yield RuleFinding(pos, (), f"nothing refers to this {kind}", hint)


def _has_role_of_itself(records: IndexRecords, name: str) -> bool:
    """Whether an actor has a role that is of this id, its own: of links to oneself the index tells nothing."""
    rows = records.ask("SELECT pos FROM records WHERE kind = 'actor' AND id = ?", (name,))
    return any(role["of"]["id"] == name for (pos,) in rows for role in records.at(pos)["roles"])
