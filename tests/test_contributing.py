"""CONTRIBUTING.md, held to the sources: the files and functions it names are there, and every room is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TOP = Path(__file__).parents[1]
SOURCES = TOP / "src" / "sahelcli"
TEXT = (TOP / "CONTRIBUTING.md").read_text()


def names_in(file: Path) -> set[str]:
    """Return the functions, methods and classes of a module."""
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def test_the_walk_of_a_command_names_files_and_functions_that_are_there() -> None:
    walk = "1. " + TEXT.split("## Setting up")[0].split("\n1. ")[1]
    assert len(re.findall(r"^\d+\. ", walk, re.MULTILINE)) == 10
    files = [SOURCES / name for name in re.findall(r"`([a-z_/]+\.py)`", walk)]
    assert [file for file in files if not file.is_file()] == []
    names = set().union(*map(names_in, files))
    named = set(re.findall(r"`([a-z_]+|[A-Z][A-Za-z]+)`", walk))
    assert named
    assert named <= names


def test_every_file_and_room_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", TEXT)) - {"dist/"}  # which a release makes
    assert [name for name in named if not any((base / name).exists() for base in (SOURCES, TOP))] == []


def test_every_room_is_named() -> None:
    rooms = {path.name for path in SOURCES.iterdir() if (path / "__init__.py").is_file()}
    assert {room for room in rooms if not room.startswith("__") and f"`{room}/`" not in TEXT} == set()
