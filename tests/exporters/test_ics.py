"""The calendar, read back by another library."""

from __future__ import annotations

import datetime
from typing import Any

import icalendar
import pytest
import vobject
from icalendar.cal import Component

from tests.terminal import Sahel


def entries(output: bytes) -> dict[str, Any]:
    calendar = vobject.readOne(output.decode())
    return {entry.uid.value: entry for entry in calendar.vevent_list}


def test_only_known_days_become_entries_and_the_rest_is_counted(sahel: Sahel, edges: str) -> None:
    result = sahel("export", "ics", "-d", edges)
    assert set(entries(result.output)) == {"event-day@sahel", "event-days@sahel", "event-last-day@sahel"}
    assert result.stderr == (
        "9 events left out: not dated to the day\n"
        "1 event left out: before the year 1\n"
        "3 quotations and 4 figures left out: this form has no place for them\n"
    )
    assert sahel("export", "ics", "-d", edges, "-q").stderr == ""


def test_an_entry_lasts_whole_days(sahel: Sahel, edges: str) -> None:
    result = entries(sahel("export", "ics", "-d", edges).output)
    day, days = result["event-day@sahel"], result["event-days@sahel"]
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
    assert "\n\nWho: The Envoy, The Corps\n\n" in day.description.value
    assert day.location.value == "Niamey, Niger"
    assert day.categories.value == ["withdrawal"]
    assert day.url.value == "https://example.org/a?b=1&c=%20#d"


def test_the_stamp_is_the_day_of_the_newest_source(sahel: Sahel, edges: str) -> None:
    result = entries(sahel("export", "ics", "-d", edges).output)
    assert result["event-day@sahel"].dtstamp.value == datetime.datetime(2023, 9, 30, tzinfo=datetime.UTC)
    assert result["event-days@sahel"].dtstamp.value == datetime.datetime(2023, 9, 24, tzinfo=datetime.UTC)


SOURCE = '[[sources]]\nid = "s"\ntitle = "A report"\npublisher = "The Courier"\n'
EVENT = '[[events]]\nid = "e"\ntitle = "The vote"\nsources = ["s"]\n'


def entry(sahel: Sahel, date: str, published: str | None) -> tuple[vobject.base.Component, Component]:
    """Return the one entry of a calendar as two readers have it."""
    source = SOURCE + (f'published = "{published}"\n' if published else "")
    output = sahel("export", "ics", "-d", "-", stdin=f'{source}{EVENT}date = "{date}"\n'.encode()).output
    return entries(output)["event-e@sahel"], icalendar.Calendar.from_ical(output).walk("VEVENT")[0]


def test_an_end_that_no_calendar_has_is_counted(sahel: Sahel) -> None:
    """Without an end it would last one day; with one, readers count past the last day that they know."""
    event = f'{SOURCE}{EVENT}date = "2022-08-15/9999-12-31"\n'
    answer = sahel("export", "ics", "-d", "-", stdin=event.encode())
    assert b"VEVENT" not in answer.output
    assert answer.stderr == "1 event left out: until 31 December 9999, after which a calendar has no day\n"
    _, known = entry(sahel, "9999-12-30/9999-12-30", None)
    assert known.decoded("dtend") == datetime.date.max


@pytest.mark.parametrize(
    ("published", "stamp"),
    [
        ("2023-09-25", (2023, 9, 25)),
        ("2023-09", (2023, 9, 30)),
        ("2023-09-01/..", (2024, 6, 1)),
        ("0000-05", (2024, 6, 1)),
        ("-0043-03-15", (2024, 6, 1)),
        (None, (2024, 6, 1)),
    ],
)
def test_the_stamp_stays_when_a_plan_is_corrected(
    sahel: Sahel, published: str | None, stamp: tuple[int, int, int]
) -> None:
    _, planned = entry(sahel, "2024-06-01", published)
    assert planned.decoded("dtstamp") == datetime.datetime(*stamp, tzinfo=datetime.UTC)
    if stamp != (2024, 6, 1):
        _, corrected = entry(sahel, "2024-05-01", published)
        assert corrected.decoded("dtstamp") == planned.decoded("dtstamp")


def test_it_says_where_it_comes_from(sahel: Sahel) -> None:
    calendar = vobject.readOne(sahel("export", "ics", "--place", "niger", "--on", "2023-09-24").stdout)
    description = calendar.description.value
    assert "dataset: Foreign forces and ruptures in the Sahel, 2012-2026" in description
    assert "selection: place: Niger; on days of 24 September 2023" in description
    assert "licence: CC-BY-4.0" in description
    assert "content hash: sha256:" in description


def test_every_day_of_the_shipped_dataset_is_the_one_in_the_data(sahel: Sahel) -> None:
    result = entries(sahel("export", "ics").output)
    rows = [row for row in sahel("timeline", "--json").json() if len(row["date"]) == len("2023-09-24")]
    assert rows
    for row in rows:
        entry = result[f"event-{row['id']}@sahel"]
        assert entry.dtstart.value.isoformat() == row["date"]
        assert entry.summary.value == row["title"]
