"""A small dataset to add to, and records for it."""

from __future__ import annotations

from pathlib import Path

from sahelcli.toml.writer import block

BEFORE = (
    b"# My notes. This line must stay.\n"
    b"[[sources]]  # the first\n"
    b'id = "courier"\n'
    b"title = 'Two held'   # oddly spaced, and kept\n"
    b'publisher = "The Courier"\n'
)


def source(name: str) -> str:
    """Return a source as text."""
    return block("sources", {"id": name, "title": f"The title of {name}", "publisher": "The Courier"})


def event(name: str, *sources: str) -> str:
    """Return an event as text."""
    return block("events", {"id": name, "date": "2026-01-04", "title": f"What {name} says", "sources": list(sources)})


def begun(folder: Path) -> Path:
    """Write the dataset's only file into a new folder of its own and return it."""
    folder.mkdir()
    path = folder / "mine.toml"
    path.write_bytes(BEFORE)
    return path
