"""An unfinished file is its writer's as long as that lives, wherever it does; what a killed one left is cleared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sahelcli.filesystem import lock, temporary_files
from sahelcli.filesystem.atomic_write import whole_file, whole_folder

WRITING = """
import sys
from pathlib import Path
from sahelcli.filesystem.atomic_write import whole_file, whole_folder
target = Path(sys.argv[2])
with {"file": whole_file, "folder": whole_folder}[sys.argv[1]](target) as begun:
    if isinstance(begun, Path):
        (begun / "half").write_text("half")
    else:
        begun.write(b"half")
        begun.flush()
    print("begun", flush=True)
    sys.stdin.readline()
"""
CONTAINER = ("unshare", "-fp", "--mount-proc")  # in which the writer is process 1, as it may be in another


def can(command: tuple[str, ...]) -> bool:
    try:
        return subprocess.run((*command, "true"), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


everywhere = pytest.mark.parametrize(
    "within",
    [
        (),
        pytest.param(
            CONTAINER, marks=pytest.mark.skipif(not can(CONTAINER), reason="no namespaces of one's own may be made")
        ),
    ],
    ids=["here", "in a container"],
)
both = pytest.mark.parametrize("sort", ["file", "folder"])


def writer(sort: str, target: Path, within: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """Start a process that has half written a file or folder, and goes on when it is told to."""
    command = (*within, sys.executable, "-c", WRITING, sort, str(target))
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout
    assert child.stdout.readline() == b"begun\n"
    child.stdout.close()
    return child


def store(path: Path) -> None:
    with whole_file(path) as file:
        file.write(b"new")


def fill(path: Path) -> None:
    with whole_folder(path) as folder:
        (folder / "new").write_text("new", "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@everywhere
@both
def test_what_a_living_process_writes_is_left_alone(tmp_path: Path, sort: str, within: tuple[str, ...]) -> None:
    child = writer(sort, tmp_path / "theirs", within)
    store(tmp_path / "ours")
    fill(tmp_path / "folder")
    fill(tmp_path)
    child.communicate(b"\n")
    assert child.returncode == 0
    theirs = {"theirs": b"half"} if sort == "file" else {"theirs/half": b"half"}
    assert tree(tmp_path) == {"ours": b"new", "folder/new": b"new", "new": b"new", **theirs}


@both
def test_what_a_killed_one_left_is_cleared(tmp_path: Path, sort: str) -> None:
    for killed in [writer(sort, tmp_path / "theirs") for _ in range(2)]:
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    assert len(tree(tmp_path)) == (2 if sort == "file" else 4)
    store(tmp_path / "ours")
    assert tree(tmp_path) == {"ours": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]


def test_what_is_called_otherwise_is_nobodys_leaving(tmp_path: Path) -> None:
    names = (".sahel-notes", ".sahel-x-a", ".sahel-123-a", ".sahel.lock", ".sahel-0123456g-a")
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / ".sahel-01234567-link").symlink_to(tmp_path / ".sahel-notes")
    (tmp_path / ".sahel-01234567-folder").mkdir()
    (tmp_path / ".sahel-01234567-gone").touch()
    store(tmp_path / "ours")
    remaining = {*names, ".sahel-01234567-link", ".sahel-01234567-folder", "ours"}
    assert {path.name for path in tmp_path.iterdir()} == remaining


def test_one_that_is_taken_for_a_leaving_at_once_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def late(descriptor: int) -> bool:
        if not tries:  # between making and locking another one clears the folder
            tries.append(descriptor)
            store(tmp_path / "other")
        return lock.take(descriptor)

    monkeypatch.setattr(temporary_files, "take", late)
    store(tmp_path / "ours")
    assert tree(tmp_path) == {"ours": b"new", "other": b"new"}


def test_where_there_are_no_locks_files_are_written_and_none_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(descriptor: int) -> bool:
        raise OSError(95, os.strerror(95))

    monkeypatch.setattr(temporary_files, "take", unsupported)
    (tmp_path / ".sahel-01234567-a").touch()
    store(tmp_path / "ours")
    assert tree(tmp_path) == {"ours": b"new", ".sahel-01234567-a": b""}


def test_containers_that_export_into_one_folder_do_not_hinder_each_other(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    if not can(CONTAINER):
        pytest.skip("no namespaces of one's own may be made")
    command = (sys.executable, "-m", "sahelcli", "export", "csl", "-q", "--place", "niger", "-o")
    shared, env = tmp_path / "shared", environment | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    shared.mkdir()
    runs = [
        subprocess.Popen((*within, *command, str(shared / f"{number}-{len(within)}.json")), env=env)
        for number in range(4)
        for within in ((), CONTAINER)
    ]
    assert [run.wait(60) for run in runs] == [0] * 8
    assert len({path.read_bytes() for path in shared.iterdir()}) == 1
    assert len(list(shared.iterdir())) == 8
