"""The pictures that are kept: `python -m tests.charts.golden_pictures` draws them anew."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path

from tests.terminal import run_here

FOLDER = Path(__file__).with_name("pictures")
DATA = FOLDER / "all-signs.toml"
PICTURES = {
    "figures-85": "troops --chart --width 85",
    "figures-174": "troops --place niger --chart",
    "events-85": "timeline --chart --width 85",
    "tags-85": "stats --by tag --chart --width 85",
    "nothing-85": "timeline --on 1999 --chart --width 85",
}

SHOWN = Path(__file__).parents[2] / "docs" / "chart.svg"
"""What docs/charts.md shows, of the dataset that comes with the program."""


def draw(name: str, file: Path, env: dict[str, str]) -> int:
    """Draw one of the pictures into a file, and return the exit code."""
    return run_here((*shlex.split(PICTURES[name]), "-d", str(DATA), "-o", str(file)), env, b"").code


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "PATH": os.defpath, "LANG": "C.UTF-8"}
        for each in PICTURES:
            draw(each, FOLDER / f"{each}.svg", env)
        run_here(("troops", "france", "--place", "niger", "--on", "2023", "--chart", "-o", str(SHOWN)), env, b"")
