"""What stands at a path that a user names, whatever the name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sahelcli.filesystem.discovery import is_folder, is_there, size_of
from tests.terminal import Sahel

IMPOSSIBLE = ("x" * 400, "a\0b", "none/x", "")
TOO_LONG = "x" * 400


def test_what_is_there(tmp_path: Path) -> None:
    file, pipe = tmp_path / "a", tmp_path / "pipe"
    file.write_bytes(b"12345")
    os.mkfifo(pipe)
    assert [is_there(path) for path in (tmp_path, file, pipe)] == [True, True, True]
    assert [is_folder(path) for path in (tmp_path, file, pipe)] == [True, False, False]
    assert [size_of(path) for path in (tmp_path, file, pipe)] == [None, 5, None]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_name_that_no_file_can_have(name: str) -> None:
    assert (is_there(name), is_folder(name), size_of(name)) == (False, False, None)


@pytest.mark.parametrize(
    "args",
    [
        ("init", TOO_LONG),
        ("diff", f"git:HEAD:{TOO_LONG}"),
        ("import", "csv", TOO_LONG, "--map", "date=D"),
        ("timeline", "--output", TOO_LONG),
        ("export", "csl", "-o", TOO_LONG),
        ("add", "source", "--title", "T", "--publisher", "P", "--to", f"{TOO_LONG}.toml"),
    ],
)
def test_no_command_fails_on_it_without_a_word(args: tuple[str, ...], sahel: Sahel) -> None:
    result = sahel(*args)
    assert (result.code, result.output) == (3, b"")
    assert result.stderr.startswith("error: ")
    assert max(map(len, result.stderr.splitlines())) <= 307
