"""TimelineJS as events: its sheet, its JSON, and what a slide cannot say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sahelcli.errors import SahelError
from sahelcli.importers.import_options import ImportOptions
from tests.importers.sample_tables import Imported, imported, written
from tests.terminal import Sahel

SETS = (("source.title", "A timeline"), ("source.publisher", "Us"))
SHEET = """\
Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background
,,,,,,,,,My timeline,About it,,,,,title,,
1815,12,10,,1852,11,27,,,A. Person,Born and died.,https://example.org/a.jpg,,,,,,
2023,9,,,,,,,Autumn 2023,A month &amp; more,Text,,,,,,People,
2023,0,0,14:30,,,,,,A year,Text,,,,,,,
-44,3,15,,,,,,,Ides,Text,,,,,,,
2023,13,,,,,,,,Never,Text,,,,,,,
"""  # noqa: E501  # as its template has it


def timeline(path: Path) -> Imported:
    return imported("timelinejs", path, options=ImportOptions(sets=SETS))


def test_rows_of_the_sheet_are_events_as_precise_as_they_are_filled(tmp_path: Path) -> None:
    result = timeline(written(tmp_path, SHEET))
    assert [(event["date"], event["title"], event.get("note")) for event in result.document["events"]] == [
        ("1815-12-10/1852-11-27", "A. Person", "Media: https://example.org/a.jpg"),
        ("2023-09", "A month & more", "Shown as: Autumn 2023\nGroup: People"),
        ("2023", "A year", "Time: 14:30"),
        ("-0044-03-15", "Ides", None),
    ]
    assert any(":2: a slide of the type title is no event, and is passed over" in note for note in result.notes)
    assert [line.split(":")[0] for line in result.lines] == ["7"]


def test_json_says_the_same(tmp_path: Path) -> None:
    event = {
        "start_date": {"year": 1815, "month": "12", "day": 10, "hour": 9, "minute": 5},
        "end_date": {"year": 1852},
        "text": {"headline": "A. Person", "text": "Born."},
        "media": {"url": "https://example.org/a.jpg", "credit": "Me"},
        "unique_id": "person",
    }
    text = json.dumps({"title": {"text": {}}, "events": [event, 7], "eras": [{}]})
    result = timeline(written(tmp_path, text, "t.json"))
    assert result.document["events"] == [
        {
            "id": "person",
            "note": "Time: 09:05\nMedia: https://example.org/a.jpg\nCredit: Me",
            "date": "1815-12-10/1852",
            "title": "A. Person",
            "summary": "Born.",
            "sources": [result.document["sources"][0]["id"]],
        }
    ]
    assert result.lines == ["1: error: this is no slide [type]"]
    assert any("eras are spans" in note for note in result.notes)


def test_our_own_timeline_comes_back(tmp_path: Path, sahel: Sahel) -> None:
    out, again = tmp_path / "t.json", tmp_path / "again.toml"
    sahel("export", "timelinejs", "-d", "shipped", "--since", "2023", "-o", str(out))
    sets = [f"--set={key}={text}" for key, text in SETS]
    assert sahel("import", "timelinejs", str(out), *sets, "-o", str(again)).code == 0
    before = sahel("timeline", "-d", "shipped", "--since", "2023", "--json").json()
    after = {row["id"]: row for row in sahel("timeline", "-d", str(again), "--json").json()}
    assert after.keys() == {row["id"] for row in before}
    for row in before:
        assert after[row["id"]]["title"] == row["title"]
        if row["date_qualifier"] is None and row["date_precision"] == "day":
            assert after[row["id"]]["date"] == row["date"]


def test_without_a_source_one_message_says_how(tmp_path: Path, sahel: Sahel) -> None:
    for name in ("timelinejs", "ics"):
        result = sahel("import", name, str(written(tmp_path, SHEET)))
        assert (result.code, result.stdout) == (2, "")
        assert "hint: say for all of them: --set source.title=TEXT --set source.publisher=NAME" in result.stderr


def test_other_json_is_told(tmp_path: Path) -> None:
    for text in ('{"a": 1}', "[]"):
        with pytest.raises(SahelError, match='has no list "events"'):
            timeline(written(tmp_path, text))
