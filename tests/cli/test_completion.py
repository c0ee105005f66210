"""What a shell is offered for a word that is begun, as the scripts of Bash, zsh and fish ask for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sahelcli.cli.commands import COMMANDS, Command
from sahelcli.filesystem.discovery import find_files
from sahelcli.index.build.pipeline import fill
from sahelcli.index.name_completion import names_beginning
from sahelcli.index.name_lookup import resolve
from tests.terminal import Process, Result

DATA = Path(__file__).parents[2] / "data"


def asked(process: Process, line: str, shell: str = "bash") -> Result:
    """Return what is printed for a line whose last word is begun; it is empty after a space."""
    words = line.split(" ")
    env = {"_SAHEL_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        env |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    else:
        env |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return process(env=env)


def offered(process: Process, line: str) -> list[str]:
    process("timeline", "--limit", "1")  # from here on there is an index
    answer = asked(process, line)
    assert (answer.stderr, answer.code) == ("", 0)
    return answer.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sahel actor emmanuel-m", ["emmanuel-macron"]),
        ("sahel quote goit", ["goita"]),
        ("sahel troops fran", ["francaise", "francaises", "france", "francois-hollande", "francophonie"]),
        ("sahel timeline --since 2023 --actor wagn", ["wagner-group"]),
        ("sahel timeline --not-actor=ecowas-c", ["ecowas-court"]),
        ("sahel timeline --place nig", ["niger", "nigeria"]),
        ("sahel timeline --tag withd", ["withdrawal"]),
        ("sahel timeline --source seed", ["seed-2023-09-26-france-niger-withdrawal"]),
        ("sahel troops france --measure a", ["authorised"]),
        ("sahel source seed", ["seed-2023-09-26-france-niger-withdrawal"]),
        ("sahel show 2023-09-24-cr", ["2023-09-24-crowd-celebrates-niamey"]),
        ("sahel timeline --format js", ["json", "jsonl"]),
        ("sahel timeline --color ", ["auto", "always", "never"]),
        ("sahel stats --by mo", ["month"]),
        ("sahel search --kind f", ["figure"]),
        ("sahel export ti", ["timelinejs"]),
        ("sahel import u", ["ucdp-ged"]),
        ("sahel add so", ["source"]),
        ("sahel timeline --output ", []),  # the shell's own: files
    ],
)
def test_a_word_that_is_begun_is_known(process: Process, line: str, words: list[str]) -> None:
    assert offered(process, line) == words


def test_every_command_is_offered(process: Process) -> None:
    assert offered(process, "sahel ") == [command.name for command in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS, ids=[command.name for command in COMMANDS])
def test_the_options_of_every_command_are_offered(process: Process, command: Command) -> None:
    assert "--help" in asked(process, f"sahel {command.name} --").stdout.split()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(process: Process, shell: str) -> None:
    process("timeline", "--limit", "1")
    assert "emmanuel-macron" in asked(process, "sahel actor emmanuel-m", shell).stdout


def test_names_are_those_of_the_dataset_on_the_line(process: Process) -> None:
    Path("one.toml").write_text('[[places]]\nid = "tera"\nname = "Téra"\nkind = "city"\n', "utf-8")
    process("timeline", "--data", "one.toml")
    assert offered(process, "sahel timeline --data one.toml --place t") == ["tera"]
    assert asked(process, "sahel timeline --data nowhere.toml --place t").stdout.strip() == ""
    assert asked(process, "sahel timeline --data - --place t").stdout.strip() == ""


@pytest.mark.parametrize("line", ["timeline -d shi", "check --data s", "add event -d shipped"])
def test_the_shipped_dataset_is_offered_by_its_name_where_no_file_begins_so(
    process: Process, tmp_path: Path, line: str
) -> None:
    assert offered(process, f"sahel {line}") == ["shipped"]
    (tmp_path / "shipped.toml").touch()
    assert offered(process, f"sahel {line}") == []  # then the shell offers files


def test_to_complete_builds_no_index(process: Process, environment: dict[str, str], tmp_path: Path) -> None:
    environment["XDG_CACHE_HOME"] = str(tmp_path / "cache")
    assert asked(process, "sahel actor emmanuel-m").stdout.strip() == ""
    assert not (tmp_path / "cache").exists()


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    return fill(lambda: sqlite3.connect(":memory:"), find_files([str(DATA)])).connection


@pytest.mark.parametrize("kind", ["actor", "place", "tag", "publisher", "measure"])
def test_what_is_offered_begins_so_and_names_one_thing(index: sqlite3.Connection, kind: str) -> None:
    beginnings = {name[:2] for (name,) in index.execute("SELECT id FROM names WHERE kind = ?", (kind,))}
    offers = [(begun, name) for begun in beginnings for name in names_beginning(index, kind, begun)]
    assert {name for _, name in offers} >= {
        name for (name,) in index.execute("SELECT id FROM names WHERE kind = ?", (kind,))
    }
    for begun, name in offers:
        assert name.startswith(begun)
        assert resolve(index, kind, name)


def test_a_part_of_too_much_is_not_offered(index: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(names_beginning(index, "actor", "f")) > 3
    monkeypatch.setattr("sahelcli.index.name_completion._MOST", 3)
    assert names_beginning(index, "actor", "f") == []
    assert names_beginning(index, "actor", "emmanuel-m") == ["emmanuel-macron"]
