"""Records that importers make are written and counted by one writer, without those a dataset has already."""

from __future__ import annotations

from sahelcli.importers.record_writer import NewRecord, RecordWriter

FIRST = NewRecord("events", {"id": "a", "title": 'one\n\n[[events]]\nid = "b"\n'})
SECOND = NewRecord("events", {"id": "b", "title": "two"})
PLACE = NewRecord("places", {"id": "a", "name": "A"})


def present(**ids: set[str]) -> RecordWriter:
    none = dict.fromkeys(("events", "quotes", "figures", "actors", "places", "sources"), frozenset[str]())
    return RecordWriter(none | {table: frozenset(those) for table, those in ids.items()})


def test_records_that_are_there_are_left_out_and_counted() -> None:
    writer = present(events={"b"})
    batch = writer.write([FIRST, SECOND, PLACE])
    assert batch.records == (FIRST, PLACE)
    assert batch.text == RecordWriter({}).write([FIRST, PLACE]).text
    assert writer.write([SECOND]).text == ""
    assert (writer.written, writer.left_out) == ({"events": 1, "places": 1}, {"events": 2})


def test_an_id_counts_within_its_kind() -> None:
    writer = present(places={"a"})
    assert writer.write([FIRST, PLACE, SECOND]).records == (FIRST, SECOND)
    assert writer.left_out == {"places": 1}


def test_sources_without_a_date_are_counted() -> None:
    writer = present(sources={"there"})
    dates = {"there": None, "dated": "2023", "undated": None}
    writer.write(NewRecord("sources", {"id": name, "published": date}) for name, date in dates.items())
    assert writer.undated_sources == 1
