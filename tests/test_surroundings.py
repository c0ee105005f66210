"""Whatever locale, time zone, terminal and colours surround a command: its words stay, its bytes are the same.

What Python itself reads at its start (the locale, the seed of its hashes) surrounds a process of its own; what the
program reads of its variables, and the encoding of its streams, is as well seen in this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.every_command import ASKING, LINES, Line, prepare
from tests.terminal import Process, Result, Sahel, Terminal

OLD = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
FAR = {**OLD, "PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"}
PLAIN = {"PYTHONIOENCODING": "cp1252", "TERM": "dumb", "COLUMNS": "20", "FORCE_COLOR": "1", "NO_COLOR": "1"}
DRAWN = ("troops-chart", "help-of-a-command")  # as wide as COLUMNS says, which nobody's program reads
ROWS = [name for name, line in LINES.items() if line.args[0] in (*ASKING, "diff") and name not in DRAWN]
FOLDER = "export-site"
DOCUMENTS = [
    name for name in LINES if name.startswith(("export", "import", "schema", "help-as-json")) and name != FOLDER
]
TEXTS = [name for name in LINES if name not in (*DOCUMENTS, FOLDER)]
on_every_line = pytest.mark.parametrize("line", LINES.values(), ids=LINES)
pytestmark = pytest.mark.usefixtures("in_common_folder")


def run(process: Process | Sahel, args: tuple[str, ...], env: dict[str, str] | None = None) -> Result:
    """Run a command after what an earlier one has written was taken away."""
    prepare(Path.cwd())
    return process(*args, env=env)


@pytest.mark.parametrize("name", [*ROWS, *DOCUMENTS])
def test_machines_get_the_same_bytes_everywhere(name: str, sahel: Sahel, process: Process) -> None:
    question = (*LINES[name].args, *(("-f", "jsonl") if name in ROWS else ()))
    prepare(Path.cwd())
    usual = sahel(*question)
    assert (usual.code, len(usual.output) > 0) == (0, True)
    for way, env in ((process, FAR), (sahel, PLAIN)):
        answer = run(way, question, env)
        assert (answer.code, answer.output) == (0, usual.output)


def test_so_are_the_files_of_a_folder(sahel: Sahel, process: Process) -> None:
    *words, folder = LINES[FOLDER].args
    prepare(Path.cwd())
    folders = [f"{folder}-{number}" for number in range(3)]
    runs = zip((sahel, process, sahel), folders, (None, FAR, PLAIN), strict=True)
    assert [way(*words, name, env=env).code for way, name, env in runs] == [0] * len(folders)
    usual, *others = [files_in(Path(name)) for name in folders]
    assert usual
    assert others == [usual] * len(others)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "markdown"])
def test_so_in_every_format(form: str, sahel: Sahel, process: Process) -> None:
    question = ("quote", "--on", "2023-09-24", "-f", form)
    usual = sahel(*question)
    assert "é" in usual.stdout
    assert [process(*question, env=FAR), sahel(*question, env=PLAIN)] == [usual, usual]


@pytest.mark.parametrize("name", TEXTS)
def test_text_falls_back_and_never_fails(name: str, sahel: Sahel, process: Process) -> None:
    line = LINES[name]
    prepare(Path.cwd())
    usual = sahel(*line.args)
    assert (usual.code, b"\x1b" in usual.output) == (line.code, False)
    colored = run(process, line.args, {"FORCE_COLOR": "1", "TERM": "dumb", "PYTHONHASHSEED": "7"})
    assert colored == usual
    for encoding, way, env in (("cp1252", sahel, {"PYTHONIOENCODING": "cp1252"}), ("ascii", process, OLD)):
        narrow = run(way, line.args, env)
        assert (narrow.code, b"Traceback" in narrow.errors) == (line.code, False)
        assert len(narrow.output.decode(encoding).splitlines()) == len(usual.stdout.splitlines())


@on_every_line
def test_terminals_of_few_abilities(line: Line, terminal: Terminal) -> None:
    if line.args[:2] in (("export", "sqlite"), ("export", "xlsx")):
        return  # is never printed on a terminal
    prepare(Path.cwd())
    dumb = terminal(*line.args, lines=60_000, env={"TERM": "dumb"})
    assert (dumb.code, b"\x1b" in dumb.output) == (line.code, False)
    prepare(Path.cwd())
    assert terminal(*line.args, lines=60_000, env={"NO_COLOR": "1"}).text == dumb.text


def test_a_terminal_of_ascii_alone(environment: dict[str, str]) -> None:
    screen, keyboard = os.openpty()
    command = [sys.executable, "-m", "sahelcli", "timeline", "-n", "20"]
    env = environment | {"PYTHONIOENCODING": "ascii", "COLUMNS": "80", "LINES": "1000"}
    with subprocess.Popen(command, stdin=keyboard, stdout=keyboard, stderr=keyboard, env=env) as child:
        os.close(keyboard)
        pieces: list[bytes] = []
        with suppress(OSError):  # how Linux says that nobody writes to it any more
            while piece := os.read(screen, 65536):
                pieces.append(piece)
        os.close(screen)
    assert child.returncode == 0
    assert b"Timeline" in b"".join(pieces)
    assert b"".join(pieces).decode("ascii")


@pytest.mark.parametrize("name", ["timeline", "quote", "check"])
def test_colour_is_judged_for_each_stream(name: str, sahel: Sahel) -> None:
    wrong = (*LINES[name].args[:1], "--format", "xml")
    assert b"\x1b" not in sahel(*wrong, env={"FORCE_COLOR": "1"}).errors
    assert sahel(*wrong, "--color", "always").errors.startswith(b"\x1b[1;31merror:\x1b[0m unknown value ")
    assert sahel("--color=always", *wrong).errors.startswith(b"\x1b[1;31merror:\x1b[0m ")
    assert b"\x1b" not in sahel(*wrong, "--color", "never", env={"FORCE_COLOR": "1"}).errors
