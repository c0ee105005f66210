"""`sahel check`: everything that is wrong, in one run, in the order of the files."""

from __future__ import annotations

import io
import itertools
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from sahelcli import progress
from sahelcli.rules import RULES
from tests.terminal import Process, Sahel, Terminal

GOOD = """\
[[sources]]
id = "courier-2026-01-05"
title = "Two reported held near the border"
publisher = "The Courier"
published = "2026-01-05"

[[events]]
id = "2026-01-04-two-held"
date = "2026-01-04"
title = "Two aid workers reported held near the border"
sources = ["courier-2026-01-05"]
"""
BAD = GOOD.replace('date = "2026-01-04"', 'date = "2026-02-29"').replace('title = "Two r', 'titel = "Two r')
UNDATED = GOOD.replace('published = "2026-01-05"\n', "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset of two files, each with a mistake, and a third without."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "b.toml").write_text(BAD, "utf-8")
    (tmp_path / "set" / "a.toml").write_text("[[events]]\nid = 5\n", "utf-8")
    (tmp_path / "set" / "c.toml").write_text('[[sources]]\nid = "c"\ntitle = "C"\npublisher = "C"\n', "utf-8")
    return tmp_path / "set"


def test_the_shipped_dataset_passes_without_a_warning(sahel: Sahel) -> None:
    result = sahel("check", "--strict")
    assert (result.stdout, result.stderr, result.code) == ("", "", 0)


@pytest.mark.usefixtures("folder")
def test_every_problem_of_every_file_in_one_run(sahel: Sahel) -> None:
    result = sahel("check", "set")
    assert [line for line in result.stdout.splitlines() if line.startswith("set")] == [
        'set/a.toml:1:1: error: an event needs "date" [missing-key]',
        'set/a.toml:1:1: error: an event needs "title" [missing-key]',
        'set/a.toml:1:1: error: an event needs "sources" [missing-key]',
        'set/a.toml:2:6: error: "id" must be text, not 5 [type]',
        'set/b.toml:3:1: error: a source has no key "titel" [unknown-key]',
        "set/b.toml:9:8: error: 2026 is not a leap year: February has 28 days [date]",
        "set/c.toml:1:1: warning: this source does not say when it was published [undated-source]",
    ]
    assert (result.stderr, result.code) == ("6 errors and 1 warning\n", 1)


def test_a_finding_with_its_line_and_its_hint(sahel: Sahel) -> None:
    assert sahel("check", "-", "--only", "date", stdin=BAD.encode()).stdout == (
        "-:9:8: error: 2026 is not a leap year: February has 28 days [date]\n"
        '    9 | date = "2026-02-29"\n'
        "      |        ^^^^^^^^^^^^\n"
        'hint: a month alone is fine too: "2026-02"\n'
    )


@pytest.mark.parametrize(
    ("toml", "options", "total", "code"),
    [
        (GOOD, (), "", 0),
        (GOOD, ("--strict",), "", 0),
        (BAD, (), "2 errors\n", 1),
        (BAD, ("--quiet",), "", 1),
        (BAD, ("--skip", "date"), "1 error\n", 1),
        (BAD, ("--skip", "date", "--skip", "unknown-key"), "", 0),
        (BAD, ("--only", "date"), "1 error\n", 1),
        (BAD, ("--only", "date", "--only", "unknown-key"), "2 errors\n", 1),
        (BAD, ("--only", "similar-quote"), "", 0),
        (UNDATED, (), "1 warning\n", 0),
        (UNDATED, ("--strict",), "1 warning\n", 1),
        (UNDATED, ("--skip", "undated-source", "--strict"), "", 0),
    ],
)
def test_totals_and_exit_codes(sahel: Sahel, toml: str, options: tuple[str, ...], total: str, code: int) -> None:
    result = sahel("check", "-", *options, stdin=toml.encode())
    assert (result.stderr, result.code) == (total, code)
    assert bool(result.stdout) is bool(total) or "--quiet" in options


def test_sources_without_an_archived_copy_are_named_when_asked_for(sahel: Sahel) -> None:
    toml = GOOD.replace("[[events]]", 'url = "https://example.org"\n\n[[events]]').encode()
    assert sahel("check", "-", stdin=toml).stdout == ""
    assert "[unarchived-source]" in sahel("check", "-", "--archive", stdin=toml).stdout
    assert "[unarchived-source]" in sahel("check", "-", "--only", "unarchived-source", stdin=toml).stdout


def test_the_dataset_is_the_usual_one_where_none_is_named(sahel: Sahel, folder: Path) -> None:
    folder.rename(folder.with_name("data"))
    assert "data/a.toml:2:6" in sahel("check").stdout
    assert "data/b.toml:9:8" in sahel("check", env={"SAHEL_DATA": "data/b.toml"}).stdout
    assert "data/c.toml:1:1" in sahel("check", "--data", "data/c.toml").stdout


@pytest.mark.usefixtures("folder")
def test_a_path_that_cannot_be_read(sahel: Sahel) -> None:
    missing = sahel("check", "nowhere")
    assert (missing.code, missing.stdout) == (3, "")
    assert 'no such file or folder: "nowhere"' in missing.stderr
    os.mkfifo("pipe")
    pipe = sahel("check", "pipe", "set/c.toml")
    assert pipe.code == 3
    assert "pipe: error: this is a pipe, a socket or a device, not a file [unreadable]" in pipe.stdout
    assert "set/c.toml:1:1" in pipe.stdout


def test_a_link_within_a_folder_that_leads_nowhere(sahel: Sahel, folder: Path) -> None:
    (folder / "lost.toml").symlink_to("nowhere.toml")
    result = sahel("check", "set", "--only", "unreadable")
    assert result.stdout.startswith("set/lost.toml: error: this link leads nowhere [unreadable]\n")
    assert result.code == 1


def test_json(sahel: Sahel) -> None:
    result = sahel("check", "-", "--json", stdin=BAD.encode())
    assert [(row["rule"], row["line"], row["column"]) for row in result.json()] == [
        ("unknown-key", 3, 1),
        ("date", 9, 8),
    ]
    assert sahel("check", "-", "--json", stdin=GOOD.encode()).json() == []
    assert sahel("check", "-", "--format", "json", stdin=BAD.encode()).output == result.output


def test_json_names_the_record_where_it_is_known(sahel: Sahel) -> None:
    toml = (
        'x = 1\n[[events]]\nid = "E"\ntitel = "T"\n\n[[sources]]\nid = "s"\ntitle = "T"\npublisher = "P"\nurl = "x"\n\n'
        "[[places]]\nid =\n\n"
        '[[actors]]\nid = "a"\nname = "A"\nkind = "person"\ndescription = "X."\nsources = ["t"]\n'
    )
    rows = sahel("check", "-", "--json", stdin=toml.encode()).json()
    assert {(row["rule"], row["kind"], row["id"]) for row in rows} == {
        ("unknown-key", None, None),
        ("id", "event", None),
        ("unknown-key", "event", None),
        ("missing-key", "event", None),
        ("web-address", "source", "s"),
        ("undated-source", "source", "s"),
        ("syntax", None, None),
        ("unknown-reference", "actor", "a"),
    }


def test_annotations_for_github(sahel: Sahel) -> None:
    result = sahel("check", "-", "--format", "github", "--only", "date", stdin=BAD.encode())
    assert result.stdout == (
        "::error file=-,line=9,col=8,title=date::2026 is not a leap year: February has 28 days"
        '%0Ahint: a month alone is fine too: "2026-02"\n'
    )


def test_the_list_names_every_rule_on_a_line(sahel: Sahel) -> None:
    lines = sahel("check", "--list").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.severity] for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_is_explained(sahel: Sahel, rule: object) -> None:
    code = getattr(rule, "code", "")
    explained = sahel("check", "--explain", code).stdout
    assert explained.startswith(f"{code} (")
    assert code in ("unreadable", "conflict-copy") or f"[{code}]\n" in explained
    assert explained.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--only", "similar-qoute"),
            'error: unknown value "similar-qoute" for --only\nhint: did you mean "similar-quote"?',
        ),
        (("--skip", "xyz"), 'error: unknown value "xyz" for --skip\nhint: `sahel check --list` lists the rules'),
        (("--explain", ""), 'error: unknown value "" for --explain\nhint: `sahel check --list` lists the rules'),
        (("--format", "xml"), 'error: unknown value "xml" for --format\nhint: one of text, json, github'),
        (("--json", "--format", "github"), "error: --json and --format github exclude each other"),
        (("--color", "red"), 'error: unknown value "red" for --color'),
        (("",), 'error: --data "": this names nothing'),
    ],
    ids=str,
)
def test_what_cannot_be_asked(sahel: Sahel, options: tuple[str, ...], message: str) -> None:
    result = sahel("check", *options)
    assert (result.code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)


def test_a_terminal_shows_colours_and_cuts_lines_to_its_width(terminal: Terminal, folder: Path) -> None:
    (folder / "a.toml").write_text('[[events]]\nid = "x"\nsummary = "' + "word " * 60 + '"\n', "utf-8")
    result = terminal("check", "set/a.toml", columns=50)
    assert "\x1b[1;31merror\x1b[0m" in result.stdout
    (folder / "a.toml").write_text("[[events]]\n" + f'{"k" * 100} = "日本 {"word " * 60}"\n', "utf-8")
    lines = terminal("check", "set/a.toml", "--only", "unknown-key", columns=50).text.splitlines()
    assert [len(line) <= 50 for line in lines if " | " in line] == [True, True]


def test_text_falls_back_where_the_stream_has_not_all_signs(process: Process, folder: Path) -> None:
    (folder / "a.toml").write_text('[[events]]\nid = "Événement"\n', "utf-8")
    result = process("check", "set/a.toml", "--only", "id", env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 1
    assert '    2 | id = "?v?nement"\n      |      ^^^^^^^^^^^\n' in result.stdout


def test_hostile_data_reaches_no_terminal(sahel: Sahel) -> None:
    toml = GOOD.replace("Two aid", "\u202e\u200b\x9bTwo aid").replace('["courier-2026-01-05"]', '["a\\u001b[2Jb"]')
    printed = sahel("check", "-", stdin=toml.encode()).stdout
    assert printed.replace("\n", "").isprintable()
    assert max(map(len, printed.splitlines())) <= 300


def test_a_bar_moves_while_one_file_is_read_and_while_the_rules_are_held(
    sahel: Sahel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, ticks = io.StringIO(), itertools.count()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=screen))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(ticks)))  # a step takes a second
    (folder / "a.toml").write_text("".join(f'[[sources]]\nid = "s{number}"\n\n' for number in range(3_000)), "utf-8")
    sahel("check", "set/a.toml", "--only", "date")
    drawn = re.findall(
        r"(reading|checking)[^a-z]*?([0-9.]+)/?[0-9.]* (kB|rules)",
        re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue()),
    )
    assert len({done for doing, done, _ in drawn if doing == "reading"}) > 3
    assert ("checking", "1", "rules") in drawn
    before = len(screen.getvalue())
    sahel("check", "set/a.toml", "--only", "date", "--quiet")
    assert len(screen.getvalue()) == before


def test_a_terminal_says_what_was_checked(terminal: Terminal, folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.toml").unlink()
    (folder / "c.toml").write_text(GOOD, "utf-8")
    result = terminal("check", "set")
    assert (result.text, result.stderr, result.code) == ("", "checked 1 file, 2 records: no mistakes\n", 0)
    assert terminal("check", "set", "--quiet").stderr == ""
    (folder / "b.toml").write_text(BAD, "utf-8")
    assert terminal("check", "set").stderr == "checked 2 files, 4 records: 2 errors\n"
    shipped = terminal("check")
    assert " records of the dataset that comes with sahel: no mistakes\n" in shipped.stderr


def test_a_named_file_of_which_nothing_can_be_read(sahel: Sahel, folder: Path) -> None:
    (folder / "export.json").write_text('{"events": []}\n', "utf-8")
    assert sahel("check", "set/export.json").code == 3
    (folder / "export.json").rename(folder / "export.toml")
    assert sahel("check", "set").code == 1
