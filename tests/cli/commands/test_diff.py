"""`sahel diff`: what changed, by id, field by field, between files, folders and revisions of git."""

from __future__ import annotations

import itertools
from pathlib import Path

import jsonschema
import pytest

from sahelcli.json_contract import ROWS
from sahelcli.model.row_json_schema import row_schema
from tests.terminal import Sahel, Terminal

OLD = """\
[dataset]
title = "Mine"
version = "1"

[tags]
coup = "A coup."

[[sources]]
id = "courier"
title = "Two held"
publisher = "The Courier"
published = "2026-01-05"

[[sources]]
id = "afp"
title = "Held"
publisher = "AFP"

[[actors]]
id = "diallo"
name = "Amina Diallo"
kind = "person"
description = "Mayor."
roles = [{ title = "Mayor", of = "diallo", since = "2024" }]

[[events]]
id = "held"
date = "2026-01"
title = "Two aid workers held near the border, says the mayor"
sources = ["courier"]
x_mine = 1

[[events]]
id = "gone"
date = "2026-02"
title = "A rumour"
sources = ["afp"]
"""
NEW = (
    OLD.replace('version = "1"', 'version = "2"')
    .replace('coup = "A coup."', 'coup = "Power is seized."\nraid = "A raid."')
    .replace('since = "2024"', 'since = "2024-05"')
    .replace('date = "2026-01"\n', 'date = "2026-01-04"\n')
    .replace("Two aid workers held near", "Three aid workers freed near")
    .replace('sources = ["courier"]\nx_mine = 1', 'sources = ["afp"]\nx_mine = 2\nsummary = "So it is."')
    .replace('id = "gone"\ndate = "2026-02"\ntitle = "A rumour"', 'id = "come"\ndate = "2026-03"\ntitle = "A fact"')
)


@pytest.fixture
def both(tmp_path: Path) -> None:
    """The two states as files."""
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "new.toml").write_text(NEW, "utf-8")


@pytest.mark.usefixtures("both")
def test_the_rows(sahel: Sahel) -> None:
    rows = sahel("diff", "old.toml", "new.toml", "--json").json()
    assert [(row["change"], row["of"], row["id"], row["date"], row["title"]) for row in rows] == [
        ("changed", "event", "held", "2026-01-04", "Three aid workers freed near the border, says the mayor"),
        ("added", "event", "come", "2026-03", "A fact"),
        ("removed", "event", "gone", "2026-02", "A rumour"),
        ("changed", "actor", "diallo", None, "Amina Diallo"),
        ("changed", "tag", "coup", None, "coup: Power is seized."),
        ("added", "tag", "raid", None, "raid: A raid."),
        ("changed", "dataset", "dataset", None, "Mine"),
    ]
    assert [(field["field"], field["old"], field["new"]) for field in rows[0]["fields"]] == [
        ("date", "2026-01", "2026-01-04"),
        (
            "title",
            "Two aid workers held near the border, says the mayor",
            "Three aid workers freed near the border, says the mayor",
        ),
        ("summary", None, "So it is."),
        ("sources", ["courier"], ["afp"]),
        ("x_mine", 1, 2),
    ]
    assert rows[0]["fields"][1]["words"] == [
        ["removed", "Two"],
        ["added", "Three"],
        ["same", " aid workers"],
        ["removed", " held"],
        ["added", " freed"],
        ["same", " near the border, says the mayor"],
    ]
    assert rows[3]["fields"][0]["old"] == ["Mayor; diallo; since 2024"]
    assert [source["publisher"] for source in rows[0]["sources"]] == ["AFP"]
    assert [(field["field"], field["old"]) for field in rows[2]["fields"]][:2] == [
        ("date", "2026-02"),
        ("title", "A rumour"),
    ]
    for row in rows:
        jsonschema.validate(row, row_schema(ROWS["change"]))


@pytest.mark.usefixtures("both")
def test_the_words_of_both_texts_are_all_there(sahel: Sahel) -> None:
    for row in sahel("diff", "old.toml", "new.toml", "--json").json():
        for field in row["fields"]:
            if field["words"]:
                for side, other in (("old", "added"), ("new", "removed")):
                    assert "".join(text for sign, text in field["words"] if sign != other) == field[side]


VALUES = [
    "0",
    "1",
    "0.0",
    "1.0",
    "-0.0",
    "false",
    "true",
    '""',
    '"0"',
    "[]",
    "[0]",
    "[false]",
    "{}",
    "nan",
    "2026-01-01",
]


def test_no_value_is_taken_for_another(sahel: Sahel, tmp_path: Path) -> None:
    pairs = list(itertools.product([None, *VALUES], repeat=2))

    def text(side: int) -> str:
        sources = '[[sources]]\nid = "afp"\ntitle = "Held"\npublisher = "AFP"\n'
        return sources + "".join(records(number, pair[side]) for number, pair in enumerate(pairs))

    def records(number: int, value: str | None) -> str:
        own = "" if value is None else f"x_mine = {value}"
        return (
            f'[[events]]\nid = "e{number}"\ndate = "2026"\ntitle = "Held"\nsources = ["afp"]\n{own}\n'
            f'[[actors]]\nid = "a{number}"\nname = "Diallo"\nkind = "person"\ndescription = "Mayor."\n'
            f'roles = [{{ title = "Mayor"{own and f", {own}"} }}]\n'
        )

    for side in (0, 1):
        (tmp_path / f"{side}.toml").write_text(text(side), "utf-8")
    ids = {row["id"] for row in sahel("diff", "0.toml", "1.toml", "--json").json()}
    for number, (old, new) in enumerate(pairs):
        assert ids.issuperset((f"e{number}", f"a{number}")) == (old != new), (old, new)
        assert ids.isdisjoint((f"e{number}", f"a{number}")) == (old == new), (old, new)


def test_0_is_not_nothing(sahel: Sahel, tmp_path: Path) -> None:
    site = '[[places]]\nid = "p"\nname = "P"\nkind = "site"\n'
    (tmp_path / "old.toml").write_text(site, "utf-8")
    (tmp_path / "new.toml").write_text(site + "latitude = 0.0\nlongitude = 0.0\n", "utf-8")
    answer = sahel("diff", "old.toml", "new.toml", "-e")
    assert answer.stdout.split("\t")[4] == "latitude: nothing → 0.0; longitude: nothing → 0.0"
    assert answer.code == 1
    (tmp_path / "old.toml").write_text("[dataset]\n", "utf-8")
    row, _ = sahel("diff", "old.toml", "new.toml", "--json").json()
    assert {field["field"]: field["new"] for field in row["fields"]}["latitude"] == 0


@pytest.mark.usefixtures("both")
def test_what_was_added_or_removed_has_all_that_it_holds(sahel: Sahel) -> None:
    forth = {row["id"]: row for row in sahel("diff", "old.toml", "new.toml", "--json").json()}
    back = {row["id"]: row for row in sahel("diff", "new.toml", "old.toml", "--json").json()}
    fields = {"date": "2026-03", "title": "A fact", "sources": ["afp"]}
    assert {field["field"]: field["new"] for field in forth["come"]["fields"]} == fields
    assert {field["field"]: field["old"] for field in back["come"]["fields"]} == fields
    assert not any(field["old"] for field in forth["come"]["fields"])


def test_tables_of_the_users_own_are_compared(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(
        f'# begun\nx_desk = "Dakar"\n{OLD}[[x_tasks]]\nid = "call"\ndone = false\n', "utf-8"
    )
    assert sahel("diff", "old.toml", "old.toml").stderr == "no changes\n"
    new = (tmp_path / "old.toml").read_text("utf-8").replace("Dakar", "Niamey").replace("false", "true")
    (tmp_path / "new.toml").write_text(new, "utf-8")
    answer = sahel("diff", "old.toml", "new.toml", "--json")
    assert [(row["of"], row["id"], row["fields"][0]["new"], row["not_valid"]) for row in answer.json()] == [
        ("x_desk", "", "Niamey", []),
        ("x_tasks", "call", True, []),
    ]
    assert answer.stderr == ""


def test_long_texts_are_shown_about_their_changes(sahel: Sahel, tmp_path: Path) -> None:
    before = " ".join(f"w{number}" for number in range(100))
    for name, text in (("old", before), ("new", before.replace("w50", "changed"))):
        (tmp_path / f"{name}.toml").write_text(f'[tags]\ncoup = "{text}"\n', "utf-8")
    shown = "[…] w42 w43 w44 w45 w46 w47 w48 w49 ~~w50~~ **changed** w51 w52 w53 w54 w55 w56 w57 w58 […]"
    answer = sahel("diff", "old.toml", "new.toml", "--format", "markdown")
    assert f"  - meaning: {shown}\n" in answer.stdout.replace("\\", "")
    assert len(sahel("diff", "old.toml", "new.toml", "--json").json()[0]["fields"][0]["words"][0][1].split()) == 50


def test_texts_with_little_in_common_are_shown_whole(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text('[tags]\ncoup = "The army takes power from the president"\n', "utf-8")
    (tmp_path / "new.toml").write_text('[tags]\ncoup = "A seizure of the state"\n', "utf-8")
    words = sahel("diff", "old.toml", "new.toml", "--json").json()[0]["fields"][0]["words"]
    assert words == [["removed", "The army takes power from the president"], ["added", "A seizure of the state"]]


@pytest.mark.usefixtures("both")
def test_markdown_for_a_correction_note(sahel: Sahel) -> None:
    assert sahel("diff", "old.toml", "new.toml", "--format", "markdown").stdout == (
        "# Changes · old\\.toml → new\\.toml\n\n".replace("\\.", ".") + "| | changed | removed | added |\n"
        "|---|---:|---:|---:|\n"
        "| Events | 1 | 1 | 1 |\n"
        "| Actors | 1 |  |  |\n"
        "| Tags | 1 |  | 1 |\n"
        "| Dataset | 1 |  |  |\n"
        "\n"
        "What is gone is ~~struck out~~, what has come is **bold**.\n"
        "\n## Events\n"
        "\n### Changed\n\n"
        "- `held`, 4 Jan 2026: Three aid workers freed near the border, says the mayor[^1]\n"
        "  - date: 2026-01 → 2026-01-04\n"
        "  - title: ~~Two~~ **Three** aid workers ~~held~~ **freed** near the border, says the mayor\n"
        "  - summary: nothing → So it is.\n"
        "  - sources: ~~courier~~, **afp**\n"
        "  - x_mine: 1 → 2\n"
        "\n### Removed\n\n"
        "- `gone`, Feb 2026: A rumour[^1]\n"
        "\n### Added\n\n"
        "- `come`, Mar 2026: A fact[^1]\n"
        "\n## Actors\n"
        "\n### Changed\n\n"
        "- `diallo`: Amina Diallo\n"
        "  - roles: ~~Mayor; diallo; since 2024~~, **Mayor; diallo; since 2024-05**\n"
        "\n## Tags\n"
        "\n### Changed\n\n"
        "- `coup`: coup: Power is seized.\n"
        "  - meaning: ~~A coup.~~ **Power is seized.**\n"
        "\n### Added\n\n"
        "- `raid`: raid: A raid.\n"
        "\n## Dataset\n"
        "\n### Changed\n\n"
        "- `dataset`: Mine\n"
        "  - version: 1 → 2\n"
        "\n[^1]: AFP, Held\n"
    )


@pytest.mark.usefixtures("both")
def test_on_a_terminal(terminal: Terminal) -> None:
    screen = terminal("diff", "old.toml", "new.toml", "--no-pager", env={"NO_COLOR": "1"})
    assert screen.text.startswith(
        "Changes · old.toml → new.toml                                          7 changes\n"
        "\n"
        "~ event changed                                                       4 Jan 2026\n"
        "  Three aid workers freed near the border, says the mayor\n"
        "    date: 2026-01 → 2026-01-04\n"
        "    title: [-Two-]{+Three+} aid workers [-held-] {+freed+} near the border, says\n"
        "    the mayor\n"
        "    summary: nothing → So it is.\n"
        "    sources: [-courier-], {+afp+}\n"
        "    x_mine: 1 → 2\n"
        "  held\n"
        "\n"
        "+ event added                                                           Mar 2026\n"
        "  A fact\n"
        "  AFP\n"
        "  come\n"
    )


@pytest.mark.usefixtures("both")
def test_in_a_pipe(sahel: Sahel) -> None:
    lines = sahel("diff", "old.toml", "new.toml").stdout.splitlines()
    assert lines[1] == "added\tevent\t2026-03\tA fact\t\tAFP\tcome"
    assert lines[3].split("\t")[4] == "roles: - Mayor; diallo; since 2024; + Mayor; diallo; since 2024-05"
    rows = sahel("diff", "old.toml", "new.toml", "--format", "csv").stdout.splitlines()
    assert rows[0] == "kind,change,of,id,date,title,fields,sources,source_urls,not_valid"
    assert "date: 2026-01 → 2026-01-04; title: " in rows[1]


@pytest.mark.usefixtures("both")
def test_the_exit_code(sahel: Sahel) -> None:
    assert sahel("diff", "old.toml", "new.toml").code == 0
    differing = sahel("diff", "old.toml", "new.toml", "-e")
    assert (differing.code, differing.stderr) == (1, "")
    alike = sahel("diff", "old.toml", "old.toml", "-e")
    assert (alike.code, alike.stdout, alike.stderr) == (0, "", "no changes\n")
    assert sahel("diff", "old.toml", "new.toml", "--count").stdout == "7\n"
    assert sahel("diff", "old.toml", "old.toml", "--json").stdout.split() == ["[]"]


@pytest.mark.parametrize("words", ["--color red", "--format xml", "--fields titel", "--count --ids"])
def test_a_faulty_option_is_refused_before_anything_is_read(sahel: Sahel, words: str) -> None:
    result = sahel("diff", "none.toml", "none.toml", *words.split())
    assert (result.code, result.output) == (2, b"")
    assert words.rsplit(maxsplit=1)[-1] in result.stderr


def test_order_is_no_difference(sahel: Sahel, tmp_path: Path) -> None:
    blocks = OLD.split("\n\n")
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    (tmp_path / "turned.toml").write_text("\n\n".join(reversed(blocks)) + "\n", "utf-8")
    assert sahel("diff", "old.toml", "turned.toml").stderr == "no changes\n"


def test_what_is_no_dataset_is_refused(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    assert sahel("diff", "old.toml", "no.toml").stderr.startswith('error: no such file or folder: "no.toml"')


@pytest.mark.usefixtures("both")
def test_a_file_of_the_dataset_is_not_written_over(sahel: Sahel) -> None:
    answer = sahel("diff", "old.toml", "new.toml", "--json", "-o", "old.toml")
    assert answer.stderr.startswith('error: --output "old.toml" is a file of the dataset')


def test_standard_input_is_read_once(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(OLD, "utf-8")
    assert sahel("diff", "old.toml", "-", "--count", stdin=NEW.encode()).stdout == "7\n"
    for args in (("-", "-"), ("-", "--data", "-")):
        result = sahel("diff", *args, stdin=OLD.encode())
        assert (result.code, result.output) == (2, b"")
        assert result.stderr.startswith("error: standard input can be read once, and is named twice\nhint: ")


def test_what_is_new_is_said_once(sahel: Sahel) -> None:
    result = sahel("diff", "old.toml", "new.toml", "--data", "other.toml")
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == "error: --data and NEW exclude each other\nhint: leave one of them out\n"
