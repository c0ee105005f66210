"""The measures of a run, kept as they are made: an interrupted run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import Measure, Table
from benchmarks.parts import ROOT
from benchmarks.peers import PEERS

_KEPT_FOR = ("src/**/*.py", "src/**/*.sql", "benchmarks/*.py", "data/*.toml")
_AFTERWARDS = {ROOT / "benchmarks" / name for name in ("report.py", "goals.py")}  # judge and show what was measured


class Results:
    """Measures by part and size, of one state of the program and one clock; those of another state are forgotten."""

    def __init__(self, work: Path, clock: str) -> None:
        self._file = work / f"results-{clock}.json"
        kept = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        self._all: dict[str, Any] = (
            kept if kept.get("of") == _state() else {"of": _state(), "about": {**_about(), "clock": clock}, "parts": {}}
        )

    @property
    def about(self) -> dict[str, Any]:
        """When and on what this was measured, and the version of each tool (None: it is not installed)."""
        about: dict[str, Any] = self._all["about"]
        return about

    def table(self, part: str, size: int = 0) -> Table | None:
        """Return what was measured of a part at a size (0: the shipped dataset), if it was."""
        kept = self._all["parts"].get(f"{part} {size}")
        return {name: Measure(*measure) for name, measure in kept.items()} if kept else None

    def keep(self, table: Table, part: str, size: int = 0) -> None:
        """Keep what was measured, on the disk too."""
        self._all["parts"][f"{part} {size}"] = table
        beside = self._file.with_suffix(".part")
        beside.write_text(json.dumps(self._all, indent=1), "utf-8")
        beside.replace(self._file)


def _state() -> str:
    """Return a digest of the program, the benchmark and the shipped dataset."""
    files = sorted({path for pattern in _KEPT_FOR for path in ROOT.glob(pattern)} - _AFTERWARDS)
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _about() -> dict[str, Any]:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": f"{model}, {os.cpu_count()} cores, {platform.system()}",
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "peers": {peer.program: peer.version() if peer.is_there else None for peer in PEERS},
    }
