"""What a begun word of a command line can become, as the scripts of the shells ask for it."""

from __future__ import annotations

import shlex
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahelcli.cli.commands import COMMANDS, Command
from sahelcli.cli.reference.command_line import typed_words
from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.pipeline import fill
from sahelcli.index.name_completion import names_beginning
from sahelcli.index.name_lookup import resolve
from sahelcli.text.normalize import key
from tests.terminal import Result, Sahel

DATA = Path(__file__).parents[2] / "data"
CHRONICLE = """\
[[sources]]
id = "s"
title = "Two held"
publisher = "Le Téléphone Ivoirien"
agency = "Agence Éburnie"

[[actors]]
id = "dan-bello"
name = "Dan Bello"
kind = "person"
description = "Reporter."
sources = ["s"]

[[places]]
id = "tera"
name = "Téra"
kind = "city"
"""


def asked(sahel: Sahel, line: str) -> Result:
    """Return what is answered for a line up to the cursor, as Bash and fish give it."""
    return sahel(line, env={"_SAHEL_COMPLETE": "line"})


def answered(sahel: Sahel, line: str) -> tuple[list[str], list[str]]:
    """Return the kind, prefix and text of an answer, and the values."""
    answer = asked(sahel, line)
    assert (answer.stderr, answer.code) == ("", 0)
    head, *rows = [row.split("\t") for row in answer.stdout.splitlines()]
    return head, [value for value, _ in rows]


def offered(sahel: Sahel, line: str) -> list[str]:
    sahel("timeline", "--limit", "1")  # from here on there is an index
    return answered(sahel, line)[1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sahel actor emmanuel-m", ["emmanuel-macron"]),
        ("sahel quote goit", ["goita"]),
        ("sahel quote Mac", ["macron"]),  # people begin names with capitals
        ("sahel actor Itt", ["itte"]),
        ("sahel timeline --place NIAME", ["niamey", "niamey-air-transport-base", "niamey-french-air-base"]),
        ("sahel timeline --publisher 'Le Mond", ["Le Monde 221"]),
        (r"sahel timeline --publisher Le\ Mond", ["Le Monde 221"]),
        ("sahel timeline --publisher=lemond", ["Le Monde 221"]),
        ("sahel timeline --publisher 'le r", ["Le Radar", "Le Radar 224"]),
        ("sahel timeline --publisher les", ["Les 4 Vérités", "Les Échos du Niger"]),  # and not L'Essor
        ('sahel timeline --agency "agence fr', []),
        ("sahel timeline --not-agency reut", ["Reuters"]),
        ("sahel troops fran", ["francaise", "francaises", "france", "francois-hollande", "francophonie"]),
        ("sahel timeline --since 2023 --actor wagn", ["wagner-group"]),
        ("sahel timeline --not-actor=ecowas-c", ["ecowas-court"]),
        ("sahel timeline --place nig", ["niger", "nigeria"]),
        ("sahel timeline --place 'burkina f", ["Burkina Faso"]),
        ("sahel timeline --tag withd", ["withdrawal"]),
        ("sahel timeline --source seed", ["seed-2023-09-26-france-niger-withdrawal"]),
        ("sahel troops france --measure a", ["authorised"]),
        ("sahel source seed", ["seed-2023-09-26-france-niger-withdrawal"]),
        ("sahel show 2023-09-24-cr", ["2023-09-24-crowd-celebrates-niamey"]),
        ("sahel show quote:2023-09-24-macron-fr-t", ["quote:2023-09-24-macron-fr-terrorisme"]),
        ("sahel show figure:2023-09-24-macron-fr-t", []),
        ("sahel timeline --format js", ["json", "jsonl"]),
        ("sahel timeline -f JS", ["json", "jsonl"]),
        ("sahel timeline --color ", ["auto", "always", "never"]),
        ("sahel timeline --fields date,ti", ["date,title"]),
        (
            "sahel timeline --fields date,date",
            ["date,date_start", "date,date_end", "date,date_precision", "date,date_qualifier"],
        ),
        ("sahel troops --fields mea", ["measure"]),
        ("sahel stats --by mo", ["month"]),
        ("sahel stats --fields sin", ["single_source"]),
        ("sahel search --kind f", ["figure"]),
        ("sahel check --explain similar", ["similar-quote", "similar-event"]),
        ("sahel export ti", ["timelinejs", "timesketch"]),
        ("sahel import u", ["ucdp-ged"]),
        ("sahel schema --output cl", ["claim"]),
        ("sahel add so", ["source"]),
        ("sahel add event --actor macr", ["macron"]),
        ("sahel add event --source seed", ["seed-2023-09-26-france-niger-withdrawal"]),
        ("sahel add figure --measure o", ["ordered-out"]),
        ("sahel add place --kind c", ["country", "city"]),
        ("sahel add event --source-publisher 'le mond", ["Le Monde 221"]),
        ("sahel add source --agency reut", ["Reuters"]),
        ("sahel import csv --separator se", ["semicolon"]),
        ("sahel help exit", ["exit-codes"]),
        ("sahel completion z", ["zsh"]),
        ("sahel timel", ["timeline"]),
        ("LANG=C sahel timel", ["timeline"]),
        ("sahel timeline --reve", ["--reverse"]),
        ("sahel timeline --reverse --reve", []),  # it would say nothing more
        ("sahel timeline --tag coup --ta", ["--tag"]),
        ("sahel timeline -- --reve", []),
        ("sahel --ver", ["--version"]),
    ],
)
def test_a_word_that_is_begun_is_known(sahel: Sahel, line: str, words: list[str]) -> None:
    assert offered(sahel, line) == words


@pytest.mark.parametrize(
    "line",
    [
        *(f"sahel timeline {option} " for option in ("--since", "--on", "--limit", "--text", "--min-sources")),
        "sahel timeline ",
        "sahel stats month",
        "sahel quote macron mac",
        "sahel nothing ",
        "sahel add nothing ",
        "sahel import csv table.csv --map ",
    ],
)
def test_where_anything_may_stand_nothing_is_offered(sahel: Sahel, line: str) -> None:
    sahel("timeline", "--limit", "1")
    head, values = answered(sahel, line)
    assert (head[0], values) == ("", [])


@pytest.mark.parametrize(
    ("line", "kind", "prefix"),
    [
        ("timeline --data chron", "dataset", ""),
        ("timeline -d chron", "dataset", ""),
        ("timeline --data=chron", "dataset", "--data="),
        ("check chron", "dataset", ""),
        ("check one.toml chron", "dataset", ""),
        ("diff chron", "dataset", ""),
        ("diff one.toml chron", "dataset", ""),
        ("timeline -o chron", "files", ""),
        ("export html --output=chron", "files", "--output="),
        ("verify chron", "files", ""),
        ("import csv chron", "files", ""),
        ("import csv one.csv chron", "files", ""),
        ("import csv one.csv --map-file chron", "files", ""),
        ("add event --to chron", "files", ""),
        ("init chron", "folders", ""),
    ],
)
def test_paths_are_left_to_the_shell_where_a_path_is_meant(sahel: Sahel, line: str, kind: str, prefix: str) -> None:
    assert answered(sahel, f"sahel {line}") == ([kind, prefix, "chron"], [])


def test_every_command_is_offered(sahel: Sahel) -> None:
    assert offered(sahel, "sahel ") == [command.name for command in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_the_options_of_every_command_are_offered_with_what_they_mean(sahel: Sahel, command: Command) -> None:
    assert "--help\tShow this help and exit." in asked(sahel, f"sahel {command.name} --").stdout.splitlines()


def test_words_are_taken_as_another_shell_has_read_them(sahel: Sahel) -> None:
    sahel("timeline", "--limit", "1")
    answer = sahel("timeline", "--place", "burkina f", env={"_SAHEL_COMPLETE": "words"})
    assert answer.stdout == "\t\tburkina f\nBurkina Faso\t\n"


@pytest.mark.parametrize(
    ("line", "text", "values"),
    [
        ("sahel timel", "timel", ["timeline"]),
        (r"sahel timeline -d C:\chron\new.toml --pl", "--pl", ["--place"]),
        (r"sahel timeline --data 'C:\my chron", r"C:\my chron", []),
        ("sahel timeline --place burkina` f", "burkina f", ["Burkina Faso"]),
        ('sahel timeline --place "burkina f', "burkina f", ["Burkina Faso"]),
    ],
)
def test_powershell_asks_with_the_line_in_a_variable(sahel: Sahel, line: str, text: str, values: list[str]) -> None:
    sahel("timeline", "--limit", "1")
    answer = sahel(env={"_SAHEL_COMPLETE": "powershell", "_SAHEL_LINE": line}).stdout
    head, *rows = [row.split("\t") for row in answer.splitlines()]
    assert (head[2], [row[0] for row in rows]) == (text, values)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sahel", [""]),
        ("sahel ", [""]),
        ("sahel a", ["a"]),
        ("sahel a ", ["a", ""]),
        ("sahel a\\ b", ["a b"]),
        ("sahel a\\", ["a"]),
        ("sahel 'a b", ["a b"]),
        ("sahel 'a'\\''b'c", ["a'bc"]),
        ('sahel "a \\" $b', ['a " $b']),
        ('sahel "a"b" c"', ["ab c"]),
        ("sahel $SIDE/b", ["left/b"]),
        ("sahel '$SIDE'", ["$SIDE"]),
        ('sahel "$SIDE', ["left"]),
        ("A=1 B='2 3' sahel x", ["x"]),
        ("./sahel ~/x", ["~/x"]),
        ("'my sahel' x", ["x"]),
    ],
)
def test_words_of_a_line_are_those_of_a_shell(line: str, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDE", "left")
    assert typed_words(line) == words


@given(st.lists(st.text("ab '\"\\$é\n", min_size=1), max_size=3))
def test_what_is_quoted_is_read_again(words: list[str]) -> None:
    assert typed_words(shlex.join(["sahel", *words, "x"])) == [*words, "x"]


@pytest.mark.parametrize("form", ["complete_bash", "complete_zsh", "source_fish", "1"])
def test_a_script_of_another_version_is_answered_nothing(sahel: Sahel, form: str) -> None:
    answer = sahel(env={"_SAHEL_COMPLETE": form, "COMP_WORDS": "sahel actor tch", "COMP_CWORD": "2"})
    assert (answer.code, answer.output, answer.errors) == (0, b"", b"")


@pytest.mark.parametrize(
    "data",
    ["--data chron", "-d chron", "--data=chron", "-dchron", "--data ~/chron", "--data=~/chron", "--data $HOME/chron"],
)
def test_names_are_those_of_the_dataset_on_the_line(sahel: Sahel, tmp_path: Path, data: str) -> None:
    (tmp_path / "chron").mkdir()
    (tmp_path / "chron" / "all.toml").write_text(CHRONICLE, "utf-8")
    environment = {"HOME": str(tmp_path)}
    for path in ("chron", str(tmp_path / "chron")):
        assert sahel("actor", "--data", path, env=environment).code == 0

    def values(line: str) -> list[str]:
        answer = sahel(line, env=environment | {"_SAHEL_COMPLETE": "line"})
        return [row.split("\t")[0] for row in answer.stdout.splitlines()[1:]]

    assert values(f"sahel actor {data} da") == ["dan-bello"]
    assert values(f"sahel actor {data} Dan\\ ") == ["Dan Bello"]
    assert values(f"sahel timeline {data} --place te") == ["tera"]
    assert values(f"sahel timeline {data} --place Té") == ["Téra"]
    assert values(f"sahel timeline {data} --publisher 'le tel") == ["Le Téléphone Ivoirien"]
    assert values(f"sahel timeline {data} --agency ag") == ["Agence Éburnie"]


@pytest.mark.parametrize("data", ["nowhere.toml", "-", "''"])
def test_what_is_no_dataset_has_nothing_to_offer(sahel: Sahel, data: str) -> None:
    assert answered(sahel, f"sahel timeline --data {data} --place t")[1] == []


@pytest.mark.parametrize("line", ["timeline -d shi", "check --data s", "add event -d shipped"])
def test_the_shipped_dataset_is_offered_by_its_name_beside_paths(sahel: Sahel, line: str) -> None:
    head, values = answered(sahel, f"sahel {line}")
    assert (head[0], values) == ("dataset", ["shipped"])


def test_to_complete_builds_no_index(sahel: Sahel, environment: dict[str, str], tmp_path: Path) -> None:
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    assert answered(sahel, "sahel actor emmanuel-m")[1] == []
    assert not (tmp_path / "cache").exists()


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    return fill(lambda: sqlite3.connect(":memory:"), find_files([str(DATA)])).connection


@pytest.mark.parametrize("kind", ["actor", "place", "tag", "publisher", "agency", "measure"])
def test_what_is_offered_begins_so_and_names_one_thing(index: sqlite3.Connection, kind: str) -> None:
    known_names = index.execute("SELECT DISTINCT id, shown FROM names WHERE kind = ?", (kind,)).fetchall()
    beginnings = {text[:2] for row in known_names for text in row}
    offers = [(begun, *each) for begun in beginnings for each in names_beginning(index, kind, begun)]
    assert {value for _, value, _ in offers} >= {
        shown if kind in ("publisher", "agency") else name for name, shown in known_names
    }
    for begun, name, _ in offers:
        assert key(name).startswith(key(begun))
        assert resolve(index, kind, name)


def test_a_part_of_too_much_is_not_offered(index: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(names_beginning(index, "actor", "f")) > 3
    monkeypatch.setattr("sahelcli.index.name_completion._MOST", 3)
    assert names_beginning(index, "actor", "f") == []
    assert names_beginning(index, "actor", "emmanuel-m") == [("emmanuel-macron", "Emmanuel Macron")]
