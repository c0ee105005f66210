"""What is given to an option and cannot be used is said, for every option of every command; nothing is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sahelcli.cli.commands import COMMANDS
from tests.every_command import ADDING, ASKING, IMPORTING, prepare
from tests.terminal import Sahel

# Where any name will do for what is written, and where the words are those of the dataset.
ANY = (("export", "--output"), ("import", "--output"), ("troops", "--measure"))
ADDS = tuple(f"add {kind}" for command in COMMANDS if command.name == "add" for kind in command.parts)
# What each command needs besides the option in question.
NEEDED = {
    **dict.fromkeys(ASKING, ""),
    "search": "france",
    "show": "actor:france",
    "sql": "timeline",
    "open": "seed-2023-09-26",
    "cite": "seed-2023-09-26",
    "init": "new",
    **{add: f"-d mine {ADDING[add.split()[1]]}" for add in ADDS},
    "edit": "2023-09-24-announcement",
    "check": "mine",
    "diff": "mine",
    "mcp": "",
    "merge": "base.toml ours.toml theirs.toml",
    "index": "",
    "schema": "",
    "export": "csl",
    "import": IMPORTING,
    "help": "",
    "completion": "fish",
}
DATES = ("--since", "--until", "--on", "--known-by", "--date", "--published", "--accessed")
NUMBERS = (
    "--limit",
    "--min-sources",
    "--max-sources",
    "--low",
    "--high",
    "--latitude",
    "--longitude",
    "--marker-size",
    "--width",
)
WORDS = ("--format", "--color", "--kind", "--as", "--by", "--only", "--skip", "--explain", "--qualifier", "--measure")
TAGS = ("--language", "--original-language", "--id", "--utterance", "--country")
UNUSABLE = {
    **dict.fromkeys(DATES, "24.9.2023"),
    **dict.fromkeys((*NUMBERS, *WORDS, *TAGS), "Ü"),
    "--fields": "titel",
    "--output": "answer.xlsx",
    "--to": "events.txt",
    "--separator": "commas",
    "--encoding": "klingon",
    "--date-format": "the day",
    "--century": "nineteen",
    "--thousands": "comma",
    "--header-row": "first",
    "--map": "title",
    "--set": "title",
    "--role": "Mayor",
    "--style": "no such style",
}
# An unknown name is no wrong use: exit code 1.
NAMES = [
    "--about",
    "--actor",
    "--place",
    "--tag",
    "--source",
    "--publisher",
    "--speaker",
    "--force",
    "--event",
    "--related",
    "--part-of",
    "--not-about",
    "--not-actor",
    "--not-place",
    "--not-tag",
    "--not-source",
    "--not-publisher",
    "--not-agency",
]
TEXTS = [
    "--text",
    "--title",
    "--summary",
    "--attributed-to",
    "--note",
    "--name",
    "--description",
    "--alias",
    "--author",
    "--agency",
    "--venue",
    "--wording",
    "--counts",
    "--speaker-label",
    "--release",
    "--intro",
    "--engine",  # what is wrong with one is shown without what it may say of passwords
    "--sheet",
    "--records",
    "--save-map",
    "--list-separator",
    "--missing",
    "--columns",
    "--url",
    "--archive-url",
]
LABELS = ("--base", "--ours", "--theirs", "--path")  # whatever git fills in, and that may be nothing
FILES = ("--data", "--draft", "--map-file", "--since-revision")  # an unknown one cannot be used: exit code 3


def options_of(sahel: Sahel, command: str) -> list[str]:
    """Return the options that take a value, as the help of the command names them."""
    return re.findall(r"^  (?:-\w, )?(--[a-z-]+) [A-Z]", sahel(*command.split(), "--help").stdout, re.MULTILINE)


def own(option: str) -> str:
    """Return an option without what says that it is one of the source made along with a record."""
    return re.sub("^--source-(?!says)", "--", option)


def typed(command: str, option: str, value: str) -> tuple[str, ...]:
    """Return a command line in which everything else is as it should be."""
    cited = {"--source-title": "Two held", "--source-publisher": "Courier"} if option.startswith("--source-") else {}
    made = (word for named, text in cited.items() if named != option for word in (named, text))
    return (*command.split(), *shlex.split(NEEDED[command]), *made, option, value)


def test_every_command_and_option_is_known_here(sahel: Sahel) -> None:
    assert {command.split()[0] for command in NEEDED} == {command.name for command in COMMANDS}
    known = {*UNUSABLE, *NAMES, *TEXTS, *FILES, *LABELS}
    assert {own(option) for command in NEEDED for option in options_of(sahel, command)} == known


@pytest.mark.parametrize("command", NEEDED)
def test_what_cannot_be_used_is_named_shown_and_followed_by_what_can(
    sahel: Sahel, command: str, in_common_folder: Path
) -> None:
    prepare(in_common_folder)
    for option in options_of(sahel, command):
        if own(option) not in UNUSABLE or (command, option) in ANY:
            continue
        for value in (UNUSABLE[own(option)], f"\x1b[2J\n\u202e{'x' * 400}{UNUSABLE[own(option)]}"):
            result = sahel(*typed(command, option, value))
            assert (option, value, result.code, result.output) == (option, value, 2, b"")
            first, *rest = result.stderr.splitlines()
            assert first.startswith("error: ")
            assert option in first
            assert (value if value.isprintable() else "\\u001b[2J\\n\\u202exxx") in first
            assert any(line.startswith("hint: ") for line in rest) or ": " in first.partition(option)[2]
            assert not set("\x1b\u202e") & set(result.stderr)
            assert max(map(len, result.stderr.splitlines())) <= 307


@pytest.mark.parametrize("command", NEEDED)
def test_an_empty_text_is_nothing_that_anybody_means(sahel: Sahel, command: str, in_common_folder: Path) -> None:
    prepare(in_common_folder)
    for option in options_of(sahel, command):
        if option in LABELS:
            continue
        for value in ("", " ") if own(option) not in (*FILES, "--list-separator") else ("",):
            result = sahel(*typed(command, option, value))
            assert (option, result.code, result.output) == (option, 2, b"")
            message = f'error: ((?=.*" ?").*{option}( |:|$)|{option} is (for [a-z, -]+, not for |of a site alone))'
            assert re.match(message, result.stderr, re.MULTILINE)
            assert "\nhint: " in result.stderr
