"""Timing of whole processes: how long each took, how much memory it had, and how many lines it printed."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ENOUGH = 20.0  # seconds: each command is run as often as fits them


class Measure(NamedTuple):
    """Of some runs of a command: seconds of each, the largest memory in bytes, and the lines it printed."""

    seconds: list[float]
    memory: int
    lines: int

    @property
    def median(self) -> float:
        """Seconds of the median run."""
        return statistics.median(self.seconds)


Table = dict[str, Measure]
"""Commands by name, as they were measured in turn."""


class Runner:
    """Runs commands in turn, so that what else the machine does is shared by all; `work` is a folder for what they need.

    With `processor_time` the seconds are those of the processors, of the program and its children, not of the clock.
    """

    def __init__(self, work: Path, rounds: int, *, processor_time: bool = False) -> None:
        self.work = work
        self._rounds = rounds
        self._processor_time = processor_time
        # Python as it is installed: no setting forbids it to keep what it has compiled, or to gather what it prints.
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self.environment = environ | {"XDG_CACHE_HOME": str(work / "cache"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def without_caches(self, command: Sequence[str]) -> list[str]:
        """Return a command line that runs a command as if for the first time: with an empty folder for caches."""
        script = 'rm -rf "$0" && XDG_CACHE_HOME="$0" exec "$@"'
        return ["sh", "-c", script, str(self.work / "no-cache"), *command]

    def compare(self, commands: dict[str, Sequence[str]], times: int = 1, least: int = 1) -> Table:
        """Run each command as often as fits twenty seconds, at least `least` times, at most `times` the rounds.

        The first run of each does not count, unless the command is so slow that there are fewer rounds than asked for.
        """
        rounds = times * self._rounds
        runs = {name: [self._run(command)] for name, command in commands.items()}
        fits = {name: int(ENOUGH // first.median) for name, (first,) in runs.items()}
        wanted = {name: rounds + 1 if fits[name] > rounds else max(least, fits[name]) for name in commands}
        for done in range(1, rounds + 1):
            for name, command in commands.items():
                if done < wanted[name]:
                    runs[name].append(self._run(command))
        return {name: _together(those[1:] if len(those) > rounds else those) for name, those in runs.items()}

    def _run(self, command: Sequence[str]) -> Measure:
        """Run a command once, what it prints into a file."""
        with tempfile.TemporaryFile(dir=self.work) as output:
            begin = time.perf_counter()
            child = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=self.environment)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begin
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                raise SystemExit(f"{' '.join(command)[:300]} ended with {child.returncode}")
            output.seek(0)
            lines = sum(block.count(b"\n") for block in iter(lambda: output.read(1 << 20), b""))
        if self._processor_time:
            seconds = usage.ru_utime + usage.ru_stime
        return Measure([seconds], usage.ru_maxrss * 1024, lines)


def _together(runs: Sequence[Measure]) -> Measure:
    return Measure([run.seconds[0] for run in runs], max(run.memory for run in runs), runs[-1].lines)
