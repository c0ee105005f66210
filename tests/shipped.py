"""The records of the shipped dataset, as any reader of TOML finds them: what the program says is held to them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


@cache
def records(table: str) -> tuple[dict[str, Any], ...]:
    """Return the records of a table, say `events`, in the order of the file that bears its name."""
    with (DATA / f"{table}.toml").open("rb") as file:
        return tuple(tomllib.load(file)[table])
