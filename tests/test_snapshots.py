"""Every screen as it stands on a terminal, at three widths; `python -m tests.test_snapshots` writes them anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest
from rich.cells import cell_len

from sahelcli.cli.commands import COMMANDS
from tests.every_command import ADDING, IMPORTING, SMALL, prepare
from tests.readme import ARTICLE, variables
from tests.terminal import Result, Terminal, run_on_terminal

FOLDER = Path(__file__).parent / "snapshots"
WIDTHS = (60, 80, 140)
# Documents, which are the same at every width, and screens with messages, which are too.
UNFOLDED = (
    "edit",
    "cite",
    "timeline-markdown",
    "diff-markdown",
    "verify-markdown",
    "add",
    "check",
    "init",
    "schema",
    "sql",
    "export",
    "import",
    "index",
    "merge",
    "completion",
)
BESIDE = ("error", "help", "troops-chart", "timeline-none", "verify-without-it")
SCREENS = {
    "timeline": "timeline --place niger --since 2023-09-23 --until 2023-10-02",
    "timeline-sources": "timeline --on 2023-09-24 --certain --sources",
    "timeline-markdown": "timeline --on 2023-09-24 --certain -f markdown",
    "timeline-fields": "timeline --on 2023-09-24 --fields date,title,places",
    "timeline-none": "timeline --on 1999",
    "quote": "quote macron --on 2023-09-24",
    "quote-reported": "quote --on 2023-08-25",
    "actor-list": "actor --reverse -n 12",
    "actor": "actor tchiani",
    "troops": "troops france --place niger --since 2023-08 --until 2023-12",
    "troops-differ": "troops france --place niger --differ",
    "troops-latest": "troops france --latest --until 2023",
    "verify": "verify article.txt",
    "verify-without-it": "verify article.txt --not-source seed-2023-09-26",
    "verify-markdown": "verify article.txt --not-source seed-2023-09-26 -f markdown",
    "search": "search ambassador itte -n 6",
    "search-kinds": "search agadez --kind place --kind actor --kind figure --kind source -n 6",
    "show-event": "show 2023-09-24-france-announces-niger-withdrawal",
    "show-quote": "show 2023-09-24-macron-fr-terrorisme",
    "show-figure": "show french-troops-niger-2023-08-03-reuters",
    "show-actor": "show actor:abdourahamane-tchiani",
    "show-place": "show place:agadez",
    "show-source": "show source:seed-2023-09-26",
    "source": "source seed-2023-09-26",
    "source-list": "source --publisher trt --on 2023-09",
    "open": "open 2023-09-24-france-announces-niger",
    "cite": "cite 2023-09-24-macron-fr-terrorisme french-troops-niger-2023-10-03-toumba",
    "cite-style": "cite 2023-09-24-macron-seed-orderly --style apa",
    "stats": "stats",
    "stats-month": "stats --by month --on 2023",
    "stats-publisher": "stats --by publisher --place niamey -n 12",
    "troops-chart": "troops france --place niger --chart",
    "init": "init new",
    "add": f"add event {ADDING['event']} -d mine",
    "add-dry-run": f"add figure {ADDING['figure']} -d mine --dry-run",
    "edit": "edit 2023-09-24-announcement -d mine",
    "check": "check odd.toml",
    "check-list": "check --list",
    "merge": "merge base.toml ours.toml theirs.toml",
    "check-explain": "check --explain similar-quote",
    "diff": "diff mine new.toml",
    "diff-markdown": "diff mine new.toml -f markdown",
    "index": "index -d mine",
    "sql": "sql timeline --place niger --on 2023-09-24",
    "schema": "schema --output finding",
    "export-csl": "export csl -d mine",
    "export-bibtex": "export bibtex -d mine",
    "import": f"import {IMPORTING.replace('table.csv', 'days.csv')}",
    "help": "--help",
    "help-quote": "quote --help",
    "help-import": "help import",
    "help-dates": "help dates",
    "help-exit-codes": "help exit-codes",
    "help-environment": "help environment",
    "completion": "completion fish",
    "error-file": "timeline -d none.toml",
    "error-name": "quote macon",
    "error-ambiguous": "quote traore",
    "error-date": "timeline --since 2023-13",
    "error-option": "timeline --sinec 2023",
    "error-command": "timelin",
}


ODD = """\
[[sources]]
id = "s"
title = "Two held"
publisher = "Courier"

[[events]]
id = "2023-09-24-held"
date = "2023-09-31"
title = "Two held near the border"
sources = ["s"]

[[events]]
id = "2023-09-25-freed"
date = "2023-09-26"
title = "Both are free"
sources = ["courier"]
"""
DAYS = """\
Day;What;Paper
2023-09-24;Two held near the border;Courier
24.9.23;Both are free;Courier
"""


def lay_out(folder: Path) -> None:
    """Write the files that screens are about."""
    prepare(folder)
    shutil.copy(ARTICLE, folder / "article.txt")
    new = SMALL.read_text(encoding="utf-8").replace("An announcement", "Another announcement, of the same")
    new = new.replace("low = 1_500", "low = 1_400").partition('[[figures]]\nid = "police"')[0]
    for name, text in {"odd.toml": ODD, "new.toml": new, "days.csv": DAYS}.items():
        (folder / name).write_text(text, encoding="utf-8")


def written(result: Result) -> str:
    """Return a screen as a text file keeps it: what stood on it, then the messages and an exit code that is not 0."""
    code = f"exit code {result.code}\n" if result.code else ""
    text = re.sub("/.*/.*[.]index", "HOME/.cache/sahel/….index", result.text)
    return text.replace(f"{Path.cwd()}/", "") + result.stderr + code


def command(name: str) -> tuple[str, ...]:
    """Return the arguments of a screen."""
    return tuple(shlex.split(SCREENS[name]))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was(name: str, width: int, terminal: Terminal, tmp_path: Path) -> None:
    lay_out(tmp_path)
    path = FOLDER / f"{name}-{width}.txt"
    assert written(terminal(*command(name), columns=width)) == path.read_text(encoding="utf-8")


def test_every_command_has_one() -> None:
    commands = {command(name)[0] for name in SCREENS if not name.startswith("error")}
    assert commands - {"--help"} == {known.name for known in COMMANDS} - {"mcp"}  # it speaks with a program


def test_there_is_no_snapshot_of_nothing() -> None:
    names = {f"{name}-{width}.txt" for name in SCREENS for width in WIDTHS}
    assert {path.name for path in FOLDER.iterdir()} == names


@pytest.mark.parametrize("name", [name for name in SCREENS if not name.startswith((*UNFOLDED, *BESIDE))])
def test_no_line_is_wider_than_the_terminal(name: str) -> None:
    for width in WIDTHS:
        lines = (FOLDER / f"{name}-{width}.txt").read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if cell_len(line) > width and "://" not in line] == []


def main() -> None:
    """Write what the screens show now."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as home:
        os.chdir(home)
        for name in SCREENS:
            for width in WIDTHS:
                lay_out(Path.cwd())
                result = run_on_terminal(command(name), variables(Path(home)), width, 1000)
                (FOLDER / f"{name}-{width}.txt").write_text(written(result), encoding="utf-8")


if __name__ == "__main__":
    main()
