"""Measure `sahel` against its peers on made-up data, and hold it to its goals: `python benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import dataset
from peers import HEADERS, PEERS, Peer, flat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SLOW = 5.0  # seconds: what takes longer is run no more often than this
AT_MOST = 3


class Measure(NamedTuple):
    """Of some runs: seconds of each, the largest memory in bytes, and the lines printed."""

    seconds: list[float]
    memory: int
    lines: int

    @property
    def median(self) -> float:
        """Seconds of the median run."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        """Median and spread in milliseconds, and memory."""
        low, high = min(self.seconds), max(self.seconds)
        return f"{self.median * 1e3:,.0f} ms ({low * 1e3:,.0f}–{high * 1e3:,.0f}), {self.memory / 1e6:,.0f} MB"


class Goal(NamedTuple):
    """What is to hold: a ratio of two measures, at most (or at least) so much."""

    text: str
    ratio: float
    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        holds = self.ratio >= self.bound if self.at_least else self.ratio <= self.bound
        sign = "≥" if self.at_least else "≤"
        return (
            f"| {self.text} | {sign} {self.bound:g} | {self.ratio:.2f} | {'holds' if holds else '**does not hold**'} |"
        )


class Bench:
    """Runs commands in turn, so that what else the machine does is shared by all."""

    def __init__(self, work: Path, rounds: int) -> None:
        self.work = work
        self.rounds = rounds
        self.environment = os.environ | {"XDG_CACHE_HOME": str(work / "cache"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def run(self, command: Sequence[str]) -> tuple[float, int, int]:
        """Run a command once; return seconds, its largest memory in bytes, and the lines it printed."""
        with tempfile.TemporaryFile() as output:
            begin = time.perf_counter()
            child = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=self.environment)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begin
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                raise SystemExit(f"{' '.join(command)[:200]} ended with {child.returncode}")
            output.seek(0)
            lines = sum(block.count(b"\n") for block in iter(lambda: output.read(1 << 20), b""))
        return seconds, usage.ru_maxrss * 1024, lines

    def compare(self, commands: dict[str, Sequence[str]]) -> dict[str, Measure]:
        """Run commands in turn, after one run of each that does not count; the slow ones less often."""
        first = {name: self.run(command) for name, command in commands.items()}
        runs = {name: [run] if run[0] > SLOW else [] for name, run in first.items()}
        for _ in range(self.rounds):
            for name, command in commands.items():
                if first[name][0] <= SLOW or len(runs[name]) < AT_MOST:
                    runs[name].append(self.run(command))
        return {
            name: Measure([run[0] for run in those], max(run[1] for run in those), those[-1][2])
            for name, those in runs.items()
        }


def sahel(*words: str) -> list[str]:
    """Return the command line of the program as it is installed beside this Python."""
    return [str(Path(sys.executable).with_name("sahel")), *words]


BARE = HERE / "bare_typer.py"
_PARSE = (
    "import sys, tomllib\nfor path in sys.argv[1:]:\n    with open(path, 'rb') as stream:\n        tomllib.load(stream)"
)
_COPY = "import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.buffer.write(line)"


def prepare(size: int, folder: Path, forms: Sequence[tuple[Peer, Path]]) -> None:
    """Write a dataset and the peers' forms of its events, those that are not there yet."""
    if not folder.exists():
        dataset.write(size, folder)
    missing = {path: peer for peer, path in forms if not path.exists()}
    if missing:
        events = [flat(event) for shard in dataset.shards(size) for event in shard.tables["events"]]
        for path, peer in missing.items():
            peer.write(events, path)


def apart(work: Callable[..., None], *arguments: object) -> None:
    """Do something in another process: the memory of this one counts as that of the programs it starts."""
    child = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit("the data could not be written")


def start_up(bench: Bench, goals: list[Goal]) -> dict[str, Measure]:
    """Measure the smallest answers on the shipped dataset."""
    python = sys.executable
    data = ["-d", str(ROOT / "data")]
    completing = ["env", "_SAHEL_COMPLETE=complete_bash", "COMP_WORDS=sahel actor tch", "COMP_CWORD=2", *sahel()]
    found = bench.compare(
        {
            "python -c pass": [python, "-c", "pass"],
            "bare Typer": [python, str(BARE)],
            "sahel timeline --json": sahel("timeline", "--json", *data),
            "sahel actor tch<tab>": completing,
        }
    )
    timeline, bare = found["sahel timeline --json"].median, found["bare Typer"].median
    goals += [
        Goal("shipped `timeline --json` / bare Typer application", timeline / bare, 1.25),
        Goal("shipped `timeline --json` / `python -c pass`", timeline / found["python -c pass"].median, 8),
        Goal("tab completion of an actor / bare Typer application", found["sahel actor tch<tab>"].median / bare, 1.2),
    ]
    return found


def at_size(bench: Bench, size: int, peers: Sequence[Peer], goals: list[Goal]) -> dict[str, dict[str, Measure]]:
    """Measure everything at one size."""
    folder = bench.work / f"{size}"
    forms = {peer.name: str(bench.work / f"{size}.{peer.suffix}") for peer in peers}
    apart(prepare, size, folder, [(peer, Path(forms[peer.name])) for peer in peers])
    files = sorted(map(str, folder.rglob("*.toml")))
    tables: dict[str, dict[str, Measure]] = {}
    once = Bench(bench.work, 1)
    tables["building the index"] = once.compare(
        {
            "tomllib, parsing alone": [sys.executable, "-c", _PARSE, *files],
            "sahel index --rebuild": sahel("index", "--rebuild", "-d", str(folder)),
        }
    )
    data = ["-d", str(folder)]
    own = {
        "month": sahel("timeline", "--on", dataset.MONTH, "--actor", dataset.ACTOR, "--certain", "-f", "jsonl", *data),
        "word": sahel("search", dataset.WORD, "-f", "jsonl", *data),
    }
    for question, expected in (("month", dataset.HITS), ("word", dataset.FINDS)):
        commands: dict[str, Sequence[str]] = {"sahel": own[question]}
        for peer in peers:
            if words := peer.questions.get(question):
                commands[peer.name] = [str(peer.path), *(word.replace("{}", forms[peer.name]) for word in words)]
        tables[question] = answers = bench.compare(commands)
        programs = {peer.name: peer.program for peer in peers}
        for name, measure in answers.items():
            hits = measure.lines - HEADERS.get(programs.get(name, ""), 0)
            if name != "recsel" and hits != expected:
                raise SystemExit(f"{name} finds {hits} at {size} for {question}, and {expected} are there")
    tables["counts by month"] = bench.compare({"sahel stats --by month": sahel("stats", "--by", "month", *data)})
    rows = bench.work / f"{size}.rows"
    with rows.open("wb") as stream:
        subprocess.run(sahel("timeline", "-f", "jsonl", *data), stdout=stream, env=bench.environment, check=True)
    printing = once.compare(
        {
            "python, copying the same lines": ["sh", "-c", f'"{sys.executable}" -c "{_COPY}" < "{rows}"'],
            **{f"sahel timeline -f {form}": sahel("timeline", "-f", form, *data) for form in ("jsonl", "csv", "tsv")},
        }
    )
    tables["printing every event"] = printing
    judge(size, tables, peers, goals)
    return tables


def judge(size: int, tables: dict[str, dict[str, Measure]], peers: Sequence[Peer], goals: list[Goal]) -> None:
    """Add what the measures of one size say of the goals."""
    asked = tables["month"]["sahel"].median
    text = [
        asked_peer.median / asked
        for name, asked_peer in tables["month"].items()
        if "sqlite" not in name and name != "sahel"
    ]
    if size > 1_000 and text:
        goals.append(
            Goal(
                f"{size:,}: the fastest peer that reads text / sahel",
                min(text),
                5 if size < 1_000_000 else 30,
                at_least=True,
            )
        )
    building = tables["building the index"]
    goals.append(
        Goal(
            f"{size:,}: building the index / tomllib parsing",
            building["sahel index --rebuild"].median / building["tomllib, parsing alone"].median,
            1,
        )
    )
    printing = tables["printing every event"]
    jsonl = printing["sahel timeline -f jsonl"]
    goals.append(
        Goal(
            f"{size:,}: printing as JSONL / copying the lines in Python",
            jsonl.median / printing["python, copying the same lines"].median,
            5,
        )
    )
    most = max(measure.memory for name, measure in printing.items() if name.startswith("sahel"))
    goals.append(Goal(f"{size:,}: memory while printing jsonl, csv, tsv, MB", most / 1e6, 100))


def machine() -> str:
    """Return what this was measured on, and the versions of it all."""
    import sqlite3

    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if line.startswith("model name")
        ),
        "",
    )
    load = os.getloadavg()[0]
    return f"{model or platform.processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, load {load:.1f}"


def main() -> None:
    """Measure, print Markdown tables, and end with 1 if a goal does not hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], help="numbers of events")
    options.add_argument("--rounds", type=int, default=9, help="runs of each quick command")
    options.add_argument("--work", type=Path, help="a folder to keep the made data in; else a temporary one")
    given = options.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="sahel-bench-"))
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(work, given.rounds)
    peers = [peer for peer in PEERS if peer.path and peer.questions]
    missing = [peer.name for peer in PEERS if not peer.path]
    print(
        f"{time.strftime('%Y-%m-%d')}, {machine()}\n\nLeft out, not installed: {', '.join(missing) or 'none'}\n",
        flush=True,
    )
    goals: list[Goal] = []
    print_table("Start-up, shipped dataset", start_up(bench, goals))
    asked: dict[int, dict[str, dict[str, Measure]]] = {}
    for size in given.sizes:
        asked[size] = at_size(bench, size, peers, goals)
        for title, table in asked[size].items():
            print_table(f"{size:,} events: {title}", table)
    least, most = min(asked), max(asked)
    if least < most:
        month = asked[most]["month"]["sahel"].median / asked[least]["month"]["sahel"].median
        word = asked[most]["word"]["sahel"].median / asked[least]["word"]["sahel"].median
        goals += [
            Goal(f"one month, one actor: {most:,} / {least:,}", month, 1.3),
            Goal(f"one word: {most:,} / {least:,}", word, 2),
        ]
    print("| goal | bound | measured | |\n|---|---|---|---|")
    print("\n".join(map(str, goals)))
    if not given.work:
        shutil.rmtree(work)
    sys.exit(any("does not hold" in str(goal) for goal in goals))


def print_table(title: str, table: dict[str, Measure]) -> None:
    """Print measures, the first of which that is ours is 1."""
    own = next((measure for name, measure in table.items() if name.startswith("sahel")), None)
    print(f"**{title}**\n\n| | median (spread), memory | / sahel |\n|---|---|---|")
    for name, measure in table.items():
        print(f"| {name} | {measure} | {measure.median / own.median if own else 1:.2f} |")
    print(flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    main()
