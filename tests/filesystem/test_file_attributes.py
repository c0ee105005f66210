"""A file that is written again keeps its access list and its attributes; where it cannot, nobody is let in by that."""

from __future__ import annotations

import os
import shlex
import stat
import struct
from pathlib import Path

import pytest

from sahelcli.filesystem.atomic_write import whole_file, whole_folder
from tests.every_command import ADDING, prepare
from tests.terminal import Process

ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
OWNER, USER, GROUP, MASK, OTHER = 1, 2, 4, 16, 32  # tags of entries, acl(5)
NOBODY, NO_ID = 65534, 0xFFFFFFFF


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """Return an access list as Linux keeps it: version 2, then tag, rights and id of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY_TOO = access_list((OWNER, 6, NO_ID), (USER, 6, NOBODY), (GROUP, 0, NO_ID), (MASK, 6, NO_ID), (OTHER, 0, NO_ID))


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A file that its owner and `nobody` may write, its group not, with a comment beside its bytes."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"old")
    path.chmod(0o600)
    try:
        os.setxattr(path, ACCESS, NOBODY_TOO)
        os.setxattr(path, "user.comment", b"\xe9")
    except (OSError, AttributeError):
        pytest.skip("the file system has neither access lists nor attributes")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660  # the bits of the group are the mask
    return path


def store(path: Path) -> list[str]:
    messages: list[str] = []
    with whole_file(path, messages.append) as file:
        file.write(b"new")
    return messages


def test_both_stay(listed: Path) -> None:
    assert store(listed) == []
    assert listed.read_bytes() == b"new"
    assert (os.getxattr(listed, ACCESS), os.getxattr(listed, "user.comment")) == (NOBODY_TOO, b"\xe9")
    assert stat.S_IMODE(listed.stat().st_mode) == 0o660


def test_so_they_do_in_a_folder_that_is_there(listed: Path) -> None:
    with whole_folder(listed.parent) as folder:
        (folder / listed.name).write_bytes(b"new")
    assert listed.read_bytes() == b"new"
    assert (os.getxattr(listed, ACCESS), os.getxattr(listed, "user.comment")) == (NOBODY_TOO, b"\xe9")


@pytest.mark.parametrize("lost", [ACCESS, "user.comment"])
def test_what_cannot_be_kept_is_told_and_the_group_gains_nothing(
    listed: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = os.setxattr

    def refused(path: int, name: str, value: bytes) -> None:
        if name == lost:
            raise OSError(95, os.strerror(95))
        given(path, name, value)

    monkeypatch.setattr(os, "setxattr", refused)
    what = "its access list" if lost == ACCESS else "its attribute user.comment"
    assert store(listed) == [f'"{listed}": {what} could not be kept']
    assert stat.S_IMODE(listed.stat().st_mode) == (0o600 if lost == ACCESS else 0o660)


def test_a_group_that_cannot_be_given_leaves_no_other_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)

    def refused(descriptor: int, owner: int, group: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refused)
    assert store(path) == [f'"{path}": its group could not be kept']
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_file_without_a_list_gets_none_from_its_folder(listed: Path) -> None:
    os.setxattr(listed.parent, DEFAULT, NOBODY_TOO)
    plain = listed.with_name("plain")
    plain.write_bytes(b"old")
    os.removexattr(plain, ACCESS)
    plain.chmod(0o640)
    assert store(plain) == []
    assert ACCESS not in os.listxattr(plain)
    assert stat.S_IMODE(plain.stat().st_mode) == 0o640


@pytest.mark.parametrize("typed", ["add", "timeline", "export"])
def test_so_it_is_with_what_is_typed(process: Process, listed: Path, typed: str) -> None:
    prepare(listed.parent)
    listed.write_bytes((listed.parent / "mine" / "mine.toml").read_bytes())
    words = {
        "add": ["place", *shlex.split(ADDING["place"]), "-d", "mine.toml"],
        "timeline": ["-d", "mine", "-f", "csv", "-o", "mine.toml"],
        "export": ["csl", "-d", "mine", "-o", "mine.toml"],
    }
    answer = process(typed, *words[typed])
    assert (answer.code, answer.errors) == (0, b"")
    assert os.getxattr(listed, ACCESS) == NOBODY_TOO
