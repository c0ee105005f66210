"""Colours and weights are few, read on a light ground as on a dark one, and say nothing that words do not."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from tests.every_command import LINES, prepare
from tests.terminal import SIGNS, Sahel, Terminal

pytestmark = pytest.mark.usefixtures("in_common_folder")
# What xterm paints for the eight colours of ECMA-48 and, from 90 on, the bright ones, which bold text often has.
PALETTE = {
    **dict(enumerate(("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"), 30)),
    **dict(enumerate(("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"), 90)),
}
WEIGHTS = {0, 1, 2, 3, 4}  # none, bold, dim, italic, underlined
LEAST = 3.0  # contrast of large or bold text, WCAG 2.2, 1.4.3


def luminance(color: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it, from 0 to 1."""
    shares = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: str, ground: str) -> float:
    """Return how far two colours stand apart, from 1 to 21."""
    dark, light = sorted((luminance(color), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def codes(text: str) -> set[int]:
    """Return the numbers of all styles that a text asks for."""
    matches = re.findall(r"\x1b\[([0-9;]*)m", text)
    return set(map(int, filter(None, chain.from_iterable(codes.split(";") for codes in matches))))


def reads(code: int) -> bool:
    """Say whether a style reads on black and on white, where a terminal makes what is bold bright too."""
    if not 30 <= code <= 37:  # a bright colour is one that another terminal paints as its ground
        return code in WEIGHTS
    painted, grounds = (PALETTE[code], PALETTE[code + 60]), ("000000", "ffffff")
    return all(contrast(color, ground) >= LEAST for color in painted for ground in grounds)


def test_the_measure_tells_apart() -> None:
    assert [code for code in PALETTE if reads(code)] == [31, 35]


@pytest.mark.parametrize("name", LINES)
def test_every_style_reads_on_light_and_dark(name: str, terminal: Terminal) -> None:
    if name == "export-sqlite":
        return  # is never printed on a terminal
    prepare(Path.cwd())
    screen = terminal(*LINES[name].args, lines=60_000).stdout
    assert [code for code in codes(screen) if not reads(code)] == []


@pytest.mark.parametrize("typed", ["timeline --on 2023-13", "quote macon", "check faulty.toml", "timelin"])
def test_so_do_messages(typed: str, sahel: Sahel) -> None:
    prepare(Path.cwd())
    message = sahel(*typed.split(), "--color", "always").stderr
    assert [code for code in codes(message) if not reads(code)] == []


@pytest.mark.parametrize("name", ["timeline", "quote", "actor", "troops", "search", "show", "check", "diff", "stats"])
def test_without_them_the_words_are_the_same(name: str, terminal: Terminal) -> None:
    prepare(Path.cwd())
    painted, plain = (terminal(*LINES[name].args, "--color", when, lines=60_000) for when in ("always", "never"))
    assert codes(painted.stdout)
    assert "\x1b" not in plain.stdout
    assert SIGNS.sub("", painted.stdout) == plain.stdout
