"""`sahel open`: the address of a source in the browser, or printed where there is none; and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import Sahel, Terminal

SEED = "seed-2023-09-26-france-niger-withdrawal"
SEED_ADDRESS = "https://zambianobserver.com/france-to-withdraw-its-troops-from-niger-by-the-end-of-2023-macron/"
ANNOUNCED = "2023-09-24-france-announces-niger-withdrawal"
DATASET = """
[[sources]]
id = "both"
title = "Two held"
publisher = "Courier"
published = "2026-01-05"
url = "https://courier.example/held?a=1&b=2"
archive_url = "https://archive.example/1"

[[sources]]
id = "copy"
title = "The same page"
publisher = "Courier, evening"
url = "https://courier.example/held?a=1&b=2"

[[sources]]
id = "archived"
title = "Gone"
publisher = "Gazette"
archive_url = "http://archive.example/2"

[[sources]]
id = "paper"
title = "In print"
publisher = "Paper"

[[sources]]
id = "odd"
title = "No page of the web"
publisher = "Odd"
url = "ftp://files.example/a"

[[events]]
id = "one"
date = "2026-01-04"
title = "Two held near the border"
sources = ["both", "copy", "paper"]

[[events]]
id = "none"
date = "2026-01-04"
title = "Nobody saw it"
sources = ["paper", "odd"]

[[actors]]
id = "amina"
name = "Amina"
kind = "person"
description = "Mayor."

[[places]]
id = "tera"
name = "Tera"
kind = "city"
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """A dataset with addresses of each sort."""
    path = tmp_path / "mine.toml"
    path.write_text(DATASET, encoding="utf-8")
    return str(path)


@pytest.fixture
def browser(tmp_path: Path) -> Callable[[str], Path]:
    """Return `browser(more)`: a program that writes what it was called with into a file, then does more."""

    def make(more: str = "") -> Path:
        program = tmp_path / "browser"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/asked"\necho noise\n{more}\n', "ascii")
        program.chmod(0o755)
        return program

    return make


def asked(folder: Path) -> list[str]:
    """Return what the browser was called with, as soon as it was."""
    for _ in range(100):
        if (folder / "asked").exists() and (message := (folder / "asked").read_text("utf-8").splitlines()):
            return message
        time.sleep(0.02)
    return []


def test_the_address_of_a_source_goes_to_the_browser(
    sahel: Sahel, browser: Callable[[str], Path], tmp_path: Path
) -> None:
    result = sahel("open", SEED, env={"BROWSER": str(browser(""))})
    assert asked(tmp_path) == [SEED_ADDRESS]
    assert (result.code, result.stdout) == (0, "")
    assert result.stderr == f"opened Zambian Observer (reworded CNN), 26 Sep 2023: {SEED_ADDRESS}\n"
    assert sahel("open", SEED, "-q", env={"BROWSER": str(browser(""))}).stderr == ""


def test_a_command_line_in_browser_has_the_address_where_it_says(
    sahel: Sahel, browser: Callable[[str], Path], mine: str, tmp_path: Path
) -> None:
    sahel("open", "both", "-d", mine, env={"BROWSER": f"/no/such:{browser('')} --new-tab %s --last &"})
    assert asked(tmp_path) == ["--new-tab", "https://courier.example/held?a=1&b=2", "--last"]


def test_a_browser_is_not_waited_for(sahel: Sahel, browser: Callable[[str], Path], tmp_path: Path) -> None:
    begin = time.monotonic()
    result = sahel("open", SEED, env={"BROWSER": str(browser("sleep 20"))})
    assert time.monotonic() - begin < 10
    assert (result.code, asked(tmp_path)) == (0, [SEED_ADDRESS])


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({}, "there is no browser here, and BROWSER names none"),
        ({"BROWSER": ""}, "there is no browser here, and BROWSER names none"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "a 1 b 22"}, "there is no browser here, and BROWSER names none"),
        ({"BROWSER": "no-such-browser"}, 'BROWSER "no-such-browser" names no program that is here'),
        ({"BROWSER": "'never closed"}, 'BROWSER "\'never closed" names no program that is here'),
        ({"BROWSER": "false"}, 'the browser "false" ended with code 1'),
        ({"DISPLAY": ":0", "PATH": "/nowhere"}, "no browser is installed, and BROWSER names none"),
    ],
)
def test_where_there_is_no_browser_the_address_is_printed(
    environment: dict[str, str], why: str, sahel: Sahel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser._tryorder", None)  # what it found for an earlier test
    monkeypatch.setattr("webbrowser._browsers", {})
    result = sahel("open", SEED, env=environment)
    assert (result.code, result.stdout, result.stderr) == (0, f"{SEED_ADDRESS}\n", f"{why}\n")


def test_a_browser_of_the_terminal_needs_one(
    sahel: Sahel, terminal: Terminal, browser: Callable[[str], Path], tmp_path: Path
) -> None:
    program = browser("sleep 1; echo waited for").rename(tmp_path / "w3m")
    assert sahel("open", SEED, env={"BROWSER": str(program)}).stderr == f'"{program}" needs a terminal\n'
    assert "waited for\n" in terminal("open", SEED, env={"BROWSER": str(program)}).text


def test_several_addresses_are_listed_and_none_is_opened(
    sahel: Sahel, terminal: Terminal, browser: Callable[[str], Path], tmp_path: Path
) -> None:
    env = {"BROWSER": str(browser(""))}
    sources = sahel("show", ANNOUNCED, "--json").json()["sources"]
    plain = sahel("open", ANNOUNCED, env=env)
    rows = [line.split("\t") for line in plain.stdout.splitlines()]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert {row[-1] for row in rows} == {source["id"] for source in sources}
    assert {row[-2] for row in rows} == {source["url"] for source in sources}
    assert plain.stderr == f"`sahel open {ANNOUNCED} 1` opens the first, `sahel open ID` any by its id\n"
    for columns in (20, 60, 80, 140):
        lines = [line.strip() for line in terminal("open", ANNOUNCED, columns=columns, env=env).text.splitlines()]
        assert {source[key] for source in sources for key in ("id", "url")} <= {*lines}
    assert not (tmp_path / "asked").exists()


def test_one_of_several_is_opened_by_its_number(sahel: Sahel, browser: Callable[[str], Path], tmp_path: Path) -> None:
    second = sahel("open", ANNOUNCED).stdout.splitlines()[1].split("\t")[-2]
    assert sahel("open", ANNOUNCED, "2", env={"BROWSER": str(browser(""))}).code == 0
    assert asked(tmp_path) == [second]


@pytest.mark.parametrize("number", ["0", "6", "-1", "two", ""])
def test_a_number_that_is_none_of_these(number: str, sahel: Sahel) -> None:
    result = sahel("open", ANNOUNCED, "--", number)
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith("error: NUMBER ")


def test_addresses_are_printed_one_a_line_for_other_programs(sahel: Sahel, mine: str) -> None:
    assert sahel("open", "one", "-d", mine, "--print").stdout == "https://courier.example/held?a=1&b=2\n"
    assert len(sahel("open", ANNOUNCED, "--print").stdout.splitlines()) == 5
    assert sahel("open", ANNOUNCED, "3", "--print").stdout.startswith("https://www.thetimes.co.uk/")


def test_addresses_as_json(sahel: Sahel, browser: Callable[[str], Path], mine: str, tmp_path: Path) -> None:
    env = {"BROWSER": str(browser(""))}
    (row,) = sahel("open", "one", "--json", "-d", mine, env=env).json()
    assert (row["number"], row["address"], row["id"]) == (1, "https://courier.example/held?a=1&b=2", "both")
    (row,) = sahel("open", "both", "--archive", "--json", "-d", mine, env=env).json()
    assert (row["address"], row["url"]) == ("https://archive.example/1", "https://courier.example/held?a=1&b=2")
    assert not (tmp_path / "asked").exists()
    assert sahel("open", "one", "--json", "--print", "-d", mine).code == 2


def test_the_archived_copy(sahel: Sahel, browser: Callable[[str], Path], mine: str, tmp_path: Path) -> None:
    env = {"BROWSER": str(browser(""))}
    assert sahel("open", "archived", "--archive", "-d", mine, env=env).code == 0
    assert asked(tmp_path) == ["http://archive.example/2"]
    event = sahel("open", "one", "--archive", "-d", mine, "--print")
    assert event.stdout == "https://archive.example/1\n"
    assert event.stderr == "2 sources without a copy\n"


def test_one_address_of_two_sources_is_one(sahel: Sahel, mine: str) -> None:
    result = sahel("open", "one", "-d", mine)
    assert result.stdout == "https://courier.example/held?a=1&b=2\n"
    assert result.stderr == "1 source without an address\nthere is no browser here, and BROWSER names none\n"


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (("paper",), "source:paper has no address of the web", "`sahel show source:paper` has what is known of it"),
        (("odd",), "source:odd has no address of the web", "`sahel show source:odd` has"),
        (("none",), "none of 2 sources of event:none has an address of the web", "`sahel show event:none` has"),
        (("archived",), "source:archived has no address of the web", "--archive opens the archived copy"),
        (("copy", "--archive"), "source:copy has no archived copy", "leave --archive out for the address itself"),
        (("tera",), "place:tera cites no source", "`sahel timeline --place tera` has what happened there"),
        (("amina",), "actor:amina cites no source", "`sahel actor amina` has what names it"),
        (("nothing-like-it",), 'no record has an id that begins with "nothing-like-it"', ""),
    ],
)
def test_what_cannot_be_opened_is_told_with_the_way_out(
    args: tuple[str, ...], message: str, hint: str, sahel: Sahel, mine: str
) -> None:
    result = sahel("open", *args, env={"SAHEL_DATA": mine})
    assert (result.code, result.output) == (1, b"")
    assert result.stderr.startswith(f"error: {message}\nhint: {hint}")
