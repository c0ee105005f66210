"""What a slip costs: the record it stands in, and no other; and each is counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Sahel

SOURCE = """[[sources]]
id = "s"
title = "A dispatch"
publisher = "P"

"""
LINES = ("[[events]]", 'id = "{0}"', 'date = "2026-01"', 'title = "{0}"', 'sources = ["s"]')
EVENT = "".join(f"{line}\n" for line in LINES)
LOST = {  # how the header of the second of three records is written, and what is said
    "\ufeff[[events]]": "a byte order mark (U+FEFF) in the middle: these files were joined",
    "\u00a0[[events]]": "a space that is none for TOML (U+00A0, no-break space)",
    "[[events]]\u00a0": "a space that is none for TOML (U+00A0, no-break space)",
    "[[\u00a0events]]": "a space that is none for TOML (U+00A0, no-break space)",
    "\u200b[[events]]": "a sign that is not seen (U+200B, zero width space)",
    "[[events]": "the table's header is not closed",
    "[[events": "the table's header is not closed",
    "[events]]": 'unexpected "]" after the table\'s header',
    "[[events]];": 'unexpected ";" after the table\'s header',
    "[[events]] // the second": 'unexpected "// the second" after the table\'s header',
    "[[events}}": "the table's header is not closed",
    "> [[events]]": 'a line cannot begin with ">"',
    "([events])": 'a line cannot begin with "("',
    "[[ev ents]]": "the table's header is not closed",
    "[[[events]]]": 'a key cannot begin with "["',
    "[[événements]]": 'a key cannot begin with "é"',
    "[[evnts": "the table's header is not closed",
    "[events]": 'the table "[events]" stands twice',
    "[ events ] # the second": 'the table "[ events ] # the second" stands twice',
}
KEPT = {  # what stands above that header, and what is said
    "// don't forget": "this is no comment in TOML",
    "-- a note": "this is no comment in TOML",
    "/* a = 1 */": "this is no comment in TOML",
    ";": "this is no comment in TOML",
    "\u00a0": "a space that is none for TOML (U+00A0, no-break space)",
    "\ufeff": "a byte order mark (U+FEFF) in the middle: these files were joined",
    "\ufeff# the second file": "a byte order mark (U+FEFF) in the middle: these files were joined",
    "=======": "a line that a merge of git has left",
    "<<<<<<< HEAD": "a line that a merge of git has left",
    "*****": 'a line cannot begin with "*"',
    "=" * 60_000: 'a line cannot begin with "="',
    "]" * 60_000: 'a line cannot begin with "]"',
    "++": 'a line cannot begin with "+"',
}
OF_THE_FIRST = ("reworded true", '\u00a0note = "x"', "note: x", 'note = "x', "note = 2026-01")  # its last key, misspelt


def docstring_of(sahel: Sahel, text: str) -> tuple[list[str], str, str]:
    """Return the titles of the events that are left, the first line that is said, and the message of the second."""
    Path("mine.toml").write_text(text, "utf-8", newline="\n")
    answer = sahel("timeline", "-d", "mine.toml", "--fields", "title", "--json")
    assert answer.code == 0
    first, second, *_ = [*answer.stderr.splitlines(), "", ""]
    message = second.partition(" error: ")[2].rpartition(" [")[0]
    return [row["title"] for row in answer.json()], first.partition(":")[0], message


@pytest.mark.parametrize("header", LOST, ids=ascii)
def test_a_slip_in_a_header_costs_its_record_alone(sahel: Sahel, header: str) -> None:
    second = EVENT.format("b").replace("[[events]]", header)
    titles, count, message = docstring_of(sahel, SOURCE + EVENT.format("a") + "\n" + second + "\n" + EVENT.format("c"))
    assert (titles, count) == (["a", "c"], "1 record was left out as not valid")
    assert message == LOST[header]


def test_one_that_is_no_list_costs_no_list(sahel: Sahel) -> None:
    first = EVENT.format("a").replace("[[events]]", "[events]")
    titles, count, _ = docstring_of(sahel, first + SOURCE + EVENT.format("b") + '[tags]\na = "A."\n[tags]\nb = "B."\n')
    assert (titles, count) == (["b"], "1 record was left out as not valid")


@pytest.mark.parametrize("line", KEPT, ids=lambda line: ascii(line[:20]))
def test_a_line_between_records_costs_none(sahel: Sahel, line: str) -> None:
    document = SOURCE + EVENT.format("a") + f"\n{line}\n" + EVENT.format("b") + "\n" + EVENT.format("c")
    titles, count, message = docstring_of(sahel, document)
    assert (titles, count) == (["a", "b", "c"], "1 error was found")
    assert message == KEPT[line]


@pytest.mark.parametrize("line", OF_THE_FIRST)
def test_a_last_key_that_is_misspelt_costs_its_record(sahel: Sahel, line: str) -> None:
    titles, count, _ = docstring_of(sahel, SOURCE + EVENT.format("a") + line + "\n\n" + EVENT.format("b"))
    assert (titles, count) == (["b"], "1 record was left out as not valid")


def merged(ours: str, theirs: str, base: str | None = None) -> str:
    middle = "" if base is None else f"||||||| 1234567\n{base}"
    return f"<<<<<<< HEAD\n{ours}{middle}=======\n{theirs}>>>>>>> corrections\n"


MERGES = {
    "a record of two wordings": (merged(EVENT.format("b"), EVENT.format("b").replace("01", "02")), ["a", "c"], 1),
    "two records": (merged(EVENT.format("b"), EVENT.format("d")), ["a", "c"], 2),
    "with what both come from": (merged(EVENT.format("b"), EVENT.format("d"), EVENT.format("e")), ["a", "c"], 2),
    "one side without": (merged(EVENT.format("b"), ""), ["c"], 2),
    "the end of the record above": (merged('note = "x"\n', 'note = "y"\n'), ["c"], 1),
    "the beginnings of records": (
        merged('[[events]]\nid = "b"\n', '[[events]]\nid = "d"\n') + 'date = "2026"\ntitle = "b"\nsources = ["s"]\n',
        ["a", "c"],
        2,
    ),
    "a text": (
        EVENT.format("b") + 'summary = """\n' + merged("1,500 soldiers.\n", "1,200 soldiers.\n") + '"""\n',
        ["a", "c"],
        1,
    ),
    "the beginning of a text": (
        EVENT.format("b") + merged('summary = """\nOne.\n', 'summary = """\nTwo.\n') + 'More."""\n',
        ["a", "c"],
        1,
    ),
}


@pytest.mark.parametrize("case", MERGES)
def test_both_sides_of_an_unsolved_merge_are_left_out_together(sahel: Sahel, case: str) -> None:
    text, left, lost = MERGES[case]
    document = SOURCE + EVENT.format("a") + "\n" + text + "\n" + EVENT.format("c")
    titles, count, message = docstring_of(sahel, document)
    first = document[: document.index("<<<<<<<")].count("\n") + 1
    last = document[: document.index(">>>>>>>")].count("\n") + 1
    assert titles == left
    assert count == (
        "1 record was left out as not valid" if lost == 1 else f"{lost} records were left out as not valid"
    )
    assert message == f"an unsolved merge of git, in lines {first} to {last}"
    check = sahel("check", "mine.toml", "--only", "unsolved-merge")
    assert check.stdout.startswith(f"mine.toml:{first}:1: error: ")
    assert "`git merge --abort`" in check.stdout


ENDLESS = {
    "brackets": "x = " + "[" * 200_000,
    "braces": "x = " + "{a=" * 100_000,
    "parts": "a" + ".a" * 40_000 + " = 1",
    "quoted parts": '"a b"' + '."a b"' * 40_000 + " = 1",
    "parts of a header": "[a" + ".a" * 40_000 + "]",
    "parts within braces": "x = { a" + ".a" * 40_000 + " = 1 }",
    "many keys of many parts": "".join(f"k{number}" + ".a" * 900 + " = 1\n" for number in range(1_000)),
    "brackets and braces": "x_deep = " + "[{a=" * 30 + "1" + "}]" * 30,
    "braces with keys of parts": "x_deep = " + ("{a" + ".a" * 40 + "=") * 40 + "1" + "}" * 40,
    "digits": "x = 1" + "0" * 500_000,
    "digits of base 16": "x_n = 0x" + "f" * 500_000,
    "digits with signs between": "x = 1" + "_0" * 250_000,
    "equals": "=" * 60_000,
    "equals with spaces": "= " * 60_000,
    "plus": "x = " + "+" * 60_000,
    "minus in a list": "x = [" + "-" * 60_000,
    "quotation marks": "x = " + '"' * 60_000,
    "commas": "x = [" + "," * 60_000,
}
WITHIN_BOUNDS = (
    "import resource, sys\n"
    "resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))\n"
    "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
    "from sahelcli.__main__ import run\n"
    "run()\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its bounds")
@pytest.mark.parametrize("case", ENDLESS)
def test_what_has_no_end_is_an_error_with_its_line(environment: dict[str, str], tmp_path: Path, case: str) -> None:
    text = SOURCE + EVENT.format("a") + "\n" + EVENT.format("b") + ENDLESS[case] + "\n\n" + EVENT.format("c")
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    command = [sys.executable, "-c", WITHIN_BOUNDS, "check", "mine.toml", "--only", "syntax"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (1, b"1 error\n")
    assert done.stdout.startswith(b"mine.toml:17:")
