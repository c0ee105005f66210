"""`sahel actor`: a profile, the same under every name of the actor."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.shipped import DATA, records
from tests.terminal import Sahel, Terminal


@pytest.mark.parametrize("name", ["tiani", "general tchiani", "Tchiané", "TCHIANI", "omar tchiani"])
def test_one_person_under_several_spellings(sahel: Sahel, name: str) -> None:
    profile = sahel("actor", name, "--json")
    assert profile.json()["id"] == "abdourahamane-tchiani"
    assert profile.output == sahel("actor", "tchiani", "--json").output


def test_a_profile_holds_everything_that_names_the_actor(sahel: Sahel) -> None:
    profile = sahel("actor", "tchiani", "--json").json()
    assert [role["title"] for role in profile["roles"]] == ["Commander", "President", "Transitional president"]
    assert "Tiani" in profile["aliases"]
    assert [row["id"] for row in profile["events"]] == [
        row["id"] for row in sahel("timeline", "--actor", "tchiani", "--reverse", "--json").json()
    ]
    assert len(profile["quotes"]) == len(sahel("quote", "tchiani", "--json").json())
    assert profile["first_event"] == profile["events"][-1]
    assert profile["last_event"] == profile["events"][0]
    assert profile["figures"] == []


def test_a_window_narrows_the_lists_of_a_profile(sahel: Sahel) -> None:
    profile = sahel("actor", "macron", "--on", "2023-09-24", "--json").json()
    assert {row["date"] for row in profile["quotes"]} == {"2023-09-24"}


def test_an_actor_that_nothing_names(sahel: Sahel) -> None:
    profile = sahel("actor", "macron", "--on", "1990", "--json").json()
    assert (profile["first_event"], profile["last_event"], profile["events"]) == (None, None, [])


def test_without_a_name_all_are_listed(sahel: Sahel) -> None:
    lines = sahel("actor").stdout.splitlines()
    assert len(lines) == len(records("actors"))
    assert sahel("actor", "--count").stdout == f"{len(lines)}\n"


def test_a_page_on_a_terminal(terminal: Terminal) -> None:
    page = terminal("actor", "tiani", "--no-pager").text
    assert page.startswith("Abdourahamane Tchiani ")
    assert "Transitional president of Niger" in page


def test_a_page_says_what_it_was_narrowed_to_and_names_the_commands_that_print_all(
    terminal: Terminal, tmp_path: Path
) -> None:
    data = str(shutil.copytree(DATA, tmp_path / "some data"))
    question = ("--known-by", "2023-09-24", "--about", "itte", "--not-agency", "reuters", "--min-sources", "1")
    words = ("--text", "l'ambassadeur", "--text", "Itté")
    page = " ".join(terminal("actor", "macron", "-d", data, *question, *words, "-n", "1").text.split())
    message = "about Sylvain Itté · “l'ambassadeur” · “Itté” · known by 24 September 2023 · without copy of: Reuters"
    assert page.startswith(message)
    left, command = re.findall(r"(\d+) more: sahel (timeline .+? -d '.+?')", page)[0]
    assert int(terminal(*shlex.split(command), "--count").text) == int(left) + 1
    assert "known by" not in terminal("actor", "macron").text


def test_reverse_begins_a_profile_with_the_oldest(sahel: Sahel, terminal: Terminal) -> None:
    newest, oldest = sahel("actor", "macron", "--json").json(), sahel("actor", "macron", "--reverse", "--json").json()
    assert [row["id"] for row in oldest["events"]] == [row["id"] for row in newest["events"]][::-1]
    assert [row["id"] for row in oldest["quotes"]] == [row["id"] for row in newest["quotes"]][::-1]
    assert (oldest["first_event"], oldest["last_event"]) == (newest["first_event"], newest["last_event"])
    assert "Events, oldest first" in terminal("actor", "macron", "--reverse").text
