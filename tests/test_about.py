"""`--about` and `--agency`: an actor or a place in whatever role, and whose copy a source carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Result, Sahel

DATA = """
[[sources]]
id = "s"
title = "A report"
publisher = "Courier"

[[sources]]
id = "copy"
title = "A copy"
publisher = "Herald"
agency = "CNN"

[[sources]]
id = "afp"
title = "Its own"
publisher = "AFP"

[[sources]]
id = "afp-copy"
title = "A copy"
publisher = "Herald"
agency = "AFP"

[[actors]]
id = "niger"
name = "Niger state"
kind = "state"
description = "A state."

[[actors]]
id = "bob"
name = "Bob Bello"
kind = "person"
description = "President."
roles = [{ title = "President", of = "niger" }]

[[actors]]
id = "ann"
name = "Ann Abba"
kind = "person"
description = "Mayor."
roles = [{ title = "Mayor", of = "niamey" }]

[[actors]]
id = "tom"
name = "Tom Tinubu"
kind = "person"
description = "Of elsewhere."

[[places]]
id = "niamey"
name = "Niamey"
kind = "city"
part_of = "niger-land"

[[places]]
id = "niger-land"
name = "Niger"
kind = "country"

[[places]]
id = "abuja"
name = "Abuja"
kind = "city"

[[events]]
id = "ultimatum"
date = "2023-07-30"
title = "An ultimatum to the state"
actors = ["tom", "niger"]
places = ["abuja"]
tags = ["talks"]
sources = ["s"]

[[events]]
id = "march"
date = "2023-08-01"
title = "A march"
actors = ["bob"]
places = ["niamey"]
tags = ["protest"]
sources = ["copy"]

[[events]]
id = "elsewhere"
date = "2023-08-02"
title = "Elsewhere"
actors = ["bob"]
places = ["abuja"]
sources = ["afp"]

[[quotes]]
id = "of-the-state"
speaker = "tom"
date = "2023-07-30"
text = "We give them a week"
language = "en"
event = "ultimatum"
sources = ["afp-copy"]

[[quotes]]
id = "own"
speaker = "bob"
date = "2023-08-02"
text = "We stay"
language = "en"
sources = ["s"]

[[figures]]
id = "there"
counts = "marchers"
place = "niamey"
date = "2023-08-01"
measure = "detained"
low = 5
high = 5
sources = ["s"]
"""


@pytest.fixture
def ask(sahel: Sahel, tmp_path: Path) -> Sahel:
    """The command line, asked of this dataset."""
    file = tmp_path / "data.toml"
    file.write_text(DATA, encoding="utf-8")

    def asked(*args: str, **more: object) -> Result:
        return sahel(*args, "-d", str(file))

    return asked


def ids(result: Result) -> list[str]:
    assert result.code == 0, result.stderr
    return [row["id"] for row in result.json()]


@pytest.mark.parametrize(
    ("command", "name", "result"),
    [
        ("timeline", "niger", ["ultimatum", "march"]),  # the actor of that id, and the place of that name
        ("timeline", "niger state", ["ultimatum"]),
        ("timeline", "niger-land", ["march"]),
        ("timeline", "bob", ["march", "elsewhere"]),
        ("quote", "niger", ["of-the-state"]),  # its event names the state
        ("quote", "abuja", ["of-the-state"]),
        ("quote", "tom", ["of-the-state"]),
        ("quote", "bob", ["own"]),
        ("troops", "niger", ["there"]),
        ("troops", "bob", []),
        ("actor", "niger", ["niger", "bob", "ann"]),  # itself, and by their roles
        ("actor", "bob", ["bob"]),
        ("actor", "niamey", ["ann"]),
        ("source", "niger", ["s", "copy", "afp-copy"]),
    ],
)
def test_whatever_names_it_in_any_role(ask: Sahel, command: str, name: str, result: list[str]) -> None:
    assert ids(ask(command, "--about", name, "--json")) == result
    if command != "source":  # of which another record may cite the same one
        everything = ids(ask(command, "--json"))
        assert ids(ask(command, "--not-about", name, "--json")) == [one for one in everything if one not in result]


def test_a_place_is_about_itself_and_what_holds_it(ask: Sahel) -> None:
    rows = ask("search", "niamey", "--about", "niger", "--kind", "place", "--json").json()
    assert [row["id"] for row in rows] == ["niamey"]


def test_it_is_combined_as_the_others(ask: Sahel) -> None:
    assert ids(ask("timeline", "--about", "bob", "--about", "tom", "--json")) == ["ultimatum", "march", "elsewhere"]
    assert ids(ask("timeline", "--about", "bob", "--about", "tom", "--place", "abuja", "--json")) == [
        "ultimatum",
        "elsewhere",
    ]
    assert ids(ask("timeline", "--about", "niger", "--not-about", "tom", "--json")) == ["march"]


def test_what_it_is_called_stands_above(ask: Sahel, sahel: Sahel) -> None:
    assert "about: Niger state or Niger" in ask("export", "html", "--about", "niger").stdout
    assert sahel("timeline", "--about", "niger", "-f", "markdown").code == 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nigeria", 'error: no actor or place matches "nigeria"\nhint: did you mean '),
        ("", 'error: --about "": an empty text says nothing'),
    ],
)
def test_what_names_neither(ask: Sahel, name: str, message: str) -> None:
    result = ask("timeline", "--about", name)
    assert result.code == (1 if name else 2)
    assert result.stderr.startswith(message)


def test_what_names_several_actors_is_ambiguous(sahel: Sahel) -> None:
    result = sahel("timeline", "--about", "president")
    assert (result.code, result.output) == (1, b"")
    several = sahel("timeline", "--about", "traore")
    assert several.code == sahel("timeline", "--actor", "traore").code


def test_whose_copy_it_is(ask: Sahel) -> None:
    assert ids(ask("timeline", "--agency", "cnn", "--json")) == ["march"]
    assert ids(ask("quote", "--agency", "AFP", "--json")) == ["of-the-state"]
    assert ids(ask("source", "--agency", "AFP", "--agency", "CNN", "--json")) == ["copy", "afp-copy"]
    counts = {row["name"]: row["total"] for row in ask("stats", "--by", "agency", "--json").json()}
    assert counts == {"AFP": 1, "CNN": 1}


def test_an_agency_that_is_asked_for_as_a_publisher(ask: Sahel) -> None:
    refused = ask("timeline", "--publisher", "CNN")
    assert (refused.code, refused.output) == (1, b"")
    assert refused.stderr == 'error: no publisher matches "CNN"\nhint: CNN is the agency of 1 source: --agency CNN\n'
    result = ask("timeline", "--publisher", "AFP", "--json")
    assert (ids(result), result.stderr) == (["elsewhere"], "1 more source carries copy of AFP: --agency AFP\n")
    assert ask("timeline", "--publisher", "AFP", "--quiet").stderr == ""


def test_of_one_that_is_both_publisher_and_agency_the_other_is_named(ask: Sahel) -> None:
    """Who leaves out a publisher, and not the papers that carry its copy, has left out less than it seems."""
    copy = "1 more source carries copy of AFP: --not-agency AFP\n"
    assert copy in ask("timeline", "--not-publisher", "AFP", "--json").stderr
    printed = "1 more source is published by AFP: --publisher AFP\n"
    assert printed in ask("timeline", "--agency", "AFP", "--json").stderr
    assert printed.replace("--pub", "--not-pub") in ask("timeline", "--not-agency", "AFP", "--json").stderr
    assert "more source" not in ask("timeline", "--not-agency", "AFP", "--not-publisher", "AFP", "--json").stderr


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (
            ("timeline", "--actor", "abuja"),
            "Abuja is a place: --place Abuja, or --about Abuja for all that has to do with it",
        ),
        (("quote", "abuja"), "Abuja is a place: --place Abuja, or --about Abuja for all"),
        (
            ("timeline", "--place", "tom"),
            "Tom Tinubu is an actor: --actor 'Tom Tinubu', or --about",
        ),
        (("timeline", "--agency", "herald"), "Herald is a publisher: --publisher Herald"),
        (("timeline", "--not-publisher", "cnn"), "CNN is the agency of 1 source: --not-agency CNN"),
        (("timeline", "--not-actor", "abuja"), "Abuja is a place: --not-place Abuja, or --not-about Abuja for all"),
    ],
)
def test_a_name_of_another_kind_is_told_how_to_ask_for_it(ask: Sahel, options: tuple[str, ...], hint: str) -> None:
    result = ask(*options)
    assert (result.code, result.output) == (1, b"")
    assert f"\nhint: {hint}" in result.stderr


def test_an_actor_with_a_role_of_an_actor_does_not_refer_to_the_place_of_that_id(sahel: Sahel) -> None:
    def actors(of: str) -> set[str]:
        page = sahel("show", of, "--json").json()
        return {row["id"] for row in page["referred_by"] if row["kind"] == "actor"}

    assert "mohamed-bazoum" in actors("actor:niger")
    assert "mohamed-bazoum" not in actors("place:niger")


def test_a_role_says_whether_it_is_of_an_actor_or_a_place(ask: Sahel) -> None:
    roles = {row["id"]: row["roles"] for row in ask("actor", "--json").json()}
    assert roles["bob"][0]["of"] == {"id": "niger", "name": "Niger state", "kind": "actor"}
    assert roles["ann"][0]["of"] == {"id": "niamey", "name": "Niamey", "kind": "place"}


@pytest.mark.parametrize(
    ("options", "result"),
    [
        (("actor", "--place", "niger-land"), ["bob"]),
        (("actor", "--place", "abuja", "--on", "2023-07"), ["niger", "tom"]),
        (("actor", "--tag", "talks"), ["niger", "tom"]),
        (("actor", "--actor", "tom"), ["niger", "tom"]),
        (("actor", "--actor", "bob", "--place", "abuja", "--tag", "protest"), []),  # not all of one record
        (("actor", "--not-tag", "protest", "--place", "niamey"), []),
        (("actor", "--until", "2023-07"), ["niger", "tom"]),
        (("actor", "--place", "abuja", "--about", "niger"), ["niger", "bob"]),
        (("source", "--place", "niamey"), ["s", "copy"]),
        (("source", "--actor", "tom", "--tag", "talks"), ["afp-copy", "s"]),
        (("source", "--actor", "bob", "--not-place", "niamey"), ["s", "afp"]),
        (("source", "--tag", "protest", "--publisher", "Courier"), []),
    ],
)
def test_actors_and_sources_are_those_that_a_matching_record_names(
    ask: Sahel, options: tuple[str, ...], result: list[str]
) -> None:
    assert sorted(ids(ask(*options, "--json"))) == sorted(result)


def test_a_source_in_full_is_narrowed_by_every_option(ask: Sahel) -> None:
    page = ask("source", "s", "--about", "niger", "-n", "1", "--json").json()
    assert [row["id"] for row in page["events"]] == ["ultimatum"]
    assert [row["id"] for row in page["figures"]] == ["there"]
    assert page["quotes"] == []
    assert [row["id"] for row in page["alone"]] == ["ultimatum"]
    assert (page["total_events"], page["total_quotes"], page["total_figures"], page["total_alone"]) == (1, 0, 1, 2)
    assert ask("source", "s", "--until", "1990", "--json").json()["total_alone"] == 0
    assert ask("source", "s", "--known-by", "1990", "--json").json()["total_events"] == 0


def test_a_limit_cuts_the_lists_of_a_profile_and_nothing_else(ask: Sahel) -> None:
    full, cut = (ask("actor", "bob", *more, "--json").json() for more in ((), ("-n", "1")))
    assert [row["id"] for row in cut["events"]] == ["elsewhere"]
    for key in ("first_event", "last_event", "total_events", "total_quotes", "total_figures", "total_sources"):
        assert cut[key] == full[key]
    assert (full["first_event"]["id"], full["total_events"], full["total_sources"]) == ("march", 2, 3)
    assert ask("actor", "bob").stderr == ""
    assert ask("actor", "bob", "-n", "1").stderr == "shown 1 of 2 events\n"
    assert ask("source", "s", "-n", "0").stderr == "shown 0 of 1 event, 0 of 1 quotation, 0 of 1 figure\n"
    assert ask("source", "s", "-n", "0", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("troops", "--tag", "talks"), "error: --tag: figures have no tags\nhint: "),
        (("troops", "--not-tag", "talks"), "error: --not-tag: figures have no tags\nhint: "),
        (
            ("stats", "--tag", "talks", "--kind", "figure"),
            "error: --tag: figures have no tags\nhint: leave it out",
        ),
        (("stats", "--by", "tag", "--kind", "figure"), "error: --by tag: figures have no tags\nhint: "),
        (("stats", "--by", "measure", "--kind", "quote"), "error: --by measure: quotations have no measures\nhint: "),
        (("search", "a", "--kind", "actor", "--tag", "talks"), "error: --tag: actors have no tags\nhint: "),
        (
            ("search", "a", "--kind", "actor", "--kind", "place", "--on", "2023"),
            "error: --on: actors and places",
        ),
        (("search", "a", "--kind", "place", "--known-by", "2023"), "error: --known-by: places have no sources\nhint: "),
        (("search", "a", "--kind", "place", "--not-agency", "AFP"), "error: --not-agency: places have no sources"),
        (("search", "a", "--kind", "source", "--about", "bob"), "error: --about: sources name no actors and no places"),
        (("timeline", "--since", "../2013"), 'error: --since "../2013": '),
        (("timeline", "--until", "2013/.."), 'error: --until "2013/..": '),
        (("source", "--known-by", "2013/.."), 'error: --known-by "2013/..": '),
        (
            ("timeline", "--certain"),
            "error: --certain: without --since, --until or --on nothing can lie outside\nhint: ",
        ),
        (("timeline", "--count", "--fields", "id"), "error: --count prints a number, and --fields is for rows\nhint: "),
        (("quote", "--count", "--sources"), "error: --count prints a number, and --sources is for rows\nhint: "),
        (("stats", "--sources"), "error: --sources: counts cite no sources\nhint: leave --sources out"),
        (("source", "--sources"), "error: --sources: each row is a source, with its publisher, date and address\n"),
        (("stats", "--undated"), "error: --undated: without --known-by nothing undated is left out\nhint: add it"),
    ],
)
def test_an_option_that_would_leave_nothing_out_is_refused(ask: Sahel, options: tuple[str, ...], message: str) -> None:
    result = ask(*options)
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.startswith(message)


def test_an_option_that_one_of_the_kinds_can_answer_narrows(ask: Sahel) -> None:
    assert [row["events"] for row in ask("stats", "--tag", "talks", "--json").json()] == [1, 0]
    assert ask("stats", "--by", "measure", "--json").json()[0]["figures"] == 1
    rows = ask("search", "niamey", "--kind", "place", "--kind", "figure", "--on", "2023", "--json").json()
    assert [row["of"] for row in rows] == ["figure"]


def test_a_source_named_twice_is_one(ask: Sahel, sahel: Sahel, tmp_path: Path) -> None:
    file = tmp_path / "twice.toml"
    file.write_text(DATA.replace('sources = ["afp"]', 'sources = ["afp", "afp"]'), encoding="utf-8")
    assert [row["id"] for row in sahel("source", "afp", "-d", str(file), "--json").json()["alone"]] == ["elsewhere"]


@pytest.mark.parametrize(("names", "number"), [(("Canal", "Canal+"), 1), (("???", "—"), 1), (("दिन", "दीन"), 1)])
def test_publishers_whose_names_differ_in_a_sign_are_two(
    sahel: Sahel, tmp_path: Path, names: tuple[str, str], number: int
) -> None:
    file = tmp_path / "two.toml"
    sources = "".join(f'[[sources]]\nid = "s{n}"\ntitle = "t"\npublisher = "{name}"\n' for n, name in enumerate(names))
    event = '[[events]]\nid = "e"\ndate = "2023"\ntitle = "t"\nsources = ["s0", "s1"]\n'
    file.write_text(sources + event, encoding="utf-8")
    data = ("-d", str(file))
    assert sahel("timeline", "--min-sources", "2", "--count", *data).stdout == f"{number}\n"
    assert {row["name"] for row in sahel("stats", "--by", "publisher", "--json", *data).json()} == set(names)
    for name in names:
        rows = sahel("source", "--publisher", name, "--json", *data).json()
        assert [row["publisher"] for row in rows] == [name]
