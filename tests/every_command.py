"""A line to type for every command there is, and the files it needs, for what holds of all of them."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

# The exports that are one file.
PRINTED = ("html", "ics", "timelinejs", "csl", "bibtex", "geojson", "sqlite", "xlsx", "ftm", "timesketch")
MANY = 900  # records whose listing is more than a pipe holds
SMALL = Path(__file__).parent / "data" / "valid" / "every-key.toml"
# What adds a record of each kind to the dataset `mine`, and imports the table; as a shell reads it.
ADDING = {
    "event": "--title 'What came next' --date 2023-09-26 --source afp",
    "quote": "--text 'We leave.' --speaker macron --date 2023-09-26 --language en --source afp",
    "figure": "--force france --place andorra --date 2023-09-26 --measure deployed --low 1 --source afp",
    "actor": "--name 'Amina Diallo' --kind person --description Mayor.",
    "place": "--name Tera --kind city",
    "source": "--title 'Two held' --publisher Courier",
}
IMPORTING = "csv table.csv --map date=Day --map title=What --map source.publisher=Paper --map source.title=What"


class Line(NamedTuple):
    """What is typed, how it ends when all goes well, and what else is typed to have more than a pipe holds."""

    args: tuple[str, ...]
    code: int = 0
    prints: bool = True  # on standard output
    long: tuple[str, ...] | None = None


LINES = {
    "timeline": Line(("timeline", "-n", "20"), long=("timeline", "--json")),
    "quote": Line(("quote", "-n", "20"), long=("quote", "--json")),
    "actor": Line(("actor", "emmanuel-macron"), long=("actor", "emmanuel-macron", "--json")),
    "actors": Line(("actor", "-n", "20"), long=("actor", "--json")),
    "troops": Line(("troops", "-n", "20"), long=("troops", "--json")),
    "troops-differ": Line(("troops", "france", "--differ")),
    "troops-chart": Line(("troops", "france", "--chart")),
    "verify": Line(("verify", "article.txt"), long=("verify", "long.txt", "--json")),
    "search": Line(("search", "france", "-n", "20"), long=("search", "france", "--json")),
    "show": Line(
        ("show", "actor:france"), long=("show", "actor:france", "place:niger", "actor:emmanuel-macron", "--json")
    ),
    "source": Line(("source", "seed-2023-09-26")),
    "sources": Line(("source", "-n", "20"), long=("source", "--json")),
    "open": Line(("open", "2023-09-24-france-announces-niger-withdrawal")),
    "cite": Line(("cite", "2023-09-24-macron-fr-terrorisme", "seed-2023-09-26")),
    "stats": Line(("stats",), long=("stats", "--by", "publisher", "--json")),
    "init": Line(("init", "new"), prints=False),
    "add": Line(("add", "event", *shlex.split(ADDING["event"]), "-d", "mine")),
    "add-dry-run": Line(("add", "event", *shlex.split(ADDING["event"]), "-d", "mine", "--dry-run")),
    "edit": Line(("edit", "announcement", "-d", "mine"), code=3, prints=False),  # no editor is set
    "check": Line(("check", "faulty.toml"), code=1, long=("check", "faulty.toml")),
    "check-list": Line(("check", "--list")),
    "check-explain": Line(("check", "--explain", "similar-quote")),
    "diff": Line(("diff", "mine", "many.toml"), long=("diff", "mine", "many.toml", "--json")),
    "merge": Line(("merge", "base.toml", "ours.toml", "theirs.toml"), code=1, prints=False),
    "index": Line(("index",)),
    "sql": Line(("sql", "timeline", "--place", "niger")),
    "schema": Line(("schema",)),
    "schema-of-rows": Line(("schema", "--output", "event")),
    **{f"export-{form}": Line(("export", form, "-d", "mine"), long=("export", form)) for form in PRINTED},
    "export-site": Line(("export", "site", "-d", "mine", "-o", "pages"), prints=False),
    "import": Line(("import", *shlex.split(IMPORTING)), long=("import", *shlex.split(IMPORTING))),
    "help": Line(("--help",)),
    "help-of-a-command": Line(("timeline", "--help")),
    "help-of-add": Line(("add", "--help")),
    "help-as-json": Line(("help", "--json"), long=("help", "--json")),
    "completion": Line(("completion", "bash")),
    "version": Line(("--version",)),
}
ASKING = ("timeline", "quote", "actor", "troops", "verify", "search", "show", "source", "stats")


def start(args: tuple[str, ...], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the program in a process of its own, a pipe at each of its streams."""
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-m", "sahelcli", *args], stdin=pipe, stdout=pipe, stderr=pipe, env=env)


def prepare(folder: Path) -> None:
    """Write what the lines need into a folder, and take away what an earlier run made there."""
    for made in ("mine", "new", "pages"):
        shutil.rmtree(folder / made, ignore_errors=True)
    (folder / "mine").mkdir()
    shutil.copy(SMALL, folder / "mine" / "mine.toml")
    small = SMALL.read_text(encoding="utf-8")
    for name, title in {"base": "An announcement", "ours": "A speech", "theirs": "A statement"}.items():
        text = small.replace("An announcement", title)
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    if not (folder / "many.toml").exists():  # what no line changes is written once
        _write_what_stays(folder)


def _write_what_stays(folder: Path) -> None:
    article = "“We will consult with the putschists because we want things to happen calmly,” he said.\n"
    rows = (f"2023-09-24;Convoy {number} leaves Niamey « à l'aube »;Le Sahélien\n" for number in range(MANY))
    texts = {
        "article.txt": article,
        "long.txt": article * MANY,
        "table.csv": "Day;What;Paper\n" + "".join(rows),
        "faulty.toml": _dataset("2023-09-31"),
        "many.toml": _dataset("2023-09-24"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _dataset(date: str) -> str:
    source = '[[sources]]\nid = "s"\ntitle = "Départ « à l\'aube »"\npublisher = "Le Sahélien"\n\n'
    events = (
        f'[[events]]\nid = "convoy-{number}"\ndate = "{date}"\ntitle = "Convoy {number}"\nsources = ["s"]\n\n'
        for number in range(MANY)
    )
    return source + "".join(events)
