"""What is measured: each part is a few commands that are compared, on the shipped dataset or on one of a size."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks import dataset, tables
from benchmarks.article import write_article
from benchmarks.data import Data
from benchmarks.measure import Runner, Table
from benchmarks.peers import PEERS

ROOT = Path(__file__).resolve().parents[1]
OWN, PASS, BARE, PARSING, COPYING = (
    "sahel",
    "python -c pass",
    "bare Typer",
    "tomllib, parsing alone",
    "python, copying lines",
)
TIMELINE, COMPLETION, HELP, VERSION = "sahel timeline --json", "sahel actor tch<tab>", "sahel --help", "sahel --version"
VERIFYING = "sahel verify --json, 20 quotations"
REBUILDING, ALONE = "sahel index --rebuild", "sahel index --rebuild, one processor"
CHECKING, COLD_CHECKING = "sahel check", "sahel check, no index yet"
COLD = "sahel timeline --json, no index yet"
FEW, MANY = 6, 60  # sources
ENTANGLED, SIMPLE = (f"sahel timeline --json, one event of {number} sources, no index yet" for number in (MANY, FEW))
FREQUENT = f"{OWN} search -n 20"
BY_ACTOR = "sahel stats --by actor -n 20"
IMPORTED = "python -c 'import sahelcli', a dataset opened"
MANY_ASKED, FEW_ASKED = 300, 1  # questions: their difference has no start in it
ASKED = {
    (way, number): f"{way}, questions: {number}" for way in ("library", "mcp") for number in (MANY_ASKED, FEW_ASKED)
}
BY_MONTH = "sahel stats --by month"
WITHOUT = f"{BY_MONTH} --not-publisher"
_EVENT = ("add", "event", "--date", f"{dataset.MONTH}-01", "--title", "One more")
NARROW = {  # answers of a few records, whatever the size
    f"{OWN} actor": ("actor", dataset.ACTOR),
    f"{OWN} show": ("show", "event-0-24"),
    f"{OWN} source": ("source", "source-0-5"),
    f"{OWN} troops --differ": ("troops", dataset.ACTOR, "--differ"),
    f"{OWN} add event --dry-run": (*_EVENT, "--actor", dataset.ACTOR, "--source", "source-0-5", "--dry-run"),
}
JSONL, CSV, TSV = (f"{OWN} timeline -f {name}" for name in ("jsonl", "csv", "tsv"))
CSL, ICS = "sahel export csl", "sahel export ics"
MOST_PARSED = 100_000  # events
EXPECTED = {"month": dataset.HITS, "word": dataset.FINDS}
_MONTH = ("--on", dataset.MONTH, "--actor", dataset.ACTOR, "--certain")
_PARSE = (
    "import sys, tomllib\nfor path in sys.argv[1:]:\n    with open(path, 'rb') as file:\n        tomllib.load(file)"
)
_COPY = "import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.buffer.write(line)"


def start_up(runner: Runner) -> Table:
    """Measure the smallest answers, on the shipped dataset."""
    data = ["-d", str(ROOT / "data")]
    timeline = _sahel("timeline", "--json", *data)
    _have_index(runner, ROOT / "data")
    entangled = {SIMPLE: runner.work / "simple", ENTANGLED: runner.work / "entangled"}
    for folder, number in zip(entangled.values(), (FEW, MANY), strict=True):
        dataset.write_entangled(folder, number)
    write_article(ROOT / "data" / "quotes.toml", article := runner.work / "article.txt")
    completing = {"_SAHEL_COMPLETE": "line"}
    shell = ["env", f"SAHEL_DATA={ROOT / 'data'}", *(f"{name}={value}" for name, value in completing.items())]
    return runner.compare(
        {
            PASS: [sys.executable, "-c", "pass"],
            BARE: [
                "env",
                f"PYTHONPATH={_typer(runner)}",
                sys.executable,
                str(Path(__file__).with_name("bare_typer.py")),
            ],
            TIMELINE: timeline,
            COLD: runner.without_caches(timeline),
            "sahel timeline": _sahel("timeline", *data),
            VERIFYING: _sahel("verify", str(article), "--json", *data),
            COMPLETION: [*shell, *_sahel("sahel actor tch")],
            HELP: _sahel("--help"),
            VERSION: _sahel("--version"),
            IMPORTED: [sys.executable, "-c", "import sahelcli; sahelcli.open('shipped')"],
            **{name: _asking(way, number) for (way, number), name in ASKED.items() if way != "mcp" or _has_mcp()},
            **{
                name: runner.without_caches(_sahel("timeline", "--json", "-d", str(folder)))
                for name, folder in entangled.items()
            },
        },
        times=3,  # the goals are narrow, and a machine's speed is not the same from one start to the next
    )


def building(runner: Runner, data: Data) -> Table:
    """Measure the making of an index and the checking of the dataset.

    Unless that would take many minutes, also on one processor, without an index, and what merely parsing the files takes.
    """
    rebuild, check = (_sahel(*words, "-d", str(data.folder)) for words in (("index", "--rebuild"), ("check",)))
    if data.size > MOST_PARSED:
        return runner.compare({REBUILDING: rebuild, CHECKING: check})
    alone = {ALONE: ["taskset", "--cpu-list", "0", *rebuild]} if shutil.which("taskset") else {}
    parse = [sys.executable, "-c", _PARSE, *data.files]
    cold = runner.without_caches(check)
    return runner.compare({REBUILDING: rebuild, **alone, COLD_CHECKING: cold, CHECKING: check, PARSING: parse}, least=3)


def month(runner: Runner, data: Data) -> Table:
    """Measure the question for the events of one month that name one actor."""
    return _asked(runner, data, "month", "timeline", *_MONTH)


def word(runner: Runner, data: Data) -> Table:
    """Measure the question for what has one word."""
    return _asked(runner, data, "word", "search", dataset.WORD)


def frequent(runner: Runner, data: Data) -> Table:
    """Measure the first twenty finds of a word that one of 67 records has."""
    _have_index(runner, data.folder)
    return runner.compare({FREQUENT: _sahel("search", dataset.OFTEN, "-n", "20", "-d", str(data.folder))})


def counts(runner: Runner, data: Data) -> Table:
    """Measure the counts by month, and by actor (there are half as many actors as events), beside a question.

    And those by month as if one publisher of 300 were not there.
    """
    _have_index(runner, data.folder)
    without = ("stats", "--by", "month", "--not-publisher", dataset.PUBLISHER)
    asked = {BY_MONTH: (), BY_ACTOR: (), WITHOUT: without, OWN: ("timeline", *_MONTH, "-f", "jsonl")}
    return runner.compare(
        {name: _sahel(*(words or name.split()[1:]), "-d", str(data.folder)) for name, words in asked.items()}
    )


def narrow(runner: Runner, data: Data) -> Table:
    """Measure other answers of a few records, and how an article is held to quotations."""
    _have_index(runner, data.folder)
    write_article(data.folder / "000" / "quotes.toml", article := data.folder.with_name(f"{data.size}.article.txt"))
    asked = {**NARROW, VERIFYING: ("verify", str(article), "--json")}
    return runner.compare({name: _sahel(*words, "-d", str(data.folder)) for name, words in asked.items()})


def exporting(runner: Runner, data: Data) -> Table:
    """Measure documents of the events of one month that name one actor."""
    _have_index(runner, data.folder)
    return runner.compare(
        {name: _sahel(*name.split()[1:], *_MONTH, "-d", str(data.folder)) for name in (CSL, ICS)},
    )


def printing(runner: Runner, data: Data) -> Table:
    """Measure the printing of all events, and what copying the same lines takes."""
    _have_index(runner, data.folder)
    printed = {name: _sahel(*name.split()[1:], "-d", str(data.folder)) for name in (JSONL, CSV, TSV)}
    rows = data.folder.with_name(f"{data.size}.rows")
    with rows.open("wb") as stream:
        subprocess.run(printed[JSONL], stdout=stream, env=runner.environment, check=True)
    copying = ["sh", "-c", 'exec "$0" -c "$1" < "$2"', sys.executable, _COPY, str(rows)]
    found = runner.compare({COPYING: copying, **printed}, least=3)
    rows.unlink()
    return found


def importing(runner: Runner, data: Data) -> Table:
    """Measure the import of tables of UCDP GED and ACLED on one processor, as many rows as there are events."""
    pinned = ["taskset", "--cpu-list", "0"] if shutil.which("taskset") else []
    commands: dict[str, Sequence[str]] = {}
    for name in (tables.GED, tables.ACLED):
        path = data.folder.with_name(f"{data.size}.{name}.csv")
        if not path.exists():
            tables.write_table(name, data.size, beside := path.with_suffix(".part"))
            beside.rename(path)
        commands[f"sahel import {name}"] = [*pinned, *_sahel("import", name, str(path), "-q")]
    return runner.compare(commands)


AT_SIZE: dict[str, Callable[[Runner, Data], Table]] = {
    "building": building,
    "month": month,
    "word": word,
    "frequent": frequent,
    "counts": counts,
    "narrow": narrow,
    "exporting": exporting,
    "printing": printing,
    "importing": importing,
}
"""The parts that are measured at every size, in this order."""


def _asking(way: str, number: int) -> list[str]:
    return ["env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "benchmarks.asking", way, str(number)]


def _has_mcp() -> bool:
    """Whether the extra is installed that `sahel mcp` needs."""
    return find_spec("mcp_types") is not None


def _asked(runner: Runner, data: Data, question: str, *words: str) -> Table:
    """Ask one question of every tool that can answer it; SystemExit where they do not agree on the number of hits."""
    there = (peer for peer in PEERS if peer.is_there and question in peer.questions)
    peers = {peer.name: peer for peer in there if data.size <= MOST_PARSED or not peer.is_slow}
    data.make([peer.form for peer in peers.values()])
    _have_index(runner, data.folder)
    asked = {name: peer.command(question, str(data.file(peer.form))) for name, peer in peers.items()}
    found = runner.compare({OWN: _sahel(*words, "-f", "jsonl", "-d", str(data.folder)), **asked})
    for name, measure in found.items():
        headers = peers[name].headers if name in peers else 0
        if headers is not None and measure.lines - headers != EXPECTED[question]:
            raise SystemExit(
                f"{name} finds {measure.lines - headers} of {EXPECTED[question]} at {data.size} ({question})"
            )
    return found


def _have_index(runner: Runner, folder: Path) -> None:
    silent = subprocess.DEVNULL
    subprocess.run(_sahel("index", "-d", str(folder)), stdout=silent, env=runner.environment, check=True)


def _typer(runner: Runner) -> Path:
    """Return a folder with the Typer that a start is held against: later ones load Pydantic, which takes as long again."""
    folder = runner.work / "typer"
    if not folder.exists():
        beside = folder.with_name("typer.part")
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(beside), "typer==0.28.*"]
        subprocess.run(install, check=True)
        beside.rename(folder)
    return folder


def _sahel(*words: str) -> list[str]:
    """Return the command line of the program as it is installed beside this Python."""
    return [str(Path(sys.executable).with_name("sahel")), *words]
