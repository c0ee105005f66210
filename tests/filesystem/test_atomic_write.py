"""A file is whole or as it was, whatever happens while it is written."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from sahelcli.filesystem.atomic_write import whole_file, whole_folder


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


def fill(path: Path, names: tuple[str, ...], error: type[BaseException] | None = None) -> None:
    with whole_folder(path) as folder:
        for name in names:
            (folder / name).write_text("new", "utf-8")
        if error:
            raise error


def tree(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


def test_a_new_folder_and_those_above_it(tmp_path: Path) -> None:
    fill(tmp_path / "above" / "a", ("one", "two"))
    assert tree(tmp_path) == {"above/a/one": "new", "above/a/two": "new"}


def test_a_folder_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old", "utf-8")
    (tmp_path / "other").write_text("theirs", "utf-8")
    same = tmp_path.stat().st_ino
    fill(tmp_path, ("one", "two"))
    assert tree(tmp_path) == {"one": "new", "two": "new", "other": "theirs"}
    assert list(tmp_path.glob(".*")) == []
    assert tmp_path.stat().st_ino == same


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
@pytest.mark.parametrize("present", [True, False], ids=["present", "new"])
def test_on_failure_no_folder_has_changed(tmp_path: Path, error: type[BaseException], present: bool) -> None:
    target = tmp_path / "above" / "a"
    if present:
        target.mkdir(parents=True)
        (target / "one").write_text("old", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(error):
        fill(target, ("one", "two"), error)
    assert sorted(tmp_path.rglob("*")) == before
    assert tree(tmp_path) == ({"above/a/one": "old"} if present else {})


@pytest.mark.parametrize("at", [1, 2, 3])
def test_if_one_file_cannot_be_moved_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text("old", "utf-8")
    rename, calls = Path.rename, iter(range(1, 100))

    def failing(self: Path, target: Path) -> Path:
        if next(calls) == at:
            raise PermissionError
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PermissionError):
        fill(tmp_path, ("one", "two"))
    assert tree(tmp_path) == {"one": "old", "two": "old"}
    assert list(tmp_path.glob(".*")) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    with pytest.raises(NotADirectoryError):
        fill(tmp_path / "a", ("one",))
    assert tree(tmp_path) == {"a": "old"}
