"""The calendar, read back by another library."""

from __future__ import annotations

import datetime
from typing import Any

import vobject

from tests.terminal import Sahel


def entries(output: bytes) -> dict[str, Any]:
    calendar = vobject.readOne(output.decode())
    return {entry.uid.value: entry for entry in calendar.vevent_list}


def test_only_known_days_become_entries_and_the_rest_is_counted(sahel: Sahel, edges: str) -> None:
    result = sahel("export", "ics", "-d", edges)
    assert set(entries(result.output)) == {"event-day@sahel", "event-days@sahel", "event-last-day@sahel"}
    assert result.stderr == "10 events left out: their dates are not known to the day\n"


def test_an_entry_lasts_whole_days(sahel: Sahel, edges: str) -> None:
    found = entries(sahel("export", "ics", "-d", edges).output)
    day, days = found["event-day@sahel"], found["event-days@sahel"]
    assert (day.dtstart.value, day.dtend.value) == (datetime.date(2023, 9, 24), datetime.date(2023, 9, 25))
    assert (days.dtstart.value, days.dtend.value) == (datetime.date(2023, 9, 24), datetime.date(2023, 9, 27))
    assert day.transp.value == "TRANSPARENT"


def test_what_bites_is_text(sahel: Sahel, edges: str) -> None:
    day = entries(sahel("export", "ics", "-d", edges).output)["event-day@sahel"]
    assert day.summary.value == "On a day"
    assert day.description.value.startswith(
        "</script><script>alert(5)</script>\nA second line; with, commas \\ and BEGIN:VEVENT\n\nAccording to the Corps."
    )
    assert "The Courier, 24 Sep 2023 https://example.org/a?b=1&c=%20#d" in day.description.value
    assert "javascript:" not in day.description.value
    assert day.location.value == "Niamey, Niger"
    assert day.categories.value == ["withdrawal"]
    assert day.url.value == "https://example.org/a?b=1&c=%20#d"


def test_the_stamp_is_the_newest_day_the_record_speaks_of(sahel: Sahel, edges: str) -> None:
    found = entries(sahel("export", "ics", "-d", edges).output)
    assert found["event-day@sahel"].dtstamp.value == datetime.datetime(2023, 9, 30, tzinfo=datetime.UTC)
    assert found["event-days@sahel"].dtstamp.value == datetime.datetime(2023, 9, 26, tzinfo=datetime.UTC)


def test_it_says_where_it_comes_from(sahel: Sahel) -> None:
    calendar = vobject.readOne(sahel("export", "ics", "--place", "niger", "--on", "2023-09-24").stdout)
    said = calendar.description.value
    assert "dataset: Foreign forces and ruptures in the Sahel, 2012-2026" in said
    assert "selection: place: Niger; on days of 24 September 2023" in said
    assert "licence: CC-BY-4.0" in said
    assert "content hash: sha256:" in said


def test_every_day_of_the_shipped_dataset_is_the_one_in_the_data(sahel: Sahel) -> None:
    found = entries(sahel("export", "ics").output)
    rows = [row for row in sahel("timeline", "--json").json() if len(row["date"]) == len("2023-09-24")]
    assert rows
    for row in rows:
        entry = found[f"event-{row['id']}@sahel"]
        assert entry.dtstart.value.isoformat() == row["date"]
        assert entry.summary.value == row["title"]
