"""Rules about what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from sahelcli.records.dataset import Dataset
from sahelcli.records.kinds import KINDS
from sahelcli.records.references import references
from sahelcli.rules.remark import Remark


def unused_source(dataset: Dataset) -> Iterator[Remark]:
    """Each source is cited by an event, a quotation, a figure or an actor.

    Nothing is said while records are left out as not valid: those may be what cites it.
    """
    return _unused(dataset, "source", "cite it, or take it out")


def unused_actor(dataset: Dataset) -> Iterator[Remark]:
    """Each actor acts, speaks, is counted, or is whom somebody's role is of.

    Nothing is said while records are left out as not valid: those may be what names it.
    """
    return _unused(dataset, "actor", "name it where it acts or speaks, or take it out")


def unused_place(dataset: Dataset) -> Iterator[Remark]:
    """Each place is where something happened or is counted, has another place in it, or is where somebody's role is.

    Nothing is said while records are left out as not valid: those may be what names it.
    """
    return _unused(dataset, "place", "name it where something happened, or take it out")


def unused_tag(dataset: Dataset) -> Iterator[Remark]:
    """Each tag of the table `[tags]` is that of an event.

    Nothing is said while records are left out as not valid: those may be what has it.
    """
    if not dataset.left_out:
        used = _used(dataset, "tag")
        for tag in dataset.tags:
            if tag not in used:
                yield Remark(None, ("tags", tag), "no event has this tag", "give it to those it is for, or take it out")


def _unused(dataset: Dataset, kind: str, hint: str) -> Iterator[Remark]:
    if dataset.left_out:
        return
    used = _used(dataset, kind)
    (table,) = (known.table for known in KINDS if known.name == kind)
    for record in getattr(dataset, table):
        if record.id not in used:
            yield Remark(record, (), f"nothing refers to this {kind}", hint)


def _used(dataset: Dataset, kind: str) -> set[str]:
    """Return the ids that references to records of a kind name."""
    return {
        name
        for user in KINDS
        for field in references(user.model)
        if kind in field.kinds
        for record in getattr(dataset, user.table)
        for name in field.ids(record)
    }
