"""What a dataset has already is taken out of an import, record by record."""

from __future__ import annotations

from sahelcli.importers.existing_ids import ExistingRecords
from sahelcli.toml.writer import record

HEAD = '[dataset]\ntitle = "t"\n'
FIRST = record("events", {"id": "a", "title": 'one\n\n[[events]]\nid = "b"\n'})
SECOND = record("events", {"id": "b", "title": "two"})
PLACE = record("places", {"id": "a", "name": "A"})


def present(**ids: set[str]) -> ExistingRecords:
    none = dict.fromkeys(("events", "quotes", "figures", "actors", "places", "sources"), frozenset[str]())
    return ExistingRecords(none | {table: frozenset(those) for table, those in ids.items()})


def test_records_that_are_there_are_left_out_and_counted() -> None:
    there = present(events={"b"})
    assert there.without(HEAD + FIRST + SECOND + PLACE) == HEAD + FIRST + PLACE
    assert there.without(SECOND) == ""
    assert there.left_out == {"events": 2}


def test_an_id_counts_within_its_kind() -> None:
    there = present(places={"a"})
    assert there.without(FIRST + PLACE + SECOND) == FIRST + SECOND
    assert there.left_out == {"places": 1}


def test_what_is_no_record_stays() -> None:
    assert present(events={"a"}).without(HEAD) == HEAD
    assert ExistingRecords({}).without(FIRST) == FIRST
