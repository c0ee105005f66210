"""`--ids`: from a screen to the next command, every row with its id beneath it, whole and on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.rows import (
    actor,
    event,
    figure,
    listed_source,
    painted,
    place,
    profile,
    quote,
    report,
    source,
)
from tests.terminal import Sahel, Terminal

WIDTHS = (20, 40, 60, 80, 140)
SEED = "seed-2023-09-26-france-niger-withdrawal"
ANNOUNCED = "2023-09-24-france-announces-niger-withdrawal"
SLUGS = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,15}", fullmatch=True)
MAKERS = {
    "event": event,
    "quote": quote,
    "figure": figure,
    "actor": actor,
    "place": place,
    "source": listed_source,
    "profile": profile,
}
LISTS = {
    "timeline": ("timeline", "--on", "2023-09-24"),
    "quotations": ("quote", "--on", "2023-09-24", "--certain"),
    "figures": ("troops", "france", "--on", "2023-10"),
    "newest figures": ("troops", "france", "--latest", "--on", "2023-10"),
    "actors": ("actor", "-n", "20"),
    "sources": ("source", "--publisher", "TRT"),
    "finds": ("search", "agadez", "-n", "20"),
}


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def ids_in(value: Any) -> Iterator[str]:
    """Yield the id of every record that stands in an answer."""
    if isinstance(value, dict):
        if "id" in value and "kind" in value:
            yield value["id"]
        for each in value.values():
            yield from ids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)


@given(st.sampled_from(sorted(MAKERS)), SLUGS, st.integers(20, 200), st.booleans())
def test_an_id_is_whole_on_one_line_at_any_width(kind: str, record_id: str, width: int, has_sources: bool) -> None:
    lines = painted(report(kind, MAKERS[kind](id=record_id)), width, ids=True, sources=has_sources)
    assert record_id in [line.strip() for line in lines]


@given(SLUGS, st.integers(20, 200))
def test_an_id_is_indented_only_where_there_is_room(record_id: str, width: int) -> None:
    lines = painted(report("event", event(id=record_id)), width, ids=True)
    (line,) = [line for line in lines if line.strip() == record_id]
    assert len(line) <= max(width, len(record_id))


@pytest.mark.parametrize("args", LISTS.values(), ids=LISTS.keys())
@pytest.mark.parametrize("columns", WIDTHS)
def test_each_row_of_a_list_has_its_id(args: tuple[str, ...], columns: int, sahel: Sahel, terminal: Terminal) -> None:
    rows = sahel(*args, "--json").json()
    assert rows
    assert {row["id"] for row in rows} <= lines_of(terminal(*args, "--ids", columns=columns).text)


@pytest.mark.parametrize("columns", WIDTHS)
def test_each_figure_that_differs_has_its_id(columns: int, sahel: Sahel, terminal: Terminal) -> None:
    args = ("troops", "france", "--differ", "--on", "2023-10")
    assert {*ids_in(sahel(*args, "--json").json())} <= lines_of(terminal(*args, "--ids", columns=columns).text)


@pytest.mark.parametrize("columns", WIDTHS)
def test_a_profile_has_the_ids_of_its_lists(columns: int, sahel: Sahel, terminal: Terminal) -> None:
    args = ("actor", "macron", "--on", "2023-09-24")
    page = sahel(*args, "--json").json()
    shown = lines_of(terminal(*args, "--ids", columns=columns).text)
    assert {page["id"], *(row["id"] for row in page["events"])} <= shown
    assert page["id"] not in lines_of(terminal(*args, columns=columns).text)


@pytest.mark.parametrize("columns", WIDTHS)
def test_what_rests_on_a_source_always_has_its_id(columns: int, sahel: Sahel, terminal: Terminal) -> None:
    assert {*ids_in(sahel("source", SEED, "--json").json())} <= lines_of(terminal("source", SEED, columns=columns).text)


@pytest.mark.parametrize("columns", WIDTHS)
def test_what_refers_to_a_record_always_has_its_id(columns: int, sahel: Sahel, terminal: Terminal) -> None:
    page = sahel("show", ANNOUNCED, "--json").json()
    shown = lines_of(terminal("show", ANNOUNCED, columns=columns).text)
    assert {row["id"] for row in (*page["referred_by"], *page["sources"])} <= shown


def test_show_gives_the_ids_of_what_a_record_names(sahel: Sahel, terminal: Terminal) -> None:
    page = sahel("show", ANNOUNCED, "--json").json()
    named = {row["id"] for key in ("actors", "places", "related") for row in page[key]}
    assert named <= lines_of(terminal("show", ANNOUNCED, "--ids").text)
    markdown = sahel("show", ANNOUNCED, "--ids", "-f", "markdown").stdout
    assert "- Actors: Emmanuel Macron `emmanuel-macron`; France `france`; " in markdown


def test_sources_that_are_asked_for_have_their_ids_too() -> None:
    lines = painted(report("event", event(sources=[source(id="times-2023")])), ids=True, sources=True)
    assert [line.strip() for line in lines][-1] == "times-2023"
    assert "times-2023" not in "\n".join(painted(report("event", event()), sources=True))


def test_a_claim_has_the_ids_of_what_it_was_held_to(sahel: Sahel) -> None:
    text = b"About 1,500 French soldiers were in Niger on 24 September 2023."
    content = [
        match["row"]["id"] for row in sahel("verify", "-", "--json", stdin=text).json() for match in row["matches"]
    ]
    document = sahel("verify", "-", "--ids", "-f", "markdown", stdin=text).stdout
    assert content
    assert all(f" · `{record_id}`" in document for record_id in content)


@pytest.mark.parametrize("args", LISTS.values(), ids=LISTS.keys())
def test_markdown_has_ids_as_code_where_they_are_asked_for(args: tuple[str, ...], sahel: Sahel) -> None:
    ids = {row["id"] for row in sahel(*args, "--json").json()}
    assert ids <= {*re.findall("`([a-z0-9-]+)`", sahel(*args, "--ids", "-f", "markdown").stdout)}
    if args[0] != "source":
        assert "`" not in sahel(*args, "-f", "markdown", "--no-provenance").stdout


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_what_machines_read_is_the_same(form: str, sahel: Sahel) -> None:
    args = ("timeline", "--on", "2023-09-24", "-f", form)
    assert sahel(*args, "--ids").output == sahel(*args).output


def test_plain_text_has_the_id_last_anyway(sahel: Sahel) -> None:
    args = ("timeline", "--on", "2023-09-24")
    assert sahel(*args, "--ids").output == sahel(*args).output
    chosen = sahel(*args, "--fields", "date,title", "--ids").stdout.splitlines()
    result = sahel(*args, "--fields", "date,title,id").stdout.splitlines()
    assert chosen == result
    assert sahel(*args, "--fields", "id", "--ids").output == sahel(*args, "--fields", "id").output


def test_chosen_fields_have_the_id_beneath_them(sahel: Sahel, terminal: Terminal) -> None:
    args = ("timeline", "--on", "2023-09-24", "--fields", "date,title", "--ids")
    ids = {row["id"] for row in sahel("timeline", "--on", "2023-09-24", "--json").json()}
    for columns in WIDTHS:
        assert ids <= lines_of(terminal(*args, columns=columns).text)
    assert sahel(*args, "-f", "markdown").stdout.splitlines()[2] == "| Date | Title | Id |"


def test_counts_have_the_ids_of_actors_and_places(sahel: Sahel, terminal: Terminal) -> None:
    for by in ("actor", "place"):
        args = ("stats", "--by", by, "-n", "20")
        values = {row["value"] for row in sahel(*args, "--json").json()}
        for columns in WIDTHS:
            assert values <= lines_of(terminal(*args, "--ids", columns=columns).text)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("stats", "--ids"), "--ids: there is no id of a kind"),
        (("stats", "--by", "month", "--ids"), "--ids: there is no id of a month"),
        (("timeline", "--ids", "--count"), "--count prints a number, and --ids is for rows"),
        (("timeline", "--ids", "--fields", "date", "--json"), "--ids with --fields is for people, not for json"),
        (("troops", "--differ", "--ids", "--fields", "low"), "--ids with --fields: a difference has no id of its own"),
    ],
)
def test_no_id_is_promised_where_none_is_shown(args: tuple[str, ...], message: str, sahel: Sahel) -> None:
    result = sahel(*args)
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith(f"error: {message}\nhint: ")
