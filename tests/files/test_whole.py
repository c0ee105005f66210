"""A file is whole or as it was, whatever happens while it is written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sahelcli.files.whole import whole_file


def store(path: Path, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)


def store_half(path: Path, error: type[BaseException]) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise error


def test_a_new_file(tmp_path: Path) -> None:
    store(tmp_path / "a", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    store(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    store(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
def test_on_failure_nothing_has_changed(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(error):
        store_half(path, error)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a", b"old")]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_when_the_disk_fails_nothing_has_changed(tmp_path: Path, failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="space"):
        store(tmp_path / "a", b"new")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_cleared_and_what_a_running_one_writes_is_not(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    names = [f".sahel-{ended.pid}-a", f".sahel-{os.getppid()}-a", f".sahel-{'9' * 30}-a", ".sahel-x-a", ".sahel-notes"]
    for name in names:
        (tmp_path / name).touch()
    store(tmp_path / "b", b"new")
    assert {file.name for file in tmp_path.iterdir()} == {names[1], names[3], names[4], "b"}


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    store(pipe, b"new")
    reader.join(timeout=10)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_cannot_be_written_is_the_systems_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        store(tmp_path, b"new")
    with pytest.raises(FileNotFoundError):
        store(tmp_path / "none" / "a", b"new")
