"""A file that is protected from writing is not replaced, though its folder would allow that; nor one mounted alone."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from sahelcli.filesystem.atomic_write import WriteProtected, whole_file, whole_folder
from tests.every_command import ADDING, IMPORTING, prepare
from tests.filesystem.test_temporary_files import can
from tests.terminal import Process, Sahel

NOBODY = 65534
NAMESPACE = ("unshare", "-m")
TYPED = {
    "add": f"add place {ADDING['place']} -d mine.toml",
    "to": f"add place {ADDING['place']} -d mine --to mine.toml",
    "timeline": "timeline -d mine -f csv -o mine.toml",
    "export": "export csl -d mine -o mine.toml",
    "import": f"import {IMPORTING} -o mine.toml",
}
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder in which everybody may write, with a file that nobody may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        file = folder / "mine.toml"
        file.write_bytes((folder / "mine" / "mine.toml").read_bytes())
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        file.chmod(0o444)
        yield folder


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be another user meanwhile: in this process, as that one may have no way to the program."""
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.mark.parametrize("line", TYPED)
def test_one_that_nobody_may_write_is_refused(process: Process, shared: Path, line: str) -> None:
    before, present = (shared / "mine.toml").read_bytes(), sorted(shared.iterdir())
    answer = process(*shlex.split(TYPED[line]), cwd=shared)
    assert (answer.code, answer.output) == (3, b"")
    assert 'error: cannot write "mine.toml": it is protected from writing\nhint: ' in answer.stderr
    assert answer.stderr.endswith("its owner can allow it: chmod u+w\n")
    assert (shared / "mine.toml").read_bytes() == before
    assert sorted(shared.iterdir()) == present


@as_root
@pytest.mark.parametrize(
    ("mode", "owner", "allowed"), [(0o644, 0, False), (0o646, 0, True), (0o644, NOBODY, True), (0o444, NOBODY, False)]
)
def test_others_may_write_what_is_theirs_or_open_to_them(shared: Path, mode: int, owner: int, allowed: bool) -> None:
    file = shared / "mine.toml"
    os.chown(file, owner, owner)
    file.chmod(mode)
    with somebody_else(), nullcontext() if allowed else pytest.raises(WriteProtected), whole_file(file) as stream:
        stream.write(b"new")
    assert (file.read_bytes() == b"new") is allowed


@as_root
@pytest.mark.parametrize(("mode", "code"), [(0o644, 0), (0o460, 0), (0o002, 0), (0o444, 3), (0, 3)])
def test_root_may_write_what_somebody_may(sahel: Sahel, shared: Path, mode: int, code: int) -> None:
    os.chown(shared / "mine.toml", NOBODY, NOBODY)
    (shared / "mine.toml").chmod(mode)
    assert sahel("export", "csl", "-d", str(shared / "mine"), "-o", str(shared / "mine.toml")).code == code


def test_nobody_is_asked_for_what_cannot_be_written(process: Process, shared: Path) -> None:
    assert "protected from writing" in process("add", "place", "-d", "mine.toml", cwd=shared).stderr
    dry = process(*shlex.split(TYPED["add"]), "--dry-run", cwd=shared)
    assert (dry.code, "Tera" in dry.stdout) == (0, True)


def test_a_folder_keeps_the_file_that_is_protected(shared: Path) -> None:
    def fill() -> None:
        with whole_folder(shared) as folder:
            (folder / "another.toml").touch()
            (folder / "mine.toml").touch()

    with pytest.raises(WriteProtected):
        fill()
    assert not (shared / "another.toml").exists()
    assert (shared / "mine.toml").stat().st_size > 0


def test_one_that_is_mounted_alone_is_told_so(process: Process, tmp_path: Path) -> None:
    if not can(NAMESPACE):
        pytest.skip("nothing may be mounted here")
    prepare(tmp_path)
    (tmp_path / "outside.toml").write_bytes((tmp_path / "mine" / "mine.toml").read_bytes())
    (tmp_path / "mine.toml").touch()
    for line, typed in TYPED.items():
        script = f'mount --bind outside.toml mine.toml && exec "$0" -m sahelcli {typed}'
        done = subprocess.run((*NAMESPACE, "sh", "-c", script, sys.executable), capture_output=True, check=False)
        if b"mount: " in done.stderr:
            pytest.skip("nothing may be mounted here")
        assert (line, done.returncode) == (line, 3)
        assert b'error: cannot write "mine.toml": device or resource busy\nhint: ' in done.stderr
        assert done.stderr.endswith(b"it is mounted alone into this place: mount its folder\n")
    assert (tmp_path / "outside.toml").read_bytes() == (tmp_path / "mine" / "mine.toml").read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_so_is_one_that_is_busy(tmp_path: Path, sahel: Sahel, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(os, "replace", busy)
    with pytest.raises(OSError, match="busy"), whole_file(tmp_path / "a"):
        pass
    assert sahel("source", "-n", "1", "-o", "a.csv").stderr == (
        'error: cannot write "a.csv": device or resource busy\n'
        "hint: it is mounted alone into this place: mount its folder\n"
    )
