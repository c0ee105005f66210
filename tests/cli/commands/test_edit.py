"""`sahel edit`: the editor at the record, nothing written by us, and the dataset checked afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import Sahel, Terminal

TEXT = """# mine
[[sources]]
id = "courier"
title = "Two held"
publisher = "Courier"
published = "2026-01-05"

[[events]]
id = "2026-01-04-two-held"
date = "2026-01-04"
title = "Two held near the border"
sources = ["courier"]
"""
ID = "2026-01-04-two-held"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A dataset of one file."""
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Return `editor(script, name)`: the variables of an editor that writes down what it was called with."""

    def make(script: str = "", name: str = "vi") -> dict[str, str]:
        program = tmp_path / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/asked"\nfor file; do :; done\n{script}\n', "ascii"
        )
        program.chmod(0o755)
        return {"EDITOR": str(program)}

    return make


def test_the_editor_is_opened_at_the_line_of_the_record(
    sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    result = sahel("edit", "2026-01", "-d", "mine.toml", env=editor())
    assert (tmp_path / "asked").read_text("ascii").splitlines() == ["+8", "mine.toml"]
    assert (result.code, result.stdout) == (0, "")
    assert result.stderr == "mine.toml:8\nnothing was changed\n"
    assert mine.read_text(encoding="utf-8") == TEXT


def test_visual_comes_before_editor_and_each_is_told_in_its_own_way(
    sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    visual = editor(name="code")["EDITOR"]
    sahel("edit", ID, "-d", "mine.toml", env=editor("exit 9") | {"VISUAL": f"{visual} -w"})
    assert (tmp_path / "asked").read_text("ascii").splitlines() == ["-w", "--goto", "mine.toml:8"]


def test_what_is_wrong_afterwards_is_printed(sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]]) -> None:
    env = editor('sed -i s/2026-01-04/2026-02-30/ "$file"')
    result = sahel("edit", ID, "-d", "mine.toml", env=env)
    assert result.code == 1
    assert result.stdout.startswith("mine.toml:10:8: error: February 2026 has 28 days [date]\n")
    assert result.stderr == "mine.toml:8\n1 error\n"
    assert "2026-02-30" in mine.read_text(encoding="utf-8")


def test_a_record_that_is_not_valid_is_found_by_its_id(
    sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    mine.write_text(TEXT.replace('date = "2026-01-04"', 'date = "2026-02-30"'), encoding="utf-8")
    result = sahel("edit", ID, "-d", "mine.toml", env=editor('sed -i s/2026-02-30/2026-02-28/ "$file"'))
    assert (result.code, (tmp_path / "asked").read_text("ascii")) == (0, "+8\nmine.toml\n")
    assert sahel("edit", "source:nothing", "-d", "mine.toml", env=editor()).code == 1


def test_warnings_elsewhere_are_counted(sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]]) -> None:
    other = '[[sources]]\nid = "unused"\ntitle = "Nobody cites it"\npublisher = "Gazette"\n'
    (mine.parent / "other.toml").write_text(other, encoding="utf-8")
    data = ("-d", "mine.toml", "-d", "other.toml")
    result = sahel("edit", ID, *data, env=editor('printf "# more\\n" >> "$file"'))
    assert (result.code, result.stdout) == (0, "")
    assert "warnings in other files: `sahel check -d mine.toml -d other.toml` shows them\n" in result.stderr


def test_a_terminal_is_told_that_nothing_is_wrong(
    terminal: Terminal, mine: Path, editor: Callable[..., dict[str, str]]
) -> None:
    result = terminal("edit", ID, "-d", "mine.toml", env=editor('printf "# more\\n" >> "$file"'))
    assert (result.code, result.text) == (0, "")
    assert result.stderr.endswith("no mistakes\n")


def test_a_file_that_is_gone_is_told_by_the_check(
    sahel: Sahel, mine: Path, editor: Callable[..., dict[str, str]]
) -> None:
    result = sahel("edit", ID, "-d", "mine.toml", env=editor('rm "$file"'))
    assert result.code == 3
    assert "no such file or folder" in result.stderr


@pytest.mark.parametrize(
    ("variables", "message", "hint"),
    [
        ({}, "no editor is set", "name one first: export EDITOR=nano"),
        ({"EDITOR": " "}, "no editor is set", "name one first: export EDITOR=nano"),
        ({"VISUAL": "'vi"}, 'VISUAL "\'vi": a quotation mark is not closed', "name one first"),
        ({"EDITOR": "no-such-editor"}, 'the editor "no-such-editor" does not start: no such file', "name one first"),
        ({"EDITOR": "false"}, 'the editor "false" ended with code 1', "try again, or name another"),
    ],
)
def test_an_editor_that_cannot_be_used(
    variables: dict[str, str], message: str, hint: str, sahel: Sahel, mine: Path
) -> None:
    result = sahel("edit", ID, "-d", "mine.toml", "-q", env=variables)
    assert (result.code, result.output) == (3, b"")
    assert result.stderr.startswith(f"error: {message}")
    assert f"\nhint: {hint}" in result.stderr
    assert mine.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("args", "code", "message", "hint"),
    [
        (("seed-2023-09-26",), 2, "the dataset that comes with sahel is never written to", "edit a copy: `cp -r "),
        (("x", "-d", "git:HEAD"), 2, "a revision of git cannot be edited", "name a file or a folder with --data"),
        (("courier", "-d", "-"), 2, "standard input cannot be edited", "name a file or a folder with --data"),
        (("nothing", "-d", "mine.toml"), 1, 'no record has an id that begins with "nothing"', ""),
        (("", "-d", "mine.toml"), 2, "an empty id names nothing", ""),
    ],
)
def test_what_cannot_be_edited(
    args: tuple[str, ...],
    code: int,
    message: str,
    hint: str,
    sahel: Sahel,
    mine: Path,
    editor: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    result = sahel("edit", *args, env=editor(), stdin=TEXT.encode())
    assert (result.code, result.output) == (code, b"")
    assert result.stderr.startswith(f"error: {message}\nhint: {hint}")
    assert not (tmp_path / "asked").exists()
