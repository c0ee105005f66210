"""`sahel show` and `sahel source`: a record in full, and what refers to it or rests on it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.every_command import SMALL
from tests.shipped import DATA, records
from tests.terminal import Sahel, Terminal

EVENT = "2023-09-24-france-announces-niger-withdrawal"
SEED = "seed-2023-09-26-france-niger-withdrawal"


def test_a_record_and_what_refers_to_it(sahel: Sahel) -> None:
    page = sahel("show", EVENT, "--json").json()
    assert page["kind"] == "event"
    quotes = {row["id"] for row in sahel("quote", "--json").json() if row["event"] and row["event"]["id"] == EVENT}
    assert quotes <= {row["id"] for row in page["referred_by"]}
    assert {row["kind"] for row in page["referred_by"]} >= {"quote"}


@pytest.mark.parametrize("text", [EVENT[:33], f"event:{EVENT}", f"event:{EVENT[:33]}"])
def test_the_beginning_of_an_id_is_enough(sahel: Sahel, text: str) -> None:
    assert sahel("show", text, "--json").output == sahel("show", EVENT, "--json").output


def test_several_records_are_a_list(sahel: Sahel) -> None:
    rows = sahel("show", EVENT, "emmanuel-macron", "niamey", SEED, "--json").json()
    assert [row["kind"] for row in rows] == ["event", "actor", "place", "source"]
    assert sahel("show", EVENT, "niamey", "--format", "csv").code == 0


def test_renderings_refer_to_each_other(sahel: Sahel) -> None:
    page = sahel("show", "2023-09-24-macron-seed-orderly-return", "--json").json()
    assert "2023-09-24-macron-afp-consult-putschists" in [row["id"] for row in page["referred_by"]]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("2023-09-24", 1, "records have an id that begins with"),
        (
            "niger",
            1,
            '2 records have an id that begins with "niger"\nhint: name one of them: actor:niger, place:niger\n',
        ),
        ("no-such-record", 1, 'error: no record has an id that begins with "no-such-record"\n'),
        ("2023-09-24-france-announces-niger-withdrawl", 1, f"hint: did you mean {EVENT}"),
        ("", 2, "error: an empty id names nothing\n"),
    ],
)
def test_what_is_not_one_record(sahel: Sahel, text: str, code: int, message: str) -> None:
    result = sahel("show", text)
    assert (result.code, result.output) == (code, b"")
    assert message in result.stderr


def test_all_that_rests_on_a_source(sahel: Sahel) -> None:
    page = sahel("source", "seed-2023-09-26", "--json").json()
    assert page["id"] == SEED
    assert page["reworded"] is True
    for kind, name in (("timeline", "events"), ("quote", "quotes"), ("troops", "figures")):
        assert page[name] == sahel(kind, "--source", SEED, "--json").json()
    alone = {row["id"] for row in page["alone"]}
    for name in ("events", "quotes", "figures", "actors"):
        for row in page[name]:
            assert (row["id"] in alone) == (len(row["sources"]) == 1)


def test_the_list_of_sources(sahel: Sahel) -> None:
    assert sahel("source", "--count").stdout == f"{len(records('sources'))}\n"
    rows = sahel("source", "--publisher", "the times", "--json").json()
    assert rows
    assert {row["publisher"] for row in rows} == {"The Times"}
    published = sahel("source", "--on", "2023-09-25", "--certain", "--json").json()
    assert {row["published"] for row in published} == {"2023-09-25"}


def test_pages_on_a_terminal(terminal: Terminal) -> None:
    assert "Zambian Observer" in terminal("source", "seed", "--no-pager").text
    assert "Emmanuel Macron" in terminal("show", EVENT, "--no-pager").text


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text and number that a value of JSON holds; of what is named, country and kind are its own."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from () if key in ("country", "kind") else texts_of(inner)
        case list():
            for inner in value:
                yield from texts_of(inner)
        case bool() | None:
            return
        case _:
            yield str(value)


def ids_of(data: Path, table: str) -> list[str]:
    among = records(table) if data == DATA else tomllib.loads(data.read_text("utf-8"))[table]
    return [f"{table[:-1]}:{record['id']}" for record in among[:5]]


@pytest.mark.parametrize("data", [SMALL, DATA])
@pytest.mark.parametrize("table", ["events", "quotes", "figures", "actors", "places", "sources"])
def test_off_a_terminal_a_record_is_whole(sahel: Sahel, tmp_path: Path, table: str, data: Path) -> None:
    for name in ids_of(data, table):
        row = sahel("show", name, "-d", str(data), "--json").json()
        printed = sahel("show", name, "-d", str(data)).stdout
        wanted = [row[key] for key in row if key != "sources"]
        wanted += [[source["publisher"], source["title"], source["url"]] for source in row.get("sources", ())]
        assert [text for text in texts_of(wanted) if text.replace("\n", " ") not in printed] == []
        assert len(row.get("sources", ())) == printed.count("\nsources\t")
        sahel("show", name, "-d", str(data), "-o", str(tmp_path / "record.txt"))
        assert (tmp_path / "record.txt").read_text("utf-8") == printed


@pytest.mark.parametrize("record", [EVENT, "quote:2023-09-24-macron-fr-terrorisme", "actor:niger", "place:niger", SEED])
def test_a_page_in_markdown_has_the_record_its_sources_and_what_refers_to_it(sahel: Sahel, record: str) -> None:
    row, page = sahel("show", record, "--json").json(), sahel("show", record, "-f", "markdown").stdout
    html = MarkdownIt("commonmark").render(page)
    assert row["id"] in html
    assert html.count("<li>") >= len(row["referred_by"])
    assert all(source["publisher"] in page for source in row.get("sources", ()))


def test_a_source_in_markdown_has_what_rests_on_it(sahel: Sahel) -> None:
    row, page = sahel("source", SEED, "--json").json(), sahel("source", SEED, "-f", "markdown").stdout
    html = MarkdownIt("commonmark").render(page)
    assert all(event["title"] in html for event in row["events"])
    assert len(re.findall(r" \*(?:</li>|\n<ul>)", html)) == len(row["alone"])
