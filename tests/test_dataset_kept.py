"""What whoever changes the shipped dataset meets at once: each test names the records that do not keep to it."""

from __future__ import annotations

import re

import pytest

from sahelcli.dates.edtf import Date, parse
from tests.shipped import records
from tests.terminal import Sahel

DATED = ("events", "quotes", "figures")
PERSONS = {actor["id"]: actor for actor in records("actors") if actor["kind"] == "person"}
SOURCES = {source["id"]: source for source in records("sources")}
EVENTS = {event["id"]: event for event in records("events")}


def date(record: dict[str, object], name: str = "date") -> Date | None:
    """Return a date of a record as it is read, None where it has none."""
    return parse(str(record[name])) if name in record else None


def first_known(record: dict[str, list[str]]) -> int | None:
    """Return the first day on which a dated source of a record was surely published."""
    days = [published.last for name in record["sources"] if (published := date(SOURCES[name], "published"))]
    return min((day for day in days if day is not None), default=None)


@pytest.mark.parametrize("table", DATED)
def test_no_record_is_open_at_its_beginning(table: str) -> None:
    assert [record["id"] for record in records(table) if (when := date(record)) and when.first is None] == []


def test_every_person_who_is_quoted_has_an_office_or_a_reason() -> None:
    quoted = {quote["speaker"] for quote in records("quotes")} & PERSONS.keys()
    assert sorted(name for name in quoted if not {"roles", "note"} & PERSONS[name].keys()) == []


def test_every_place_has_coordinates_or_a_reason() -> None:
    placed = ({"latitude", "longitude"}, {"note"})
    assert [place["id"] for place in records("places") if not any(keys <= place.keys() for keys in placed)] == []


def plain(name: str) -> str:
    """Return a name of an outlet in small letters and digits alone, without what stands in brackets."""
    return re.sub(r"[\W_]|\(.*?\)", "", name.casefold())


def test_every_outlet_has_one_spelling() -> None:
    spelt: dict[str, set[str]] = {}
    for source in SOURCES.values():
        if "publisher-spelling" not in source.get("x_allow", {}):
            for name in {source["publisher"], source.get("agency", source["publisher"])}:
                spelt.setdefault(plain(name), set()).add(name)
    assert [sorted(names) for names in spelt.values() if len(names) > 1] == []


def test_related_events_name_each_other() -> None:
    pairs = [(event["id"], other) for event in EVENTS.values() for other in event.get("related", ())]
    assert [(one, other) for one, other in pairs if one not in EVENTS[other].get("related", ())] == []
    assert [one for one, other in pairs if one == other] == []


def test_the_speaker_is_among_the_actors_of_the_event() -> None:
    at = [(quote["id"], quote["speaker"], EVENTS[quote["event"]]) for quote in records("quotes") if "event" in quote]
    assert [name for name, speaker, event in at if speaker not in event.get("actors", ())] == []


def test_nothing_is_known_before_its_day_but_what_is_planned_or_announced() -> None:
    early = [
        record["id"]
        for table in DATED
        for record in records(table)
        if (known := first_known(record)) and (when := date(record)) and when.first and known < when.first
        if record.get("measure") not in ("planned", "authorised")
        if "event-after-source" not in record.get("x_allow", {})
    ]
    assert early == []


def test_known_by_says_so_too(sahel: Sahel) -> None:
    after = ("--known-by", "2023-09-24", "--since", "2023-09-25", "--certain", "--json")
    assert sahel("timeline", *after).json() == []
    assert sahel("quote", *after).json() == []
    assert {row["measure"] for row in sahel("troops", *after).json()} <= {"planned", "authorised"}


def test_what_is_announced_is_among_what_was_known(sahel: Sahel) -> None:
    announced = sahel("timeline", "--known-by", "2024-01-23", "--on", "2024-01-24", "--certain", "--json").json()
    assert [row["id"] for row in announced] == ["2024-01-24-deby-meets-putin"]


def test_check_has_nothing_to_say(sahel: Sahel) -> None:
    answer = sahel("check", "--strict")
    assert (answer.stdout, answer.stderr, answer.code) == ("", "", 0)
