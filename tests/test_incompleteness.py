"""What an answer lacks is said by every command: records, files, copies; and what holds no record is refused."""

from __future__ import annotations

import io
import itertools
import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from sahelcli import progress
from sahelcli.dataset.locate import shipped
from sahelcli.filesystem import discovery
from tests.terminal import Process, Sahel

SOURCE = """[[sources]]
id = "s"
title = "A dispatch"
publisher = "P"
published = "2026"

"""
EVENT = """[[events]]
id = "{0}"
date = "2026-01"
title = "{0}"
sources = ["s"]

"""
COMMANDS = [
    ("timeline",),
    ("quote",),
    ("troops",),
    ("actor",),
    ("source",),
    ("stats",),
    ("search", "dispatch"),
    ("show", "source:s"),
    ("source", "s"),
    ("cite", "source:s"),
    ("timeline", "--count"),
    ("index",),
    ("export", "html"),
    ("export", "csl", "-o", "out.json"),
    ("add", "event", "--date", "2026", "--title", "T", "--source", "s", "--dry-run"),
]
UNREADABLE = {
    "json": (b'{"events": []}\n', "export.toml:1:1: "),
    "LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n",
        "export.toml: error: this is a pointer of Git LFS",
    ),
    "UTF-16": (SOURCE.encode("utf-16"), "export.toml: error: the file seems to be UTF-16"),
    "gzip": (b"\x1f\x8b\x08", "export.toml: error: this is a gzip file"),
    "git-crypt": (b"\0GITCRYPT\0\xff", "export.toml: error: this is a file that git-crypt has locked"),
    "first header": (b"[[events]\n", "export.toml:1:1: error: the table's header is not closed"),
}


HINT = "`sahel check -d mine/export.toml` shows all"
HINTS = {
    "LFS": "`git lfs pull` brings it",
    "UTF-16": "save the file as UTF-8",
    "gzip": "give the TOML file itself",
    "git-crypt": "give the TOML",
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "base.toml").write_text(SOURCE + EVENT.format("a"), "utf-8")
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_which_file_it_could_not_read(sahel: Sahel, mine: Path, command: tuple[str, ...]) -> None:
    (mine / "export.toml").write_bytes(UNREADABLE["json"][0])
    answer = sahel(*command, "-d", "mine")
    lines = answer.stderr.splitlines()
    assert "1 file cannot be read: `sahel check -d mine` shows why" in lines
    assert [line for line in lines if line.startswith("mine/export.toml:1:1: error: ")]
    assert answer.code == 0
    strict = sahel(*command, "-d", "mine", "--strict")
    assert (strict.output, strict.code) == (b"", 3)
    assert strict.stderr.startswith("error: the dataset is not whole: 1 file cannot be read\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_refuses_a_named_file_that_holds_errors_and_no_record(
    sahel: Sahel, mine: Path, command: tuple[str, ...]
) -> None:
    (mine / "export.toml").write_bytes(UNREADABLE["json"][0])
    for paths in (("mine/export.toml",), ("mine/base.toml", "mine/export.toml")):
        answer = sahel(*command, *(word for path in paths for word in ("-d", path)))
        assert (answer.output, answer.code) == (b"", 3)
        assert answer.stderr.startswith("error: no record can be read from mine/export.toml:1:1: ")
    answer = sahel(*command, env={"SAHEL_DATA": "mine/export.toml"})
    assert (answer.output, answer.code) == (b"", 3)


def test_so_it_is_beside_the_shipped_dataset(sahel: Sahel, mine: Path) -> None:
    (mine / "export.toml").write_bytes(UNREADABLE["json"][0])
    answer = sahel("timeline", "-d", "shipped", "-d", "mine/export.toml")
    assert (answer.output, answer.code) == (b"", 3)
    assert answer.stderr.startswith("error: no record can be read from mine/export.toml:1:1: ")


@pytest.mark.parametrize("kind", UNREADABLE)
def test_whatever_keeps_a_file_from_being_read(sahel: Sahel, mine: Path, kind: str) -> None:
    content, message = UNREADABLE[kind]
    (mine / "export.toml").write_bytes(content)
    answer = sahel("timeline", "-d", "mine", "--count")
    assert answer.stdout == "1\n"
    assert f"mine/{message}" in answer.stderr
    named = sahel("timeline", "-d", "mine/export.toml")
    assert named.code == 3
    assert f"hint: {HINTS.get(kind, HINT)}" in named.stderr
    (mine / "base.toml").unlink()
    (mine / "export.toml").rename("data.toml")
    os.mkdir("data")  # noqa: PTH102
    Path("data.toml").rename("data/export.toml")
    result = sahel("timeline", "--count")  # the dataset that lies here, not the one that comes along
    assert result.stdout == "0\n"
    assert f"data/{message}" in result.stderr


def test_records_and_files_are_told_apart(sahel: Sahel, mine: Path) -> None:
    (mine / "export.toml").write_bytes(b"{")
    (mine / "other.toml").write_bytes(b"\x1f\x8b")
    (mine / "more.toml").write_text(EVENT.format("b").replace("2026-01", "2026-13") + EVENT.format("C"), "utf-8")
    message = sahel("timeline", "-d", "mine").stderr.splitlines()
    assert message[0] == (
        "2 records were left out as not valid, and 2 files cannot be read: `sahel check -d mine` shows why"
    )
    assert message[1].startswith("mine/export.toml:1:1: error: ")


def test_an_error_that_costs_no_record_is_said(sahel: Sahel, mine: Path) -> None:
    (mine / "dataset.toml").write_text('[dataset]\ntitle = "Mine"\n\n[tags]\nTag = "x"\n', "utf-8")
    answer = sahel("timeline", "-d", "mine")
    assert answer.stderr.startswith(
        "1 error was found: `sahel check -d mine` shows why\nmine/dataset.toml:5:1: error: "
    )
    assert sahel("timeline", "-d", "mine", "--strict").code == 3
    assert sahel("timeline", "-d", "mine", "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("empty", None, '"empty" holds no records'),
        ("empty.toml", "", '"empty.toml" holds no records'),
        ("empty.toml", "# nothing yet\n", '"empty.toml" holds no records'),
        ("empty.toml", '[dataset]\ntitle = "Mine"\n', '"empty.toml" holds no records'),
        ("-", None, "standard input holds no records"),
    ],
)
def test_what_holds_nothing_is_said_to(
    sahel: Sahel, tmp_path: Path, path: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / path).write_text(content, "utf-8")
    elif path != "-":
        (tmp_path / path).mkdir()
    answer = sahel("timeline", "-d", path)
    assert answer.stderr.splitlines()[0] == message
    assert answer.code == 0
    both = sahel("timeline", "-d", "shipped", "-d", path, "--count")
    assert content == '[dataset]\ntitle = "Mine"\n' or message in both.stderr
    assert both.stdout != "0\n"


def test_a_folder_data_without_a_file_of_ours_is_not_taken_for_the_dataset(sahel: Sahel, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/table.csv").touch()
    message = "data holds no TOML file: the dataset that comes with sahel takes its place\n"
    assert sahel("timeline", "--count").stderr == sahel("check").stderr == message
    assert sahel("timeline", "--count", "--quiet").stderr == ""
    assert sahel("timeline", "--count", "-d", "shipped").stderr == ""
    assert sahel("timeline", "--count", env={"SAHEL_DATA": "shipped"}).stderr == ""


def test_what_holds_no_records_by_nature_is_refused(sahel: Sahel, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "data").symlink_to("disk-that-is-not-mounted")
    for args in (("-d", "/dev/null"), ("-d", "shipped", "-d", "/dev/zero"), ("-d", "pipe"), ()):
        answer = sahel("timeline", *args)
        assert (answer.output, answer.code) == (b"", 3)
        assert answer.stderr.startswith("error: no record can be read from ")
    assert "data: this link leads nowhere\n" in sahel("timeline").stderr


def test_a_folder_of_too_many_files_is_refused_by_name(
    sahel: Sahel, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "MOST_FILES", 2)
    assert sahel("timeline", "-d", "mine", "--count").stdout == "1\n"
    for name in ("b", "c"):
        (mine / f"{name}.toml").touch()
    for command in ("timeline", "check", "index"):
        answer = sahel(command, "-d", "mine")
        assert (answer.output, answer.code) == (b"", 3)
        assert answer.stderr.startswith('error: "mine" holds more than 2 *.toml files\n')


def test_to_look_for_files_for_long_is_said_on_a_terminal(
    sahel: Sahel, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, ticks = io.StringIO(), itertools.count()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=screen))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(ticks)))  # a step takes a second
    (mine / "deep/deeper").mkdir(parents=True)
    assert sahel("timeline", "-d", "mine", "--count").stdout == "1\n"
    assert 'looking for *.toml files below "mine"' in screen.getvalue()


def test_what_is_kept_of_errors_follows_a_dataset_that_is_moved(process: Process, mine: Path, tmp_path: Path) -> None:
    (mine / "deep").mkdir()
    (mine / "deep/more.toml").write_text(SOURCE, "utf-8")
    long_ago = time.time() - 1000
    for path in (mine / "base.toml", mine / "deep/more.toml"):
        os.utime(path, (long_ago, long_ago))
    (tmp_path / "other").mkdir()

    def said(path: str, cwd: Path) -> str:
        return process("timeline", "-d", path, cwd=cwd).stderr.splitlines()[1]

    message = '{0}/{1}/more.toml:2:6: error: another source has the id "s", at {0}/base.toml:1 [duplicate-id]'
    assert said("mine", tmp_path) == message.format("mine", "deep")
    assert said("../mine", tmp_path / "other") == message.format("../mine", "deep")
    (mine / "deep").rename(mine / "low")
    assert said("mine", tmp_path) == message.format("mine", "low")


def test_hints_repeat_the_dataset_that_was_named(sahel: Sahel, mine: Path, tmp_path: Path) -> None:
    mine.rename(tmp_path / "my own")
    answer = sahel("quote", "nobody", "-d", "my own", "-d", "shipped")
    assert "`sahel actor -d 'my own' -d shipped` lists all " in answer.stderr
    assert "`sahel actor` lists all" in sahel("quote", "nobody").stderr
    assert "`sahel check --list` " in sahel("check", "-d", "my own", "--only", "x").stderr


@pytest.mark.parametrize("name", ["events.json", "more.toml"])
def test_nothing_is_written_into_the_shipped_dataset(sahel: Sahel, mine: Path, name: str) -> None:
    target = shipped() / name
    for args in (("timeline", "-d", "mine", "-f", "json"), ("export", "csl"), ("import", "bibtex", "x.bib")):
        answer = sahel(*args, "-o", str(target))
        assert answer.code != 0
        assert not target.exists()
    assert "never written to" in sahel("timeline", "-f", "json", "-o", str(target)).stderr
    added = sahel("add", "event", "-d", "mine", "-d", "shipped", "--to", str(shipped() / "events.toml"))
    assert added.code == 2
