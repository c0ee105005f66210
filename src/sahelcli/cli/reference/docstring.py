"""Parser of the docstring of a command: a first sentence, paragraphs, named lists and examples.

A block whose first line is a backspace keeps its lines, as Click has it: its first line is its title, and the
lines below are either examples or a name and a meaning each.
"""

from __future__ import annotations

import inspect
import re
from textwrap import dedent
from typing import NamedTuple

_KEPT = "\b"
_EXAMPLES = ("Example", "Examples")


class NamedList(NamedTuple):
    """A list in the help of a command: its title, and a name and a meaning for each of its lines."""

    title: str
    items: tuple[tuple[str, str], ...]


class Docstring(NamedTuple):
    """The parts of a docstring; an example that goes over several lines has line ends and backslashes as typed."""

    summary: str
    paragraphs: tuple[str, ...]
    lists: tuple[NamedList, ...]
    examples: tuple[str, ...]


def parse_docstring(text: str) -> Docstring:
    """Return the parts of a docstring."""
    blocks = [block for block in re.split(r"\n\s*\n", inspect.cleandoc(text)) if block.strip()]
    examples = [_titled(block) for block in blocks if block.startswith(_KEPT)]
    paragraphs = [" ".join(block.split()) for block in blocks if not block.startswith(_KEPT)]
    return Docstring(
        summary=paragraphs[0] if paragraphs else "",
        paragraphs=tuple(paragraphs[1:]),
        lists=tuple(NamedList(title, tuple(map(_item, lines))) for title, lines in examples if title not in _EXAMPLES),
        examples=tuple(each for title, lines in examples if title in _EXAMPLES for each in _examples(lines)),
    )


def one_line(example: str) -> str:
    """Return an example as one line, without the backslashes that end others."""
    return " ".join(line.removesuffix("\\").strip() for line in example.splitlines())


def _titled(block: str) -> tuple[str, list[str]]:
    title, *lines = block.removeprefix(_KEPT).strip("\n").splitlines()
    return title.strip().rstrip(":"), dedent("\n".join(lines)).splitlines()


def _item(line: str) -> tuple[str, str]:
    name, _, meaning = line.partition("  ")
    return name, meaning.strip()


def _examples(lines: list[str]) -> list[str]:
    examples: list[str] = []
    for line in lines:
        if examples and examples[-1].endswith("\\"):
            examples[-1] += f"\n{line}"
        else:
            examples.append(line)
    return examples
