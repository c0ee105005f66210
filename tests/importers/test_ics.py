"""Calendars as events: days, spans, clock times, and entries that recur."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from sahelcli.errors import SahelError
from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import Imported, imported, written

SETS = (("source.title", "A calendar"), ("source.publisher", "Us"))


def calendar(folder: Path, *entries: str) -> Imported:
    """Import a calendar of entries given by their lines."""
    text = "".join(
        f"BEGIN:VEVENT\r\nUID:u{number}\r\n{entry}\r\nEND:VEVENT\r\n" for number, entry in enumerate(entries)
    )
    path = written(folder, f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n", "a.ics")
    return imported("ics", path, options=ImportOptions(sets=SETS))


@pytest.mark.parametrize(
    ("lines", "date", "note"),
    [
        ("DTSTART;VALUE=DATE:20230924", "2023-09-24", None),
        ("DTSTART;VALUE=DATE:20230924\r\nDTEND;VALUE=DATE:20230925", "2023-09-24", None),
        ("DTSTART;VALUE=DATE:20230924\r\nDTEND;VALUE=DATE:20230927", "2023-09-24/2023-09-26", None),
        ("DTSTART;VALUE=DATE:20230924\r\nDURATION:P3D", "2023-09-24/2023-09-26", None),
        ("DTSTART:20230924T143000Z\r\nDTEND:20230925T000000Z", "2023-09-24", "Time: 14:30 UTC to 00:00 UTC"),
        ("DTSTART:20230924T143000\r\nLOCATION:Niamey", "2023-09-24", "Time: 14:30\nLocation: Niamey"),
    ],
)
def test_dates_of_entries(tmp_path: Path, lines: str, date: str, note: str | None) -> None:
    (event,) = calendar(tmp_path, f"SUMMARY:A\r\n{lines}").document["events"]
    assert (event["date"], event.get("note"), event["id"]) == (date, note, "u0")


def test_texts_and_tags_are_taken_and_the_rest_is_named(tmp_path: Path) -> None:
    result = calendar(
        tmp_path, "DTSTART;VALUE=DATE:20230924\r\nSUMMARY:One\\, two\r\nCATEGORIES:attack,Coup d'Etat\r\nTRANSP:OPAQUE"
    )
    (event,) = result.document["events"]
    assert (event["title"], event["tags"]) == ("One, two", ["attack", "coup-d-etat"])
    assert any("left out" in note and "TRANSP" in note for note in result.notes)


def test_what_recurs_or_has_no_day_is_refused_with_its_line(tmp_path: Path) -> None:
    day = "SUMMARY:A\r\nDTSTART;VALUE=DATE:20230924"
    result = calendar(tmp_path, f"{day}\r\nRRULE:FREQ=DAILY", "SUMMARY:B", "SUMMARY:C\r\nDTSTART:soon", day)
    assert len(result.document["events"]) == 1
    assert [line.partition(":")[0] for line in result.lines] == ["3", "9", "13"]
    assert "the entry recurs" in result.lines[0]


@pytest.mark.parametrize("text", ["", "a,b\n", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_is_one_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SahelError, match="is no calendar"):
        imported("ics", written(tmp_path, text, "a.ics"), options=ImportOptions(sets=SETS))


TITLES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=90).filter(str.strip)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.dates(), TITLES, st.integers(1, 400)), min_size=1, max_size=4))
def test_entries_of_an_independent_writer_come_back(rows: list[tuple[datetime.date, str, int]]) -> None:
    book, last = Calendar(), datetime.date(9998, 1, 1)
    rows = [(day, title, days) for day, title, days in rows if day < last]
    for number, (day, title, days) in enumerate(rows):
        entry = Event()
        entry.add("uid", f"u{number}")
        entry.add("summary", title)
        entry.add("dtstart", day)
        entry.add("dtend", day + datetime.timedelta(days))
        book.add_component(entry)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ics"
        path.write_bytes(book.to_ical())
        result = imported("ics", path, options=ImportOptions(sets=SETS))
    ends = [(day, day + datetime.timedelta(days - 1), title) for day, title, days in rows]
    assert [(event["date"], event["title"]) for event in result.document.get("events", ())] == [
        (f"{day}" if day == last else f"{day}/{last}", title) for day, last, title in ends
    ]
