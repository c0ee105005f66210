"""The lines for Timesketch, read as its server and its import client do, and by pandas."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import dateutil.parser
import pandas
import pytest

from tests.terminal import Sahel

SOURCE = '[[sources]]\nid = "s"\ntitle = "S"\npublisher = "P"\n'


def imported(output: str) -> list[dict[str, Any]]:
    """Return the events that a server makes of a file of JSON lines (`read_and_validate_jsonl`, Timesketch 2026)."""
    events = []
    for line in output.splitlines():
        event = json.loads(line)
        assert {"message", "datetime", "timestamp_desc"} <= event.keys()
        assert not any(key.startswith("_") for key in event)
        event["timestamp"] = int(dateutil.parser.parse(event["datetime"]).timestamp() * 1_000_000)
        assert isinstance(event.get("tag", []), list)
        events.append(event)
    return events


def test_the_moment_is_the_first_day_and_the_date_stands_in_the_message(sahel: Sahel, edges: str) -> None:
    events = {event["id"]: event for event in imported(sahel("export", "timesketch", "-d", edges).stdout)}
    for name, date, first, desc in (
        ("day", "2023-09-24", "2023-09-24", "Day of the event"),
        ("month", "2023-09", "2023-09-01", "First day of the event"),
        ("months", "2023-07/2023-08", "2023-07-01", "First day of the event"),
        ("about", "2023-09-20~", "2023-09-20", "First day of the event"),
        ("since", "2022-08-15/..", "2022-08-15", "First day of the event"),
        ("digits", "2023-07-2X", "2023-07-20", "First day of the event"),
        ("decade", "201X", "2010-01-01", "First day of the event"),
        ("last-day", "9999-12-31", "9999-12-31", "Day of the event"),
        ("arabic", "2023-09-24", "2023-09-24", "Day of the quotation"),
        ("at-least", "2023-08/..", "2023-08-01", "First day of the figure"),
    ):
        event = events[name]
        assert (event["date"], event["datetime"], event["timestamp_desc"]) == (date, f"{first}T00:00:00+00:00", desc)
        assert event["message"].startswith(f"{date} ")
        seconds = datetime.datetime.fromisoformat(event["datetime"]).timestamp()
        assert event["timestamp"] == seconds * 1_000_000
    assert events["arabic"]["text"] == "«لن نغادر» قال، ثم رحل"
    assert events["day"]["tag"] == ["withdrawal"]
    assert events["day"]["actor_names"] == "The Envoy; The Corps"
    assert events["range"]["message"] == "2023-09-24 The Corps, Niamey: about 1,000–1,500 deployed"
    assert (events["range"]["low"], events["huge"]["low"]) == (1000, str(2**63 - 1))


def test_what_has_no_first_day_is_left_out_and_counted(sahel: Sahel, edges: str) -> None:
    result = sahel("export", "timesketch", "-d", edges)
    assert not {"by", "antiquity", "at-most"} & {event["id"] for event in imported(result.stdout)}
    assert result.stderr == (
        "1 event and 1 figure left out: without a first day\n1 event left out: before the year 1\n"
    )


@pytest.mark.parametrize("date", ["0001-01-01", "0099-03", "1677", "2262-04-12", "9999"])
def test_days_of_all_years_are_read_as_they_are(sahel: Sahel, date: str) -> None:
    text = f'{SOURCE}[[events]]\nid = "e"\ndate = "{date}"\ntitle = "NA"\nsources = ["s"]\n'
    (event,) = imported(sahel("export", "timesketch", "-d", "-", stdin=text.encode()).stdout)
    assert dateutil.parser.parse(event["datetime"]).date().isoformat() == event["date_start"]
    assert event["title"] == "NA"


def test_pandas_reads_it(sahel: Sahel) -> None:
    output = sahel("export", "timesketch", "--place", "niger", "--on", "2023-09").stdout
    table = pandas.read_json(io.StringIO(output), lines=True, dtype=False)
    days = pandas.to_datetime(table["datetime"], utc=True, format="mixed", errors="raise")
    assert list(days.dt.strftime("%Y-%m-%d")) == list(table["date_start"])
    rows = [row for command in ("timeline", "quote", "troops") for row in listed(sahel, command)]
    assert list(table["id"]) == [row["id"] for row in rows if row["date_start"]]


def listed(sahel: Sahel, command: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sahel(command, "--place", "niger", "--on", "2023-09", "--json").json()
    return rows


def test_each_line_says_where_it_comes_from(sahel: Sahel) -> None:
    for event in imported(sahel("export", "timesketch", "--tag", "coup").stdout):
        assert (event["version"], event["selection"], event["licence"]) == ("1.1.0", "tag: coup", "CC-BY-4.0")
        assert event["source_urls"] or event["sources"]
