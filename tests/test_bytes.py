"""Bytes that are no UTF-8: one message wherever text is wanted, and no hindrance in the name of a file."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.test_argument_checks import NEEDED, typed
from tests.every_command import prepare
from tests.terminal import Process, Result, Sahel

LATIN = os.fsdecode(b"caf\xe9")
OLD = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
HINT = "set the terminal to UTF-8, or save the script in it; only a path may hold other bytes"
NAMES = [b"caf\xe9", "café d'hier".encode(), b"a\nb\x1b[2J", "x\u202ey".encode(), b"$HOME `id`"]
ARGUMENTS = {
    "actor": "NAME",
    "quote": "SPEAKER",
    "troops": "FORCE",
    "source": "ID",
    "show": "ID",
    "search": "WORD",
    "export": "NAME",
    "import": "NAME",
}


PATHS = ("PATH", "FILE", "OLD", "LABEL")  # may hold any bytes, as what git calls a branch may


def texts_of(sahel: Sahel, command: str) -> list[str]:
    """Return the options of a command that take a text, as its help names them."""
    help_text = sahel(*command.split(), "--help").stdout
    named = re.findall(r"^  (?:-\w, )?(--[a-z-]+) ([A-Z]+)", help_text, re.MULTILINE)
    return [option for option, word in named if word not in PATHS]


@pytest.mark.parametrize("command", NEEDED)
def test_an_option_that_is_no_text_is_named_and_shown(sahel: Sahel, command: str, tmp_path: Path) -> None:
    prepare(tmp_path)
    for option in texts_of(sahel, command):
        result = sahel(*typed(command, option, LATIN))
        assert (result.code, result.output) == (2, b"")
        assert result.stderr == f'error: {option} "caf\\xe9" is not UTF-8\nhint: {HINT}\n'


@pytest.mark.parametrize("command", ARGUMENTS)
def test_so_is_an_argument(sahel: Sahel, command: str) -> None:
    result = sahel(command, LATIN, *(["-"] if command == "import" else []))
    assert (result.code, result.output) == (2, b"")
    assert result.stderr == f'error: {ARGUMENTS[command]} "caf\\xe9" is not UTF-8\nhint: {HINT}\n'


@pytest.mark.parametrize("words", ["{}", "timeline {}", "timeline --{}", "add {}", "timeline -{}"])
def test_so_is_what_no_command_knows(process: Process, words: str) -> None:
    result = process(*words.format(LATIN).split())
    assert (result.code, result.output) == (2, b"")
    assert result.stderr.count("error: ") == 1
    assert "Traceback" not in result.stderr


def test_so_is_what_nothing_takes(sahel: Sahel) -> None:
    assert sahel("timeline", LATIN).stderr == f'error: argument "caf\\xe9" is not UTF-8\nhint: {HINT}\n'


@pytest.mark.parametrize("words", ["actor Itté", "quote --text résolu", "search résolu", "timeline --tag withdrawal"])
def test_a_locale_without_the_sign_gets_the_answer(sahel: Sahel, process: Process, words: str) -> None:
    usual, present = sahel(*words.split(), "--json"), process(*words.split(), "--json", env=OLD)
    assert (usual.code, len(usual.output) > 10) == (0, True)
    assert present == usual


@pytest.fixture(params=["utf-8", "ascii"])
def located(request: pytest.FixtureRequest, sahel: Sahel, process: Process) -> Sahel:
    """The command line in a locale of UTF-8, and in a process whose locale has ASCII alone."""

    def run(*args: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Result:
        if request.param == "utf-8":
            return sahel(*args, env=env, stdin=stdin)
        return process(*args, env={**OLD, **(env or {})}, stdin=stdin)

    return run


def test_files_may_have_such_names(located: Sahel, tmp_path: Path) -> None:
    prepare(tmp_path)
    data, answer = os.fsdecode(b"caf\xe9-\xc3\xa9"), os.fsdecode(b"caf\xe9.json")
    (tmp_path / "mine").rename(tmp_path / data)
    usual = located("timeline", "-d", data, "--json")
    assert (usual.code, len(usual.json()), usual.errors) == (0, 2, b"")
    assert located("timeline", env={"SAHEL_DATA": data}).code == 0
    assert located("timeline", "-d", data, "-o", answer).errors == b""
    assert (tmp_path / answer).read_bytes() == usual.output
    for args in ("check", "index", "index --json", "check --json", "show 2023"):
        assert located(*args.split(), "-d", data).code in (0, 1)
    for words in (["check", data], ["diff", data, data], ["export", "parquet", "-d", data, "-o", data]):
        assert (words, located(*words).code) == (words, 0)
    to = os.fsdecode(os.fsencode(data) + b"/\xff.toml")
    added = located(*shlex.split("add place --name Tera --kind city"), "-d", data, "--to", to)
    assert (added.code, added.errors) == (0, b"")
    assert b"Tera" in (tmp_path / to).read_bytes()


def test_what_is_wrong_in_such_a_file_is_said_with_its_name(sahel: Sahel, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.toml")
    (tmp_path / name).write_text('[[places]]\nid = "tera"\n', "utf-8")
    assert sahel("check", name).stdout.startswith("caf\\xe9.toml:1:")
    result = sahel("check", name, "--json")
    assert result.code == 1
    assert [os.fsencode(finding["file"]) for finding in json.loads(result.output)][:1] == [os.fsencode(name)]
    missing = sahel("timeline", "-d", f"no-{name}")
    assert missing.stderr.startswith('error: no such file or folder: "no-caf\\xe9.toml"\n')


@pytest.mark.parametrize(
    "name", [b"caf\xe9", "café d'hier".encode(), b"a\nb\x1b[2J", "x\u202ey".encode(), b"$HOME `id`"]
)
def test_what_is_to_be_typed_next_runs(located: Sahel, sahel: Sahel, environment: dict[str, str], name: bytes) -> None:
    begun = located("init", os.fsdecode(name))
    assert begun.code == 0
    commands = re.findall(rb"^to [a-z ]+: sahel (.+)$", begun.errors, re.MULTILINE)
    assert len(commands) == 3
    assert not set(b"\x1b") & set(begun.errors)
    for command in commands[::2]:
        words = as_bash_reads(command, environment)
        assert (words, sahel(*words).code) == (words, 0)


def as_bash_reads(command: bytes, env: Mapping[str, str]) -> list[str]:
    """Return the words of a command, as the shell hands them over."""
    script = b"printf '%s\\0' " + command
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, check=True)
    return [os.fsdecode(word) for word in done.stdout.split(b"\0")[:-1]]
