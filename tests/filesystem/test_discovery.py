"""Which files a dataset is made of, and what of all that may lie in a folder is passed over, told or refused."""

from __future__ import annotations

import os
import socket
import stat
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from sahelcli.dataset.reader import read_dataset
from sahelcli.diagnostics.finding import Finding, Severity
from sahelcli.filesystem.discovery import find_files, read_bytes, toml_files


def names(folder: Path) -> list[str]:
    return [os.path.relpath(path, folder) for path in toml_files(str(folder)).files]


def told(folder: Path) -> list[str]:
    lines = (diagnostic.one_line() for diagnostic in toml_files(str(folder)).diagnostics)
    return [line.removeprefix(f"{folder}{os.sep}") for line in lines]


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", "utf-8")


def test_the_order_is_that_of_the_bytes_of_the_paths(tmp_path: Path) -> None:
    write(tmp_path, "b.toml", "a/z.toml", "a-b/x.toml", "B.toml", "é.toml", "z.toml", "a/b/c.toml", "a.toml")
    expected = ["B.toml", "a-b/x.toml", "a.toml", "a/b/c.toml", "a/z.toml", "b.toml", "z.toml", "é.toml"]
    assert names(tmp_path) == expected


def test_hidden_names_and_editors_leavings_are_passed_over(tmp_path: Path) -> None:
    leavings = [
        ".hidden.toml",
        ".git/x.toml",
        "a.toml~",
        "#a.toml#",
        ".#a.toml",
        ".a.toml.swp",
        "a.toml.bak",
        "notes.md",
    ]
    write(tmp_path, "a.toml", "~a.toml", "#b.toml", *leavings)
    assert names(tmp_path) == ["a.toml"]
    assert told(tmp_path) == []


def test_a_file_is_read_under_whatever_name_the_user_gives(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt")
    path = str(tmp_path / "notes.txt")
    assert find_files([path]).files == (path,)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "b.toml")
    (tmp_path / "link.toml").symlink_to("a.toml")
    folder, file = str(tmp_path), str(tmp_path / "b.toml")
    assert find_files([file, folder, "-", "-"]).files == (file, str(tmp_path / "a.toml"), "-")


def test_links_are_followed(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/a.toml", "data/b.toml")
    (tmp_path / "data/more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "data/same").symlink_to(tmp_path / "elsewhere")
    assert [name.rpartition("/")[2] for name in names(tmp_path / "data")] == ["b.toml", "a.toml"]
    assert told(tmp_path / "data") == []


def test_what_cannot_be_read_is_one_line_each(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "deep/b.toml")
    (tmp_path / "nowhere.toml").symlink_to("gone.toml")
    (tmp_path / "ring.toml").symlink_to("ring.toml")
    (tmp_path / "ring").symlink_to("ring")
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    (tmp_path / "deep/up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "null.toml").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "socket.toml"))
        assert told(tmp_path) == [
            "deep/up: error: this link leads back to a folder it lies in [unreadable]",
            "nowhere.toml: error: this link leads nowhere [unreadable]",
            "null.toml: error: this is a pipe, a socket or a device, not a file [unreadable]",
            "pipe.toml: error: this is a pipe, a socket or a device, not a file [unreadable]",
            "ring.toml: error: this link is part of a loop of links [unreadable]",
            "socket.toml: error: this is a pipe, a socket or a device, not a file [unreadable]",
        ]
    assert names(tmp_path) == ["a.toml", "deep/b.toml"]


def test_a_link_to_the_folder_above_the_one_named(tmp_path: Path) -> None:
    write(tmp_path, "data/a.toml", "b.toml")
    (tmp_path / "data/up").symlink_to(tmp_path)
    assert names(tmp_path / "data") == ["a.toml", "up/b.toml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "closed/b.toml")
    (tmp_path / "closed").chmod(0)
    (tmp_path / "a.toml").chmod(0)
    assert told(tmp_path) == ["closed: error: you may not read this [unreadable]"]
    assert isinstance(read_bytes(str(tmp_path / "a.toml")), Finding)
    (tmp_path / "closed").chmod(stat.S_IRWXU)


def test_a_file_that_may_not_be_read_is_told_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.toml")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    dataset = read_dataset([str(tmp_path)])
    assert [finding.message for finding in dataset.diagnostics] == ["you may not read this"]
    assert dataset.left_out == 1


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.toml", "closed/b.toml")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert told(tmp_path) == ["closed: error: you may not read this [unreadable]"]
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.parametrize("error", [OSError(5, "x"), OSError()])
def test_any_other_failure_is_told_in_the_system_s_words(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    result = read_bytes(str(tmp_path))
    assert isinstance(result, Finding)
    assert result.message == f"cannot be read: {os.strerror(5).lower()}"


def test_a_folder_without_files_is_said(tmp_path: Path) -> None:
    (finding,) = toml_files(str(tmp_path)).diagnostics
    assert finding.one_line() == f"{tmp_path}: warning: no *.toml file lies below this folder [no-records]"
    assert read_dataset([str(tmp_path)]).diagnostics == (finding,)


def test_a_path_that_is_gone_since_it_was_located(tmp_path: Path) -> None:
    (finding,) = find_files([str(tmp_path / "gone")]).diagnostics
    assert (finding.message, finding.severity) == ("this does not exist", Severity.ERROR)


def test_a_pipe_the_shell_has_opened(tmp_path: Path) -> None:
    read, write_end = os.pipe()
    os.write(write_end, b"x_ours = 1\n")
    os.close(write_end)
    path = f"/dev/fd/{read}"
    try:
        assert find_files([path]).files == (path,)
        assert read_bytes(path) == b"x_ours = 1\n"
        assert find_files([str(tmp_path), "/dev/null"]).files == ()
    finally:
        os.close(read)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"happened = 2023\n")))
    (finding,) = read_dataset(["-"]).diagnostics
    assert finding.one_line() == '-:1:1: error: key "happened" stands above the first table [unknown-key]'


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert read_bytes("-") == b""
