"""Renderings of one utterance: in every form for people all of them, whichever matches; each a record to machines."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli_w

from tests.formats.rows import painted, quote, report
from tests.terminal import Sahel, Terminal

OWN, AGENCY, SECOND, PARAPHRASE = "Nous partons demain", "we are leaving tomorrow", "we leave", "off they go, he says"
ALL = [OWN, AGENCY, SECOND, PARAPHRASE]
OTHER = "Never again"


def spoken(record_id: str, text: str, **more: Any) -> dict[str, Any]:
    keys = {"id": record_id, "date": "2023-09-24", "speaker": "alice", "text": text, "language": "en", "sources": ["s"]}
    return keys | more


DATASET: dict[str, Any] = {
    "sources": [
        {"id": "s", "title": "T", "publisher": "Paper", "published": "2023-09-25"},
        {"id": "late", "title": "T", "publisher": "Weekly", "published": "2024-01"},
        {"id": "copy", "title": "T", "publisher": "Copyist", "published": "2023-09-26", "reworded": True},
    ],
    "actors": [
        {"id": "alice", "name": "Alice", "kind": "person", "description": "One."},
        {"id": "bob", "name": "Bob", "kind": "person", "description": "Another."},
    ],
    "places": [{"id": "niamey", "name": "Niamey", "kind": "city"}, {"id": "paris", "name": "Paris", "kind": "city"}],
    "events": [
        {"id": "here", "date": "2023-09-24", "title": "H", "places": ["niamey"], "tags": ["talks"], "sources": ["s"]},
        {"id": "there", "date": "2023-09-24", "title": "T", "places": ["paris"], "sources": ["s"]},
    ],
    "quotes": [
        spoken("a-copy", PARAPHRASE, utterance="u", translated=True, sources=["copy"], event="here"),
        spoken("b-own", OWN, utterance="u", language="fr", sources=["late"], venue="TF1"),
        spoken("c-other", OTHER),
        spoken("d-agency", AGENCY, utterance="u", translated=True, event="there", venue="TF1"),
        spoken("e-second", SECOND, utterance="u", translated=True, speaker="bob", date="2023-10", venue="Radio"),
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> str:
    (tmp_path / "data.toml").write_text(tomli_w.dumps(DATASET), "utf-8")
    return str(tmp_path / "data.toml")


def in_order(text: str) -> list[str]:
    """Return the words of the quotations in the order in which they stand in a text."""
    return re.findall("|".join([*ALL, OTHER]), " ".join(text.split()))


@pytest.mark.parametrize(
    ("options", "renderings"),
    [
        ("", ["b-own", "d-agency", "e-second"]),
        ("--text off", ["b-own", "d-agency", "e-second"]),
        ("--on 2023-09-24 --certain -n 1", ["b-own", "d-agency", "e-second"]),
        ("--place niamey", ["b-own", "d-agency", "e-second"]),
        ("--not-place paris", ["b-own", "e-second"]),
        ("--not-actor bob", ["b-own", "d-agency"]),
        ("--not-about bob", ["b-own", "d-agency"]),
        ("--not-source late", ["d-agency", "e-second"]),
        ("--not-publisher Weekly", ["d-agency", "e-second"]),
        ("--known-by 2023-10", ["d-agency", "e-second"]),
        ("--known-by 2024", ["b-own", "d-agency", "e-second"]),
    ],
)
def test_a_row_names_the_others(sahel: Sahel, data: str, options: str, renderings: list[str]) -> None:
    rows = {row["id"]: row for row in sahel("quote", "-d", data, *options.split(), "--json").json()}
    assert rows["a-copy"]["renderings"] == renderings
    assert rows.get("c-other", {"renderings": []})["renderings"] == []


def test_one_that_is_added_is_named_by_those_before(sahel: Sahel, tmp_path: Path, data: str) -> None:
    sahel("quote", "-d", data, "--json")
    with Path(data).open("a", encoding="utf-8") as file:
        file.write("\n" + tomli_w.dumps({"quotes": [spoken("f-new", "On part", utterance="u", language="fr")]}))
    rows = {row["id"]: row["renderings"] for row in sahel("quote", "-d", data, "--json").json()}
    assert rows["a-copy"] == ["b-own", "f-new", "d-agency", "e-second"]
    assert rows["f-new"] == ["b-own", "d-agency", "e-second", "a-copy"]


def test_whichever_matches_a_person_sees_all(sahel: Sahel, terminal: Terminal, data: str) -> None:
    question = ("quote", "-d", data, "--text", "we leave")
    for text in (terminal(*question).text, sahel(*question, "-f", "markdown", "--no-provenance").stdout):
        assert in_order(text.split("\n", 1)[1]) == ALL
        assert text.count("▸") == 1
        assert "3 more renderings" in text
    assert in_order(sahel(*question).stdout) == [SECOND]
    assert len(sahel(*question, "--json").json()) == 1
    assert sahel(*question, "--count").stdout == "1\n"
    assert in_order(sahel(*question, "-f", "csv").stdout) == [SECOND]


def test_where_all_match_none_is_marked(terminal: Terminal, data: str) -> None:
    text = terminal("quote", "-d", data).text
    assert in_order(text) == [*ALL, OTHER]
    assert "▸" not in text
    assert "2 utterances, 5 quotations" in text.split("\n")[0]


def test_a_limit_counts_utterances_for_people_and_records_for_machines(
    sahel: Sahel, terminal: Terminal, data: str
) -> None:
    seen = terminal("quote", "-d", data, "-n", "1")
    assert in_order(seen.text) == ALL
    assert "1 of 2 utterances, 5 quotations" in seen.text
    assert seen.stderr == "shown 1 of 2 utterances, 5 quotations\n"
    assert in_order(terminal("quote", "-d", data, "-n", "1", "--reverse").text)[0] == OWN  # by Bob's, the latest
    assert in_order(sahel("quote", "-d", data, "-n", "1").stdout) == [PARAPHRASE]
    assert sahel("quote", "-d", data, "-n", "1").stderr == "shown 1 of 5 quotations\n"


def test_each_has_its_own_speaker_day_venue_and_mark(sahel: Sahel, terminal: Terminal, data: str) -> None:
    question = ("quote", "-d", data, "--until", "2023-10-05", "--text", "tomorrow")
    for text in (terminal(*question, columns=100).text, sahel(*question, "-f", "markdown").stdout.replace("\\", "")):
        assert "Bob · ≈ October 2023 · Radio · English, translated" in text
        assert "24 September 2023 · TF1" not in text


@pytest.mark.parametrize("form", ["terminal", "markdown"])
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--text tomorrow --known-by 2023-09-25", [AGENCY, SECOND]),
        ("--text tomorrow --not-actor bob", [OWN, AGENCY, PARAPHRASE]),
        ("--text tomorrow --not-place niamey", [OWN, AGENCY, SECOND]),
        ("--text tomorrow --not-tag talks", [OWN, AGENCY, SECOND]),
        ("--text tomorrow --not-publisher Weekly", [AGENCY, SECOND, PARAPHRASE]),
        ("--text tomorrow --not-about niamey", [OWN, AGENCY, SECOND]),
        ("--place paris", ALL),
        ("--source late", ALL),
        ("--publisher Copyist", ALL),
        ("--actor bob", ALL),
        ("--since 2023-10", ALL),
        ("--min-sources 2", []),
    ],
)
def test_what_is_left_out_is_not_brought_back(
    sahel: Sahel, terminal: Terminal, data: str, form: str, options: str, words: list[str]
) -> None:
    question = ("quote", "-d", data, *options.split())
    text = terminal(*question, columns=140).text if form == "terminal" else sahel(*question, "-f", "markdown").stdout
    assert in_order(text.split("\n", 1)[1]) == words


def test_the_page_of_one_has_all(sahel: Sahel, terminal: Terminal, data: str) -> None:
    question = ("show", "quote:d-agency", "-d", data)
    for text in (terminal(*question).text, sahel(*question, "-f", "markdown").stdout):
        assert in_order(text) == [AGENCY, OWN, SECOND, PARAPHRASE]
        assert "3 more renderings" in text
        assert "Bob · October 2023 · Radio · English, translated" in text
        assert "referred to by" not in text.lower()
    assert sahel(*question, "--json").json()["renderings"] == ["b-own", "e-second", "a-copy"]
    assert re.findall("renderings\t(.*)", sahel(*question).stdout) == ["b-own", "e-second", "a-copy"]


def test_a_profile_has_all_and_a_limit_of_utterances(sahel: Sahel, terminal: Terminal, data: str) -> None:
    question = ("actor", "alice", "-d", data, "--text", "leaving")
    for text in (terminal(*question).text, sahel(*question, "-f", "markdown").stdout):
        assert in_order(text.partition("Quotations")[2]) == ALL
        assert text.count("▸") == 1
    assert in_order(terminal("actor", "alice", "-d", data, "-n", "1").text) == ALL
    profile = sahel(*question, "--json").json()
    assert [row["id"] for row in profile["quotes"]] == ["d-agency"]
    assert in_order(sahel(*question).stdout) == [AGENCY]


def test_the_page_of_a_source_has_all(sahel: Sahel, terminal: Terminal, data: str) -> None:
    question = ("source", "copy", "-d", data)
    for text in (terminal(*question).text, sahel(*question, "-f", "markdown").stdout):
        assert in_order(text) == [PARAPHRASE, OWN, AGENCY, SECOND]
        assert "also Bob · October 2023 · Radio · English, translated" in " ".join(text.split())
    assert "1 quotation\n" in terminal(*question).text
    assert in_order(sahel(*question).stdout) == [PARAPHRASE]
    assert [row["id"] for row in sahel(*question, "--json").json()["quotes"]] == ["a-copy"]


def test_what_refers_to_a_record_has_all(sahel: Sahel, terminal: Terminal, data: str) -> None:
    for question in (("show", "here", "-d", data), ("show", "event:there", "-d", data)):
        listed = AGENCY if "event:there" in question else PARAPHRASE
        for text in (terminal(*question).text, sahel(*question, "-f", "markdown").stdout):
            assert in_order(text) == [listed, *(words for words in ALL if words != listed)]
    assert sorted(in_order(terminal("show", "actor:bob", "-d", data).text)) == sorted(ALL)
    assert in_order(terminal("show", "actor:alice", "-d", data).text).count(SECOND) == 1
    assert in_order(sahel("show", "here", "-d", data).stdout) == [PARAPHRASE]


def test_a_search_finds_an_utterance_once_and_shows_all(sahel: Sahel, terminal: Terminal, data: str) -> None:
    seen = terminal("search", "we", "-d", data)
    assert sorted(set(in_order(seen.text))) == sorted(ALL)
    assert len(in_order(seen.text)) == len(ALL)
    assert "1 find, 2 records" in seen.text
    assert len(sahel("search", "we", "-d", data, "--json").json()) == 2
    assert in_order(sahel("search", "leaving", "-d", data, "-f", "markdown").stdout.partition("| ---")[2])[::2] == [
        AGENCY,
        OWN,
        SECOND,
        PARAPHRASE,
    ]
    assert in_order(terminal("search", "leaving", "-d", data, "--not-actor", "bob").text) == [AGENCY, OWN, PARAPHRASE]
    assert in_order(terminal("search", "never", "-d", data).text) == [OTHER]


@pytest.mark.parametrize("form", ["html", "timelinejs"])
def test_a_document_that_is_read_has_all(sahel: Sahel, data: str, form: str) -> None:
    result = sahel("export", form, "-d", data, "--place", "paris")
    assert in_order(result.stdout) == ALL
    assert result.stdout.count("3 more renderings") == 1
    assert "October 2023" in result.stdout
    marked = re.split("data-fits" if form == "html" else "▸", result.stdout)
    assert [in_order(part)[:1] for part in marked[1:]] == [[AGENCY]]
    assert "Bob, Bob" not in result.stdout
    assert ("Bob (English, translated), October 2023, Radio" in result.stdout) is (form == "timelinejs")
    known = sahel("export", form, "-d", data, "--place", "paris", "--known-by", "2023-09-25", "--not-actor", "bob")
    assert in_order(known.stdout) == [AGENCY]


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_a_list_of_sources_has_those_of_what_was_selected(sahel: Sahel, data: str, form: str) -> None:
    assert "Copyist" not in sahel("export", form, "-d", data, "--place", "paris").stdout


def test_the_mark_has_a_stand_in() -> None:
    rows = [quote(utterance="u", matched=False), quote(id="b", text="words", utterance="u", matched=True)]
    assert '> "words"' in painted(report("quote", *rows), encoding="ascii")


def test_the_article_that_began_it_stands_beside_its_agencies(terminal: Terminal) -> None:
    text = " ".join(terminal("quote", "macron", "--text", "rebels").text.split())
    assert "consult with the putschists" in text
    assert "work together with the rebels" in text


COPIED = {
    "sources": DATASET["sources"],
    "actors": DATASET["actors"],
    "events": [{"id": "here", "date": "2023-09-24", "title": "H", "sources": ["copy"]}],
    "quotes": [spoken("q", "we go", sources=["copy", "late"], event="here")],
}


@pytest.mark.parametrize(
    ("command", "sign"),
    [
        ("quote", "\treworded\t"),
        ("quote -f markdown", "reworded · "),
        ("quote --json", '"reworded": true, "utterance"'),
        ("search go", ": “we go”\tCopyist (reworded)"),
        ("actor alice", "\treworded\t"),
        ("actor alice -f markdown", "reworded · "),
        ("source copy", "\treworded\t"),
        ("source copy -f markdown", "Alice, reworded: “we go”"),
        ("export html", "Reworded by the source: not the speaker’s own words"),
        ("export timelinejs", "reworded by the source"),
    ],
)
def test_reworded_is_said_of_the_sources_shown(sahel: Sahel, tmp_path: Path, command: str, sign: str) -> None:
    (tmp_path / "copied.toml").write_text(tomli_w.dumps(COPIED), "utf-8")
    question = (*command.split(), "-d", "copied.toml")
    assert sign not in sahel(*question).stdout
    assert sign in sahel(*question, "--known-by", "2023-10").stdout
    assert sign in sahel(*question, "--not-publisher", "Weekly").stdout


def test_reworded_is_said_of_the_sources_shown_on_a_terminal(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "copied.toml").write_text(tomli_w.dumps(COPIED), "utf-8")
    for command in ("quote", "actor alice", "source copy"):
        question = (*command.split(), "-d", "copied.toml")
        assert "reworded" not in terminal(*question).text.replace("Copyist (reworded)", "")
        assert "reworded" in terminal(*question, "--known-by", "2023-10").text.replace("Copyist (reworded)", "")


def test_the_database_says_so_too(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "copied.toml").write_text(tomli_w.dumps(COPIED), "utf-8")
    sahel("export", "sqlite", "-d", "copied.toml", "--known-by", "2023-10", "-o", "copied.db")
    with closing(sqlite3.connect(tmp_path / "copied.db")) as database:
        assert database.execute("SELECT manner, who_says FROM quotations").fetchall() == [
            ("reworded by the source", "Copyist")
        ]


OPTIONS = (
    "--text we",
    "--actor bob",
    "--place niamey",
    "--since 2023-09-25",
    "--on 2023-09",
    "--known-by 2023-09",
    "--known-by 2024 --undated",
    "--not-actor bob",
    "--not-place niamey",
    "--not-publisher Weekly",
    "--not-about bob",
    "--min-sources 2",
    "--reverse",
)


def by_chance(random: Random) -> dict[str, Any]:
    """Return the dataset with other quotations, of few utterances."""
    quotes = [
        spoken(
            f"q{number}",
            f"Words {number} {random.choice(['we say', 'they say'])}",
            date=random.choice(["2023-09-24", "2023-09", "2023-10-01", "2024"]),
            speaker=random.choice(["alice", "bob"]),
            translated=random.random() < 0.5,
            sources=random.sample(["s", "late", "copy"], random.randint(1, 3)),
            **({"utterance": random.choice("uvw")} if random.random() < 0.8 else {}),
            **({"event": random.choice(["here", "there"])} if random.random() < 0.5 else {}),
        )
        for number in range(9)
    ]
    return DATASET | {"quotes": quotes}


@pytest.mark.parametrize("seed", range(12))
def test_people_see_what_matches_and_its_renderings_and_nothing_else(
    sahel: Sahel, terminal: Terminal, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    (tmp_path / "chance.toml").write_text(tomli_w.dumps(by_chance(random)), "utf-8")
    for _ in range(4):
        question = ["quote", "-d", "chance.toml", *" ".join(random.sample(OPTIONS, random.randint(0, 2))).split()]
        rows = sahel(*question, "--json").json()
        utterances = list(dict.fromkeys(row["utterance"] or row["id"] for row in rows))
        limit = random.randint(1, 4)
        for number in (limit, 99):
            wanted = [row for row in rows if (row["utterance"] or row["id"]) in utterances[:number]]
            ids = {shown for row in wanted for shown in (row["id"], *row["renderings"])}
            seen = terminal(*question, "-n", str(number)).text
            assert set(re.findall(r"^ +(q\d)$", seen, re.MULTILINE)) == ids
            assert len(re.findall(r"Words \d", seen)) == len(ids)
            marked = {f"q{digit}" for digit in re.findall(r"▸ “Words (\d)", seen)}
            matching = {row["id"] for row in wanted}
            assert marked == {row["id"] for row in wanted if not matching.issuperset(row["renderings"])}
