"""What is said of a record is said of the sources that are shown: in every command, counts and exports included."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from sahelcli.index.source_visibility import Source, SourceVisibility, Visibility
from tests.terminal import Result, Sahel

DATA = """
[[sources]]
id = "early"
title = "The first account"
publisher = "Courier"
published = "2023-01-05"
reworded = true

[[sources]]
id = "late"
title = "The whole story"
publisher = "Herald"
agency = "AFP"
published = "2023-06-05"

[[sources]]
id = "undated"
title = "A page"
publisher = "Portal"

[[actors]]
id = "bob"
name = "Bob Bello"
kind = "person"
description = "Mayor."
sources = ["late", "early"]

[[actors]]
id = "force"
name = "The Force"
kind = "armed-force"
description = "Soldiers."
sources = ["undated"]

[[places]]
id = "tera"
name = "Tera"
kind = "city"

[[events]]
id = "one"
date = "2023-01-02"
title = "Known early"
actors = ["bob"]
sources = ["late", "early"]

[[events]]
id = "two"
date = "2023-01-03"
title = "Known late, or who knows when"
actors = ["bob"]
sources = ["late", "undated"]

[[events]]
id = "three"
date = "2023-01-04"
title = "Known who knows when"
actors = ["bob"]
sources = ["undated"]

[[events]]
id = "four"
date = "2023-01-05"
title = "Known late"
actors = ["bob"]
sources = ["late"]

[[quotes]]
id = "said"
speaker = "bob"
date = "2023-01-02"
text = "We go"
language = "en"
sources = ["late", "early"]

[[figures]]
id = "some"
force = "force"
place = "tera"
date = "2023-01-02"
measure = "deployed"
low = 5
high = 5
sources = ["late", "early"]

[[figures]]
id = "more"
force = "force"
place = "tera"
date = "2023-01-02"
measure = "deployed"
low = 9
high = 9
sources = ["undated", "late"]
"""
THEN = ("--known-by", "2023-01")
UNDATED = "rest on undated sources alone and are left out: --undated lets them in"
ONE_UNDATED = "1 record rests on undated sources alone and is left out: --undated lets it in"


@pytest.fixture
def ask(sahel: Sahel, tmp_path: Path) -> Sahel:
    """The command line, asked of this dataset."""
    file = tmp_path / "data.toml"
    file.write_text(DATA, encoding="utf-8")

    def asked(*args: str, **more: object) -> Result:
        return sahel(*args, "-d", str(file))

    return asked


def ids(result: Result) -> list[str]:
    return [row["id"] for row in result.json()]


def test_what_has_an_undated_source_besides_later_ones_is_counted_and_let_in_with_that_alone(ask: Sahel) -> None:
    known = ask("timeline", *THEN, "--json")
    assert (ids(known), known.stderr) == (["one"], f"2 records {UNDATED}\n")
    rows = ask("timeline", *THEN, "--undated", "--json")
    assert rows.stderr == ""
    assert [[source["id"] for source in row["sources"]] for row in rows.json()] == [["early"], ["undated"], ["undated"]]


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("timeline",), 2),
        (("quote",), 0),
        (("troops",), 1),
        (("troops", "--differ"), 1),
        (("troops", "--latest"), 1),
        (("troops", "--chart"), 1),
        (("stats",), 3),
        (("stats", "--by", "actor", "--kind", "event"), 2),
        (("search", "known"), 2),
        (("search", "bello", "--limit", "1"), 2),
        (("actor", "bob"), 2),
        (("actor",), 1),
        (("source",), 1),
        (("source", "early"), 0),
        (("source", "undated"), 4),
        (("export", "ics"), 3),
    ],
)
def test_every_command_says_what_rests_on_undated_sources_alone(
    ask: Sahel, options: tuple[str, ...], number: int
) -> None:
    message = [line for line in ask(*options, *THEN).stderr.splitlines() if "undated" in line]
    assert message == ([f"{number} records {UNDATED}"] if number > 1 else [ONE_UNDATED][:number])
    assert ask(*options, *THEN, "--quiet").stderr == ""
    assert "undated" not in ask(*options, *THEN, "--undated").stderr


def test_counts_are_those_of_the_sources_then(ask: Sahel) -> None:
    by_kind = {row["value"]: row for row in ask("stats", *THEN, "--json").json()}
    assert {kind: (row["total"], row["single_source"]) for kind, row in by_kind.items()} == {
        "event": (1, 1),
        "quote": (1, 1),
        "figure": (1, 1),
    }
    assert [row["name"] for row in ask("stats", "--by", "publisher", *THEN, "--json").json()] == ["Courier"]
    assert ask("stats", "--by", "agency", *THEN, "--json").json() == []
    assert [row["total"] for row in ask("stats", "--by", "actor", *THEN, "--json").json()] == [2, 1]
    assert ask("stats", *THEN, "--min-sources", "2", "--json").json() == []


@pytest.mark.parametrize("command", [("timeline",), ("search", "known"), ("actor",), ("quote",), ("troops",)])
def test_no_more_sources_are_counted_than_are_shown(ask: Sahel, command: tuple[str, ...]) -> None:
    assert ask(*command, *THEN, "--min-sources", "2", "--json").json() == []
    assert len(ask(*command, *THEN, "--max-sources", "1", "--json").json()) == 1


@pytest.mark.parametrize("option", [("--source", "late"), ("--publisher", "Herald"), ("--agency", "AFP")])
def test_what_a_later_source_says_is_not_asked_for(ask: Sahel, option: tuple[str, ...]) -> None:
    assert ids(ask("timeline", *option, "--json")) == ["one", "two", "four"]
    assert ask("timeline", *option, *THEN, "--count").stdout == "0\n"
    assert ask("search", "known", *option, *THEN, "--count").stdout == "0\n"
    assert ask("source", *option, *THEN, "--count").stdout == "0\n"


def test_a_source_counts_as_one(ask: Sahel) -> None:
    assert ids(ask("source", *THEN, "--min-sources", "1", "--json")) == ["early"]
    assert ask("source", *THEN, "--max-sources", "0", "--count").stdout == "0\n"


def test_a_quotation_is_reworded_where_all_that_is_shown_rewords(ask: Sahel) -> None:
    assert ask("quote", "--json").json()[0]["reworded"] is False
    assert ask("quote", *THEN, "--json").json()[0]["reworded"] is True
    assert ask("quote", "--not-source", "late", "--json").json()[0]["reworded"] is True
    assert ask("quote", "--not-source", "early", "--json").json()[0]["reworded"] is False
    assert "Reworded by the source" in ask("export", "html", *THEN).stdout


def test_a_profile_shows_the_sources_then(ask: Sahel) -> None:
    profile = ask("actor", "bob", *THEN, "--json").json()
    assert [source["id"] for source in profile["sources"]] == ["early"]
    assert (profile["total_events"], profile["total_sources"]) == (1, 1)
    assert [source["id"] for source in ask("actor", *THEN, "--json").json()[0]["sources"]] == ["early"]


def test_only_what_rests_on_a_source_then_rests_on_it(ask: Sahel) -> None:
    page = ask("source", "early", *THEN, "--json").json()
    assert [referrer["id"] for referrer in page["alone"]] == ["one", "said", "some", "bob"]
    assert ask("source", "early", "--json").json()["alone"] == []
    assert ask("source", "late", *THEN, "--json").json()["total_events"] == 0


def test_exports_hold_no_later_source(ask: Sahel) -> None:
    exported = ask("export", "csl", *THEN)
    assert [source["id"] for source in json.loads(exported.stdout)][1:] == ["early"]


def test_sources_can_be_asked_to_be_as_if_they_were_not_there(ask: Sahel) -> None:
    rows = ask("timeline", "--not-source", "late", "--json")
    assert [[source["id"] for source in row["sources"]] for row in rows.json()] == [["early"], ["undated"], ["undated"]]
    assert rows.stderr == "1 record rests on the sources left out alone and is left out too: --not-source late\n"
    for option in (("--not-publisher", "herald"), ("--not-agency", "afp")):
        same = ask("timeline", *option, "--json")
        assert (same.output, same.stderr) == (rows.output, rows.stderr.replace("--not-source late", " ".join(option)))


def test_records_that_never_had_a_source_do_not_rest_on_those_left_out(ask: Sahel) -> None:
    result = ask("search", "tera", "--not-source", "late", "--json")
    assert {row["id"] for row in result.json()} == {"tera", "some", "more"}
    assert result.stderr == ""


def test_what_is_left_out_and_what_was_not_known_are_counted_apart(ask: Sahel) -> None:
    rows = ask("timeline", *THEN, "--not-source", "early", "--json")
    assert rows.json() == []
    assert rows.stderr.splitlines() == [f"2 records {UNDATED}", "no events match"]
    assert ids(ask("timeline", *THEN, "--undated", "--not-publisher", "Portal", "--json")) == ["one"]
    assert ask("stats", "--not-source", "undated").stderr == (
        "1 record rests on the sources left out alone and is left out too: --not-source undated\n"
    )


@pytest.mark.parametrize("more", [(), ("--min-sources", "1"), ("--min-sources", "2"), ("--publisher", "Portal")])
def test_the_number_said_is_what_the_option_adds(ask: Sahel, more: tuple[str, ...]) -> None:
    without, let_in = (ask("timeline", *THEN, *more, *option, "--json") for option in ((), ("--undated",)))
    message = [int(line.split()[0]) for line in without.stderr.splitlines() if "undated" in line]
    assert sum(message) == len(let_in.json()) - len(without.json())


@pytest.mark.parametrize(
    ("options", "note"),
    [
        (("source", "late", *THEN), "this source is itself left out by --known-by 2023-01: nothing rests on it here"),
        (
            ("source", "undated", *THEN),
            "this source is itself left out by --known-by 2023-01: nothing rests on it here",
        ),
        (
            ("source", "late", "--not-agency", "afp"),
            "this source is itself left out by --not-agency afp: nothing rests",
        ),
        (
            ("actor", "bob", "--known-by", "2022"),
            "who this actor is rests on sources that are left out by --known-by 2022",
        ),
    ],
)
def test_a_page_of_what_is_itself_left_out_says_so(ask: Sahel, options: tuple[str, ...], note: str) -> None:
    """An empty page of a source that was not out by then would read as if nothing rested on it."""
    assert note in ask(*options, "--json").stderr


@pytest.mark.parametrize(
    "options", [("source", "early", *THEN), ("source", "undated", *THEN, "--undated"), ("actor", "bob", *THEN)]
)
def test_a_page_of_what_is_there_says_nothing_of_itself(ask: Sahel, options: tuple[str, ...]) -> None:
    assert "left out by" not in ask(*options, "--json").stderr


def test_to_count_what_a_source_is_left_out_of_looks_at_records_that_cite_it_alone(
    sahel: Sahel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "made.toml"
    file.write_text(DATA, "utf-8")
    judged: list[set[str]] = []

    def verdict(self: SourceVisibility, sources: Sequence[Source]) -> Visibility:
        judged.append({source["id"] for source in sources})
        return plain(self, sources)

    plain = SourceVisibility.verdict
    monkeypatch.setattr(SourceVisibility, "verdict", verdict)
    for by in ("month", "actor", "publisher"):
        assert sahel("stats", "--by", by, "--not-source", "undated", "--json", "-d", str(file)).code == 0
    assert judged
    assert all("undated" in sources for sources in judged)
