"""The law of the Python interface: a method gives the rows that `--json` prints, and notes what standard error says."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
import tomli_w

from sahelcli import SahelError
from tests.library.questions import Call, call, shown_lines
from tests.questions import dataset, question
from tests.readme import ARTICLE
from tests.terminal import Sahel

QUESTIONS = 60
UNCOUNTED = ("check", "cite")  # have no --count
NEEDY = ("search", "show", "cite", "verify")  # a mention of such a command without words is no question
CALLS = {line: call(shlex.split(line)[1:]) for line in shown_lines()}
LINES = [line for line, asked in CALLS.items() if asked.words or asked.command not in NEEDY]
DATASET = Path(__file__).parents[1] / "data" / "valid" / "every-key.toml"
MORE = (
    "timeline -d {faulty}",
    "timeline -d {faulty} --strict",
    "quote -d {faulty} macron",
    "check -d {faulty}",
    "check {faulty} {whole} --skip date",
    "timeline -d {whole} -d {faulty} --limit 2 --reverse",
    "timeline -d missing.toml",
    "timeline --certain",
    "timeline --on 1999",
    "timeline --limit -1",
    "timeline --min-sources two",
    "timeline --known-by 2023-07-26 --not-publisher AFP",
    "stats --by colour",
    "search 'the and of'",
    "search ambassador --kind hit",
    "show niger",
    "show niamey agadez",
    "source ''",
    "check --only nothing",
    "troops france --latest --differ",
    "troops --measure captured",
    "verify missing.txt",
)


@pytest.fixture(autouse=True)
def files(variables: Mapping[str, str], tmp_path: Path) -> None:
    """Put there what the command lines name."""
    shutil.copy(ARTICLE, tmp_path / "article.txt")
    shutil.copy(DATASET, tmp_path / "whole.toml")
    faulty = DATASET.read_text(encoding="utf-8").replace('date = "', 'date = "2023-13-', 1)
    (tmp_path / "faulty.toml").write_text(faulty, encoding="utf-8")


@pytest.mark.parametrize("line", LINES)
def test_what_is_shown_holds_of_python_too(line: str, sahel: Sahel) -> None:
    hold(CALLS[line], sahel)


@pytest.mark.parametrize("line", MORE)
def test_what_goes_wrong_or_is_left_out_is_the_same(line: str, sahel: Sahel) -> None:
    hold(call(shlex.split(line.format(faulty="faulty.toml", whole="whole.toml"))), sahel)


def test_whatever_is_asked_is_answered_alike(sahel: Sahel, tmp_path: Path) -> None:
    """Datasets and questions by chance, with all the options together that a command takes."""
    for seed in range(QUESTIONS):
        random = Random(seed)
        made = dataset(random)
        (tmp_path / "chance.toml").write_text(tomli_w.dumps(made), encoding="utf-8")
        options = question(random, made)
        try:
            hold(call([*options.argv, "-d", "chance.toml"]), sahel)
        except BaseException as error:
            error.add_note(f"seed {seed}: {shlex.join(['sahel', *options.argv])}")
            raise


def test_the_lines_are_of_every_command() -> None:
    assert len(LINES) > 60
    assert {line.split()[1] for line in LINES} == {
        *("timeline", "quote", "actor", "troops", "search", "show", "source", "cite", "stats", "check", "verify")
    }


def hold(options: Call, sahel: Sahel) -> None:
    """Hold an answer of Python to that of the command line: rows, notes, or the error."""
    printed = sahel(*options.argv)
    try:
        answer = options.answer()
    except SahelError as error:
        hint = f"hint: {error.hint}\n" if error.hint else ""
        assert printed.stderr.endswith(f"error: {error.message}\n{hint}")
        assert (printed.output, printed.code) == (b"", error.exit_code)
    else:
        rows = printed.json()
        assert list(answer) == ([rows] if answer.single else rows)
        assert answer.notes == tuple(printed.stderr.splitlines())
        assert answer.total == (len(rows) if options.command in UNCOUNTED else number(options, sahel))


def number(options: Call, sahel: Sahel) -> int:
    """Return what `--count` prints of the same question."""
    typed = [word for word in options.argv if word != "--json"]
    if "--fields" in typed:
        at = typed.index("--fields")
        del typed[at : at + 2]
    return int(sahel(*typed, "--count").output)
