"""Measure `sahel` against its peers on made-up data, and hold it to its goals.

What was measured is kept in the work folder: a run that was interrupted goes on where it was, data that is there is
not made again, and after a change of the program everything is measured anew. Ends with 1 if a goal does not hold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.data import Data
from benchmarks.measure import Runner, Table
from benchmarks.parts import AT_SIZE, ROOT, start_up
from benchmarks.report import judged, put, short, whole
from benchmarks.results import Results

START_UP = "start-up"


def main() -> None:
    """Measure what is asked for and not measured yet, and print all that is known."""
    given = _options().parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    runner = Runner(given.work.resolve(), given.rounds, processor_time=given.processor_time)
    results = Results(given.work, "processor" if given.processor_time else "wall")
    if START_UP in given.parts:
        _measure(results, START_UP, 0, given.again, partial(start_up, runner))
    for size in given.sizes:
        data = Data(given.work.resolve(), size)
        data.make([])
        for part in [part for part in AT_SIZE if part in given.parts]:
            _measure(results, part, size, given.again, partial(AT_SIZE[part], runner, data))
    print(whole(results, given.sizes))
    if given.write:
        put(whole(results, given.sizes), ROOT / "docs" / "speed.md")
        put(short(results, given.sizes), ROOT / "README.md")
    sys.exit(not all(goal.holds for goal in judged(results, given.sizes)))


def _measure(results: Results, part: str, size: int, again: bool, work: Callable[[], Table]) -> None:
    if results.table(part, size) and not again:
        return
    begin = time.monotonic()
    results.keep(work(), part, size)
    print(f"{part} {f'{size:,}' if size else ''} took {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], help="numbers of events")
    parts = [START_UP, *AT_SIZE]
    options.add_argument("--parts", nargs="+", choices=parts, default=parts, help="what to measure; all of it")
    options.add_argument("--rounds", type=int, default=21, help="counted runs of each quick command")
    clock = "measure user and system time, not that of the clock: where the machine has other work"
    options.add_argument("--processor-time", action="store_true", help=clock)
    options.add_argument("--again", action="store_true", help="measure these parts anew")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="where data and measures are kept")
    options.add_argument("--write", action="store_true", help="put the tables into docs/speed.md and README.md")
    return options


if __name__ == "__main__":
    main()
