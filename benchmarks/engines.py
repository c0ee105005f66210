"""Measure the engines beside the index: `python -m benchmarks.engines`, whose table is that of docs/at-scale.md.

Facts of a size are those of one made-up dataset again and again (`replicated_facts`). A whole command is measured as a
process, all other questions in one process, without its start: first with the files out of the page cache (cold), then
again (warm, the least of three); what an engine gives up stays empty. Processor time is that of all processes of an
engine. What was measured stays in the folder of the data, so that one engine can be measured alone.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from benchmarks.data import Data
from benchmarks.dataset import ACTOR, MONTH, WORD
from benchmarks.replicated_facts import replicate
from benchmarks.report import put
from sahelcli.cli import app
from sahelcli.engines import open as engines_open
from sahelcli.index.open import Index
from tests.engines.loaded import in_clickhouse, in_postgres

PAGE = Path(__file__).parents[1] / "docs" / "at-scale.md"
EVENTS = 172_500  # of the dataset that is made: a million records
MILLION = 1_000_000
SIZES = (MILLION, 10 * MILLION, 100 * MILLION)
INDEX = "index"
POINT = f"timeline --actor {ACTOR} --on {MONTH}"
WHOLE = "one month, one actor: the whole command"
QUESTIONS = {
    "one month, one actor": POINT,
    "… known by then, of 2 sources": f"{POINT} --known-by 2016 --min-sources 2",
    "one place, a year, as JSON": "timeline --place place-0-3 --on 2015 --json",
    "one speaker": f"quote {ACTOR} --on 2015",
    "one word": f"timeline --text {WORD} --count",
    "one record": "show event:event-0-7 --json",
    "counts by month": "stats --by month --kind event",
    "figures that differ, one place": "troops --differ --place place-0-30",
    "figures that differ, the first 20": "troops --differ -n 20",
}
LIMIT = 720  # seconds of an engine, after which no more is asked of it


class Asked(NamedTuple):
    """What a question took: seconds of the clock and of processors, first and then again."""

    cold: float
    warm: float
    processors: float


class GivenUp(Exception):
    """An engine has not answered a question, which may be too large for it."""


Column = dict[str, Asked]
"""What was asked of an engine at one size, by what it is called."""


def measure(source: str, files: list[Path], place: Path) -> Column:
    """Ask an engine, or the index, all questions; `source` is the option that names it, `place` where a server lives."""
    until = time.monotonic() + LIMIT
    asked = {WHOLE: _asked(partial(_run, f"{POINT} {source}"), files, place, until)}
    _ask(f"timeline -n 1 {source}")  # whoever asks in one process has the engine begun once
    for name, question in QUESTIONS.items():
        if time.monotonic() > until:
            break
        try:
            asked[name] = _asked(partial(_ask, f"{question} {source}"), files, place, until)
        except GivenUp as reason:
            print(reason, file=sys.stderr)
    return asked


def _asked(act: Callable[[], None], files: list[Path], place: Path, until: float) -> Asked:
    """Do something with cold files, and then three times again, or once where time is up."""
    forget(files)
    cold, spent = _timed(act, place)
    again = [(cold, spent)] if time.monotonic() > until else [_timed(act, place)]
    while len(again) < 3 and time.monotonic() < until:
        again.append(_timed(act, place))
    return Asked(cold, min(clock for clock, _ in again), min(busy for _, busy in again))


def forget(files: list[Path]) -> None:
    """Take files out of the page cache; a server may have removed some meanwhile."""
    for file in files:
        with suppress(FileNotFoundError), file.open("rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _ask(line: str) -> None:
    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing), redirect_stderr(StringIO()) as errors:
        code = app.main(shlex.split(line))
    if code:
        raise GivenUp(f"{line}: {errors.getvalue()}")


def _run(line: str) -> None:
    subprocess.run([sys.executable, "-m", "sahelcli", *shlex.split(line)], stdout=subprocess.DEVNULL, check=True)


def _timed(act: Callable[[], None], place: Path) -> tuple[float, float]:
    begin, spent = time.perf_counter(), processor_time(place)
    act()
    return time.perf_counter() - begin, processor_time(place) - spent


def processor_time(place: Path) -> float:
    """Return the seconds that this process, those that it has started and a server at a place have spent."""
    ticks = {pid: (parent, spent) for pid, parent, spent in _processes()}
    servers = place.rglob("postmaster.pid") if place.is_dir() else ()
    ours = {os.getpid(), *(int(path.read_text("ascii").split()[0]) for path in servers)}
    for pid in sorted(ticks):  # a child is younger than its parent
        if ticks[pid][0] in ours:
            ours.add(pid)
    return sum(ticks[pid][1] for pid in ours if pid in ticks) / os.sysconf("SC_CLK_TCK")


def _processes() -> Iterator[tuple[int, int, int]]:
    """Yield each process, its parent, and its ticks with those of its children that have ended, in the kernel too."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.parent.name), int(fields[1]), sum(map(int, fields[11:15]))


@contextmanager
def _opened_once() -> Iterator[None]:
    """Have each engine opened once, since its start is not the question's, and have it count anew for each question."""
    open_facts = engines_open.open_facts
    opened = lru_cache(open_facts)

    def again(url: str) -> Index:
        index = opened(url)
        for remembered in ("counted", "loaded", "rows", "_fetched"):  # which an index has not
            getattr(index.connection, remembered).clear()
        return index

    engines_open.open_facts = again
    try:
        yield
    finally:
        engines_open.open_facts = open_facts


def main() -> None:
    """Make the facts that are not there yet, ask what is named, and print the table of all that was measured."""
    given = _options().parse_args()
    work = given.work.resolve()
    os.environ["XDG_CACHE_HOME"] = str(work / "cache")
    data = Data(work, EVENTS)
    data.make([])
    facts = work / "facts"
    if not facts.exists():
        app.main(["export", "facts", "-q", "-d", str(data.folder), "-o", str(facts)])
    if INDEX in given.engines:
        files = list((work / "cache").rglob("*.index"))
        _keep(work, f"{INDEX}, 1 million", measure(f"-d {data.folder}", files, work / INDEX))
    for engine in [each for each in given.engines if each != INDEX]:
        for size in [size for size in given.sizes if size in _ENGINES[engine].sizes or given.every_size]:
            folder = work / f"facts-{size}"
            replicate(facts, folder, size)
            column = _of_engine(engine, folder, work / f"{engine}-{size}")
            _keep(work, f"{engine}, {size // MILLION} million", column)
    text = "\n".join(_table(_kept(work)))
    print(text)
    if given.write:
        put(f"{text}\n", PAGE)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ROWS")
    parser.add_argument("--every-size", action="store_true", help="each engine at all sizes, also those beyond its own")
    parser.add_argument("--engines", nargs="*", default=[INDEX, *_ENGINES], choices=[INDEX, *_ENGINES])
    parser.add_argument("--work", type=Path, default=Path("benchmarks/work"), help="where data are made, and stay")
    parser.add_argument("--write", action="store_true", help="put the table into docs/at-scale.md")
    return parser


def _of_engine(engine: str, facts: Path, place: Path) -> Column:
    with _opened_once(), _ENGINES[engine].started(facts, place) as url:
        return measure(f"--engine {shlex.quote(url)}", [*_files(facts), *_files(place)], place)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, in which a server that works may remove some meanwhile."""
    for place, _, names in os.walk(folder):  # which passes over what is gone
        yield from (Path(place) / name for name in names)


@contextmanager
def _duckdb(facts: Path, _place: Path) -> Iterator[str]:
    yield f"duckdb:{facts}"


@contextmanager
def _spark(facts: Path, _place: Path) -> Iterator[str]:
    yield f"spark:{facts}?master=local-cluster[2,1,2048]"


class Engine(NamedTuple):
    """How an engine is started with facts, and at which sizes it is measured."""

    started: Callable[[Path, Path], AbstractContextManager[str]]
    sizes: tuple[int, ...]


_ENGINES = {
    "duckdb": Engine(_duckdb, SIZES),
    "clickhouse": Engine(in_clickhouse, SIZES[:2]),
    "spark": Engine(_spark, SIZES[1:2]),
    "postgres": Engine(in_postgres, SIZES[:1]),
}


def _kept(work: Path) -> dict[str, Column]:
    """Return the columns that were measured on these data, by their names."""
    file = work / "engines.json"
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {name: {each: Asked(*values) for each, values in column.items()} for name, column in kept.items()}


def _keep(work: Path, name: str, column: Column) -> None:
    print(name, column, file=sys.stderr)
    (work / "engines.json").write_text(json.dumps(_kept(work) | {name: column}, indent=1), "utf-8")


def _table(columns: dict[str, Column]) -> Iterator[str]:
    """Yield the lines of a table of Markdown: for each question the seconds cold, warm, and of processors."""
    engines = (INDEX, *_ENGINES)
    names = sorted(columns, key=lambda name: (engines.index(name.partition(",")[0]), len(name)))
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---:|' * len(names)}"
    for question in (WHOLE, *QUESTIONS):
        yield f"| {question} | {' | '.join(_cell(columns[name].get(question)) for name in names)} |"


def _cell(asked: Asked | None) -> str:
    return f"{asked.cold:.2f} / {asked.warm:.2f} / {asked.processors:.2f}" if asked else "–"


if __name__ == "__main__":
    main()
